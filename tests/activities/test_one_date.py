"""One date of an activity is moved, off, and back again, and stays so when the rule changes later."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from stelsel import clock as now
from stelsel.errors import Refused
from stelsel.mail.models import Letter
from stelsel.tenancy import Scope
from stelsel_tenants.activities import checks, service
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities.cautions import OutsideHours
from stelsel_tenants.activities.models import Activity, Entry, ExceptionKind, Mode, RuleException, Session, SessionState
from stelsel_tenants.activities.schedule import Exceptional, Line
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.registrations import service as registrations
from stelsel_tenants.registrations.service import Person
from stelsel_tenants.site import projection
from tests.activities.test_workroom import TUESDAYS, URL, planned
from tests.site import shelf
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.pages import parse
from tests.support.scopes import Scopes

EDITOR = "redactie_katwijk"


def test_what_was_off_years_ago_fills_no_editor_and_more_than_one_can_show_is_refused(
    clients: Clients, scopes: Scopes, first: uuid.UUID
) -> None:
    """Each date that is called off is an exception: of those that are over nothing follows any more."""
    long_ago = [now.today() - timedelta(days=7 * weeks) for weeks in range(1, offers.MOST_EXCEPTIONS + 5)]
    with scopes.work() as scope:
        activity = scope.session.scalars(select(Activity)).one()
        activity_id = activity.id
        activity.exceptions.extend(RuleException(day=day, kind=ExceptionKind.SKIP) for day in long_ago)
    assert clients[EDITOR].get(f"{URL}{activity_id}").status_code == 200
    with scopes.work() as scope:
        service.cancel(scope, first, reason="Ziek.")
    with scopes.reading() as scope:
        activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id))
        assert [one.day for one in activity.exceptions] == [date(2026, 12, 8)]
        offer = offers.of(activity)
    many = tuple(Exceptional(date(2027, 1, 1) + timedelta(days=number), ExceptionKind.SKIP) for number in range(61))
    lines = tuple(replace(offer.lines[0], begins=time(8, minute), ends=time(9)) for minute in range(13))
    for field, told in (("exceptions.60.day", {"exceptions": many}), ("lines.12.begins", {"lines": lines})):
        with pytest.raises(Refused) as refused:
            checks.check(replace(offer, **told))
        assert refused.value.field == field


@pytest.fixture
def first(scopes: Scopes, clock: Clock) -> uuid.UUID:
    """The first of a row of Tuesdays, for which Samira signed up: 8 December at ten."""
    activity = planned(scopes, entry=Entry.SIGN_UP, capacity=10)
    with scopes.work() as scope:
        service.publish(scope, activity.id)
        session_id = scope.session.scalars(select(Session.id).order_by(Session.starts_at)).first()
        assert session_id is not None
    with scopes.work() as scope:
        registrations.sign_up(scope, session_id, Person("Samira", email="samira@voorbeeld.nl"), request_key="a")
    clock.forward(minutes=5)
    return session_id


def at(scopes: Scopes, session_id: uuid.UUID) -> str:
    with scopes.reading() as scope:
        one = scope.session.get_one(Session, (scope.tenant_id, session_id))
        assert not projection.drift(scope)
        return f"{one.starts_at.astimezone(now.AMSTERDAM):%d-%m %H.%M} {one.state} {one.taken}"


def revise(scopes: Scopes, *lines: Line, title: str = "Taalcafé") -> None:
    with scopes.work() as scope:
        row = scope.session.scalars(select(Activity).where(Activity.title == title)).one()
        service.revise(scope, row.id, replace(offers.of(row), lines=lines), version=row.version)


def filled(clients: Clients, session_id: uuid.UUID, **changes: str) -> dict[str, str]:
    page = parse(clients[EDITOR].get(f"{URL}momenten/{session_id}").text)
    form = page.select_one("main form")
    assert form is not None
    inputs = form.select("input[name]:not([type=checkbox]), input[name][checked]")
    sent = {str(one["name"]): str(one.get("value", "")) for one in inputs}
    sent |= {str(one.find_parent("select")["name"]): str(one["value"]) for one in form.select("option[selected]")}  # type: ignore[index]
    return sent | changes


def letters(scopes: Scopes) -> list[str]:
    with scopes.identity() as scope:
        return list(scope.session.scalars(select(Letter.template).order_by(Letter.queued_at)))


def test_a_moved_date_keeps_its_people_and_its_day_when_the_rule_changes(
    clients: Clients, scopes: Scopes, first: uuid.UUID, run_jobs: Callable[[], object], clock: Clock
) -> None:
    editor, url = clients[EDITOR], f"{URL}momenten/{first}"
    assert editor.post(url, data=filled(clients, first, day="2026-12-17")).status_code == 303
    run_jobs()
    assert at(scopes, first) == "17-12 10.00 planned 1"
    assert letters(scopes) == ["signed-up", "moved"]

    revise(scopes, replace(TUESDAYS, begins=time(13), ends=time(15)))
    assert at(scopes, first) == "17-12 13.00 planned 1", "its day was changed, its time follows"

    assert (
        editor.post(url, data=filled(clients, first, begins="19.00", ends="21.00", day="2027-01-22")).status_code == 303
    )
    assert at(scopes, first) == "22-01 19.00 planned 1"


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"day": "2026-11-30"}, "day", "verleden"),
        ({"day": "2028-06-01"}, "day", "komende jaar"),
        ({"day": "2026-12-15"}, "begins", "is deze activiteit er al"),
        ({"day": "2027-03-28", "begins": "02.30", "ends": "04.00"}, "begins", "bestaat deze tijd niet"),
        ({"ends": "10.00"}, "ends", "gelijk aan de begintijd"),
        ({"branch_id": "closed"}, "branch_id", "gesloten"),
    ],
)
def test_a_date_that_cannot_be_is_refused_at_its_field(
    clients: Clients, scopes: Scopes, first: uuid.UUID, changes: dict[str, str], field: str, words: str
) -> None:
    with scopes.work() as scope:
        other = shelf.another_branch(scope, "Rijnsburg")
        scope.session.get_one(Branch, (scope.tenant_id, other)).closed_on = date(2026, 12, 7)
    data = filled(
        clients, first, **{name: str(other) if value == "closed" else value for name, value in changes.items()}
    )
    answer = clients[EDITOR].post(f"{URL}momenten/{first}", data=data)

    assert answer.status_code == 422
    error = parse(answer.text).find(id=f"{field}-error")
    assert error is not None
    assert words in error.text
    assert at(scopes, first) == "08-12 10.00 planned 1"


def test_what_is_off_stays_off_when_the_rule_changes_and_comes_back_as_the_rule_says_then(
    clients: Clients, scopes: Scopes, first: uuid.UUID, run_jobs: Callable[[], object], clock: Clock
) -> None:
    editor, url = clients[EDITOR], f"{URL}momenten/{first}"
    assert editor.post(f"{url}/afzeggen", data={"reason": "De trainer is ziek."}).status_code == 303
    revise(scopes, replace(TUESDAYS, begins=time(13), ends=time(15)))
    assert at(scopes, first) == "08-12 10.00 cancelled 1"
    with scopes.reading() as scope:
        assert "2026-12-08" not in [f"{one.starts_at:%Y-%m-%d}" for one in going_on(scope)]
    run_jobs()
    clock.forward(minutes=5)
    assert "De trainer is ziek." in editor.get(url).text

    assert editor.post(f"{url}/terug").status_code == 303
    run_jobs()
    assert at(scopes, first) == "08-12 13.00 planned 1"
    assert letters(scopes) == ["signed-up", "cancelled", "moved"]
    assert editor.post(f"{url}/terug").status_code == 303, "a second press changes nothing"
    assert "gaat al door" in editor.get(url).text

    revise(scopes, replace(TUESDAYS, weekdays=(5,), since=date(2027, 1, 1)))
    assert at(scopes, first) == "08-12 13.00 cancelled 1"
    assert editor.post(f"{url}/terug").status_code == 303
    assert at(scopes, first) == "08-12 13.00 planned 1", "the rule has no such date any more: an extra one"


def going_on(scope: Scope) -> list[Session]:
    planned_ones = select(Session).where(Session.state == SessionState.PLANNED)
    return list(scope.session.scalars(planned_ones.order_by(Session.starts_at)))


def test_one_date_is_closed_to_the_wrong_role_and_the_wrong_library(clients: Clients, first: uuid.UUID) -> None:
    url = f"{URL}momenten/{first}"
    assert clients[EDITOR].get(url).status_code == 200
    assert clients["balie_katwijk"].get(url).status_code == 403
    assert clients["redactie_venlo"].get(f"/b/venlo/beheer/activiteiten/momenten/{first}").status_code == 404


def test_on_one_date_somebody_else_leads_and_only_staff_know(
    clients: Clients, scopes: Scopes, first: uuid.UUID, clock: Clock, run_jobs: Callable[[], object]
) -> None:
    other = planned(scopes, title="Leeskring", leader="Ömer Kaya", lines=(replace(TUESDAYS, begins=time(11)),))
    with scopes.work() as scope:
        service.publish(scope, other.id)
    editor, url = clients[EDITOR], f"{URL}momenten/{first}"
    answer = editor.post(url, data=filled(clients, first, leader="omer kaya"), follow_redirects=True)
    assert "Let op: de begeleider is dan ook bij „Leeskring”, vanaf dinsdag 8 december, 11.00 uur" in answer.text
    assert at(scopes, first) == "08-12 10.00 planned 1"
    revise(scopes, replace(TUESDAYS, begins=time(13), ends=time(15)))
    assert at(scopes, first) == "08-12 13.00 planned 1"

    assert "Begeleider: omer kaya." in clients["balie_katwijk"].get(f"/b/katwijk/beheer/balie/{first}").text
    for path in (f"sessies/{first}", f"sessies/{first}.ics", "agenda.json", "agenda"):
        page = clients["bezoeker"].get(f"/b/katwijk/{path}")
        assert page.status_code == 200, path
        assert "omer kaya" not in page.text.casefold()
    with scopes.reading() as scope:
        activity_id = scope.session.get_one(Session, (scope.tenant_id, first)).activity_id
    assert "omer kaya" not in editor.get(f"{URL}{activity_id}/geschiedenis").text, "history is never erased"

    clock.set(now.at(date(2026, 12, 22), time(14)))
    run_jobs()
    assert leader(scopes, first) == "omer kaya", "fourteen days are not over yet"
    clock.forward(days=1)
    run_jobs()
    assert leader(scopes, first) == ""


def leader(scopes: Scopes, session_id: uuid.UUID) -> str:
    with scopes.reading() as scope:
        return scope.session.get_one(Session, (scope.tenant_id, session_id)).leader


def test_a_date_moved_outside_opening_hours_is_asked_about_once(
    clients: Clients, scopes: Scopes, first: uuid.UUID
) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
    editor, url = clients[EDITOR], f"{URL}momenten/{first}"
    late = filled(clients, first, begins="21.00", ends="22.00")

    asked = editor.post(url, data=late)
    assert asked.status_code == 422
    error = parse(asked.text).find(id="outside_hours-error")
    assert error is not None
    assert "dinsdag 8 december, 21.00 uur" in error.text
    assert at(scopes, first) == "08-12 10.00 planned 1"

    assert editor.post(url, data=late | {"outside_hours": "1"}).status_code == 303
    assert at(scopes, first) == "08-12 21.00 planned 1"
    assert editor.post(url, data=filled(clients, first, room="Hal")).status_code == 303, "its hour stays as it was"
    assert at(scopes, first) == "08-12 21.00 planned 1"


def test_what_is_online_only_needs_no_open_door(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
    late = replace(TUESDAYS, begins=time(21), ends=time(22))
    online = {"entry": Entry.SIGN_UP, "capacity": 10, "mode": Mode.ONLINE, "online_link": "https://meet.voorbeeld.nl/a"}
    with pytest.raises(OutsideHours):
        planned(scopes, lines=(late,))
    activity = planned(scopes, lines=(late,), **online)
    with scopes.work() as scope:
        service.publish(scope, activity.id)
        session_id = scope.session.scalars(select(Session.id).order_by(Session.starts_at)).first()
        assert session_id is not None
    assert "Buiten de openingstijden" not in clients[EDITOR].get(f"{URL}{activity.id}").text
    later = filled(clients, session_id, begins="22.00", ends="23.00")
    assert clients[EDITOR].post(f"{URL}momenten/{session_id}", data=later).status_code == 303
    assert at(scopes, session_id) == "01-12 22.00 planned 0"
