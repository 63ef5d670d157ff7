"""UiTdatabank as a source: shown row by row, followed by its keys, and its weekly hours are rules of ours."""

import json
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

from sqlalchemy import select

from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities.models import Activity, ActivityState, ExceptionKind, Frequency
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.sources.models import Imported
from tests.importing import test_uitdatabank
from tests.site import shelf
from tests.sources.conftest import IMPORT
from tests.sources.test_sources import fetch_all, later, upload
from tests.support.client import PageClient
from tests.support.fixtures import Clock
from tests.support.foreign import Foreign
from tests.support.scopes import Scopes

CORPUS: Path = test_uitdatabank.CORPUS


def offered(scopes: Scopes) -> dict[str, Offer]:
    with scopes.reading() as scope:
        return {one.title: offers.of(one) for one in scope.session.scalars(select(Activity))}


def changed(content: bytes, change: Callable[[list[Any]], object]) -> bytes:
    """The page of a search after something happened to its members."""
    page = json.loads(content)
    change(page["member"])
    page["totalItems"] = len(page["member"])
    return json.dumps(page).encode()


def test_a_file_comes_in_as_activities_with_rules_and_days_that_are_off(
    editor: PageClient, terms: dict[str, str], scopes: Scopes, clock: Clock
) -> None:
    preview = upload(editor, terms, (CORPUS / "zoeken.json").read_bytes(), "uit.json")
    page = editor.get(preview).text
    assert "5 nieuw, 0 veranderd" in page
    assert "1 moment is al geweest" in page
    assert "Er zijn meer prijzen" in page
    assert editor.post(preview).status_code == 303

    found = offered(scopes)
    assert set(found) == {"Samen lezen", "Digicafé", "Taalcafé", "Spelletjeskast", "Heure du conte"}
    assert (found["Digicafé"].cost_cents, found["Samen lezen"].room) == (250, "Bibliotheek Turnhout")
    off = {one.day: (one.kind, one.reason) for one in found["Digicafé"].exceptions}
    assert off == {
        date(2026, 12, 15): (ExceptionKind.SKIP, "De begeleider is ziek."),
        date(2026, 12, 22): (ExceptionKind.SKIP, "Uitgesteld."),
    }
    weekly = [(one.frequency, one.weekdays, one.begins, one.since, one.until) for one in found["Taalcafé"].lines]
    assert weekly == [
        (Frequency.WEEKLY, (2, 4), time(9, 30), date(2026, 12, 1), date(2027, 4, 1)),
        (Frequency.WEEKLY, (6,), time(13, 30), date(2026, 12, 1), date(2027, 4, 1)),
    ]
    assert [one.day.isoformat() for one in found["Taalcafé"].exceptions] == [
        *("2026-12-24", "2026-12-26", "2026-12-29", "2026-12-31", "2027-01-02")
    ]
    assert found["Spelletjeskast"].lines[0].until is None

    later(clock, editor, days=9)
    again = upload(editor, terms, (CORPUS / "zoeken.json").read_bytes(), "uit.json")
    assert "Er verandert niets" in editor.get(again).text, "what has been and a newer today are no change"


def test_what_comes_in_may_be_outside_opening_hours(
    editor: PageClient, terms: dict[str, str], scopes: Scopes, clock: Clock
) -> None:
    """As from a calendar or a list: whoever keeps it there meant it so."""
    with scopes.work() as scope:
        shelf.opened(scope)
    preview = upload(editor, terms, (CORPUS / "zoeken.json").read_bytes(), "uit.json")
    assert "5 nieuw, 0 veranderd" in editor.get(preview).text
    assert "5 nieuw" in editor.post(preview, follow_redirects=True).text
    assert len(offered(scopes)) == 5


def test_an_address_is_followed_by_its_keys(
    editor: PageClient,
    subscribed: Callable[..., str],
    foreign: Foreign,
    scopes: Scopes,
    clock: Clock,
    run_jobs: Callable[[], int],
) -> None:
    content = (CORPUS / "zoeken.json").read_bytes()
    subscribed(content, publishes="1")
    assert len(offered(scopes)) == 5

    def later_on(members: list[Any]) -> None:
        members[0]["name"]["nl"] = "Samen voorlezen"
        members[1]["subEvent"][3]["status"] = {"type": "Unavailable", "reason": {"nl": "Vol huis."}}
        members[3]["workflowStatus"] = "DELETED"
        del members[4]

    foreign.says(changed(content, later_on), etag='"twee"')
    later(clock, editor, hours=6)
    fetch_all(scopes, run_jobs)
    found = offered(scopes)
    assert "Samen voorlezen" in found
    assert found["Digicafé"].exceptions[-1].reason == "Vol huis."
    with scopes.reading() as scope:
        gone = select(Activity.title).join(Imported, Imported.activity_id == Activity.id)
        assert set(scope.session.scalars(gone.where(Imported.gone_at.is_not(None)))) == {
            "Spelletjeskast",
            "Heure du conte",
        }
        assert set(scope.session.scalars(select(Activity.state))) == {ActivityState.PUBLISHED}
    assert "Verdwenen uit de agenda" in editor.get(f"{IMPORT}/").text
