"""Another schedule from some day on: what was before stays as it was, and nobody who signed up is lost."""

import random
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from stelsel import clock as now
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities import service
from stelsel_tenants.activities.models import Activity, Entry, Frequency, Session
from stelsel_tenants.activities.outlook import FreeDays, occurrences
from stelsel_tenants.activities.schedule import Line, Schedule
from stelsel_tenants.activities.splitting import split
from tests.activities.test_schedule_form import agreement, as_shown
from tests.activities.test_workroom import TUESDAYS, URL, planned, starts
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

FIRST = date(2026, 1, 1)
DAYS = st.integers(0, 700).map(lambda number: FIRST + timedelta(days=number))
LINES = st.builds(
    Line,
    st.sampled_from([Frequency.WEEKLY, Frequency.ODD_WEEKS, Frequency.MONTHLY]),
    st.sampled_from([time(9), time(10)]),
    st.sampled_from([time(11), time(12)]),
    since=DAYS,
    weekdays=st.sets(st.integers(1, 7), min_size=1).map(lambda found: tuple(sorted(found))),
    nths=st.just((1, -1)),
    every=st.integers(1, 5),
    times=st.none() | st.integers(1, 9),
)


@given(st.lists(LINES, max_size=2), st.lists(LINES, max_size=2), DAYS, st.frozensets(DAYS, max_size=30))
def test_before_the_day_it_is_the_old_schedule_and_from_then_on_the_new_one(
    old: list[Line], new: list[Line], day: date, closed: frozenset[date]
) -> None:
    free = FreeDays(public=closed)
    before, after = Schedule(tuple(old)), Schedule(tuple(new))

    def dates(schedule: Schedule) -> list[date]:
        return [one.day for one in occurrences(schedule, first=FIRST, last=date(2028, 6, 1), free=free)]

    wanted = [one for one in dates(before) if one < day] + [one for one in dates(after) if one >= day]

    assert dates(split(before, after, day, free)) == wanted


def test_from_a_day_on_is_chosen_on_the_page(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    activity = planned(scopes, entry=Entry.SIGN_UP, capacity=10)
    with scopes.work() as scope:
        service.publish(scope, activity.id)
    with scopes.work() as scope:
        _first, second, third, *_rest = scope.session.scalars(select(Session).order_by(Session.starts_at))
        second.taken, third.taken = 2, 3
        third_id = third.id
    editor, url = clients["redactie_katwijk"], f"{URL}{activity.id}"
    data = as_shown(editor.get(url).text) | {"lines-0-weekdays": ["4"], "applies": ["since"]}
    for day in ("", "2026-11-30"):
        assert editor.post(url, data=data | {"applies_from": [day]}).status_code == 422
    data["applies_from"] = ["2026-12-20"]

    asked = editor.post(url, data=data)
    assert "3 aangemelden krijgen bericht" in asked.text
    assert editor.post(url, data=data | {"akkoord": [agreement(asked.text)]}).status_code == 303

    with scopes.reading() as scope:
        made = starts(scope)
        assert [one[:10] for one in made[:3]] == ["2026-12-08", "2026-12-15", "2026-12-24"]
        kept = scope.session.get_one(Session, (scope.tenant_id, third_id))
        assert (kept.starts_at.astimezone(now.AMSTERDAM).day, kept.taken) == (24, 3)


@pytest.mark.parametrize("seed", [1, 2])
def test_no_edit_changes_what_was_held_or_loses_anybody(scopes: Scopes, clock: Clock, seed: int) -> None:
    activity = planned(scopes, entry=Entry.SIGN_UP, capacity=10)
    with scopes.work() as scope:
        service.publish(scope, activity.id)
    with scopes.work() as scope:
        for one in scope.session.scalars(select(Session).order_by(Session.starts_at).limit(9)):
            one.taken = 2
    chance = random.Random(seed)
    for _edit in range(6):
        clock.forward(days=chance.randrange(9))
        with scopes.reading() as scope:
            found = scope.session.scalars(select(Session)).all()
            past = {one.id: (one.starts_at, one.state) for one in found if one.starts_at <= now.now()}
            people = {one.id for one in found if one.taken}
        line = replace(
            TUESDAYS, weekdays=(chance.randint(1, 7),), begins=time(chance.randint(7, 11)), every=chance.randint(1, 3)
        )
        day = chance.choice([None, now.today() + timedelta(days=chance.randrange(30))])
        with scopes.work() as scope:
            row = scope.session.get_one(Activity, (scope.tenant_id, activity.id))
            service.revise(scope, row.id, replace(offers.of(row), lines=(line,)), version=row.version, since=day)
        with scopes.reading() as scope:
            found = scope.session.scalars(select(Session)).all()
            after = {one.id: (one.starts_at, one.state) for one in found}
            assert past.items() <= after.items()
            assert {one.id for one in found if one.taken == 2} == people
