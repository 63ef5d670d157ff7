"""The screen, its data and its worker. Kept pages all: a thousand screens that ask each minute cost a look each."""

from typing import Any

from flask import Blueprint, Response, current_app, g, render_template
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.i18n import LANGUAGES, _, language
from stelsel.tenancy import Scope
from stelsel.web import assets, kept, page
from stelsel.web.query import Query
from stelsel.web.shelf import shelf
from stelsel_tenants.site import addresses, choices
from stelsel_tenants.site.screen import board

bp = Blueprint("screen", __name__, url_prefix="/b/<slug>", template_folder="../templates")

WORKER = "screen-worker.js"
SHOWN, SHOWN_LATER = 8, 6
"""Lines for who runs no script; the script shows what fits."""


@bp.before_request
def speak_dutch() -> None:
    """A wall has no reader whose browser could tell: it is Dutch, unless its address asks for another language."""
    g.language = LANGUAGES[0]


@bp.get("/scherm")
@requires(Permission.SITE_READ)
@kept.page
def screen(scope: Scope) -> ResponseReturnValue:
    query = Query()
    wanted = choices.read(query)
    asked = [*wanted.pairs, *([("taal", language())] if query.args.get("taal") in LANGUAGES else [])]
    found, agenda = board.board(scope, wanted), f"{addresses.base(scope.library)}/agenda"
    return render_template(
        "site/screen.html",
        agenda=agenda.partition("//")[2],
        board=found,
        data=f"scherm.json{addresses.query(asked)}",
        page_id=_page_id(found),
        qr=board.qr(f"{agenda}{addresses.query(wanted.pairs)}"),
        shelf=shelf(scope.library.slug),
        shown=SHOWN,
        shown_later=SHOWN_LATER,
        words=_words(),
    )


@bp.get("/scherm.json")
@requires(Permission.SITE_READ)
@kept.page
def data(scope: Scope) -> ResponseReturnValue:
    """What the screen asks for each minute; an unchanged answer is a 304."""
    found = board.board(scope, choices.read(Query()))
    told = {"page": _page_id(found), "until": found.until.isoformat(), "rows": [row.told() for row in found.rows]}
    return Response(current_app.json.dumps(told), mimetype="application/json")


@bp.get("/scherm.js")
@requires(Permission.SITE_READ)
def worker(_scope: Scope) -> ResponseReturnValue:
    """Shows the screen's page when the network is gone. It stands here, as a worker rules what lies beside it only."""
    built = assets.STATIC.parent / assets.asset_url(WORKER).lstrip("/")
    answer = Response(built.read_bytes(), mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _page_id(found: board.Board) -> str:
    """Another one means another page: the screen then loads itself again."""
    return f"{assets.build_id()} {page.current().theme} {found.name}"


def _words() -> dict[str, Any]:
    """What the script says, in the language of the page."""
    said = {
        "busy": _("Nu bezig"),
        "minute": _("Over 1 minuut"),
        "minutes": _("Over {minutes} minuten"),
        "until": _("tot {time}"),
        "more": _("en nog {number}"),
        "over": _("Vandaag is er verder niets."),
        "unknown": _("We weten nu niet wat er vandaag is. Vraag het aan de balie."),
        "fresh": _("Bijgewerkt om {time} uur"),
        "old": _("Geen verbinding. Gegevens van {time} uur"),
        "older": _("Geen verbinding. Gegevens van {day}, {time} uur"),
        "lost": _("Geen verbinding"),
    }
    return {name: str(text) for name, text in said.items()} | {"point": ":" if language() == "en" else "."}
