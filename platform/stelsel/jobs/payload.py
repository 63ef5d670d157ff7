"""What a job may be told: ids, never a name, an address or a text (SECURITY P-7, P-34)."""

import enum
import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

Identifier: TypeAlias = uuid.UUID | int | date | enum.StrEnum

LARGEST = 2**31
LONGEST_WORD = 40
_UUID = "urn:uuid:"


class NotAnIdentifier(TypeError):
    """A job was given more than ids. A fault in the program; the message names the argument and not its value."""


def encode(ids: Mapping[str, Identifier]) -> dict[str, Any]:
    """As JSON: a UUID as its URN, a day in ISO 8601, an enum as its word. Raises NotAnIdentifier."""
    return {name: _encode(name, value) for name, value in ids.items()}


def decode(ids: Mapping[str, Any]) -> dict[str, Any]:
    """Back again; a day and an enum stay words, as only the job knows which they are."""
    return {name: _decode(value) for name, value in ids.items()}


def _encode(name: str, value: object) -> str | int:
    if isinstance(value, uuid.UUID):
        return value.urn
    if type(value) is int and 0 <= value < LARGEST:
        return value
    if isinstance(value, enum.StrEnum) and len(value) <= LONGEST_WORD:
        return str(value.value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    raise NotAnIdentifier(f"{name}: a job takes ids (UUID, small int, day, enum), not {type(value).__name__}")


def _decode(value: str | int) -> uuid.UUID | str | int:
    return uuid.UUID(value) if isinstance(value, str) and value.startswith(_UUID) else value
