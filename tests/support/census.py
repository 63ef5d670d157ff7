"""Has every page been seen in a browser? Asked at the end of a whole run, of all workers together."""

from pathlib import Path

from tests.support import site, stores, world

NOT_PAGES: dict[str, str] = {
    "static": "files",
    "web.colours": "a library's style sheet",
    "health.alive": "for machines",
    "health.ready": "for machines",
    "health.figures": "for machines",
    "health.robots": "for machines",
    "health.security": "for those who found a leak, as text",
    "machines.site_map": "for search engines",
    "machines.site_map_part": "for search engines",
    "machines.feed": "a search, for calendars, feed readers and programs",
    "machines.description": "for browsers that offer our search",
    "machines.preview": "a picture",
    "own.calendar": "the dates of a sign-up, for a calendar",
    "feeds.agenda": "for calendars, feed readers and programs",
    "feeds.session_ics": "one date, for a calendar",
    "oembed.describe": "for sites that show a page of ours",
    "screen.data": "what the lobby screen asks for each minute",
    "screen.worker": "a script of the lobby screen",
    "print.poster": "a document",
    "print.typed_over": "leads on from a short address",
    "printwork.preview": "a picture",
    "dashboards.as_csv": "a file to keep",
    "dashboards.as_xlsx": "a file to keep",
    "figures.as_csv": "a file to keep",
    "figures.as_xlsx": "a file to keep",
    "annual.as_csv": "a file to keep",
    "annual.as_xlsx": "a file to keep",
    "national_annual.as_csv": "a file to keep",
    "national_annual.as_xlsx": "a file to keep",
    "national_requests.as_csv": "a file to keep",
    "national_requests.as_xlsx": "a file to keep",
    "questions.as_csv": "a file to keep",
    "questions.as_xlsx": "a file to keep",
    "referrals.as_pdf": "a document",
    "partner.as_csv": "a file to keep",
    "partner.as_xlsx": "a file to keep",
    "partner_feed.agenda": "the dates of a partner, for calendars, feed readers and programs",
    "profile.logo": "a library's logo",
    "organisations.logo": "an organisation's logo",
    "partner_organisations.alike": "what looks like a name, for the script of a new partner",
    "profile.colour": "colours, for the script of the profile",
    "branches.spot": "a point, for the script of the map",
    "branches.around": "boundaries, for the script of the map",
    "api.libraries": "for programs",
    "api.library": "for programs",
    "api.branches": "for programs",
    "api.branch": "for programs",
    "api.concepts": "for programs",
    "api.concept": "for programs",
    "api.organisations": "for programs",
    "api.organisation": "for programs",
    "api.partnerships": "for programs",
    "api.partnership": "for programs",
    "api.activities": "for programs",
    "api.activity": "for programs",
    "api.sessions": "for programs",
    "api.session": "for programs",
    "api.changes": "for programs",
    "api.own_activity": "for programs",
    "api_pages.description": "for programs",
}
"""Endpoints that answer GET and are no page that a person looks at, each with what it is."""


def visited(folder: Path) -> set[str]:
    """The endpoints that the workers' browsers opened."""
    return {name for file in folder.glob("visited-*.txt") for name in file.read_text("utf-8").split()}


def faults(folder: Path) -> list[str]:
    """What the browser tests have left out, and what is listed as no page but is one, or is gone."""
    url = f"sqlite:///{folder / 'census.sqlite'}"
    world.make_schema(url)
    app = stores.application(url, folder)
    stores.close(app)
    return compare(site.pages(app), visited(folder), set(NOT_PAGES))


def compare(there: set[str], seen: set[str], others: set[str]) -> list[str]:
    """In words: pages unseen, names that are no longer there, names that turned out to be pages."""
    return [
        *(f"no browser test opened the page {name!r}" for name in sorted(there - seen - others)),
        *(f"{name!r} is listed as no page, and there is no such endpoint" for name in sorted(others - there)),
        *(f"{name!r} is listed as no page, and a browser opened it as one" for name in sorted(others & seen)),
    ]
