"""The few addresses of the page itself: a library's colours, and the gallery of components."""

from flask import Blueprint, Flask, Response, current_app
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.config import Settings
from stelsel.errors import NotFound
from stelsel.tenancy import Scope
from stelsel.web import gallery, theme
from stelsel.web.headers import for_a_year

bp = Blueprint("web", __name__)


@bp.get("/t/<name>.css")
@requires(Permission.OPEN_MACHINE)
def colours(_scope: Scope, name: str) -> ResponseReturnValue:
    """A library's style sheet. The name holds its colour and changes with it, so it may be kept for a year."""
    sheet = theme.style_sheet(name)
    if sheet is None:
        raise NotFound
    return for_a_year(Response(sheet, mimetype="text/css"))


@bp.get("/onderdelen")
@requires(Permission.OPEN_READ)
def components(_scope: Scope) -> ResponseReturnValue:
    """Every component in its states; not on a public address."""
    settings: Settings = current_app.extensions["stelsel.settings"]
    if settings.is_public:
        raise NotFound
    return gallery.render_gallery()


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
