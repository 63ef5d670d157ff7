"""Other people's programs read what our feeds say as we meant it."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import jsonschema
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from stelsel.clock import AMSTERDAM
from stelsel_tenants.activities import service
from stelsel_tenants.activities.models import Frequency
from stelsel_tenants.activities.schedule import Line
from stelsel_tenants.site.feeds import atom
from tests.site import shelf
from tests.site.test_feeds import AWKWARD, told
from tests.support.client import PageClient
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

ROOT = Path(__file__).resolve().parents[2]
NIGHTLY = Line(
    Frequency.WEEKLY,
    begins=time(1, 30),
    ends=time(4),
    since=date(2027, 3, 26),
    weekdays=(1, 2, 3, 4, 5, 6, 7),
    until=date(2027, 3, 31),
    not_on_public_holidays=False,
)
INSTANT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$"}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": {"type": "string", "pattern": "^https?://"},
        "feed_url": {"type": "string", "pattern": "^https?://"},
        "language": {"enum": ["nl", "en"]},
        "authors": {"type": "array", "items": {"type": "object", "required": ["name"]}},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_text", "_stelsel"],
                "properties": {
                    "id": {"type": "string", "pattern": "^sessie-"},
                    "url": {"type": "string", "pattern": "^https?://"},
                    "date_modified": INSTANT,
                    "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
                    "_stelsel": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["begin", "eind", "status", "vestiging", "vrij"],
                        "properties": {
                            "begin": INSTANT,
                            "eind": INSTANT,
                            "status": {"enum": ["gepland", "verplaatst", "vol", "vervallen", "gestopt"]},
                            "vestiging": {"type": ["string", "null"]},
                            "vrij": {"type": ["integer", "null"], "minimum": 0},
                        },
                    },
                },
            },
        },
    },
}
"""The specification of JSON Feed 1.1, as far as it says what must be, with our own part."""


def by_ical_js(body: bytes) -> list[dict[str, Any]]:
    reading = [str(Path(sys.executable).with_name("node")), "tests/site/read_calendar.mjs"]
    answer = subprocess.run(reading, cwd=ROOT, input=body, capture_output=True, check=True)
    found: list[dict[str, Any]] = json.loads(answer.stdout)
    return found


def by_icalendar(body: bytes) -> list[dict[str, Any]]:
    calendar: Any = Calendar.from_ical(body)
    return [
        {
            "uid": str(event["UID"]),
            "begin": event["DTSTART"].dt.timestamp(),
            "end": event["DTEND"].dt.timestamp(),
            "sequence": int(event["SEQUENCE"]),
            "status": str(event["STATUS"]),
            "summary": str(event["SUMMARY"]),
            "description": str(event["DESCRIPTION"]),
            "location": str(event["LOCATION"]),
        }
        for event in calendar.walk("VEVENT")
    ]


def by_vobject(body: bytes) -> list[dict[str, Any]]:
    return [
        {
            "uid": event.uid.value,
            "begin": event.dtstart.value.timestamp(),
            "end": event.dtend.value.timestamp(),
            "sequence": int(event.sequence.value),
            "status": event.status.value,
            "summary": event.summary.value,
            "description": event.description.value,
            "location": event.location.value,
        }
        for event in vobject.readOne(body.decode()).vevent_list
    ]


def test_three_readers_of_calendars_agree(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    """Across the night of 28 March 2027, in which the hour from two to three is not there."""
    title = AWKWARD.replace("\n", " ")
    with scopes.work() as scope:
        shelf.opened(scope)
        activity_id = shelf.published(scope, title, lines=(NIGHTLY,), text=AWKWARD, bring="Een pen\nuw pas")
        gone_id = shelf.published(scope, "Taalcafé")
        ids = [one.id for one in shelf.sessions(scope, activity_id)]
        service.cancel(scope, ids[-1], reason="Ziek; of niet, \\n dus")
        service.withdraw(scope, gone_id)
    body = client.get("/b/katwijk/agenda.ics").data
    read = by_icalendar(body)
    assert by_ical_js(body) == by_vobject(body) == read

    nights = [event for event in read if title in event["summary"]]
    assert [event["uid"] for event in nights] == [f"sessie-{one}@stelsel.invalid" for one in ids]
    begins = [datetime.fromtimestamp(event["begin"], UTC) for event in nights]
    assert {f"{begin.astimezone(AMSTERDAM):%H:%M}" for begin in begins} == {"01:30"}
    assert [(event["end"] - event["begin"]) / 3600 for event in nights] == [2.5, 2.5, 1.5, 2.5, 2.5]
    assert {event["status"] for event in read if event["summary"].endswith("Taalcafé")} == {"CANCELLED"}


def test_json_feeds_are_what_the_specification_says(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        activity_id = shelf.published(scope, AWKWARD.replace("\n", " "))
        service.cancel(scope, shelf.sessions(scope, activity_id)[1].id, reason="Ziek")
    for path in ("/b/katwijk/agenda.json", "/b/venlo/agenda.json", "/b/katwijk/agenda.json?taal=en"):
        feed = client.get(path).get_json(force=True)
        jsonschema.validate(feed, JSON_FEED)
        begins = [item["_stelsel"]["begin"] for item in feed["items"]]
        assert begins == sorted(begins, key=datetime.fromisoformat)


KEPT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"]), min_size=1, max_size=80)


@given(text=KEPT)
def test_any_text_comes_back_from_atom(text: str) -> None:
    """All that a field keeps (`stelsel.text.clean`) is text there, and nothing of it is an element."""
    body = atom.write(
        text, "http://localhost/?a=1&b=2", "http://localhost/", "katwijk", datetime.now(UTC), [told(text)]
    )
    feed = fromstring(body)  # noqa: S314 - the test wrote it itself
    space = f"{{{atom.ATOM}}}"
    entry = feed.find(f"{space}entry")
    assert entry is not None
    assert (feed.findtext(f"{space}title"), entry.findtext(f"{space}title")) == (text, text)
    assert [part.tag.removeprefix(space) for part in entry] == ["id", "title", "updated", "link", "category", "content"]
