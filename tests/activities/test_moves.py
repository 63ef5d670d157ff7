"""A date that was moved stays where it was moved to when the rule below it becomes another one (FEATURES A8)."""

import uuid
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from stelsel_tenants.activities import moves, one_date
from stelsel_tenants.activities.models import ExceptionKind, Frequency, RuleException, Session
from stelsel_tenants.activities.outlook import FreeDays, occurrences
from stelsel_tenants.activities.schedule import Exceptional, Line, Schedule, on_dates
from tests.activities.test_one_date import at, first, revise
from tests.activities.test_workroom import TUESDAYS
from tests.support.scopes import Scopes

__all__ = ["first"]

TUESDAY, LAST = date(2026, 12, 8), date(2027, 3, 31)
WEDNESDAYS = replace(TUESDAYS, weekdays=(3,))
FIRST_MONDAYS = replace(TUESDAYS, frequency=Frequency.MONTHLY, weekdays=(1,), nths=(1,))


def moved(scopes: Scopes, session_id: uuid.UUID, day: date) -> None:
    with scopes.work() as scope:
        branch_id = scope.session.get_one(Session, (scope.tenant_id, session_id)).branch_id
        one_date.change(scope, session_id, one_date.Wish(day, time(10), time(12), branch_id))


@pytest.mark.parametrize(
    ("rule", "stands"),
    [
        (WEDNESDAYS, "17-12 10.00 planned 1"),
        (FIRST_MONDAYS, "17-12 10.00 planned 1"),
        (on_dates(time(15), time(16), date(2027, 2, 1)), "17-12 10.00 planned 1"),
        (replace(TUESDAYS, until=date(2026, 12, 2)), "17-12 10.00 cancelled 1"),
    ],
    ids=["another day of the week", "none in that week", "loose dates", "a rule that ends before"],
)
def test_a_moved_date_survives_another_rule(scopes: Scopes, first: uuid.UUID, rule: Line, stands: str) -> None:
    moved(scopes, first, date(2026, 12, 17))
    revise(scopes, rule)
    assert at(scopes, first) == stands


def test_the_week_that_was_moved_does_not_come_twice(scopes: Scopes, first: uuid.UUID) -> None:
    """Moved from Tuesday the 8th: the Wednesday of that week is the same meeting."""
    moved(scopes, first, date(2026, 12, 17))
    before = Schedule((TUESDAYS,), (Exceptional(TUESDAY, ExceptionKind.MOVE, to_day=date(2026, 12, 17)),))
    after = moves.kept(before, replace(before, lines=(WEDNESDAYS,)), date(2026, 12, 1))

    days = [one.day.day for one in occurrences(after, first=TUESDAY, last=date(2026, 12, 23), free=FreeDays())]
    assert days == [16, 17, 23]


def test_moved_onto_the_day_that_the_rule_has_now_it_is_a_date_like_the_others(
    scopes: Scopes, first: uuid.UUID
) -> None:
    moved(scopes, first, date(2026, 12, 9))
    revise(scopes, WEDNESDAYS)
    assert at(scopes, first) == "09-12 10.00 planned 1"
    with scopes.reading() as scope:
        assert scope.session.scalars(select(RuleException)).all() == []


SOME_LINES = st.builds(
    lambda frequency, weekdays, nths, hour: Line(
        frequency, time(hour), time(hour + 1), TUESDAY - timedelta(days=30), weekdays=tuple(weekdays), nths=tuple(nths)
    ),
    st.sampled_from([Frequency.WEEKLY, Frequency.ODD_WEEKS, Frequency.EVEN_WEEKS, Frequency.MONTHLY]),
    st.sets(st.integers(1, 7), min_size=1, max_size=3),
    st.sets(st.sampled_from([1, 2, 3, 4, 5, -1]), min_size=1, max_size=3),
    st.integers(8, 20),
)


@given(SOME_LINES, SOME_LINES, st.data())
def test_whatever_the_rules_what_went_to_another_day_is_held_there(
    before: Line, after: Line, data: st.DataObject
) -> None:
    dates = occurrences(Schedule((before,)), first=TUESDAY, last=LAST, free=FreeDays())
    chosen = data.draw(st.lists(st.sampled_from(dates), unique=True, max_size=4)) if dates else []
    places = data.draw(st.lists(st.integers(1, 300), unique=True, min_size=len(chosen), max_size=len(chosen)))
    exceptions = tuple(
        Exceptional(one.day, ExceptionKind.MOVE, time(6), time(7), to_day=LAST + timedelta(days=place))
        for one, place in zip(chosen, places, strict=True)
    )
    old = Schedule((before,), exceptions)
    new = moves.kept(old, replace(old, lines=(after,)), TUESDAY)
    window: dict[str, Any] = {"first": TUESDAY, "last": LAST + timedelta(days=301), "free": FreeDays()}
    held = {one.starts_at for one in occurrences(new, **window)}
    assert {one.starts_at for one in occurrences(old, **window) if one.change} <= held
    assert len({one.day for one in new.exceptions}) == len(new.exceptions)
