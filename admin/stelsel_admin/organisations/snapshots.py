"""Rows as JSON and back: what a merge remembers, to be put back exactly."""

import enum
import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import inspect

from stelsel.db import Base, UtcDateTime
from stelsel.tenancy import whose

UNTOLD = frozenset({"version"})
"""Counts changes; it goes on counting when a row is put back."""


def told(row: Base, names: Iterable[str] | None = None) -> dict[str, Any]:
    """The columns of a row by the names of its class, all or these."""
    chosen = names if names is not None else (one.key for one in whose.attributes(type(row)))
    return {name: _plain(getattr(row, name)) for name in chosen if name not in UNTOLD}


def values(model: type[Base], said: Mapping[str, Any]) -> dict[str, Any]:
    """What `told` gave, as the columns take it."""
    columns = inspect(model).columns
    return {name: _typed(_kind(columns[name]), value) for name, value in said.items()}


def put(row: Base, said: Mapping[str, Any]) -> None:
    """Make a row say again what it said; its key stays what it is."""
    keys = {column.name for column in inspect(type(row)).primary_key}
    for name, value in values(type(row), said).items():
        if name not in keys:
            setattr(row, name, value)


def key(model: type[Base], typed: str) -> Any:
    """The key of a row from its text: of an owned one, the part that is its own."""
    return _typed(_kind(inspect(model).primary_key[-1]), typed)


def _kind(column: Any) -> type[Any]:
    """What a column holds in Python; our own type of an instant does not say so itself."""
    kind: type[Any] = datetime if isinstance(column.type, UtcDateTime) else column.type.python_type
    return kind


def _plain(value: Any) -> Any:
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value


def _typed(kind: type[Any], value: Any) -> Any:
    if value is None or not issubclass(kind, enum.Enum | date | uuid.UUID):
        return value
    if issubclass(kind, date):
        return kind.fromisoformat(value)
    return kind(value)
