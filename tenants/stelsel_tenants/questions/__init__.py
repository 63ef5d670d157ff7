"""Questions at the desk: what people ask, in fifteen seconds, and never who asked."""

from flask import Flask

from stelsel.access import Permission
from stelsel.i18n import _
from stelsel.web import menu
from stelsel_tenants.questions import desk_views, jobs, views

__all__ = ["init_app", "jobs"]


def init_app(app: Flask) -> None:
    app.register_blueprint(desk_views.bp)
    app.register_blueprint(views.bp)
    entry = menu.Entry(_("Vragen"), "vragen/", "message-circle-question-mark", Permission.TENANT_FIGURES, order=45)
    menu.add(app, "work", entry)
