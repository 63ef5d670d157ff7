"""Sign-ups and the desk. A name to call, one way to reach somebody, and how many came."""

from flask import Flask

from stelsel.access import Permission
from stelsel.i18n import _
from stelsel.web import menu
from stelsel_tenants.registrations import calling, desk, following, jobs, own_views, queries, views, work_views
from stelsel_tenants.registrations.forms import CountForm

__all__ = ["CountForm", "following", "init_app", "jobs"]


def init_app(app: Flask) -> None:
    app.register_blueprint(views.bp)
    app.register_blueprint(own_views.bp)
    app.register_blueprint(work_views.bp)
    app.register_blueprint(desk.bp)
    menu.add(
        app,
        "work",
        menu.Entry(_("Balie"), "balie", "hand", Permission.TENANT_DESK, order=30, badge=queries.waiting_for_count),
        menu.Entry(
            _("Aanmeldingen"),
            "aanmeldingen/",
            "users",
            Permission.TENANT_REGISTRATIONS,
            order=40,
            badge=calling.badge,
        ),
    )
