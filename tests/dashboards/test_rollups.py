"""The figures are the facts, whatever happened to them; and who changes a figure by hand is found out."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from stelsel import clock as now
from stelsel.errors import Refused
from stelsel.tenancy import Scope
from stelsel_admin.dashboards import proof
from stelsel_admin.dashboards.models import MonthFigures
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities import service
from stelsel_tenants.activities.models import Activity, Session, SessionState
from stelsel_tenants.activities.schedule import Line
from stelsel_tenants.libraries.models import Branch, BranchKind
from stelsel_tenants.registrations import changing, counting
from stelsel_tenants.registrations import service as registrations
from stelsel_tenants.registrations.models import Registration
from stelsel_tenants.registrations.service import Person
from tests.site.shelf import TUESDAYS
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

Make = Callable[..., uuid.UUID]


def figures(scope: Scope, month: date) -> MonthFigures:
    return scope.session.scalars(select(MonthFigures).where(MonthFigures.month == month)).one()


def first_session(scope: Scope) -> Session:
    return scope.session.scalars(select(Session).order_by(Session.starts_at, Session.id).limit(1)).one()


def test_104_present_of_70_stand_in_the_figures(scopes: Scopes, make_activity: Make) -> None:
    make_activity()
    with scopes.work() as scope:
        session = first_session(scope)
        session.taken = 70
        counting.count(scope, session.id, present=104, turned_away=3)
    with scopes.reading() as scope:
        row = figures(scope, date(2026, 12, 1))
        sums = (row.held, row.minutes, row.registered, row.present, row.present_at_sign_up, row.turned_away)
        assert sums == (1, 120, 70, 104, 104, 3)
        assert row.planned == 4, "December has five Tuesdays, and the first is planned no more"
        assert proof.verify(scope) == []


def test_a_session_that_crosses_midnight_at_the_turn_of_the_month_belongs_to_where_it_starts(
    scopes: Scopes, make_activity: Make
) -> None:
    late = Line(TUESDAYS.frequency, begins=time(23, 30), ends=time(0, 30), since=date(2027, 6, 30), weekdays=(3,))
    make_activity(lines=(replace(late, until=date(2027, 7, 1)),))
    with scopes.reading() as scope:
        assert first_session(scope).starts_at.isoformat() == "2027-06-30T21:30:00+00:00"
        assert figures(scope, date(2027, 6, 1)).planned == 1
        assert proof.verify(scope) == []


def test_verify_finds_a_figure_changed_by_hand_and_rebuild_mends_it(
    app: Flask, scopes: Scopes, make_activity: Make
) -> None:
    make_activity()
    make_activity("venlo")
    commands = app.test_cli_runner()
    assert commands.invoke(args=["stats", "verify"]).exit_code == 0
    with scopes.work("venlo") as scope:
        figures(scope, date(2026, 12, 1)).present += 1

    found = commands.invoke(args=["stats", "verify"])
    assert found.exit_code == 1
    assert "venlo" in found.output
    assert "present: 1 kept, 0 by the facts" in found.output
    assert "katwijk" not in found.output

    mended = commands.invoke(args=["stats", "rebuild"])
    assert "1 cells" in mended.output
    assert "0 cells" in commands.invoke(args=["stats", "rebuild"]).output
    assert commands.invoke(args=["stats", "verify"]).exit_code == 0


def test_rebuild_takes_away_what_has_no_facts_and_makes_what_is_missing(scopes: Scopes, make_activity: Make) -> None:
    make_activity()
    with scopes.work() as scope:
        row = figures(scope, date(2026, 12, 1))
        scope.session.add(
            MonthFigures(branch_id=row.branch_id, concept_slug=row.concept_slug, month=date(2020, 1, 1), held=9)
        )
        scope.session.delete(row)
    with scopes.work() as scope:
        assert len(proof.verify(scope)) == 2
        assert proof.rebuild(scope) == 2
        assert proof.verify(scope) == []


def test_who_takes_back_a_sign_up_after_the_count_leaves_the_figures_too(
    scopes: Scopes, make_activity: Make, clock: Clock
) -> None:
    make_activity()
    with scopes.work() as scope:
        session_id = first_session(scope).id
        registrations.sign_up(scope, session_id, Person("Els", phone="0612345678", seats=2), request_key="a")
    clock.forward(hours=5)  # a quarter past the start: it goes on
    with scopes.work() as scope:
        counting.count(scope, session_id, present=6)
        registration_id = scope.session.scalars(select(Registration.id)).one()
        assert figures(scope, date(2026, 12, 1)).registered == 2
    with scopes.work() as scope:
        changing.take_back(scope, registration_id)
    with scopes.reading() as scope:
        assert figures(scope, date(2026, 12, 1)).registered == 0
        assert proof.verify(scope) == []


DEEDS = (
    *("publish", "count", "recount", "nothing_happened", "it_did", "cancel"),
    *("sign_up", "move", "branch", "withdraw", "night"),
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(DEEDS),
        st.integers(0, 30),
        st.integers(0, 9),
    ),
    max_size=12,
)


@given(steps=STEPS)
@settings(max_examples=12)
def test_figures_equal_facts_after_any_walk(
    scopes: Scopes, database: object, make_activity: Make, clock: Clock, steps: list[tuple[str, int, int]]
) -> None:
    walk = Walk(scopes, clock, make_activity())
    for step, number, which in steps:
        walk.take(step, number, which)
        with scopes.reading() as scope:
            assert proof.verify(scope) == [], step


class Walk:
    """Commands in any order; what a command refuses is no step."""

    def __init__(self, scopes: Scopes, clock: Clock, activity_id: uuid.UUID) -> None:
        self.scopes, self.clock, self.activity_id = scopes, clock, activity_id

    def take(self, step: str, number: int, which: int) -> None:
        try:
            with self.scopes.work() as scope:
                getattr(self, f"_{step}")(scope, number, which)
        except Refused:
            pass

    def _session(self, scope: Scope, which: int, *states: SessionState) -> uuid.UUID:
        found = scope.session.scalars(
            select(Session.id).where(Session.state.in_(states)).order_by(Session.starts_at, Session.id)
        ).all()
        if not found:
            raise Refused
        return found[which % len(found)] if len(found) < 10 else found[which]

    def _publish(self, scope: Scope, _number: int, _which: int) -> None:
        service.publish(scope, self.activity_id)

    def _count(self, scope: Scope, number: int, _which: int) -> None:
        counting.count(scope, self._session(scope, 0, SessionState.PLANNED), present=number, turned_away=number % 3)

    def _recount(self, scope: Scope, number: int, which: int) -> None:
        counting.add(scope, self._session(scope, which, SessionState.HELD), number - 15)

    def _nothing_happened(self, scope: Scope, _number: int, which: int) -> None:
        began = self._session(scope, which % 2, SessionState.PLANNED, SessionState.HELD)
        counting.did_not_happen(scope, began, reason="Ziek")

    def _it_did(self, scope: Scope, _number: int, _which: int) -> None:
        counting.did_happen(scope, self._session(scope, 0, SessionState.NOT_HELD))

    def _cancel(self, scope: Scope, _number: int, which: int) -> None:
        service.cancel(scope, self._session(scope, which, SessionState.PLANNED), reason="Ziek")

    def _sign_up(self, scope: Scope, number: int, which: int) -> None:
        registrations.sign_up(
            scope,
            self._session(scope, which, SessionState.PLANNED),
            Person(f"Naam {number}", phone="0612345678", seats=1 + number % 4),
            request_key=str(uuid.uuid4()),
        )

    def _move(self, scope: Scope, number: int, which: int) -> None:
        """Another hour, another day, another concept."""
        activity = scope.session.get_one(Activity, (scope.tenant_id, self.activity_id))
        line = replace(TUESDAYS, begins=time(8 + which), ends=time(18), weekdays=(1 + number % 7,))
        concept = "taalcafe" if number % 2 else "belastinghulp"
        offer = replace(offers.of(activity), lines=(line,), concept_slug=concept)
        service.revise(scope, self.activity_id, offer, version=activity.version)

    def _branch(self, scope: Scope, _number: int, _which: int) -> None:
        branch = Branch(
            name="Rijnsburg", kind=BranchKind.BRANCH, place="Rijnsburg", municipality_code="GM0537", lat=52.1, lon=4.4
        )
        scope.session.add(branch)
        scope.session.flush()
        activity = scope.session.get_one(Activity, (scope.tenant_id, self.activity_id))
        offer = replace(offers.of(activity), branch_id=branch.id)
        service.revise(scope, self.activity_id, offer, version=activity.version)

    def _withdraw(self, scope: Scope, _number: int, _which: int) -> None:
        service.withdraw(scope, self.activity_id)

    def _night(self, scope: Scope, number: int, _which: int) -> None:
        self.clock.forward(days=number % 9)
        service.roll(scope, self.activity_id)


def test_figures_are_of_the_month_in_amsterdam() -> None:
    from stelsel_admin.dashboards.figures import month_of

    assert month_of(now.at(date(2026, 12, 31), time(23, 59))) == date(2026, 12, 1)
    assert month_of(now.at(date(2027, 1, 1), time(0, 0))) == date(2027, 1, 1)


def test_a_figure_of_another_library_is_out_of_reach(scopes: Scopes, make_activity: Make) -> None:
    make_activity()
    with scopes.reading() as scope:
        assert scope.session.scalars(select(MonthFigures)).all()
    with scopes.reading("venlo") as scope:
        assert scope.session.scalars(select(MonthFigures)).all() == []
    with scopes.national(reading=True) as scope, pytest.raises(LookupError):
        proof.rebuild(scope)
