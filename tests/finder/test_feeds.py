"""A search as a calendar: what is near, and nothing of who looks for it."""

import re
from datetime import date
from typing import Any

import feedparser
from icalendar import Calendar

from tests.finder import published
from tests.support.client import PageClient
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes


def told(client: PageClient, query: str) -> dict[str, Any]:
    """Its events by their place."""
    answer = client.get(f"/zoeken.ics?{query}")
    assert answer.status_code == 200
    calendar: Any = Calendar.from_ical(answer.data)
    return {str(event["LOCATION"]).split(",")[0]: event for event in calendar.walk("VEVENT")}


def test_a_search_is_a_calendar(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work("katwijk") as scope:
        main = published.branch(scope, "Katwijk")
        session_id = published.session(scope, main, day=30, organisation_name="Humanitas")
        published.session(scope, published.branch(scope, "Rijnsburg", facts=[]), 2, theme="tax")
        published.session(scope, main, day=-61)
        published.session(scope, main, day=80)
    with scopes.work("den-haag") as scope:
        published.session(scope, published.branch(scope, "Den Haag"), 3, entry="sign_up")

    near = told(client, "bij=2225AB&straal=5")
    assert near.keys() == {"Bibliotheek Katwijk", "Bibliotheek Rijnsburg"}
    event = near["Bibliotheek Katwijk"]
    assert event["UID"] == f"sessie-{session_id}@stelsel.invalid"
    assert event["DTSTART"].dt.date() == date(2026, 12, 31), "also what comes later than the page tells"
    assert event["URL"].endswith(f"/b/katwijk/sessies/{session_id}")
    assert "Met Humanitas." in event["DESCRIPTION"]

    assert told(client, "bij=2225&soort=tax").keys() == {"Bibliotheek Rijnsburg"}
    assert told(client, "bij=2225&straal=5&toegankelijk=1").keys() == {"Bibliotheek Katwijk"}
    assert told(client, "bij=2225").keys() == {*near, "Bibliotheek Den Haag"}
    assert told(client, "bij=2225&inloop=1").keys() == near.keys()
    assert told(client, "bij=2225&soort=onbekend") == {}


def test_the_three_forms_and_where_they_are_found(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work("katwijk") as scope:
        published.session(scope, published.branch(scope, "Katwijk"), 1)
    page = client.get("/zoeken?bij=2225+AB&wanneer=maand&soort=language").text
    links = dict(re.findall(r'<link rel="alternate" type="([^"]+)"[^>]* href="([^"]+)"', page))
    assert links["text/calendar"].endswith("/zoeken.ics?bij=2225&amp;soort=language")

    feed = feedparser.parse(client.get("/zoeken.atom?bij=2225AB&soort=language").data)
    assert not feed.bozo
    assert feed.feed.title == "Tot 15 km van 2225 Katwijk: Taal"
    assert [link.href.partition("/zoeken")[2] for link in feed.feed.links] == [
        ".atom?bij=2225&soort=language",
        "?bij=2225&soort=language",
    ], "of a postcode four digits stay"
    assert client.get("/zoeken.json?bij=2225").get_json(force=True)["items"][0]["_stelsel"]["status"] == "gepland"


def test_a_place_that_nobody_knows_is_no_feed(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    for query in ("", "bij=Nergenshuizen", "bij=Hengelo", "bij=%00"):
        assert client.get(f"/zoeken.ics?{query}").status_code == 404
