"""P-37: a fault of the database stays small. What was kept is still shown, the rest says when to come back."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, func, select
from sqlalchemy.exc import DBAPIError
from werkzeug.test import Client

from stelsel.db import budget, engines
from stelsel.db.budget import Budgeted
from stelsel.db.engines import PATIENCE_MS, POOL
from stelsel.errors import Unavailable, translate
from stelsel.tenancy import Scope
from stelsel.web.kept import KeptPages
from stelsel.wsgi import wrap
from stelsel_tenants.libraries.models import Branch
from tests.health.test_health import AWAY, with_settings
from tests.support.client import Clients
from tests.support.databases import Sqlite
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes
from tests.support.stores import Store, Stores, close

KEPT = "/b/katwijk/"
A_WHILE, IN_ALL = 0.05, 0.3


@pytest.fixture
def front(app: Flask, clock: Clock) -> KeptPages:
    return KeptPages(app)


@pytest.fixture
def away(app: Flask, database_name: str) -> Iterator[Engine]:
    """The engines of a database that is not there; the application itself keeps running."""
    engine = create_engine(AWAY[database_name], connect_args={"timeout": 1} if database_name == "sqlite" else {})
    before = app.extensions["stelsel.engines"]
    app.extensions["stelsel.engines"] = {key: engine.execution_options(stelsel_reading=key[1]) for key in before}
    with with_settings(app, database_url=AWAY[database_name]):
        yield engine
    app.extensions["stelsel.engines"] = before
    engine.dispose()


def test_what_was_kept_is_shown_while_the_database_is_away(
    app: Flask, front: KeptPages, request: pytest.FixtureRequest
) -> None:
    visitor = Client(front)
    before = visitor.get(KEPT)
    assert before.status_code == 200
    request.getfixturevalue("away")

    kept, other = visitor.get(KEPT), visitor.get("/b/venlo/agenda")
    alive, ready = visitor.get("/healthz"), visitor.get("/readyz")

    assert (kept.status_code, kept.data) == (200, before.data)
    assert other.status_code == 503
    assert int(other.headers["Retry-After"]) > 0
    assert b"lukt nu even niet" in other.data
    assert b"Traceback" not in other.data
    assert (alive.status_code, ready.status_code) == (200, 503)


def test_and_also_after_the_second_that_it_is_not_looked_at(
    app: Flask, front: KeptPages, request: pytest.FixtureRequest
) -> None:
    """Nobody can say then whether it is still true; a page of this morning is better than none (P-9: a day at most)."""
    visitor = Client(front)
    before = visitor.get(KEPT)
    front.lease = 0.0
    request.getfixturevalue("away")
    kept = visitor.get(KEPT)
    assert (kept.status_code, kept.data) == (200, before.data)


def test_when_it_is_back_all_works_again(
    app: Flask, front: KeptPages, clients: Clients, request: pytest.FixtureRequest
) -> None:
    before = app.extensions["stelsel.engines"]
    request.getfixturevalue("away")
    assert Client(front).get("/b/venlo/agenda").status_code == 503
    app.extensions["stelsel.engines"] = before
    assert Client(front).get("/b/venlo/agenda").status_code == 200


@pytest.mark.only_on("sqlite")  # the one database with one lock for all
def test_a_locked_database_says_when_to_come_back(
    app: Flask, clients: Clients, database: Sqlite, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = clients["redactie_katwijk"]
    assert editor.get("/b/katwijk/beheer/").status_code == 200
    _patience(app, 50)
    try:
        with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with editor.faults_expected():
                refused = editor.post("/b/katwijk/beheer/agenda-bekeken")
            read = editor.get("/b/katwijk/agenda")
            other.execute("ROLLBACK")
    finally:
        _patience(app, PATIENCE_MS)
    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) > 0
    assert read.status_code == 200, "who reads does not wait for who writes"
    assert editor.post("/b/katwijk/beheer/agenda-bekeken").status_code == 303


def _patience(app: Flask, milliseconds: int) -> None:
    """How long every connection waits for a lock."""
    from stelsel.db import db

    with app.app_context():
        for engine in db.engines.values():
            connections = [engine.connect() for _each in range(4)]
            for connection in connections:
                raw = connection.connection.dbapi_connection
                assert raw is not None
                raw.execute(f"PRAGMA busy_timeout={milliseconds}")
                connection.close()


def test_nobody_waits_longer_than_promised() -> None:
    assert POOL["pool_timeout"] == 2
    assert PATIENCE_MS == 5000
    assert budget.REQUEST == 10.0


def _no_answer(_status: str, _headers: object, _error: object = None) -> Callable[[bytes], object]:
    raise AssertionError


@pytest.mark.only_on("postgresql")  # a file does not answer slowly
def test_a_request_that_asks_much_of_a_slow_database_waits_so_long_in_all(scopes: Scopes) -> None:
    answered = 0

    def page(_environ: object, _start: object) -> list[bytes]:
        nonlocal answered
        with scopes.work() as scope:
            scope.session.scalars(select(Branch).limit(1)).one().name = "Half gedaan"
            scope.session.flush()
            for _question in range(100):
                scope.session.execute(select(Branch.id, func.pg_sleep(A_WHILE)).limit(1))
                answered += 1
        return []

    with pytest.raises(DBAPIError) as caught:
        Budgeted(page, IN_ALL)({}, _no_answer)
    assert isinstance(translate(caught.value), Unavailable)
    assert 0 < answered <= IN_ALL / A_WHILE
    with scopes.reading() as scope:
        assert "Half gedaan" not in scope.session.scalars(select(Branch.name)).all()
    answered = 0
    page({}, _no_answer)
    assert answered == 100, "work outside a request has its own pace"


def test_every_request_has_its_limit(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def look(kept: KeptPages, environ: object, start: object) -> list[bytes]:
        seen.append(budget.of_request.get())
        return []

    monkeypatch.setattr(KeptPages, "__call__", look)
    list(wrap(app)({}, _no_answer))
    assert [one.left for one in seen if one is not None] == [budget.REQUEST]
    assert budget.of_request.get() is None


def test_a_page_of_yesterday_is_not_shown(
    front: KeptPages, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = Client(front)
    assert visitor.get(KEPT).status_code == 200
    front.lease = 0.0
    request.getfixturevalue("away")
    monkeypatch.setattr("stelsel.web.kept.OUTAGE", 0.0)
    assert visitor.get(KEPT).status_code == 503


@pytest.mark.only_on("postgresql")  # on SQLite a lock goes with the process
def test_a_client_that_vanished_keeps_no_lock(
    store: Store, stores: Stores, scopes: Scopes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It took a lock and then said nothing any more; the way to it shows no end of it."""
    monkeypatch.setattr(engines, "IDLE_MS", 300)
    hasty, katwijk = stores.app(store.database.url), scopes.tenant()
    with hasty.app_context(), Scope.system(katwijk, why="tests") as vanished:
        vanished.session.scalars(select(Branch).with_for_update()).all()
        time.sleep(0.6)
        with scopes.work() as scope:
            assert scope.session.scalars(select(Branch).with_for_update(nowait=True)).all()
        with pytest.raises(DBAPIError) as caught:
            vanished.session.scalars(select(Branch)).all()
    assert isinstance(translate(caught.value), Unavailable)
    close(hasty)
