"""Sources: activities that come in from calendars and files of others, and follow them until somebody changes them."""

from flask import Flask

from stelsel.access import Permission
from stelsel.i18n import _
from stelsel.web import menu
from stelsel_tenants.sources import jobs, preview_views, queries, views

__all__ = ["init_app", "jobs"]


def init_app(app: Flask) -> None:
    app.register_blueprint(views.bp)
    app.register_blueprint(preview_views.bp)
    entry = menu.Entry(
        _("Importeren"), "importeren/", "import", Permission.TENANT_PUBLISH, order=25, badge=queries.to_decide
    )
    menu.add(app, "work", entry)
