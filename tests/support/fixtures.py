"""What a test may ask for.

The application is imported when a fixture needs it: one that does not start fails the tests that use it, and no others.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from sqlalchemy import select

from stelsel import clock as stelsel_clock
from tests.support import statements
from tests.support.databases import Postgresql, Sqlite
from tests.support.plugin import FOLDER, RAN_ON

if TYPE_CHECKING:
    from stelsel.mail import Letter
    from tests.support.client import Clients, PageClient
    from tests.support.scopes import Scopes
    from tests.support.stores import Store, Stores

MORNING = stelsel_clock.at(date(2026, 12, 1), time(10))
"""Tuesday 1 December 2026, ten o'clock in Amsterdam: when a test's clock starts."""


@pytest.fixture(scope="session")
def stores(request: pytest.FixtureRequest) -> Iterator[Stores]:
    from tests.support.stores import Stores

    made = Stores(request.config.stash[FOLDER], os.environ.get("PYTEST_XDIST_WORKER", "main"))
    yield made
    made.close()


@pytest.fixture
def store(request: pytest.FixtureRequest, stores: Stores, database_name: str) -> Iterator[Store]:
    store = stores[database_name]
    request.node.user_properties.append((RAN_ON, f"{store.database.name} {store.database.version}"))
    with store.used():
        yield store


@pytest.fixture
def database(store: Store) -> Sqlite | Postgresql:
    """The database of this test: it starts as `world` filled it, and is put back afterwards."""
    return store.database


@pytest.fixture
def app(store: Store) -> Flask:
    """The application on this test's database."""
    return store.app


@pytest.fixture
def clients(app: Flask) -> Clients:
    """Signed-in clients by name: `clients["beheer_katwijk"]`; see `world.PEOPLE`."""
    from tests.support.client import Clients

    return Clients(app)


@pytest.fixture
def client(clients: Clients) -> PageClient:
    """A visitor whom nobody knows."""
    return clients["bezoeker"]


@pytest.fixture
def scopes(app: Flask) -> Scopes:
    """Scopes to prepare and to look with: `with scopes.work("katwijk") as scope: ...`"""
    from tests.support.scopes import Scopes

    return Scopes(app)


@pytest.fixture
def count_queries() -> Callable[[], AbstractContextManager[list[str]]]:
    """`with count_queries() as seen: ...`, then `len(seen)`."""
    return statements.recorded


@pytest.fixture
def run_jobs(app: Flask) -> Callable[[], int]:
    """Do the work that is due, as `stelsel worker` does it; returns how many jobs that were."""
    from stelsel.jobs.worker import Worker

    return Worker(app).run_due


@pytest.fixture
def outbox(scopes: Scopes) -> Callable[[], list[Letter]]:
    """The letters that were queued, the oldest first: `[letter] = outbox()`, then `letter.receiver`, `.text`."""
    from stelsel.mail import Letter

    def read() -> list[Letter]:
        with scopes.identity() as scope:
            return list(scope.session.scalars(select(Letter).order_by(Letter.queued_at, Letter.id)))

    return read


class Clock:
    """A clock that stands still until it is told otherwise."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self.set(MORNING)

    def set(self, instant: datetime) -> None:
        self._stack.enter_context(stelsel_clock.frozen(instant))

    def forward(self, **step: float) -> None:
        """`clock.forward(days=3, hours=1)`"""
        self.set(stelsel_clock.now() + timedelta(**step))


@pytest.fixture
def clock() -> Iterator[Clock]:
    """The clock of the application, held at `MORNING`; `set` and `forward` move it."""
    with ExitStack() as stack:
        yield Clock(stack)
