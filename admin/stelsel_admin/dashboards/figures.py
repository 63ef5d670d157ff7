"""What a cell of the figures is, and what is in it. Pure."""

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeAlias, TypeVar

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

QUESTIONS = ("questions",)
"""The column of QuestionFigures."""

Amounts: TypeAlias = dict[str, int]
"""Column → amount; what is not named is 0."""


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """Whose figures of sessions, of which month."""

    branch_id: uuid.UUID
    concept_slug: str
    month: date

    @property
    def words(self) -> str:
        return f"{self.branch_id} {self.concept_slug} {self.month:%Y-%m}"


@dataclass(frozen=True, slots=True, order=True)
class QuestionCell:
    """Whose figures of questions, of which month. `body`: "" where a question concerned none."""

    branch_id: uuid.UUID
    kind: str
    body: str
    month: date

    @property
    def words(self) -> str:
        return f"{self.branch_id} {self.kind} {self.body or 'none'} {self.month:%Y-%m}"


C = TypeVar("C", Cell, QuestionCell)


def month_of(instant: datetime) -> date:
    """The first day of the Amsterdam month in which an instant falls."""
    return instant.astimezone(AMSTERDAM).date().replace(day=1)


class Difference(Generic[C]):
    """What happened to the figures, cell by cell."""

    def __init__(self) -> None:
        self._cells: dict[C, Counter[str]] = {}

    def add(self, cell: C, amounts: Mapping[str, int], sign: int = 1) -> None:
        found = self._cells.setdefault(cell, Counter())
        for name, amount in amounts.items():
            found[name] += sign * amount

    def changes(self) -> list[tuple[C, Amounts]]:
        """Cells that are not as they were, in the same order for everybody: no two wait in a ring."""
        found = [(cell, {name: n for name, n in amounts.items() if n}) for cell, amounts in self._cells.items()]
        return sorted(((cell, amounts) for cell, amounts in found if amounts), key=lambda one: one[0])
