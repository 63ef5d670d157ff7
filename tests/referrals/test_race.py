"""Codes that are typed at once, in processes of their own, on both databases; and the ten places of a throttle."""

import uuid
from collections import Counter

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from stelsel.db import unit_of_work
from stelsel.identity import quota
from stelsel.identity.throttle import Guess, Slowed
from stelsel.tenancy import Scope
from stelsel_tenants.referrals.codes import SIGNS
from stelsel_tenants.referrals.models import Referral, SentReferral
from tests.referrals.desk import both, give, held
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.race import race
from tests.support.scopes import Scopes
from tests.support.stores import Store

TYPE, GIVE = "tests.referrals.racer:type_code", "tests.referrals.racer:give"


@pytest.fixture(autouse=True)
def _at_ten(clock: Clock) -> None:
    """Tuesday 1 December 2026."""


def test_of_many_guesses_at_once_ten_are_looked_up(store: Store, scopes: Scopes) -> None:
    wrong = [f"KKKKK{sign}" for sign in SIGNS][:20]
    outcomes = race(store, TYPE, [["belastingdienst", code, "came"] for code in wrong])
    assert Counter(outcomes) == {"WrongCode": 10, "Slowed": 10}


def test_of_two_who_note_it_at_once_one_is_first(store: Store, clients: Clients, scopes: Scopes) -> None:
    held(scopes, partner="belastingdienst")
    made = give(clients)
    calls = [["belastingdienst", made.code, outcome] for outcome in ("came", "not_for_us") * 3]
    outcomes = race(store, TYPE, calls)
    assert Counter(outcomes) == {"noted": 1, "AlreadyNoted": 5}
    received, sent = both(scopes, made.id, "katwijk", "katwijk")
    assert received.outcome is sent.outcome
    assert received.outcome == calls[outcomes.index("noted")][2]


def test_the_same_click_at_once_gives_one_card_and_other_clicks_other_codes(store: Store, scopes: Scopes) -> None:
    session_id, same = held(scopes), str(uuid.uuid4())
    cards = [same] * 6 + [str(uuid.uuid4()) for _card in range(12)]
    outcomes = race(store, GIVE, [["katwijk", str(session_id), card] for card in cards])
    assert set(outcomes) <= {"given", "AlreadyThere"}
    assert outcomes[6:] == ["given"] * 12
    with scopes.reading() as scope:
        received = scope.session.scalars(select(Referral)).all()
        assert len({row.code_hash for row in received}) == len(received) == 13
        assert {row.id for row in scope.session.scalars(select(SentReferral))} == {row.id for row in received}


TRY = st.tuples(st.sampled_from([0, 0, 1, 2, 5, 25, 61]), st.sampled_from([False, False, True]))
"""Minutes after the one before, and whether the code is right."""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tries=st.lists(TRY, max_size=60))
def test_ten_wrong_codes_in_any_hour_and_not_one_more_or_less(
    app: Flask, clock: Clock, tries: list[tuple[int, bool]]
) -> None:
    """Held against the plain rule: a try is refused exactly when ten wrong ones were made in the hour before it."""
    failed: list[int] = []
    minute = 0
    with app.app_context():
        guess = Guess.of("test", str(uuid.uuid4()), None)
        for wait, is_right in tries:
            minute += wait
            clock.forward(minutes=wait)
            recent = [one for one in failed if one > minute - 60]
            if len(recent) == quota.MOST:
                with Scope.identity(why="test") as scope, unit_of_work(scope), pytest.raises(Slowed) as slowed:
                    quota.take(scope, guess)
                assert slowed.value.retry_after == 60 * (60 - (minute - recent[0]))
                continue
            with Scope.identity(why="test") as scope, unit_of_work(scope):
                place = quota.take(scope, guess)
            if is_right:
                with Scope.identity(why="test") as scope, unit_of_work(scope):
                    quota.give_back(scope, place)
            else:
                failed.append(minute)
