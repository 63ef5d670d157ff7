"""The agenda for other programs: iCalendar, Atom and JSON, with the filters that the page knows.

| part | what |
|---|---|
| `entries` | the sessions that a feed tells, read from the projection |
| `words` | what it says of them |
| `ical`, `lines`, `atom`, `json_feed` | the three forms |
| `answers`, `views` | a feed as it is answered, by address; the finder answers with the same |
"""

from flask import Flask

from stelsel_tenants.site.feeds import enclosed
from stelsel_tenants.site.feeds.views import bp

__all__ = ["enclosed", "init_app"]


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
