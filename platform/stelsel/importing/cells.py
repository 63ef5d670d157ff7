"""From the text of a cell to a value. Each raises Refused, with the column as its field."""

import re
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.importing.table import Row
from stelsel.text import clean

V = TypeVar("V")

_WHOLE = re.compile(r"-?[0-9]{1,12}(?:\.0+)?")
_NUMBER = re.compile(r"-?[0-9]{1,12}(?:[.,][0-9]{1,17})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def required(row: Row, column: str, *, longest: int = 200) -> str:
    """A cell that may not be empty, cleaned as all text that comes in."""
    if not row.get(column):
        raise Refused(_("De kolom “%(column)s” is leeg.", column=column), field=column)
    return optional(row, column, longest=longest)


def optional(row: Row, column: str, *, longest: int = 200) -> str:
    """A cell that may be empty, cleaned as all text that comes in."""
    text = clean(row.get(column))
    if len(text) > longest:
        raise Refused(
            _("De kolom “%(column)s” is langer dan %(longest)s tekens.", column=column, longest=longest), field=column
        )
    return text


def whole(row: Row, column: str, *, least: int | None = None, most: int | None = None) -> int | None:
    """A whole number; None for an empty cell."""
    cell = row.get(column)
    if not cell:
        return None
    if not _WHOLE.fullmatch(cell):
        raise Refused(_("In de kolom “%(column)s” hoort een heel getal.", column=column), field=column)
    return int(_within(int(cell.partition(".")[0]), column, least, most))


def number(row: Row, column: str, *, least: float | None = None, most: float | None = None) -> float | None:
    """A number with a decimal point or comma; None for an empty cell."""
    cell = row.get(column)
    if not cell:
        return None
    if not _NUMBER.fullmatch(cell):
        raise Refused(_("In de kolom “%(column)s” hoort een getal.", column=column), field=column)
    return _within(float(cell.replace(",", ".")), column, least, most)


def day(row: Row, column: str) -> date:
    """A day as 2026-12-31."""
    cell = required(row, column)
    try:
        return date.fromisoformat(cell if _DAY.fullmatch(cell) else "")
    except ValueError as error:
        message = _("In de kolom “%(column)s” hoort een datum die bestaat, zoals 2026-12-31.", column=column)
        raise Refused(message, field=column) from error


def choice(row: Row, column: str, choices: Mapping[str, V]) -> V:
    """One of the words that the column may hold; capitals do not count."""
    cell = required(row, column).casefold()
    if cell not in choices:
        raise Refused(
            _("In de kolom “%(column)s” hoort een van: %(choices)s.", column=column, choices=", ".join(choices)),
            field=column,
        )
    return choices[cell]


def _within(value: float, column: str, least: float | None, most: float | None) -> float:
    if (least is not None and value < least) or (most is not None and value > most):
        message = _("Het getal in de kolom “%(column)s” is te klein of te groot.", column=column)
        raise Refused(message, field=column)
    return value
