"""P-36: what was acknowledged stays; what was not leaves no half. Processes are killed while people sign up: those that
serve the pages, the worker, and PostgreSQL itself."""

import os
import re
import signal
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import func, select

from stelsel.audit import AuditEntry
from stelsel.audit.service import verify
from stelsel.db import db, engines
from stelsel.mail import Letter
from stelsel_tenants.activities.models import Session
from stelsel_tenants.registrations.models import Registration, RegistrationState
from tests.support import databases, postgres, world
from tests.support.load import load
from tests.support.plugin import FOLDER, RAN_ON
from tests.support.scopes import Scopes
from tests.support.serving import ALL, Site, children, serving
from tests.support.stores import Store, Stores, close

PLACES = 10_000
PEOPLE = 10
PAUSE = PEOPLE / 50
"""Seconds between two posts of one person: fifty posts a second in all."""
BETWEEN = 1.2
AGAIN = 60.0
"""Seconds to wait until it serves again; no promise, only a stop."""
MANY = 100
PRAGMAS = {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1, "recursive_triggers": 1}
"""2 is FULL: a commit waits for the disk."""
SAFE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
"""What PostgreSQL does where nobody says otherwise, as the server of the other tests is told to."""


@pytest.fixture
def server_folder(request: pytest.FixtureRequest) -> Path:
    """Where PostgreSQL's own user may look too."""
    folder: Path = request.config.stash[FOLDER] / f"killed-{uuid.uuid4().hex[:8]}"
    folder.mkdir(mode=0o755)
    return folder


@pytest.fixture
def store(request: pytest.FixtureRequest, stores: Stores, database_name: str, server_folder: Path) -> Iterator[Store]:
    """The test network; on PostgreSQL in a server of its own, which waits for the disk and may be killed."""
    if database_name == "sqlite":
        with stores[database_name].used() as ours:
            request.node.user_properties.append((RAN_ON, f"{database_name} {ours.database.version}"))
            yield ours
        return
    server = postgres.start(server_folder, settings=SAFE)
    request.node.user_properties.append((RAN_ON, f"{database_name} {server.version}"))
    url = server.create("killed")
    world.make_schema(url)
    app = stores.app(url)
    world.fill(app)
    with server.connect("killed") as connection:
        databases.keep(connection)
    database = databases.Postgresql(server, url, "killed")
    try:
        yield Store(database, app)
    finally:
        database.close()
        close(app)
        postgres.stop(server_folder)


class Kills:
    """What may be killed of a site that runs with its worker, and its database."""

    def __init__(self, site: Site, server_folder: Path) -> None:
        self._site = site
        self._server_folder = server_folder

    def web(self) -> None:
        """The process that answers."""
        for process in children(self._child(worker=False)):
            os.kill(process, signal.SIGKILL)

    def worker(self) -> None:
        """The process that does jobs; the watch starts another."""
        os.kill(self._child(worker=True), signal.SIGKILL)

    def database(self) -> None:
        """PostgreSQL, all of it; it is started again, and the site is not."""
        postgres.kill(self._server_folder)
        postgres.start_again(self._server_folder)

    def _child(self, *, worker: bool) -> int:
        """One of the two that the watch keeps; waits for it."""
        deadline = time.monotonic() + AGAIN
        while time.monotonic() < deadline:
            for process in self._site.children():
                said = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
                if (b"worker" in said) is worker and (b"web" in said) is not worker:
                    return process
            time.sleep(0.05)
        raise AssertionError("the watch did not start it again")


KINDS = {"sqlite": ("web", "worker"), "postgresql": ("database", "web", "worker")}
"""What is killed, in turn."""


@pytest.mark.parametrize("how_many", [2, pytest.param(load(MANY), marks=pytest.mark.long)])
def test_what_is_killed_loses_nothing_that_was_acknowledged(
    store: Store,
    scopes: Scopes,
    tmp_path: Path,
    server_folder: Path,
    make_session: Callable[..., uuid.UUID],
    database_name: str,
    how_many: int,
) -> None:
    session_id = make_session(PLACES)
    kinds = list(islice(cycle(KINDS[database_name]), how_many))
    told: dict[str, int] = {}
    done = Event()

    with serving(store.database.url, tmp_path, command=ALL) as site:

        def sign_up(number: int) -> None:
            while not done.is_set():
                began = time.monotonic()
                form = {"sleutel": f"sleutel-van-{number}", "naam": f"Persoon {number}", "aantal": "1"}
                form["email"] = f"persoon{number}@voorbeeld.stelsel.test"
                told[form["naam"]] = site.ask(f"/b/katwijk/sessies/{session_id}/aanmelden", form).status
                number += PEOPLE
                done.wait(max(0.0, PAUSE - (time.monotonic() - began)))

        people = [Thread(target=sign_up, args=(first,)) for first in range(PEOPLE)]
        for person in people:
            person.start()
        kills = Kills(site, server_folder)
        try:
            for kind in kinds:
                time.sleep(BETWEEN)
                getattr(kills, kind)()
            time.sleep(BETWEEN)
            served_again(site)
        finally:
            done.set()
            for person in people:
                person.join()
    if database_name == "postgresql":
        close(store.app)  # what it had open ended with the server

    acknowledged = {name for name, answer in told.items() if answer in {200, 303}}
    print(f"{database_name}: {dict(Counter(kinds))} killed, {dict(Counter(told.values()))}, {len(acknowledged)} kept")
    assert len(acknowledged) >= 5 * how_many, told
    nothing_is_lost(scopes, session_id, acknowledged, set(told))
    assert not {answer for answer in told.values() if answer >= 500 and answer != 503}


def served_again(site: Site) -> None:
    """Nobody starts the site again: it has to find its database by itself."""
    deadline = time.monotonic() + AGAIN
    while site.ask("/readyz").status != 200:
        assert time.monotonic() < deadline, "it did not heal"
        time.sleep(0.1)


def nothing_is_lost(scopes: Scopes, session_id: uuid.UUID, acknowledged: set[str], sent: set[str]) -> None:
    """Everything that was acknowledged is there, and of each sign-up all that belongs to it."""
    with scopes.reading() as scope:
        rows = scope.session.scalars(select(Registration).where(Registration.session_id == session_id)).all()
        taken = scope.session.get_one(Session, (scope.tenant_id, session_id)).taken
        written = select(func.count()).select_from(AuditEntry).where(AuditEntry.deed == "registration.made")
        deeds = scope.session.scalar(written)
        assert list(verify(scope)) == []
    with scopes.identity() as scope:
        letters = Counter(scope.session.scalars(select(Letter.receiver)))
    kept = {row.name for row in rows if row.state is RegistrationState.CONFIRMED}
    assert acknowledged <= kept, "acknowledged and lost"
    assert kept <= sent, "nobody else"
    assert taken == deeds == len(rows), "a place and a line in the trail for exactly who is written down"
    assert letters == Counter(row.email for row in rows), "and a letter for each, once"


@pytest.mark.only_on("sqlite")  # pragmas are its own
def test_every_connection_waits_for_the_disk(stores: Stores, database: databases.Sqlite) -> None:
    with stores.app(database.url).app_context():
        every = {id(engine): engine for engine in db.engines.values()}.values()
        for engine in every:
            held = [engine.raw_connection() for _each in range(4)]  # four at once, so that they are not the same one
            for connection in held:
                cursor = connection.cursor()
                said = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS}
                connection.close()
                assert said == PRAGMAS


def test_no_connection_is_told_to_hurry() -> None:
    """PostgreSQL waits for the disk unless it is told not to."""
    source = Path(engines.__file__).read_text("utf-8")
    assert not re.search(r"synchronous_commit|fsync|synchronous=(?!FULL)", source)
