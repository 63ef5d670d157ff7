"""What may be seen in the back office: named columns of a list, a page at a time, in a fixed number of statements."""

import re
import uuid
from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy import Row, Select, func, inspect, select

from stelsel.db import Base, Shared
from stelsel.errors import NotFound
from stelsel.geo.models import Municipality, Place
from stelsel.identity.models import User
from stelsel.tenancy import Organisation, Scope
from stelsel_tenants.activities.models import Programme

PAGE = 50
BETWEEN = ","
"""Between the parts of a key in an address. No part holds one: they are days, ids, slugs and folded names."""

_PART = re.compile(r"[\w-]{1,80}")


def count(scope: Scope, statement: Select[*tuple[Any, ...]]) -> int:
    """How many rows a list has in all."""
    counted = statement.with_only_columns(func.count(), maintain_column_froms=True).order_by(None)
    return scope.session.scalars(counted).one()


def page(scope: Scope, statement: Select[*tuple[Any, ...]], number: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """One page of a list; `number` counts from 0."""
    return scope.session.execute(statement.offset(number * PAGE).limit(PAGE)).all()


def written_key(row: Any, names: Sequence[str]) -> str:
    """The key of a row as an address bears it."""
    return BETWEEN.join(_written(getattr(row, name)) for name in names)


def one(scope: Scope, model: type[Shared], key: str) -> Shared:
    """The row of a key from an address. Raises NotFound for any other, and for what is no key at all."""
    row = scope.session.get(model, read_key(model, key))
    if row is None:
        raise NotFound
    return row


def read_key(model: type[Base], key: str) -> tuple[Any, ...]:
    """The values of a key. Raises NotFound for what cannot be one."""
    columns = inspect(model).primary_key
    parts = key.split(BETWEEN)
    if len(parts) != len(columns) or not all(map(_PART.fullmatch, parts)):
        raise NotFound
    try:
        return tuple(_read(column.type.python_type, part) for column, part in zip(columns, parts, strict=True))
    except ValueError:
        raise NotFound from None


def programmes(scope: Scope) -> list[tuple[str, str]]:
    statement = select(Programme.slug, Programme.name).order_by(Programme.name, Programme.slug)
    return [(row.slug, row.name) for row in scope.session.execute(statement)]


def organisations(scope: Scope) -> list[tuple[uuid.UUID, str]]:
    statement = select(Organisation.id, Organisation.name).order_by(Organisation.name, Organisation.id)
    return [(row.id, row.name) for row in scope.session.execute(statement)]


def municipalities(scope: Scope) -> list[tuple[str, str]]:
    statement = select(Municipality.code, Municipality.name).order_by(Municipality.name, Municipality.code)
    return [(row.code, row.name) for row in scope.session.execute(statement)]


def name_of(scope: Scope, user_id: uuid.UUID) -> str:
    """What a person is called. Raises NoResultFound."""
    return scope.session.scalars(select(User.name).where(User.id == user_id)).one()


def place_id(scope: Scope, key: str) -> uuid.UUID:
    """The place that an address names. Raises NotFound."""
    (found,) = read_key(Place, key)
    if scope.session.scalar(select(Place.id).where(Place.id == found)) is None:
        raise NotFound
    return uuid.UUID(str(found))


def _written(value: Any) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _read(kind: type[Any], part: str) -> Any:
    if issubclass(kind, Enum | uuid.UUID):
        return kind(part)
    if issubclass(kind, date):
        return date.fromisoformat(part)
    if issubclass(kind, int):
        return int(part[:9])
    return part
