"""All that a database holds, before and after."""

import uuid
from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Engine, Table, create_engine, select
from sqlalchemy.pool import NullPool

from stelsel.db import Base

Row = tuple[Any, ...]
State = dict[str, Counter[Row]]


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


def difference(before: State, after: State) -> Iterable[tuple[str, Counter[Row], Counter[Row]]]:
    """Table by table: what went and what came."""
    for name in sorted(changed(before, after)):
        yield name, before[name] - after[name], after[name] - before[name]


def is_random(text: str, known: Iterable[uuid.UUID]) -> bool:
    """True of a value that is another each time: an id that no test chose."""
    return text.startswith("UUID(") and not any(str(one) in text for one in known)
