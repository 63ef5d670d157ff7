"""What the national body sees of all libraries: what needs attention, and the figures."""

from flask import Flask

from stelsel.access import Permission
from stelsel.i18n import _
from stelsel.web import menu
from stelsel_admin.dashboards import annual_views, rollups
from stelsel_admin.dashboards.cli import stats
from stelsel_admin.dashboards.views import bp

__all__ = ["init_app"]

ENTRIES = (
    menu.Entry(_("Start"), "/landelijk/", "house", Permission.NATIONAL_HOME, order=0),
    menu.Entry(_("Cijfers"), "/landelijk/cijfers", "chart-column", Permission.NATIONAL_FIGURES, order=10),
)


def init_app(app: Flask) -> None:
    """Routes, menu entries, commands; `rollups` listens from here on."""
    _listening = rollups
    app.register_blueprint(bp)
    app.register_blueprint(annual_views.bp)
    app.cli.add_command(stats)
    menu.add(app, "national", *ENTRIES)
