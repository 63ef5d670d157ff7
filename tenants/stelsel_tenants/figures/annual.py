"""The yearly delivery: activities and participants as the Wsob counts them. Pure.

One session that was held is one activity; each meeting of a course is one. What was cancelled is left out, and what
nobody counted waits (Regeling gegevenslevering openbare bibliotheekvoorzieningen, annex I; KB, Bibliotheekmonitor).
"""

import uuid
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from stelsel import clock
from stelsel.web.periods import Period
from stelsel_tenants.activities.models import CoreFunction
from stelsel_tenants.figures.annual_queries import Known, Place, Row
from stelsel_tenants.figures.years import DUE

WEEK = 7
K = TypeVar("K", bound=Hashable)
Kind = CoreFunction | None


@dataclass(slots=True)
class Count:
    """How many activities, with how many participants, at which branches; of a branch or municipality, by function."""

    held: int = 0
    present: int = 0
    branches: set[uuid.UUID] = field(default_factory=set)
    by_function: dict[Kind, "Count"] = field(default_factory=dict)

    def take(self, row: Row) -> None:
        self.held += row.sums["held"]
        self.present += row.sums["present"]
        if row.sums["held"]:
            self.branches.add(row.branch_id)

    def of(self, function: Kind) -> "Count":
        return self.by_function.get(function) or Count()


class Annual:
    """A year of one library."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.year: Period = known.year
        self.whole = _all(known.rows, lambda _row: "").get("", Count())
        self.functions = _all(known.rows, lambda row: row.function)
        self.uncounted = sum(row.sums["uncounted"] for row in known.rows)
        self.volunteer_hours = sum(row.sums["volunteer_minutes"] for row in known.rows) / 60
        self.with_volunteers = sum(row.sums["with_volunteers"] for row in known.rows)
        self.questions = sum(known.questions.values())

    @property
    def kinds(self) -> list[Kind]:
        """The five functions, and None where something held is not said to be any of them."""
        return [*CoreFunction, None] if self.unsaid else list(CoreFunction)

    @property
    def unsaid(self) -> list[str]:
        """Concepts of which something was held that nobody gave a function."""
        return sorted({row.concept for row in self.known.rows if row.function is None and row.sums["held"]})

    @property
    def concepts(self) -> list[tuple[str, Kind, Count]]:
        """Name, function and count of each concept that was held, in the order of the network."""
        found = _all(self.known.rows, lambda row: (row.concept, row.function))
        return [(name, function, count) for (name, function), count in found.items() if count.held]

    @property
    def places(self) -> list[tuple[Place, Count]]:
        """Branches where something was held, by name."""
        found = _all(self.known.rows, lambda row: row.branch_id)
        return [(one, found[one.id]) for one in self.known.places if one.id in found and found[one.id].held]

    @property
    def municipalities(self) -> list[tuple[str, Count, int]]:
        """Name, count and questions at the desk of each municipality with any of them, by name."""
        where = {one.id: one.municipality for one in self.known.places}
        found = _all(self.known.rows, lambda row: where[row.branch_id])
        asked: dict[str, int] = {}
        for branch_id, number in self.known.questions.items():
            asked[where[branch_id]] = asked.get(where[branch_id], 0) + number
        lines = [(name, found.get(name) or Count(), asked.get(name, 0)) for name in sorted({*found, *asked})]
        return [line for line in lines if line[1].held or line[2]]

    @property
    def hours_a_week(self) -> float:
        """Volunteers' hours over the weeks of the year that have begun."""
        last = min(self.year.last.replace(day=31), clock.today())
        return self.volunteer_hours * WEEK / ((last - self.year.first).days + 1)

    @property
    def due(self) -> date:
        """Before this day it is handed in."""
        return date(self.year.first.year + 1, *DUE)


def _all(rows: Iterable[Row], key: Callable[[Row], K]) -> dict[K, Count]:
    found: dict[K, Count] = {}
    for row in rows:
        count = found.setdefault(key(row), Count())
        count.take(row)
        count.by_function.setdefault(row.function, Count()).take(row)
    return found
