"""What a cell of the figures is, and what is in it. Pure."""

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from stelsel.clock import AMSTERDAM

COLUMNS = (
    "planned",
    "cancelled",
    "held",
    "minutes",
    "registered",
    "present",
    "registered_present",
    "present_at_sign_up",
    "turned_away",
)
"""The columns of MonthFigures that count something."""

Amounts: TypeAlias = dict[str, int]
"""Column → amount; what is not named is 0."""


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """Whose figures of which month."""

    branch_id: uuid.UUID
    concept_slug: str
    month: date


def month_of(instant: datetime) -> date:
    """The first day of the Amsterdam month in which an instant falls."""
    return instant.astimezone(AMSTERDAM).date().replace(day=1)


class Difference:
    """What happened to the figures, cell by cell."""

    def __init__(self) -> None:
        self._cells: dict[Cell, Counter[str]] = {}

    def add(self, cell: Cell, amounts: Mapping[str, int], sign: int = 1) -> None:
        found = self._cells.setdefault(cell, Counter())
        for name, amount in amounts.items():
            found[name] += sign * amount

    def changes(self) -> list[tuple[Cell, Amounts]]:
        """Cells that are not as they were, in the same order for everybody: no two wait in a ring."""
        found = [(cell, {name: n for name, n in amounts.items() if n}) for cell, amounts in self._cells.items()]
        return sorted(((cell, amounts) for cell, amounts in found if amounts), key=lambda one: one[0])
