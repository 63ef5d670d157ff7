"""Column types that hold the same promise on SQLite and PostgreSQL."""

import uuid
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Uuid
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Aware in Python, `timestamptz` on PostgreSQL, UTC without zone on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime has no place in the database")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def result_processor(self, dialect: Dialect, coltype: Any) -> Any:
        """A function of its own: through `process_result_value` each instant would pass two more."""
        read: Any = self.impl_instance.result_processor(dialect, coltype)
        if read is None:
            return lambda value: value and value.astimezone(UTC)
        return lambda value: value and read(value).replace(tzinfo=UTC)


class Repeated(Uuid[uuid.UUID]):
    """An id that many rows of one answer share: SQLite keeps text, of which each is read once."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        read = super().result_processor(dialect, coltype)  # type: ignore[no-untyped-call]
        return lru_cache(maxsize=4096)(read) if read else None


class Cents(TypeDecorator[int]):
    """Money in whole euro cents. A float or a text is refused: SQLite would keep 0.3 and PostgreSQL round it."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if type(value) is not int:
            raise TypeError(f"money is a whole number of cents, not {type(value).__name__}")
        return value
