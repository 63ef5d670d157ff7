"""A copy that is made while others write, and that can be put back."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from stelsel.db import backup, probe, schema
from stelsel.tenancy import security
from tests.support import session
from tests.support.plugin import FOLDER
from tests.support.postgres import Server, find_binaries


@pytest.fixture
def live(tmp_path: Path) -> str:
    """A database of our own making, to be spoilt."""
    url = f"sqlite:///{tmp_path / 'stelsel.sqlite'}"
    schema.upgrade(url)
    return url


def path(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def add(connection: sqlite3.Connection, name: str) -> None:
    connection.execute("INSERT INTO job_schedule (name, cron, due_at) VALUES (?, '', '2026-12-01')", (name,))


def names(url: str) -> set[str]:
    with closing(sqlite3.connect(path(url))) as connection:
        return {row[0] for row in connection.execute("SELECT name FROM job_schedule")}


def test_a_copy_made_under_writes_holds_every_write_acknowledged_before(live: str, tmp_path: Path) -> None:
    acknowledged: list[str] = []
    stop = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(path(live), timeout=10, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            while not stop.is_set():
                name = f"beurt-{len(acknowledged)}"
                add(connection, name)
                acknowledged.append(name)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len(acknowledged) < 20 and writer.is_alive():
            stop.wait(0.01)
        before = set(acknowledged)
        backup.backup(live, tmp_path / "copy")
    finally:
        stop.set()
        writer.join()
    copied = names(f"sqlite:///{tmp_path / 'copy'}")
    assert len(before) >= 20
    assert before <= copied <= set(acknowledged)
    assert (tmp_path / "copy").stat().st_mode & 0o077 == 0


def test_what_was_written_after_the_copy_is_gone_after_it_is_put_back(live: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(path(live))) as connection, connection:
        add(connection, "eerst")
    backup.backup(live, tmp_path / "copy")
    crashed = sqlite3.connect(path(live))
    crashed.execute("PRAGMA journal_mode=WAL")
    add(crashed, "later")
    crashed.commit()
    rest = path(live).with_name("stelsel.sqlite-wal")
    left = rest.read_bytes()
    assert left
    crashed.close()
    rest.write_bytes(left)  # as a machine that lost its power leaves it

    backup.restore(live, tmp_path / "copy")

    assert not rest.exists()
    assert names(live) == {"eerst"}
    assert probe.fault(live) is None


def test_a_database_in_use_is_not_replaced(live: str, tmp_path: Path) -> None:
    backup.backup(live, tmp_path / "copy")
    with closing(sqlite3.connect(path(live))) as user:
        user.execute("PRAGMA journal_mode=WAL")
        add(user, "bezig")
        user.commit()
        with pytest.raises(backup.NoBackup, match="in use"):
            backup.restore(live, tmp_path / "copy")
        add(user, "nog-steeds")
        user.commit()
    assert names(live) == {"bezig", "nog-steeds"}
    backup.restore(live, tmp_path / "copy")
    assert names(live) == set()


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\0" * 5000])
def test_what_is_no_copy_replaces_nothing(live: str, tmp_path: Path, content: bytes) -> None:
    with closing(sqlite3.connect(path(live))) as connection, connection:
        add(connection, "eerst")
    (tmp_path / "copy").write_bytes(content)
    with pytest.raises(backup.NoBackup, match="not a whole database"):
        backup.restore(live, tmp_path / "copy")
    with pytest.raises(backup.NoBackup, match="not there"):
        backup.restore(live, tmp_path / "nothing")
    assert names(live) == {"eerst"}


def test_a_database_of_something_else_replaces_nothing(live: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other")) as other, other:
        other.execute("CREATE TABLE recipe (name TEXT)")
    with pytest.raises(backup.NoBackup, match="not a whole database"):
        backup.restore(live, tmp_path / "other")


def test_a_copy_never_overwrites_and_leaves_no_half(live: str, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("kostbaar")
    with pytest.raises(backup.NoBackup, match="already there"):
        backup.backup(live, tmp_path / "copy")
    with pytest.raises(backup.NoBackup, match="could not be written"):
        backup.backup(live, tmp_path / "no-folder" / "copy")
    assert (tmp_path / "copy").read_text() == "kostbaar"
    with pytest.raises(backup.NoBackup, match="no database"):
        backup.backup(f"sqlite:///{tmp_path / 'nowhere.sqlite'}", tmp_path / "second")
    assert not list(tmp_path.glob("*.part")) + list(tmp_path.glob(".*.part")) + list(tmp_path.glob("second"))


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[tuple[Server, str]]:
    """The session's PostgreSQL, with an empty database of our own."""
    found = session.server(request.config.stash[FOLDER])
    name = f"backup_{request.config.stash[FOLDER].name.replace('-', '_')}"
    yield found, found.create(name)
    found.drop(name)


def test_postgresql_is_copied_with_its_guards_and_put_back(
    server: tuple[Server, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, url = server
    monkeypatch.setenv("PATH", f"{_clients()}:/usr/bin:/bin")
    schema.upgrade(url)
    name = url.rpartition("/")[2].partition("?")[0]
    with found.connect(name) as owner:
        owner.execute("INSERT INTO job_schedule (name, cron, due_at) VALUES ('eerst', '', now())")
        backup.backup(url, tmp_path / "copy")
        owner.execute("DELETE FROM job_schedule")
        with pytest.raises(backup.NoBackup, match="in use"):
            backup.restore(url, tmp_path / "copy", roles=security.roles())
    found.create(name)
    backup.restore(url, tmp_path / "copy", roles=security.roles())
    with found.connect(name) as owner:
        assert owner.execute("SELECT name FROM job_schedule").fetchall() == [("eerst",)]
        assert owner.execute("SELECT relforcerowsecurity FROM pg_class WHERE relname = 'audit_entry'").fetchone() == (
            True,
        )
    (tmp_path / "rubbish").write_bytes(b"no dump")
    with pytest.raises(backup.NoBackup, match="pg_restore failed"):
        backup.restore(url, tmp_path / "rubbish")


def _clients() -> Path:
    """pg_dump of the server's own version, wherever that came from."""
    return find_binaries(Path("unused"))[0]
