"""Activities: what a library or a partner offers, on which schedule, and the sessions that follow from it."""

from flask import Flask

from stelsel.access import Permission
from stelsel.i18n import _
from stelsel.importing.command import group
from stelsel.web import menu
from stelsel_tenants.activities import (
    asking,
    cli,
    closing,
    date_views,
    history_views,
    holds,
    in_rooms,
    jobs,
    later_views,
)
from stelsel_tenants.activities.forms import ENTRIES, WhenForm
from stelsel_tenants.activities.views import bp

__all__ = ["ENTRIES", "WhenForm", "closing", "date_views", "history_views", "holds", "in_rooms", "init_app", "jobs"]


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    app.register_blueprint(later_views.bp)
    group(app, "import", "Read files of others, with a report per row.").add_command(cli.activities)
    menu.add(
        app,
        "work",
        menu.Entry(
            _("Activiteiten"),
            "activiteiten/",
            "calendar-days",
            Permission.TENANT_ACTIVITIES,
            order=20,
            badge=asking.waiting,
        ),
    )
