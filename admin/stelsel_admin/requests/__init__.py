"""What the national body sees of requests: how many people ask for what where, and where help is missing (C16, C17)."""

from flask import Flask

from stelsel.access import Permission
from stelsel.i18n import _
from stelsel.web import menu
from stelsel_admin.requests.views import bp

__all__ = ["init_app"]


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    entry = menu.Entry(_("Aanvragen"), "/landelijk/aanvragen", "map-pin", Permission.NATIONAL_FIGURES, order=15)
    menu.add(app, "national", entry)
