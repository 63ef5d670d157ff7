"""A branch closes for some days, or for good: staff see what is planned then, and nobody is forgotten (A7)."""

import re
import uuid
from collections.abc import Callable
from datetime import date, time
from typing import Any

from sqlalchemy import select

from stelsel import clock as now
from stelsel.mail.models import Letter
from stelsel_tenants.activities import service
from stelsel_tenants.activities.models import Entry, Frequency, Session
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.schedule import Line
from stelsel_tenants.libraries.models import Branch, OpeningException
from stelsel_tenants.registrations import service as registrations
from stelsel_tenants.registrations.service import Person
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

BRANCHES = "/b/katwijk/beheer/vestigingen/"
ACCESS = ("wheelchair", "toilet", "bus_stop", "hearing_loop", "quiet", "sign_language")
TUESDAYS = Line(Frequency.WEEKLY, begins=time(14), ends=time(16), since=date(2026, 12, 1), weekdays=(2,))


def offered(scopes: Scopes, title: str = "Taalcafé", **facts: Any) -> uuid.UUID:
    with scopes.work() as scope:
        branch_id = scope.session.scalars(select(Branch.id)).one()
        values = {"concept_slug": "taalcafe", "entry": Entry.SIGN_UP, "lines": (TUESDAYS,)} | facts
        activity_id = service.plan(scope, Offer(title=title, branch_id=branch_id, **values)).id
        service.publish(scope, activity_id)
        return activity_id


def dates(scopes: Scopes, activity_id: uuid.UUID, until: str = "2027-01-31") -> dict[str, tuple[str, str]]:
    with scopes.reading() as scope:
        there = select(Session).where(Session.activity_id == activity_id).order_by(Session.starts_at)
        found = {f"{one.starts_at.astimezone(now.AMSTERDAM):%Y-%m-%d}": one for one in scope.session.scalars(there)}
    return {day: (one.state.value, one.reason) for day, one in found.items() if day <= until}


def sign_up(scopes: Scopes, clock: Clock, activity_id: uuid.UUID, day: date) -> None:
    with scopes.work() as scope:
        there = select(Session.id).where(
            Session.activity_id == activity_id, Session.starts_at.between(now.start_of(day), now.end_of(day))
        )
        session_id = scope.session.scalars(there).one()
        registrations.sign_up(scope, session_id, Person("Noor", email="noor@voorbeeld.nl"), request_key="noor")
    clock.forward(minutes=1)


def branch_form(scopes: Scopes, **changes: Any) -> tuple[str, dict[str, Any]]:
    with scopes.reading() as scope:
        branch = scope.session.scalars(select(Branch)).one()
        data = {"version": str(branch.version), "name": branch.name, "kind": branch.kind.value, "place": branch.place}
        return f"{BRANCHES}{branch.id}", data | dict.fromkeys(ACCESS, "unknown") | changes


CHRISTMAS = {"specials-0-day": "2026-12-22", "specials-0-last": "2027-01-05", "specials-0-reason": "Kerstvakantie"}


def test_before_a_branch_closes_for_some_days_each_moment_is_cancelled_or_kept(
    clients: Clients, scopes: Scopes, clock: Clock, outbox: Callable[[], list[Letter]], run_jobs: Callable[[], Any]
) -> None:
    activity_id = offered(scopes)
    always_id = offered(scopes, "Boeken aan de deur", also_when_closed=True)
    sign_up(scopes, clock, activity_id, date(2026, 12, 22))
    editor = clients["redactie_katwijk"]
    url, data = branch_form(scopes, **CHRISTMAS)

    asked = editor.post(url, data=data)
    assert asked.status_code == 422
    assert "Taalcafé, dinsdag 22 december, 14.00 uur: 1 aangemeld" in asked.text
    assert "Taalcafé, dinsdag 29 december, 14.00 uur: niemand aangemeld" in asked.text
    assert "Boeken aan de deur, " not in asked.text, "it goes on whatever the branch does"
    assert 'value="Kerstvakantie"' in asked.text
    assert set(dates(scopes, activity_id).values()) == {("planned", "")}, "nothing happened yet"
    shown = re.findall(r'name="getoond" value="([^"]+)"', asked.text)
    assert re.findall(r'name="af" value="([^"]+)"[^>]*checked', asked.text) == shown
    assert len(shown) == 3

    answered = data | {"getoond": shown, "af": [shown[0], shown[2]], "off_reason": ""}
    assert "waarom het niet doorgaat" in editor.post(url, data=answered).text
    assert editor.post(url, data=answered | {"off_reason": "Kerstvakantie"}).status_code == 303
    run_jobs()
    told = dates(scopes, activity_id)
    assert told["2026-12-22"] == told["2027-01-05"] == ("cancelled", "Kerstvakantie")
    assert told["2026-12-29"] == ("planned", "")
    assert [letter.template for letter in outbox() if letter.template == "cancelled"] == ["cancelled"]
    assert set(dates(scopes, always_id).values()) == {("planned", "")}

    assert 'value="2027-01-05"' in editor.get(url).text, "the days on end are one line again"
    with scopes.work() as scope:
        assert len(scope.session.scalars(select(OpeningException)).all()) == 15
        service.roll(scope, activity_id)
    assert dates(scopes, activity_id) == told, "the night keeps what was kept"


def test_new_moments_leave_out_the_days_that_a_branch_is_closed(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    editor = clients["redactie_katwijk"]
    url, data = branch_form(scopes, **CHRISTMAS)
    assert editor.post(url, data=data).status_code == 303

    loose = Line(Frequency.DATES, begins=time(9), ends=time(10), since=date(2026, 12, 23), dates=(date(2026, 12, 23),))
    activity_id = offered(scopes, lines=(TUESDAYS, loose))
    assert set(dates(scopes, activity_id)) == {
        "2026-12-01", "2026-12-08", "2026-12-15", "2027-01-12", "2027-01-19", "2027-01-26"
    }  # fmt: skip
    page = editor.get(f"/b/katwijk/beheer/activiteiten/{activity_id}").text
    assert re.search(r"dinsdag 22 december:\s+vestiging dicht", page)
    assert "2026-12-22" in dates(scopes, offered(scopes, "Buiten", also_when_closed=True))

    with scopes.work() as scope:
        scope.session.delete(scope.session.scalars(select(OpeningException).order_by(OpeningException.day)).first())
    with scopes.work() as scope:
        service.roll(scope, activity_id)
    assert "2026-12-22" in dates(scopes, activity_id), "open again"


def test_a_branch_that_closes_for_good_cancels_what_is_left_in_one_go(
    clients: Clients, scopes: Scopes, clock: Clock, outbox: Callable[[], list[Letter]], run_jobs: Callable[[], Any]
) -> None:
    activity_id = offered(scopes)
    sign_up(scopes, clock, activity_id, date(2026, 12, 22))
    editor = clients["redactie_katwijk"]
    url = f"{branch_form(scopes)[0]}/sluiten"

    refused = editor.post(url, data={"closes_on": "2026-12-20"})
    assert refused.status_code == 422
    assert re.search(r"dinsdag 22 december\. \d+ momenten, 1 aangemeld", refused.text)
    asked = {"closes_on": "2026-12-20", "call_off": "1"}
    assert editor.post(url, data=asked).status_code == 422, "people read why"
    assert editor.post(url, data=asked | {"off_reason": "De vestiging sluit"}).status_code == 303
    run_jobs()
    told = dates(scopes, activity_id, "2028-01-01")
    assert told["2026-12-15"] == ("planned", "")
    assert {state for day, state in told.items() if day > "2026-12-20"} == {("cancelled", "De vestiging sluit")}
    assert "cancelled" in {letter.template for letter in outbox()}
    with scopes.work() as scope:
        service.roll(scope, activity_id)
    assert dates(scopes, activity_id, "2028-01-01") == told
