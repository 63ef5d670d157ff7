"""The agenda for other programs: read back by their own libraries, it tells what the page tells."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import feedparser
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from sqlalchemy import select

from stelsel import clock as now
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities import service
from stelsel_tenants.activities.models import Activity, Entry, ExceptionKind, SessionState
from stelsel_tenants.activities.schedule import Exceptional
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.site import facts
from stelsel_tenants.site.feeds import ical
from stelsel_tenants.site.feeds.entries import About
from stelsel_tenants.site.feeds.entries import Entry as Told
from stelsel_tenants.site.models import PublishedSession
from tests.site import shelf
from tests.support.client import PageClient
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

URL = "/b/katwijk/agenda"
AWKWARD = 'Koffie, thee; „praten” \\ lezen\nen 🧡 \'n "goed" gesprek: ënkele vrágen over 2 < 3 & meer'


def events(body: bytes) -> list[Any]:
    calendar = Calendar.from_ical(body)
    found = calendar.walk("VEVENT")
    assert not [part.errors for part in found if part.errors], "the library read every property"
    return list(found)


def test_every_session_is_an_event_of_its_own(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        activity_id = shelf.published(scope, room="Leeszaal", summary="Praten in het Nederlands.", bring="Een pen")
        ids = [one.id for one in shelf.sessions(scope, activity_id)]
    answer = client.get(f"{URL}.ics")
    assert answer.content_type == "text/calendar; charset=utf-8"
    found = events(answer.data)
    assert [event["UID"] for event in found] == [f"sessie-{one}@stelsel.invalid" for one in ids]
    first = found[0]
    assert first["DTSTART"].dt == datetime(2026, 12, 1, 13, tzinfo=UTC)
    assert first["DTSTART"].params["TZID"] == "Europe/Amsterdam"
    assert first["DTEND"].dt - first["DTSTART"].dt == timedelta(hours=2)
    assert first["SUMMARY"] == "Taalcafé"
    assert first["LOCATION"].startswith("Leeszaal, ")
    assert "Voorbeeldplein 1, 2225 AA Katwijk" in first["LOCATION"]
    assert first["URL"].endswith(f"/b/katwijk/sessies/{ids[0]}")
    assert first["STATUS"] == "CONFIRMED"
    assert first["CATEGORIES"].cats == ["Taalcafé"]
    assert "Neem mee: Een pen" in first["DESCRIPTION"]
    assert "RRULE" not in first
    summer = next(event for event in found if event["DTSTART"].dt.date() == date(2027, 4, 6))
    assert summer["DTSTART"].dt == datetime(2027, 4, 6, 12, tzinfo=UTC), "the wall clock stays"
    calendar: Any = Calendar.from_ical(answer.data)
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Amsterdam"]
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=6)
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "Bibliotheek Katwijk"


def test_the_feed_tells_exceptions_as_the_page_does(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    skipped = Exceptional(date(2026, 12, 8), ExceptionKind.SKIP)
    moved = Exceptional(date(2026, 12, 15), ExceptionKind.MOVE, time(9), time(11))
    with scopes.work() as scope:
        shelf.opened(scope)
        activity_id = shelf.published(scope, exceptions=(skipped, moved))
        off = shelf.sessions(scope, activity_id)[2]
        service.cancel(scope, off.id, reason="De begeleider is ziek.")
    found = [event for event in events(client.get(f"{URL}.ics").data) if event["DTSTART"].dt.year == 2026]
    assert [(f"{event['DTSTART'].dt:%d %H:%M}", str(event["STATUS"])) for event in found] == [
        ("01 14:00", "CONFIRMED"),
        ("15 09:00", "CONFIRMED"),
        ("22 14:00", "CANCELLED"),
        ("29 14:00", "CONFIRMED"),
    ]
    cancelled = found[2]
    assert cancelled["SEQUENCE"] == 1
    assert "Gaat niet door. De begeleider is ziek." in cancelled["DESCRIPTION"]
    items = client.get(f"{URL}.json").get_json(force=True)["items"]
    assert [item["_stelsel"]["status"] for item in items[:4]] == ["gepland", "gepland", "vervallen", "gepland"]


def test_a_moved_session_keeps_its_identity(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        activity = shelf.planned(scope)
        service.publish(scope, activity.id)
        activity_id, version = activity.id, activity.version
    before = events(client.get(f"{URL}.ics").data)
    clock.forward(hours=1)
    with scopes.work() as scope:
        offer = offers.of(scope.session.get_one(Activity, (scope.tenant_id, activity_id)))
        values = {name: getattr(offer, name) for name in offer.__dataclass_fields__}
        later = replace(shelf.TUESDAYS, begins=time(15), ends=time(17))
        service.revise(scope, activity_id, offers.Offer(**(values | {"lines": (later,)})), version=version)
    after = events(client.get(f"{URL}.ics").data)
    assert [event["UID"] for event in after] == [event["UID"] for event in before]
    assert after[0]["DTSTART"].dt - before[0]["DTSTART"].dt == timedelta(hours=1)
    assert (before[0]["SEQUENCE"], after[0]["SEQUENCE"]) == (0, 1)
    assert "Verplaatst. Eerst was het op dinsdag 1 december, 14.00 uur." in after[0]["DESCRIPTION"]
    assert "Verplaatst" not in after[10]["DESCRIPTION"], "nobody has noted a date so far ahead"
    items = client.get(f"{URL}.json").get_json(force=True)["items"]
    assert items[0]["_stelsel"]["status"] == "verplaatst"
    assert client.get(URL).text.count("Verplaatst") == 1
    page = client.get(f"/b/katwijk/activiteiten/{activity_id}").text
    assert "Eerst was het op dinsdag 1 december, 14.00 uur." in page
    assert '"previousStartDate": "2026-12-01T14:00+01:00"' in page.replace('":"', '": "')
    assert "EventRescheduled" in page
    assert after[0]["DTSTAMP"].dt == now.now().replace(microsecond=0), "DTSTAMP is the last change"


def test_an_unchanged_feed_is_equal_and_answered_without_its_rows(
    client: PageClient, scopes: Scopes, clock: Clock, count_queries: Callable[[], Any]
) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        shelf.published(scope)
    for kind in ("ics", "atom", "json"):
        first = client.get(f"{URL}.{kind}")
        clock.forward(minutes=30)
        assert client.get(f"{URL}.{kind}").data == first.data
        with count_queries() as seen:
            again = client.get(f"{URL}.{kind}", headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304
        assert not [statement for statement in seen if "published_session" in statement]


def test_sixty_days_back_with_what_was_off(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        activity_id = shelf.published(scope)
        service.cancel(scope, shelf.sessions(scope, activity_id)[1].id, reason="Ziek")
    clock.forward(days=66)
    found = events(client.get(f"{URL}.ics").data)
    assert found[0]["DTSTART"].dt.date() == date(2026, 12, 8), "1 December is 66 days ago"
    assert found[0]["STATUS"] == "CANCELLED"


def test_filters(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        branch = shelf.opened(scope)
        shelf.published(scope, "Taalcafé")
        shelf.published(scope, "Aangifte", concept_slug="belastinghulp", organisation_id=shelf.partner(scope))
        branch_id = branch.id

    def told(query: str) -> set[str]:
        ics = {str(event["SUMMARY"]) for event in events(client.get(f"{URL}.ics?{query}").data)}
        items = client.get(f"{URL}.json?{query}").get_json(force=True)["items"]
        assert {item["title"] for item in items} == ics
        return ics

    assert told(f"vestiging={branch_id}") == {"Taalcafé", "Aangifte"}
    assert told("soort=taalcafe") == {"Taalcafé"}
    assert told("partner=belastingdienst") == told("soort=tax") == {"Aangifte"}
    assert told("vestiging=00000000-0000-0000-0000-000000000000") == set()


def test_atom_is_read_without_complaint(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        activity_id = shelf.published(scope, AWKWARD.replace("\n", " "))
        service.cancel(scope, shelf.sessions(scope, activity_id)[1].id, reason="Ziek & zeer < beter")
    base = client.application.config["BASE_URL"]
    for query in ("", "?soort=taalcafe"):
        answer = client.get(f"{URL}.atom{query or '?onbekend=1'}")
        assert answer.mimetype == "application/atom+xml"
        feed = feedparser.parse(answer.data)
        assert not feed.bozo, feed.get("bozo_exception")
        assert feed.version == "atom10"
        assert feed.feed.title == "Bibliotheek Katwijk" + (": Taalcafé" if query else "")
        assert feed.feed.links[0].href == f"{base}{URL}.atom{query}", "the choices, and nothing else that was asked"
        assert {link.rel for link in feed.feed.links} == {"self", "alternate"}
        assert feed.entries[0].title == AWKWARD.replace("\n", " ")
        assert feed.entries[0].id.startswith("tag:stelsel.invalid,2026:sessie-")
        assert feed.entries[1].title.startswith("Gaat niet door: ")
        assert "dinsdag 1 december 2026, 14.00 uur" in feed.entries[0].content[0].value
    tags = {feedparser.parse(client.get(f"{URL}.atom{query}").data).feed.id for query in ("", "?soort=taalcafe")}
    assert len(tags) == 2, "another selection is another feed"
    assert not feedparser.parse(client.get("/b/venlo/agenda.atom").data).bozo, "an empty one is a feed too"


def test_json_feed(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        branch = shelf.opened(scope)
        session_id = shelf.sessions(scope, shelf.published(scope, entry=Entry.SIGN_UP, capacity=1))[0].id
        branch_name = branch.name
    answer = client.get(f"{URL}.json")
    assert answer.mimetype == "application/feed+json"
    feed = answer.get_json(force=True)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"].endswith("/b/katwijk/agenda.json")
    item = feed["items"][0]
    assert {"id", "url", "title", "content_text", "date_modified", "_stelsel"} <= item.keys()
    assert item["_stelsel"] == {
        "begin": "2026-12-01T14:00+01:00",
        "eind": "2026-12-01T16:00+01:00",
        "status": "gepland",
        "vestiging": branch_name,
        "vrij": 1,
    }
    with scopes.work() as scope:
        shelf.give_out(scope, session_id)
    full = client.get(f"{URL}.json").get_json(force=True)["items"][0]["_stelsel"]
    assert (full["status"], full["vrij"]) == ("vol", 0)


def test_one_session_for_a_calendar(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        activity_id = shelf.published(scope)
        first, second, *_rest = shelf.sessions(scope, activity_id)
        first_id, second_id = first.id, second.id
    [event] = events(client.get(f"/b/katwijk/sessies/{second_id}.ics").data)
    assert event["UID"] == f"sessie-{second_id}@stelsel.invalid"
    assert client.get(f"/b/venlo/sessies/{first_id}.ics").status_code == 404
    with scopes.work() as scope:
        service.withdraw(scope, activity_id)
    [event] = events(client.get(f"/b/katwijk/sessies/{first_id}.ics").data)
    assert event["STATUS"] == "CANCELLED", "who took it in is told, and reads no more than that"
    assert client.get(f"/b/katwijk/sessies/{first_id}", follow_redirects=True).status_code == 410


def test_nothing_of_a_draft_or_another_library(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work("venlo") as scope:
        shelf.published(scope, "Van Venlo")
    with scopes.work() as scope:
        shelf.opened(scope)
        shelf.planned(scope, "Geheim plan")
        shelf.published(scope, "Van Katwijk")
    for kind in ("ics", "atom", "json"):
        body = client.get(f"{URL}.{kind}").data.replace(b"\r\n ", b"")
        assert b"Van Katwijk" in body
        assert b"Geheim" not in body
        assert b"Van Venlo" not in body


@given(text=st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=200), lines=st.integers(0, 3))
def test_any_text_comes_back_from_a_calendar(text: str, lines: int) -> None:
    written = "\n".join([text, *[AWKWARD] * lines])
    body = ical.write("Naam", "http://localhost/", [told(written)])
    for line in body.split(b"\r\n"):
        assert len(line) <= 75, "75 octets, not characters"
        line.decode("utf-8")
    assert b"\n" not in body.replace(b"\r\n", b"")
    [event] = events(body)
    assert event.get("SUMMARY", "") == written


def told(title: str) -> Told:
    begin = datetime(2026, 12, 1, 13, tzinfo=UTC)
    return Told(
        id=UUID(int=1),
        activity_id=UUID(int=2),
        branch_id=UUID(int=3),
        title=title,
        language="nl",
        starts_at=begin,
        ends_at=begin + timedelta(hours=2),
        state=SessionState.PLANNED,
        reason="",
        left_over=None,
        room="",
        mode="at_branch",
        partner="",
        concept="Taalcafé",
        concept_slug="taalcafe",
        cost_cents=0,
        sequence=0,
        changed_at=begin,
        moved_from=None,
        place=None,
        spot="",
        about=About(),
        url="http://localhost/b/katwijk/sessies/1",
    )


def test_pages_and_feeds_cost_the_same_for_few_and_for_many(
    client: PageClient, scopes: Scopes, clock: Clock, count_queries: Callable[[], Any]
) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        activity_id = shelf.published(scope, organisation_id=shelf.partner(scope))
        first_id = shelf.sessions(scope, activity_id)[0].id
        branch_id = scope.session.scalars(select(Branch.id)).one()
    paths = {
        "/b/katwijk/": 4,
        URL: 4,
        f"{URL}?maand=2026-12": 5,
        f"{URL}.ics": 6,
        f"{URL}.atom": 6,
        f"{URL}.json": 6,
        f"/b/katwijk/activiteiten/{activity_id}": 9,
        f"/b/katwijk/sessies/{first_id}": 10,
        f"/b/katwijk/vestigingen/{branch_id}": 5,
        "/b/katwijk/vestigingen": 3,
        "/b/katwijk/netwerk": 9,
    }

    def costs() -> dict[str, int]:
        seen: dict[str, int] = {}
        for path in paths:
            with count_queries() as statements:
                assert client.get(path).status_code == 200
            seen[path] = len([one for one in statements if one.upper().startswith("SELECT")])
        return seen

    few = costs()
    with scopes.work() as scope:
        for number in range(4):
            shelf.published(scope, f"Nog een {number}", organisation_id=shelf.partner(scope))
        values = next(iter(facts.sessions(scope).values()))
        begin = values["starts_at"]
        many = [
            {**values, "starts_at": begin + timedelta(minutes=number), "ends_at": begin + timedelta(minutes=number + 9)}
            for number in range(2000)
        ]
        scope.insert_many(PublishedSession, many)
    assert costs() == few
    assert {path: few[path] for path in paths if few[path] > paths[path]} == {}
