"""All that a database holds, before and after."""

import re
import sqlite3
import uuid
from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Table, create_engine, select
from sqlalchemy.pool import NullPool

from stelsel.db import Base
from tests.support.databases import Sqlite

Row = tuple[Any, ...]
State = dict[str, Counter[Row]]
PAIRS = (("kept", "main"), ("main", "kept"))
RANDOM = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,64}|stl_\w+|\$argon2\S+|[\w-]{22,}")
"""Ids, fingerprints, the beginnings of keys, hashes of passwords, tokens."""


def tables() -> list[Table]:
    return sorted(Base.metadata.tables.values(), key=lambda table: table.name)


class Ledger:
    """Reads every table past the guards."""

    def __init__(self, url: str) -> None:
        self._engine: Engine = create_engine(url, poolclass=NullPool)

    def state(self) -> State:
        """Every row of every table, as text: lists and bytes are no keys."""
        with self._engine.connect() as connection:
            return {
                table.name: Counter(tuple(map(repr, row)) for row in connection.execute(select(table)))
                for table in tables()
            }


def changed(before: State, after: State) -> set[str]:
    """The tables that differ."""
    return {name for name in before if before[name] != after[name]}


class Copy:
    """A SQLite database as it is now: what has changed since, and put back as often as one likes while the
    application has it open. SQLite compares the tables itself, as this is asked hundreds of times."""

    def __init__(self, database: Sqlite, kept: Path) -> None:
        self._live = sqlite3.connect(database.path, isolation_level=None)
        self._live.execute("PRAGMA synchronous=OFF")
        self._kept = sqlite3.connect(kept)
        self._live.backup(self._kept)
        self._live.execute("ATTACH ? AS kept", (str(kept),))
        self._columns = {table.name: [column.name for column in table.columns] for table in tables()}

    def changes(self, *known: uuid.UUID) -> dict[str, tuple[list[Row], list[Row]]]:
        """What went and what came, table by table; what is another each time (ids, hashes) left out of it."""
        found = {}
        for name, names in self._columns.items():
            gone, new = (self._live.execute(_only_in(name, names, *pair)).fetchall() for pair in PAIRS)
            if gone or new:
                found[name] = (_plain(gone, known), _plain(new, known))
        return found

    def put_back(self) -> None:
        self._kept.backup(self._live)

    def close(self) -> None:
        self._live.close()
        self._kept.close()


def _only_in(table: str, columns: list[str], here: str, there: str) -> str:
    """The rows that are not the same there. Side by side, as each row keeps its number: nothing has to be sorted."""
    mine, other = (", ".join(f'{side}."{name}"' for name in columns) for side in ("here", "there"))
    return (
        f'SELECT {mine} FROM {here}."{table}" AS here LEFT JOIN {there}."{table}" AS there ON here.rowid = there.rowid'
        f" WHERE there.rowid IS NULL OR ({mine}) IS NOT ({other})"
    )


def _plain(rows: list[Row], known: tuple[uuid.UUID, ...]) -> list[Row]:
    chosen = {str(one) for one in known} | {one.hex for one in known}

    def same(value: object) -> str:
        return RANDOM.sub(lambda found: found[0] if found[0] in chosen else "*", str(value))

    return sorted(tuple(map(same, row)) for row in rows)
