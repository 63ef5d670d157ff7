"""A library's own figures: each with its n, on the page, at the activity and in files."""

import io
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from stelsel import clock as clocks
from stelsel.web.periods import Period
from stelsel_tenants.activities.events import Tally
from stelsel_tenants.activities.models import Entry, Session, SessionState
from stelsel_tenants.activities.no_show import NoShow
from stelsel_tenants.figures import queries
from stelsel_tenants.figures.own import Own
from stelsel_tenants.questions.choice import Choice
from stelsel_tenants.registrations import counting
from stelsel_tenants.registrations import service as registrations
from stelsel_tenants.registrations.models import Registration
from stelsel_tenants.registrations.service import Person
from tests.figures.conftest import Hold, activity, lines
from tests.site import shelf
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

PAGE = "/b/katwijk/beheer/cijfers/"
FILE = f"{PAGE}cijfers.csv"


def test_who_signed_up_and_did_not_come_is_a_share_of_those_that_the_desk_ticked(
    clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    with scopes.work() as scope:
        activity_id = shelf.published(scope, "Taalles", entry=Entry.SIGN_UP, capacity=9)
        first, second, *_later = (one.id for one in shelf.sessions(scope, activity_id))
        people = [(first, "Els", 3), (first, "Bas", 1), (second, "Noor", 4)]
        for session_id, name, seats in people:
            person = Person(name, phone="0612345678", seats=seats)
            registrations.sign_up(scope, session_id, person, request_key=name)
    page = f"/b/katwijk/beheer/activiteiten/{activity_id}"
    assert "vinkte bij deze activiteit nog geen namen af" in clients["redactie_katwijk"].get(page).text
    clock.forward(days=8)
    with scopes.work() as scope:
        els = scope.session.scalars(select(Registration.id).where(Registration.name == "Els")).one()
        counting.tick(scope, first, els, came=True)
        counting.add(scope, first, 2)
        counting.count(scope, first, present=5, turned_away=1)
        counting.close(scope, first, volunteers=2, volunteer_minutes=150)
        counting.count(scope, second, present=3)  # by number alone: nobody knows who
    editor = clients["redactie_katwijk"]
    editor.sign_in("redactie_katwijk")

    told = "1 van 4 aangemelde plaatsen, bij 1 moment met afgevinkte namen"
    overview = editor.get(PAGE).text
    assert f"25%</p><p>{told}" in overview
    assert told in editor.get(page).text
    for name in ("Els", "Bas", "Noor"):
        assert name not in overview
    found = {column: value for (table, _row, column), value in lines(clients, FILE).items() if table == "Alles samen"}
    assert found == {
        "Momenten": "2",
        "Bezoekers": "8",
        "Met aanmelding": "6",
        "Zonder aanmelding": "2",
        "Weggestuurd": "1",
        "Niet gekomen": "0.25",
        "Uren vrijwilligers": "2.5",
        "Aangemelde plaatsen met afgevinkte namen": "4",
        "Nog te tellen": "0",
        "Vragen": "0",
    }


SESSIONS = st.lists(
    st.tuples(st.sampled_from(SessionState), st.integers(0, 9), st.integers(0, 12), st.none() | st.integers(0, 12)),
    max_size=8,
)


@given(drawn=SESSIONS)
@settings(max_examples=15)
def test_the_sums_are_what_each_session_adds(
    scopes: Scopes, clock: Clock, drawn: list[tuple[SessionState, int, int, int | None]]
) -> None:
    with scopes.work() as scope:
        scope.session.execute(delete(Session).execution_options(synchronize_session=False))
        there = activity(scope, "Taalcafé", "taalcafe")
        for number, (state, taken, present, ticked) in enumerate(drawn):
            starts_at = clocks.at(date(2026, 9, 1), time(9)) + timedelta(days=9 * number)
            spot: dict[str, Any] = {"activity_id": there.id, "branch_id": there.branch_id, "concept_slug": "taalcafe"}
            one = Session(**spot, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), state=state, taken=taken)
            if state is SessionState.HELD:
                one.present, one.counted_at = present, starts_at
                one.registered_present = None if ticked is None else min(ticked, present)
            scope.session.add(one)
        scope.session.flush()
        sessions = list(scope.session.scalars(select(Session)))
        year = Period("2026", date(2026, 1, 1), date(2026, 12, 1))
        own = Own(queries.known(scope, Choice(year, None, [year], [(there.branch_id, "Katwijk")])))

        tallies: Counter[str] = Counter()
        for one in sessions:
            tallies.update(asdict(Tally.of(one)))
        assert {name: own.whole.sums[name] for name in tallies} == dict(tallies)
        ticked_ones = [one for one in sessions if one.registered_present is not None and one.taken]
        missed = sum(max(one.taken - (one.registered_present or 0), 0) for one in ticked_ones)
        assert own.whole.no_show == NoShow(len(ticked_ones), sum(one.taken for one in ticked_ones), missed)
        for parts in ([line for _month, line in own.months], own.activities, own.branches):
            assert sum(line.held for line in parts) == own.whole.held
            assert sum(line.present for line in parts) == own.whole.present


def test_period_and_branch_stand_in_the_address(clients: Clients, scopes: Scopes, hold: Hold) -> None:
    with scopes.work() as scope:
        dunes = shelf.another_branch(scope, "Duinen")
    hold(4, branch_id=dunes)
    hold(7, day=date(2026, 10, 6))
    hold(30, day=date(2025, 6, 3))
    hold(9, title="Walk&Talk", concept="walkentalk", begins=time(13))
    hold(None, day=date(2026, 11, 10))
    hold(50, slug="venlo")

    found = lines(clients, FILE)
    assert found["Alles samen", "Alles samen", "Bezoekers"] == "20"
    assert found["Alles samen", "Alles samen", "Nog te tellen"] == "1"
    assert found["Activiteiten", "Taalcafé", "Bezoekers"] == "11"
    assert found["Vestigingen", "Duinen", "Momenten"] == "1"
    assert found["Maanden", "2026-10", "Bezoekers"] == "7"
    assert lines(clients, f"{FILE}?vestiging={dunes}")["Alles samen", "Alles samen", "Bezoekers"] == "4"
    assert lines(clients, f"{FILE}?periode=2025")["Alles samen", "Alles samen", "Bezoekers"] == "30"
    for junk in (f"?vestiging={uuid.uuid4()}", "?periode=1999", "?periode=x&vestiging=%00"):
        assert clients["redactie_katwijk"].get(PAGE + junk).status_code == 200


def test_a_title_never_becomes_a_formula(clients: Clients, hold: Hold) -> None:
    hold(3, title="=HYPERLINK(1)")

    assert ("Activiteiten", "'=HYPERLINK(1)", "Momenten") in lines(clients, FILE)
    sheet = openpyxl.load_workbook(io.BytesIO(clients["redactie_katwijk"].get(f"{PAGE}cijfers.xlsx").data))
    cell = sheet["Activiteiten"]["A2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}jaaropgave?jaar=2026"])
def test_as_many_queries_for_many_sessions(
    clients: Clients, scopes: Scopes, hold: Hold, count_queries: Callable[..., Any], path: str
) -> None:
    def asked() -> int:
        with count_queries() as seen:
            assert clients["directie_katwijk"].get(path).status_code == 200
        return len(seen)

    hold(5)
    asked()  # signing in has statements of its own
    few = asked()
    with scopes.work() as scope:
        one = activity(scope, "Taalcafé", "taalcafe")
        scope.insert_many(Session, [_held(one.id, one.branch_id, number) for number in range(300)])
        shelf.another_branch(scope, "Duinen")
    hold(None, title="Walk&Talk", concept="walkentalk", day=date(2026, 9, 1))
    assert asked() == few


def _held(activity_id: uuid.UUID, branch_id: uuid.UUID, number: int) -> dict[str, Any]:
    starts_at: datetime = clocks.at(date(2026, 1, 5), time(9)) + timedelta(days=number)
    return {
        "id": uuid.uuid4(),
        "activity_id": activity_id,
        "branch_id": branch_id,
        "concept_slug": "taalcafe",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=1),
        "state": SessionState.HELD,
        "present": 3,
        "counted_at": starts_at,
        "changed_at": starts_at,
        "reason": "",
        "taken": 0,
        "sequence": 0,
        "turned_away": 0,
    }


def test_figures_are_for_who_may_see_them(clients: Clients) -> None:
    for address in ("", "cijfers.csv", "cijfers.xlsx", "jaaropgave", "jaaropgave.csv", "jaaropgave.xlsx"):
        assert clients["directie_katwijk"].get(PAGE + address).status_code == 200
        assert clients["balie_katwijk"].get(PAGE + address).status_code == 403
        assert clients["beheer_venlo"].get(PAGE + address).status_code == 404
        assert clients["bezoeker"].get(PAGE + address).status_code == 303
