"""The two databases under test: made once a session, copied once a worker, put back after every test.

Requests commit, so a test cannot be undone by rolling back. What a test left is overwritten with the rows of the
template instead: on SQLite as pages, on PostgreSQL as rows kept in the schema `kept`, with triggers and foreign keys
asleep. Both take a few milliseconds.
"""

import contextlib
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import psycopg
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPICursor

from tests.support.postgres import Server

NAMES = ("sqlite", "postgresql")
LARGE = 300
WRITES = re.compile(r'\s*(?:WITH\b.*?)?\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.IGNORECASE | re.DOTALL)

KEEP = """
CREATE SCHEMA kept;
DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename LOOP
        EXECUTE format('CREATE TABLE kept.%I AS TABLE public.%I', name, name);
    END LOOP;
END $$;
ANALYZE
"""
COLUMNS = """
SELECT table_name, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position), min(reltuples)
FROM information_schema.columns JOIN pg_class ON oid = format('kept.%I', table_name)::regclass
WHERE table_schema = 'public' AND is_generated = 'NEVER'
    AND table_name IN (SELECT tablename FROM pg_tables WHERE schemaname = 'kept')
GROUP BY table_name ORDER BY table_name
"""


class Database(Protocol):
    """A database that the application under test may do anything to."""

    name: str
    url: str
    version: str

    def restore(self) -> None:
        """Put back the rows of the template."""


class Sqlite:
    """A file. Its pages are overwritten through a connection, so that the application's connections stay open."""

    name = "sqlite"
    version = sqlite3.sqlite_version

    def __init__(self, template: Path, path: Path) -> None:
        self.path = path
        self.url = f"sqlite:///{path}"
        self._template = sqlite3.connect(f"file:{template}?mode=ro&immutable=1", uri=True)
        self._own = sqlite3.connect(path, isolation_level=None)
        hurry(self._own)
        self.restore()
        self._own.execute("PRAGMA journal_mode=WAL")

    def restore(self) -> None:
        self._template.backup(self._own)

    def keep(self, kept: Path) -> None:
        """What it holds now, in a file to `put` here or into another one."""
        with contextlib.closing(sqlite3.connect(kept)) as copy:
            self._own.backup(copy)

    def put(self, kept: Path) -> None:
        with contextlib.closing(sqlite3.connect(kept)) as copy:
            copy.backup(self._own)

    def close(self) -> None:
        self._own.close()
        self._template.close()


def hurry(connection: sqlite3.Connection, _record: object = None) -> None:
    """Do not wait for the disk."""
    connection.execute("PRAGMA synchronous=OFF")


class Postgresql:
    """A clone of the template database. `touched` are the large tables that a test has written to."""

    name = "postgresql"

    def __init__(self, server: Server, url: str, database: str) -> None:
        self.url = url
        self.version = server.version
        self.touched: set[str] = set()
        self._connection = server.connect(database)
        self._connection.execute("SET session_replication_role = replica")
        rows = self._connection.execute(COLUMNS).fetchall()
        self._columns: dict[str, str] = {name: columns for name, columns, _ in rows}
        self._large: set[str] = {name for name, _, count in rows if count > LARGE}

    def restore(self) -> None:
        tables = [name for name in self._columns if name not in self._large or name in self.touched]
        self.touched.clear()
        self._connection.execute("; ".join(self._put_back(name) for name in tables).encode())

    def _put_back(self, name: str) -> str:
        columns = self._columns[name]
        return (
            f'DELETE FROM public."{name}"; INSERT INTO public."{name}" ({columns}) SELECT {columns} FROM kept."{name}"'
        )

    def everything_changed(self) -> None:
        """Say that another process wrote, whose statements were not seen here."""
        self.touched |= self._large

    def close(self) -> None:
        self._connection.close()


def keep(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Lay aside the rows of a template database, for `restore`."""
    connection.execute(KEEP.encode())


@contextmanager
def seen_by(database: Postgresql) -> Iterator[None]:
    """Tell `database` of every table that this process writes to."""

    def look(_connection: object, _cursor: DBAPICursor, statement: str, *_rest: object) -> None:
        if found := WRITES.match(statement):
            database.touched.add(found.group(1))

    with listening(look):
        yield


@contextmanager
def listening(look: Callable[..., None]) -> Iterator[None]:
    """Call `look` before every statement of every engine."""
    event.listen(Engine, "before_cursor_execute", look)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", look)


def asleep(connection: Connection) -> list[str]:
    """Switch off every trigger; returns the statements that bring SQLite's back. PostgreSQL's sleep with the session,
    and the foreign keys with them."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET session_replication_role = replica")
        return []
    triggers = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
    for name, _ in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    return [statement for _, statement in triggers]


def settle(path: Path) -> None:
    """Make of a SQLite database in use one file that nothing more belongs to."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
