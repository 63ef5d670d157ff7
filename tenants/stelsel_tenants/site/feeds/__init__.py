"""The agenda for other programs: iCalendar, Atom and JSON, with the filters that the page knows."""

from flask import Flask

from stelsel_tenants.site.feeds import enclosed
from stelsel_tenants.site.feeds.views import bp

__all__ = ["enclosed", "init_app"]


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
