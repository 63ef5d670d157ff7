"""The officers' queue and one case."""

import uuid
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.access.requires import signed_in
from stelsel.clock import now
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web.charts import Step
from stelsel.web.query import Query
from stelsel_admin.subsidies.cases import doors
from stelsel_admin.subsidies.desk import case_page, queries
from stelsel_admin.subsidies.schemes import queries as schemes
from stelsel_admin.subsidies.schemes.queries import Published

bp = Blueprint("desk", __name__, url_prefix="/subsidies/behandelen", template_folder="../templates")


@bp.get("/")
@requires(Permission.SCHEME_READ)
def queue(scope: Scope) -> ResponseReturnValue:
    known = schemes.published(scope)
    if not known:
        return render_template("subsidies/no_scheme.html")
    asked = request.args.get("regeling", "")
    scheme = next((one for one in known if one.slug == asked), known[0])
    chosen = request.args.get("toon", queries.FILTERS[0])
    chosen = chosen if chosen in queries.FILTERS else queries.FILTERS[0]
    page, person = Query().page(), signed_in()
    levels = queries.levels(scope, scheme.ceiling_id)
    return render_template(
        "subsidies/queue.html",
        scheme=scheme,
        schemes=known,
        is_open=scheme.is_open(now()),
        levels=levels,
        free=scheme.free_cents - levels.waiting.cents,
        steps=_steps(scheme, levels),
        rows=queries.queue(scope, person, scheme.id, chosen, page=page),
        counts=queries.counts(scope, person, scheme.id),
        chosen=chosen,
        at=now(),
        number=page,
        size=queries.ROWS,
    )


@bp.get("/<uuid:case_id>")
@requires(Permission.SCHEME_READ)
def case(scope: Scope, case_id: uuid.UUID) -> ResponseReturnValue:
    found, scheme = doors.opened(scope, case_id)
    return render_template("subsidies/case.html", view=case_page.page(scope, found, scheme, signed_in()))


def _steps(scheme: Published, levels: queries.Levels) -> list[Step]:
    """From the ceiling to what is left; cents."""
    labels: tuple[tuple[Any, int, str], ...] = (
        (_("Plafond"), scheme.ceiling_cents, "full"),
        (_("Verleend"), scheme.committed_cents, "a"),
        (_("Gereser\N{SOFT HYPHEN}veerd"), scheme.reserved_cents, "b"),
        (_("Nog niet verdeeld"), levels.waiting.cents, "c"),
        (_("Vrij"), scheme.free_cents - levels.waiting.cents, "d"),
    )
    return [Step(str(label), value, kind) for label, value, kind in labels]
