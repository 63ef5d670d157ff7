"""P-37: a disk that is really full. Writing says so in the page's language, reading goes on, it heals by itself."""

import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, create_engine, select
from sqlalchemy.pool import NullPool

from stelsel_tenants.activities.models import Session
from stelsel_tenants.registrations.models import Registration
from tests.support.serving import ALL, Answer, Site, environment, serving
from tests.support.small_disk import fill, mounted
from tests.support.stores import Store

pytestmark = pytest.mark.only_on("sqlite")  # the database that lies on the disk of the application

MEGABYTES = 24
PLACES = 100
MOST = 12
PAGES = ("/b/katwijk/", "/b/venlo/agenda", "/zoeken?bij=2225", "/healthz", "/readyz")
WRITES = ("projection", "rebuild")
SAYS = {"nl": "We kunnen nu niets bewaren.", "en": "We cannot save anything now."}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    with mounted(folder, MEGABYTES):
        yield folder


@pytest.fixture
def url(store: Store, disk: Path, make_session: Callable[..., uuid.UUID]) -> str:
    """The test network with a session to sign up for, on that disk."""
    make_session(PLACES)
    file = disk / "stelsel.sqlite"
    ours = store.database.url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(ours)) as source, closing(sqlite3.connect(file)) as copy:
        source.backup(copy)
    return f"sqlite:///{file}"


def test_writing_says_so_and_reading_goes_on(url: str, disk: Path) -> None:
    kept = set[str]()
    session_id = rows(url, select(Session.id).order_by(Session.starts_at))[0]

    def sign_up(site: Site, number: int, language: str = "nl") -> Answer:
        form = {"sleutel": f"sleutel-{number}", "naam": f"Persoon {number}", "aantal": "1"}
        form["telefoon"] = f"06{10000000 + number}"
        answer = site.ask(f"/b/katwijk/sessies/{session_id}/aanmelden", form, language=language)
        if answer.status in {200, 303}:
            kept.add(form["naam"])
        return answer

    with serving(url, disk, command=ALL) as site:
        assert sign_up(site, 1).status == 303
        filler = fill(disk)
        for number, (language, words) in enumerate(SAYS.items(), start=2):
            refused = sign_up(site, number, language)
            assert (refused.status, words in refused.text) == (503, True)
            assert int(refused.headers["Retry-After"]) > 0
        assert {path: site.ask(path).status for path in PAGES} == dict.fromkeys(PAGES, 200)
        for number in range(4, MOST):
            assert sign_up(site, number).status == 503

        filler.unlink()
        assert sign_up(site, MOST).status == 303, "without being started again"

    assert {"Persoon 1", f"Persoon {MOST}"} == kept
    assert set(rows(url, select(Registration.name))) == kept, "and nothing of the others"
    assert rows(url, select(Session.taken).where(Session.id == session_id)) == [len(kept)]
    assert whole(url)


@pytest.mark.parametrize("in_use", [True, pytest.param(False, marks=pytest.mark.long)])
def test_a_command_says_in_one_line_what_is_wrong(url: str, disk: Path, in_use: bool) -> None:
    """The first to open the file makes one beside it, so where nobody has it open a full disk keeps readers out too."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as site:
        if in_use:
            site.execute("SELECT count(*) FROM tenant").fetchone()
        filler = fill(disk)
        refused, read = command(url, disk, *WRITES), command(url, disk, "audit", "verify")
        filler.unlink()
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "We kunnen nu niets bewaren. Lezen kan wel. Probeer het later opnieuw.\n"
    assert read.returncode == (0 if in_use else 1)
    assert whole(url)
    assert command(url, disk, *WRITES).returncode == 0


def command(url: str, disk: Path, *words: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "stelsel", *words]
    return subprocess.run(line, env=environment(url, disk), capture_output=True, text=True, timeout=120)


def rows(url: str, wanted: Select[Any]) -> list[Any]:
    """What stands in the file, past the application and its tenants."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        found = connection.scalars(wanted).all()
    engine.dispose()
    return list(found)


def whole(url: str) -> bool:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
        return file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
