"""The mailbox of the demo: letters as their receivers would read them. A public site does not have it."""

import uuid

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from stelsel.access import Permission, requires
from stelsel.errors import NotFound
from stelsel.i18n import _
from stelsel.mail import queries
from stelsel.mail.models import LetterState
from stelsel.mail.writing import paragraphs
from stelsel.tenancy import Scope

bp = Blueprint("mailbox", __name__, url_prefix="/landelijk/postbus", template_folder="templates")

STATES = {
    LetterState.WAITING: (_("wacht op verzending"), "now"),
    LetterState.SENT: (_("verstuurd"), "ok"),
    LetterState.KEPT: (_("bewaard"), ""),
    LetterState.REFUSED: (_("geweigerd"), "error"),
    LetterState.LATE: (_("te laat"), "warn"),
}
LAST_PAGE = 1000


@bp.before_request
def only_where_nobody_writes_for_real() -> None:
    """Letters hold links that open an account: on a public site nobody but the receiver reads them."""
    if current_app.extensions["stelsel.settings"].is_public:
        raise NotFound


@bp.get("/")
@requires(Permission.NATIONAL_MAILBOX)
def overview(_scope: Scope) -> ResponseReturnValue:
    page = _page(request.args.get("pagina", "1"))
    with Scope.identity(why="the mailbox of the demo", reading=True) as scope:
        rows = queries.newest(scope, page=page)
    return render_template(
        "mailbox/overview.html",
        rows=rows[: queries.PAGE],
        states=STATES,
        page_number=page,
        has_next=len(rows) > queries.PAGE,
    )


@bp.get("/<uuid:letter_id>")
@requires(Permission.NATIONAL_MAILBOX)
def letter(_scope: Scope, letter_id: uuid.UUID) -> ResponseReturnValue:
    with Scope.identity(why="the mailbox of the demo", reading=True) as scope:
        try:
            found = queries.letter(scope, letter_id)
        except NoResultFound:
            raise NotFound from None
    return render_template(
        "mailbox/letter.html", letter=found, state=STATES[found.state], paragraphs=paragraphs(found.text)
    )


def _page(text: str) -> int:
    return min(int(text), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 9 and int(text) else 1
