"""A library's own figures: what was held and who came, and the yearly delivery that is made of it."""

from flask import Flask

from stelsel.access import Permission
from stelsel.i18n import _
from stelsel.web import menu
from stelsel_tenants.figures import annual_views, views

__all__ = ["init_app"]


def init_app(app: Flask) -> None:
    app.register_blueprint(views.bp)
    app.register_blueprint(annual_views.bp)
    menu.add(app, "work", menu.Entry(_("Cijfers"), "cijfers/", "chart-column", Permission.TENANT_FIGURES, order=44))
