"""A partner organisation over all its libraries: `/partner/`. It sees its own rows and no others."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from stelsel import clock
from stelsel.access import Permission, requires
from stelsel.tenancy import Scope
from stelsel.web.query import Query
from stelsel_tenants.across import figures, offers, picture, places, queries
from stelsel_tenants.across.queries import Wish
from stelsel_tenants.across.reach import organisation

bp = Blueprint("partner", __name__, url_prefix="/partner", template_folder="templates")

SHOWN = 8


@bp.get("/")
@requires(Permission.PARTNER_HOME)
def home(scope: Scope) -> ResponseReturnValue:
    rows = queries.libraries(scope)
    page = {
        "organisation": organisation(scope),
        "rows": rows,
        "stale": [row for row in rows if row.is_active and row.is_stale],
        "uncounted": queries.uncounted(scope),
        "leaderless": queries.leaderless(scope),
        "asked": queries.asked(scope),
        "silent": [row for row in offers.overview(scope) if row.libraries and not row.room],
        "soon": queries.sessions(scope, Wish(first=clock.now()), limit=SHOWN),
        "month": figures.this_month(scope),
    }
    return render_template("partner/home.html", **page)


@bp.get("/bibliotheken")
@requires(Permission.PARTNER_HOME)
def libraries(scope: Scope) -> ResponseReturnValue:
    rows = queries.libraries(scope)
    spots = places.branches([row.tenant_id for row in rows])
    shown = Query().one_of("toon", ("gepland", "niets", "gestopt"))
    chosen = [row for row in rows if not shown or _standing(row) == shown]
    page = {"organisation": organisation(scope), "rows": rows, "chosen": chosen, "shown": shown}
    return render_template("partner/libraries.html", drawing=picture.of(chosen, spots), **page)


def _standing(row: queries.LibraryRow) -> str:
    return "gestopt" if not row.is_active else "gepland" if row.coming else "niets"
