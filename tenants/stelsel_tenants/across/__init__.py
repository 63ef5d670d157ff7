"""The workroom of a partner: one organisation at work in many libraries."""

from flask import Flask

from stelsel.access import Permission
from stelsel.i18n import _
from stelsel.web import menu
from stelsel_tenants.across import (
    agenda_views,
    feed,
    figure_views,
    jobs,
    offer_views,
    people_views,
    plan_views,
    queries,
    views,
)

__all__ = ["agenda_views", "figure_views", "init_app", "jobs", "offer_views", "people_views", "plan_views"]


def init_app(app: Flask) -> None:
    app.register_blueprint(views.bp)
    app.register_blueprint(feed.bp)
    menu.add(
        app,
        "partner",
        menu.Entry(_("Start"), "", "house", Permission.PARTNER_HOME, order=10),
        menu.Entry(_("Agenda"), "agenda", "calendar-days", Permission.PARTNER_HOME, order=20, badge=queries.to_count),
        menu.Entry(_("Bibliotheken"), "bibliotheken", "library", Permission.PARTNER_HOME, order=30),
        menu.Entry(_("Aanbod"), "aanbod", "heart-handshake", Permission.PARTNER_OFFERS, order=40),
        menu.Entry(_("Plannen"), "plannen", "calendar-plus", Permission.PARTNER_PLAN, order=45),
        menu.Entry(_("Cijfers"), "cijfers", "chart-column", Permission.PARTNER_FIGURES, order=60),
        menu.Entry(_("Mensen"), "mensen", "users", Permission.PARTNER_PEOPLE, order=80),
    )
