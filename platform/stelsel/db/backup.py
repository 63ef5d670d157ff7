"""A safe copy of the database while it is in use, and the way back (SECURITY P-38).

SQLite: its own online backup, which reads one state of the database while others go on writing. PostgreSQL: pg_dump
and pg_restore, as the owner. Under forced row-level security the owner must be allowed to pass it by (BYPASSRLS):
pg_dump then refuses, rather than leave rows out.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.pool import NullPool

PATIENCE = 5.0


class NoBackup(Exception):
    """The copy could not be made or put back. The message is for an operator, and holds no row."""


def backup(url: str, file: Path) -> None:
    """Write a copy to a new file, readable for its owner only. Raises NoBackup."""
    if file.exists():
        raise NoBackup(f"{file} is already there. Choose another name.")
    made = make_url(url)
    with beside(file) as part:
        if made.get_backend_name() == "sqlite":
            _copy(Path(made.database or ""), part)
        else:
            _run(made, "pg_dump", "--format=custom", f"--file={part}")
        to_disk(part)
        part.rename(file)


def restore(url: str, file: Path, *, roles: Iterable[str] = ()) -> None:
    """Put a copy in the place of the database. Raises NoBackup when it is in use, or the file is no copy.

    `roles` are the statements that make the login roles of PostgreSQL, which a dump does not hold.
    """
    if not file.is_file():
        raise NoBackup(f"{file} is not there.")
    made = make_url(url)
    if made.get_backend_name() == "sqlite":
        _put_back(Path(made.database or ""), file)
    else:
        _load(made, file, roles)


# -- SQLite ----------------------------------------------------------------------------------------------------


def _copy(source: Path, part: Path) -> None:
    if not source.exists():
        raise NoBackup(f"There is no database at {source}.")
    with closing(sqlite3.connect(source, timeout=PATIENCE)) as live, closing(sqlite3.connect(part)) as copy:
        live.backup(copy)  # all pages at once: one state, however much is written meanwhile
        copy.execute("PRAGMA journal_mode=DELETE")
    _check(part)


def _put_back(target: Path, file: Path) -> None:
    _check(file)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        _close_down(target)
    with beside(target) as part:
        shutil.copyfile(file, part)
        to_disk(part)
        for rest in ("-wal", "-shm"):
            # What they hold belongs to the old database, and would be played into the new one.
            target.with_name(target.name + rest).unlink(missing_ok=True)
        part.rename(target)


def _close_down(target: Path) -> None:
    """Leave WAL, which SQLite allows to the only one that has the database open. Raises NoBackup."""
    try:
        with closing(sqlite3.connect(target, timeout=0, isolation_level=None)) as connection:
            mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
            connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        mode = "in use"
    except sqlite3.DatabaseError:
        return  # broken: that is what a backup is for
    if mode != "delete":
        raise NoBackup("The database is in use. Stop `stelsel serve` and `stelsel worker` first.")


def _check(file: Path) -> None:
    """A whole database of ours. Raises NoBackup."""
    try:
        with closing(sqlite3.connect(f"file:{file.absolute()}?mode=ro", uri=True)) as copy:
            sound = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            known = copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    except sqlite3.DatabaseError:
        sound, known = False, None
    if not sound or not known:
        raise NoBackup(f"{file} is not a whole database of Stelsel.")


# -- PostgreSQL ------------------------------------------------------------------------------------------------


def _load(url: URL, file: Path, roles: Iterable[str]) -> None:
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        others = text(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        if connection.scalar(others):
            raise NoBackup("The database is in use. Stop `stelsel serve` and `stelsel worker` first.")
        for statement in roles:
            connection.exec_driver_sql(statement)
    _run(url, "pg_restore", "--list", str(file))
    _run(url, "pg_restore", "--clean", "--if-exists", "--exit-on-error", "--single-transaction", _name(url), str(file))


def _name(url: URL) -> str:
    return f"--dbname={url.database}"


def _run(url: URL, program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs as the owner; the password goes by the environment, which others cannot see."""
    found = shutil.which(program)
    if found is None:
        raise NoBackup(f"{program} is not installed. On Debian: apt-get install postgresql-client")
    host = url.host or url.query.get("host")
    known = {
        "PGHOST": host,
        "PGPORT": url.port or url.query.get("port"),
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
    }
    environment = {**os.environ, **{name: str(value) for name, value in known.items() if value}}
    done = subprocess.run([found, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - a program of PostgreSQL, its words our own
    if done.returncode:
        raise NoBackup(
            f"{program} failed: {done.stderr.strip().splitlines()[0] if done.stderr.strip() else 'no reason given'}"
        )


# -- both ------------------------------------------------------------------------------------------------------


@contextmanager
def beside(file: Path) -> Iterator[Path]:
    """A file for its owner only, next to where it will stand; gone again if that does not come about."""
    part = file.with_name(f".{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        part.touch(mode=0o600)
        yield part
    except OSError as error:
        raise NoBackup(f"{file.name} could not be written: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)


def to_disk(part: Path) -> None:
    """What is called a backup must outlive a power cut."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
