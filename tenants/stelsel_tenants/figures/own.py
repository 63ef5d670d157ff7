"""From what the database said to the lines of the page: all together, and by activity, branch and month. Pure."""

import uuid
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from stelsel.web.periods import this_month
from stelsel_tenants.activities.no_show import NoShow
from stelsel_tenants.figures.queries import Known, Row, Sums

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Line:
    """Figures of one thing. `questions` is None where no question belongs to it."""

    name: str
    sums: Sums
    questions: int | None = None
    activity_id: uuid.UUID | None = None

    @property
    def held(self) -> int:
        return self.sums["held"]

    @property
    def present(self) -> int:
        return self.sums["present"]

    @property
    def signed_up(self) -> int:
        """Of those present: who had signed up."""
        return self.sums["registered_present"]

    @property
    def walked_in(self) -> int:
        return self.present - self.signed_up

    @property
    def no_show(self) -> NoShow:
        return NoShow.of(self.sums)

    @property
    def volunteer_hours(self) -> float:
        return self.sums["volunteer_minutes"] / 60

    @property
    def is_empty(self) -> bool:
        return not (self.held or self.sums["uncounted"] or self.questions)


class Own:
    """The figures of one choice."""

    def __init__(self, known: Known) -> None:
        self.choice = known.choice
        self._known = known
        asked = known.questions
        self.whole = Line("", _sum(known.rows, lambda _row: "").get("", Counter()), sum(asked.values()))

    @property
    def activities(self) -> list[Line]:
        """Those with something held or left uncounted, most visited first."""
        titles = {row.activity_id: row.title for row in self._known.rows}
        sums = _sum(self._known.rows, lambda row: row.activity_id)
        lines = [Line(titles[key], one, activity_id=key) for key, one in sums.items()]
        return sorted((one for one in lines if not one.is_empty), key=lambda one: (-one.present, -one.held, one.name))

    @property
    def branches(self) -> list[Line]:
        """By name; a branch with nothing to tell is left out."""
        sums = _sum(self._known.rows, lambda row: row.branch_id)
        asked: Counter[uuid.UUID] = Counter()
        for (branch_id, _month), number in self._known.questions.items():
            asked[branch_id] += number
        lines = [Line(name, sums.get(key, Counter()), asked[key]) for key, name in self.choice.branches]
        return [one for one in lines if not one.is_empty]

    @property
    def months(self) -> list[tuple[date, Line]]:
        """Every month that has begun, the last one first."""
        sums = _sum(self._known.rows, lambda row: row.month)
        asked: Counter[date] = Counter()
        for (_branch_id, month), number in self._known.questions.items():
            asked[month] += number
        begun = [month for month in reversed(self.choice.period.months) if month <= this_month()]
        return [(month, Line("", sums.get(month, Counter()), asked[month])) for month in begun]


def _sum(rows: Iterable[Row], key: Callable[[Row], K]) -> dict[K, Sums]:
    found: dict[K, Sums] = {}
    for row in rows:
        found.setdefault(key(row), Counter()).update(row.sums)
    return found
