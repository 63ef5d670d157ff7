"""P-36: what was acknowledged stays; what was not leaves no half. A serving process is killed while people sign up."""

import os
import re
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import select

from stelsel.db import db, engines
from stelsel_tenants.activities.models import Session
from stelsel_tenants.registrations.models import Registration, RegistrationState
from tests.support.databases import Postgresql
from tests.support.network import free_port
from tests.support.scopes import Scopes
from tests.support.stores import SECRET, Store

PORT = free_port()
ADDRESS = f"http://localhost:{PORT}"
KILLS = 3
PLACES = 500
PRAGMAS = {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1, "recursive_triggers": 1}
"""2 is FULL: a commit waits for the disk."""


def status(path: str, data: dict[str, str] | None = None) -> int:
    """What was answered; 0 when the connection broke, which acknowledges nothing."""
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
    with closing(HTTPConnection("localhost", PORT, timeout=20)) as connection:
        try:
            connection.request("POST" if data else "GET", path, urlencode(data or {}), headers)
            return connection.getresponse().status
        except (HTTPException, OSError):
            return 0


@contextmanager
def serving(store: Store, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    environment = {
        **os.environ,
        "STELSEL_DATABASE_URL": store.database.url,
        "STELSEL_SECRET_KEY": SECRET,
        "STELSEL_DATA_DIR": str(folder),
        "STELSEL_BASE_URL": ADDRESS,
        "STELSEL_LOG_LEVEL": "error",
    }
    arguments = ["-w", "1", "--threads", "4", "--preload", "-b", f"127.0.0.1:{PORT}", "stelsel.wsgi:application()"]
    with subprocess.Popen([sys.executable, "-m", "gunicorn", *arguments], env=environment) as master:
        try:
            deadline = time.monotonic() + 90
            while status("/healthz") != 200:
                assert time.monotonic() < deadline, "it does not serve"
                time.sleep(0.2)
            yield master
        finally:
            master.terminate()


def workers(master: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{master}/task/{master}/children").read_text().split()]


def test_a_killed_process_loses_nothing_that_it_acknowledged(
    store: Store, scopes: Scopes, tmp_path: Path, make_session: Callable[..., uuid.UUID]
) -> None:
    session_id = make_session(PLACES)
    told: dict[str, int] = {}
    done = Event()

    def sign_up(first: int) -> None:
        number = first
        while not done.is_set():
            form = {"sleutel": f"sleutel-van-{number}", "naam": f"Persoon {number}", "aantal": "1"}
            form["telefoon"] = f"06{10000000 + number}"
            told[form["naam"]] = status(f"/b/katwijk/sessies/{session_id}/aanmelden", form)
            number += 10

    with serving(store, tmp_path) as master:
        people = [Thread(target=sign_up, args=(first,)) for first in range(4)]
        for person in people:
            person.start()
        for _kill in range(KILLS):
            time.sleep(1.5)
            for worker in workers(master.pid):
                os.kill(worker, signal.SIGKILL)
        time.sleep(2.5)
        done.set()
        for person in people:
            person.join()
    if isinstance(store.database, Postgresql):
        store.database.everything_changed()

    acknowledged = {name for name, answer in told.items() if answer in {200, 303}}
    assert len(acknowledged) >= 5, told
    with scopes.reading() as scope:
        rows = scope.session.scalars(select(Registration).where(Registration.session_id == session_id)).all()
        taken = scope.session.get_one(Session, (scope.tenant_id, session_id)).taken
    kept = {row.name for row in rows if row.state is RegistrationState.CONFIRMED}
    assert acknowledged <= kept, "acknowledged and lost"
    assert kept <= set(told), "nobody else"
    assert taken == len(rows), "a place was taken by exactly who is written down"
    assert not {answer for answer in told.values() if answer >= 500 and answer != 503}


@pytest.mark.only_on("sqlite")  # pragmas are its own
def test_every_connection_waits_for_the_disk(app: Flask) -> None:
    with app.app_context():
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
