"""From what the database said to the figures of the page. Pure; what is hidden is None here and nowhere else."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeAlias

from stelsel.web.charts import moving_average
from stelsel.web.periods import Period, next_month, this_month
from stelsel_admin.dashboards import suppress
from stelsel_admin.dashboards.choice import ALL, Choice, Size
from stelsel_admin.dashboards.queries import Known, Row, Target, Town
from stelsel_admin.dashboards.suppress import Line

SHOWN_MONTHS = 36
WINDOW = 12
PER = 10_000
"""Inhabitants that sessions are held against."""

Key: TypeAlias = tuple[str, ...]
Sums: TypeAlias = Counter[str]


@dataclass(frozen=True, slots=True)
class People:
    """Counts of people, which may be too small to show; None of them is then shown (`Place.people` is None)."""

    present: int
    registered: int
    present_at_sign_up: int
    registered_present: int

    @property
    def walked_in(self) -> int:
        return self.present - self.registered_present

    @property
    def attendance(self) -> float | None:
        """Present to registered where people could sign up; never capped. None where nobody signed up."""
        return self.present_at_sign_up / self.registered if self.registered else None

    @property
    def walk_in_share(self) -> float | None:
        return self.walked_in / self.present if self.present else None

    @property
    def counts(self) -> tuple[int, ...]:
        """Every count that stands, or can be read, in a page: the first decides by itself."""
        return self.present, self.registered, self.present_at_sign_up, self.registered_present, self.walked_in


@dataclass(frozen=True, slots=True)
class Place:
    """A line of figures: a province, or all that was chosen. `people` is None when hidden."""

    key: str
    name: str
    libraries: int
    of_libraries: int
    counting: int
    branches: int
    held: int
    planned: int
    cancelled: int
    minutes: int
    inhabitants: int
    people: People | None

    @property
    def hours(self) -> float:
        return self.minutes / 60

    @property
    def per_inhabitants(self) -> float | None:
        """Sessions held per 10,000 inhabitants."""
        return self.held * PER / self.inhabitants if self.inhabitants else None


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month: `present` None when hidden, or before the first figures."""

    month: date
    held: int
    minutes: int
    present: int | None
    average: float | None
    is_hidden: bool


class Board:
    """The figures of one choice."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.choice: Choice = known.choice

    @cached_property
    def cells(self) -> dict[Key, Sums]:
        """All sums of the period by province, concept and size, with every margin."""
        period = self.choice.period
        inner: dict[Key, Sums] = defaultdict(Counter)
        for row in self.known.rows:
            if period.first <= row.month <= period.last:
                inner[row.province, row.concept, row.size].update(row.sums)
        found: dict[Key, Sums] = defaultdict(Counter)
        for (province, concept, size), sums in inner.items():
            for where in (ALL, province):
                for what in (ALL, concept):
                    for big in (ALL, size):
                        found[where, what, big].update(sums)
        return found

    @cached_property
    def by_month(self) -> dict[date, Sums]:
        """The chosen province, concept and size, month by month."""
        found: dict[date, Sums] = defaultdict(Counter)
        for row in self.known.rows:
            if self._is_chosen(row):
                found[row.month].update(row.sums)
        return found

    @cached_property
    def hidden(self) -> frozenset[Key]:
        """Cells and months whose counts of people are not shown, alone or by subtraction."""
        values = {key: people(sums).counts for key, sums in self.cells.items() if sums["held"]}
        months = {key_of(month): people(sums).counts for month, sums in self.by_month.items() if sums["held"]}
        return suppress.hidden(values | months | self._periods(), [*self._lines(), *self._lines_of_months()])

    @cached_property
    def whole(self) -> Place:
        """All that was chosen."""
        return self._place(self.choice.province, self.choice.province_name)

    @cached_property
    def provinces(self) -> list[Place]:
        """The provinces, or the chosen one."""
        chosen = self.choice.province
        return [self._place(one.key, one.name) for one in self.choice.provinces if chosen in (ALL, one.key)]

    @cached_property
    def months(self) -> list[MonthLine]:
        """Up to three years of whole months, the newest last; the running month is not among them."""
        end = min(self.choice.period.last, next_month(this_month(), -1))
        lines = [next_month(end, -number) for number in range(SHOWN_MONTHS + WINDOW - 2, -1, -1)]
        first = min((row.month for row in self.known.rows), default=end)
        present = [self._present(month) if month >= first else None for month in lines]
        breaks = [number for number, month in enumerate(lines) if month in self.known.breaks]
        averages = moving_average(present, window=WINDOW, breaks=breaks)
        shown = [
            MonthLine(
                month=month,
                held=self.by_month[month]["held"],
                minutes=self.by_month[month]["minutes"],
                present=number,
                average=average,
                is_hidden=key_of(month) in self.hidden,
            )
            for month, number, average in zip(lines, present, averages, strict=True)
            if month >= first
        ]
        return shown[-SHOWN_MONTHS:]

    @property
    def breaks(self) -> list[tuple[int, str]]:
        """(place in `months`, words) of what was counted otherwise from then on."""
        return [
            (number, self.known.breaks[line.month])
            for number, line in enumerate(self.months)
            if number and line.month in self.known.breaks
        ]

    @cached_property
    def growth(self) -> float | None:
        """Sessions held in this period against the same months a year before: 0.06 is 6 % more.

        None where one of those months has none: a year that is not whole is no measure.
        """
        months = [one for one in self.choice.period.months if one <= this_month()]
        before = [self.by_month[next_month(month, -12)]["held"] for month in months]
        if not before or not all(before):
            return None
        return sum(self.by_month[month]["held"] for month in months) / sum(before) - 1

    @cached_property
    def towns(self) -> Sequence[Town]:
        return self.known.towns

    @property
    def targets(self) -> Sequence[Target]:
        return self.known.targets

    @property
    def covered(self) -> list[Town]:
        """Municipalities with at least one active place."""
        return [town for town in self.towns if town.branches]

    @property
    def covered_inhabitants(self) -> float:
        """The share of inhabitants that live in those."""
        everybody = sum(town.inhabitants for town in self.towns)
        return sum(town.inhabitants for town in self.covered) / everybody if everybody else 0

    def _is_chosen(self, row: Row) -> bool:
        pairs = zip(self.choice.cell, (row.province, row.concept, row.size), strict=True)
        return all(wanted in (ALL, found) for wanted, found in pairs)

    def _present(self, month: date) -> int | None:
        return None if key_of(month) in self.hidden else self.by_month[month]["present"]

    def _place(self, province: str, name: str) -> Place:
        key = (province, self.choice.concept, self.choice.size)
        sums = self.cells.get(key, Counter())
        active = {one for one, _where in self.known.active}
        libraries = [one for one in self.known.libraries if province in (ALL, one.province) and one.tenant_id in active]
        towns = [town for town in self.towns if province in (ALL, town.province)]
        return Place(
            key=province,
            name=name,
            libraries=_different(one.tenant_id for one in libraries if one.has_sessions),
            of_libraries=_different(one for one, where in self.known.active if province in (ALL, where)),
            counting=_different(one.tenant_id for one in libraries if one.has_counted),
            branches=sum(town.branches for town in towns),
            held=sums["held"],
            planned=sums["planned"],
            cancelled=sums["cancelled"],
            minutes=sums["minutes"],
            inhabitants=sum(town.inhabitants for town in towns),
            people=None if key in self.hidden else people(sums),
        )

    def _lines(self) -> list[Line[Key]]:
        provinces = [one.key for one in self.choice.provinces]
        concepts = [one.key for one in self.choice.concepts]
        return suppress.cube([provinces, concepts, [size.value for size in Size]], ALL)

    def _lines_of_months(self) -> list[Line[Key]]:
        """Every period that can be chosen is a total of months: two of them may not give a month away together."""
        own = self.choice.period
        return [
            Line(self.choice.cell if one == own else (one.key,), tuple(key_of(month) for month in one.months))
            for one in self._whole_periods()
        ]

    def _periods(self) -> dict[Key, tuple[int, ...]]:
        found: dict[Key, tuple[int, ...]] = {}
        for one in self._whole_periods():
            sums: Sums = Counter()
            for month in one.months:
                sums.update(self.by_month.get(month, {}))
            if one != self.choice.period and sums["held"]:
                found[one.key,] = people(sums).counts
        return found

    def _whole_periods(self) -> list[Period]:
        first = since(self.choice)
        return [one for one in self.choice.periods if one.first >= first]


def since(choice: Choice) -> date:
    """The first month that the figures of a choice need."""
    period = choice.period
    return min(next_month(min(period.last, this_month()), 1 - SHOWN_MONTHS - WINDOW), next_month(period.first, -WINDOW))


def key_of(month: date) -> Key:
    return (month.isoformat(), "month")


def people(sums: Sums) -> People:
    return People(sums["present"], sums["registered"], sums["present_at_sign_up"], sums["registered_present"])


def _different(numbers: Iterable[int]) -> int:
    return len(set(numbers))
