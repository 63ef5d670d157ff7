"""Who asks too often is told when to come back, over all workers together."""

import json

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete

from stelsel.db import unit_of_work
from stelsel.keys.meter import ANYBODY, WITH_KEY, Meter, Policy, Slower
from stelsel.keys.models import RequestCount
from stelsel.tenancy import Scope
from tests.api.programs import Program, library_key
from tests.promises.test_outage import away
from tests.support.fixtures import Clock
from tests.support.race import race
from tests.support.scopes import Scopes
from tests.support.stores import Store

__all__ = ["away"]
SMALL = Policy("anybody", quota=10, handful=3)


def allowed(one: Meter, times: int, who: str = "x", policy: Policy = SMALL) -> int:
    """How many of so many requests were let through."""
    found = 0
    for _ in range(times):
        try:
            one.count(who, policy)
        except Slower:
            continue
        found += 1
    return found


def test_a_minute_has_so_many_and_the_next_as_many(app: Flask, clock: Clock) -> None:
    one = Meter()
    with app.app_context():
        assert allowed(one, 30) == 10
        assert allowed(one, 5, who="y") == 5, "another is not slowed"
        clock.forward(minutes=1)
        assert allowed(one, 30) == 10


@settings(max_examples=10)
@given(asked=st.lists(st.integers(0, 2), max_size=40))
def test_workers_together_never_let_more_through(asked: list[int], app: Flask, clock: Clock) -> None:
    """However the requests fall among them; and what one has in hand is all that can be lost."""
    workers, passed = [Meter() for _ in range(3)], 0
    with app.app_context():
        with Scope.identity(why="tests") as scope, unit_of_work(scope):
            scope.session.execute(delete(RequestCount))
        for number in asked:
            passed += allowed(workers[number], 1)
    assert passed <= SMALL.quota
    assert passed >= min(len(asked), SMALL.quota - 2 * (SMALL.handful - 1))


def hammer(app: Flask, number: int) -> int:
    """One process that asks and asks: for `race`."""
    with app.app_context():
        return allowed(Meter(), number)


def test_in_processes_of_their_own_the_limit_holds(store: Store, clock: Clock) -> None:
    told = race(store, "tests.keys.test_meter:hammer", [[30], [30]])
    assert sum(told) == SMALL.quota


def test_who_asks_too_often_is_told_when_to_come_back(
    app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stelsel_tenants.api.door.ANYBODY", SMALL)
    app.extensions["stelsel.meter"] = Meter()
    clock.forward(seconds=15)
    program = Program(app)
    first = program.get("/libraries")
    assert first.headers["RateLimit-Policy"] == '"anybody";q=10;w=60'
    assert first.headers["RateLimit"] == '"anybody";r=9;t=45'
    answers = [program.get("/libraries") for _ in range(12)]
    slowed = answers[-1]
    assert (slowed.status_code, slowed.headers["Retry-After"]) == (429, "45")
    assert slowed.headers["RateLimit"] == '"anybody";r=0;t=45'
    assert json.loads(slowed.text)["title"] == "Even wachten"
    other = Program(app, headers={})
    assert other.get("/libraries", environ_base={"REMOTE_ADDR": "192.0.2.9"}).status_code == 200
    clock.forward(minutes=1)
    assert program.get("/libraries").status_code == 200


def test_a_key_has_a_limit_of_its_own_and_a_wrong_one_has_none(app: Flask, scopes: Scopes, clock: Clock) -> None:
    app.extensions["stelsel.meter"] = Meter()
    answer = Program(app, library_key(scopes)).get("/libraries")
    assert answer.headers["RateLimit-Policy"] == f'"key";q={WITH_KEY.quota};w=60'
    wrong = Program(app, "stl_" + "a" * 38).get("/libraries")
    assert wrong.headers["RateLimit-Policy"] == f'"anybody";q={ANYBODY.quota};w=60', "guessing counts for an address"


def test_what_is_answered_from_memory_bears_nobodys_numbers(app: Flask, clock: Clock) -> None:
    from werkzeug.test import Client

    from stelsel.wsgi import wrap

    front = Client(wrap(app))
    assert "RateLimit" in front.get("/api/v1/concepts").headers
    assert "RateLimit" not in front.get("/api/v1/concepts").headers


def test_while_it_cannot_be_counted_nobody_is_kept_out(app: Flask, clock: Clock, away: Engine) -> None:
    with app.app_context():
        assert allowed(Meter(), 20) == 20
