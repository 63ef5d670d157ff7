"""What came of a partner's work: sessions and visitors, by month and by library. Its own rows, so its own figures."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from stelsel import clock
from stelsel.i18n import _
from stelsel.tenancy import Scope, Tenant
from stelsel.web.charts import Month, moving_average
from stelsel.web.format import month, number
from stelsel.web.periods import LAST_YEAR, Period, next_month, periods
from stelsel.web.periods import this_month as month_now
from stelsel.web.query import Query
from stelsel.web.sheets import Cell, Table, yes
from stelsel_tenants.activities import tallying
from stelsel_tenants.activities.models import Session

Sums = Counter[str]
NAMES = ("held", "present", "registered_present", "turned_away", "cancelled", "uncounted")
WINDOW = 12
"""Months of the moving average."""
HEADS: dict[str, Any] = {
    "held": _("Momenten"),
    "present": _("Bezoekers"),
    "registered_present": _("Met aanmelding"),
    "turned_away": _("Weggestuurd"),
    "cancelled": _("Afgezegd"),
    "uncounted": _("Nog te tellen"),
}
NOTHING = "–"
Concepts = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which figures: a period, and one concept or all ("")."""

    period: Period
    concept: str
    periods: Sequence[Period]
    concepts: Concepts

    @property
    def query(self) -> dict[str, str]:
        """What the address says of it; what is as usual is left out."""
        told = {} if self.period.key == LAST_YEAR else {"periode": self.period.key}
        return told | ({"soort": self.concept} if self.concept else {})

    def fields(self) -> list[tuple[str, Any, list[tuple[Any, Any]], Any]]:
        """For the filters above the page."""
        return [
            ("periode", _("Periode"), [(one.key, one.label) for one in self.periods], self.period.key),
            ("soort", _("Soort"), [("", _("Alles")), *self.concepts], self.concept),
        ]


def choice(scope: Scope, query: Query, concepts: Concepts) -> Choice:
    """The choice that an address makes; what is unknown counts as not chosen. One statement."""
    first = scope.session.scalar(select(func.min(Session.starts_at)))
    offered = periods(first.astimezone(clock.AMSTERDAM).date().replace(day=1) if first else None)
    key = query.one_of("periode", [one.key for one in offered], LAST_YEAR)
    period = next(one for one in offered if one.key == key)
    return Choice(period, query.one_of("soort", [slug for slug, _name in concepts]), offered, concepts)


@dataclass(frozen=True, slots=True)
class Figures:
    """The sums of a choice: by library (name first), and by month as far as those have begun. `first` is the first
    month of which anything is known; `averages` of the visitors of twelve months, None where those are not all known.
    """

    choice: Choice
    libraries: Sequence[tuple[str, Sums]]
    months: Sequence[tuple[date, Sums]]
    averages: Sequence[float | None]
    first: date

    @property
    def whole(self) -> Sums:
        return sum((sums for _name, sums in self.libraries), Counter())


def of(scope: Scope, chosen: Choice) -> Figures:
    """Two statements. The months before the period are read for the average alone."""
    months = [one for one in chosen.period.months if one <= month_now()]
    before = [next_month(months[0], -number) for number in range(WINDOW - 1, 0, -1)]
    rows = _rows(scope, [*before, *months], chosen.concept)
    by_library, by_month = _sums(rows, 0, set(months)), _sums(rows, 1)
    names = dict(scope.session.execute(select(Tenant.id, Tenant.name).where(Tenant.id.in_(by_library))).all())
    known = min(by_month, default=months[0])
    visitors = [by_month.get(one, Counter())["present"] if one >= known else None for one in [*before, *months]]
    return Figures(
        chosen,
        sorted(((names[key], sums) for key, sums in by_library.items()), key=lambda one: (-one[1]["present"], one[0])),
        [(one, by_month.get(one, Counter())) for one in months],
        moving_average(visitors, window=WINDOW)[len(before) :],
        known,
    )


def this_month(scope: Scope) -> Sums:
    """The sums of the month that runs. One statement."""
    return sum((sums for _tenant, _month, sums in _rows(scope, [month_now()], "")), Counter())


Row = tuple[int, date, Sums]


def _rows(scope: Scope, months: Sequence[date], concept: str) -> list[Row]:
    place, amounts = tallying.month_in(months), tallying.amounts()
    statement = (
        select(Session.tenant_id, place, *(amounts[name] for name in NAMES))
        .where(tallying.within(months))
        .group_by(Session.tenant_id, place)
    )
    if concept:
        statement = statement.where(Session.concept_slug == concept)
    return [
        (tenant_id, months[number], Counter(dict(zip(NAMES, map(int, sums), strict=True))))
        for tenant_id, number, *sums in scope.session.execute(statement)
    ]


def _sums(rows: Sequence[Row], key: int, months: set[date] | None = None) -> dict[Any, Sums]:
    found: dict[Any, Sums] = {}
    for row in rows:
        if months is None or row[1] in months:
            found.setdefault(row[key], Counter()).update(row[2])
    return found


# -- as the page and the files take them ------------------------------------------------------------------------------


def series(figures: Figures) -> list[Month]:
    """For the line of months."""
    return [
        Month(f"{month(day)} {day.year}", str(day.year), sums["present"] if day >= figures.first else None, average)
        for (day, sums), average in zip(figures.months, figures.averages, strict=True)
    ]


def cells(sums: Sums, known: bool = True) -> list[str]:
    """For a table of the page; of a month of which nothing is known no figure is told."""
    return [number(sums[name]) if known else NOTHING for name in NAMES]


def tables(figures: Figures) -> list[Table]:
    """All figures of the page."""
    heads = [str(HEADS[name]) for name in NAMES]
    libraries: list[tuple[Cell, ...]] = [(name, *(sums[one] for one in NAMES)) for name, sums in figures.libraries]
    months: list[tuple[Cell, ...]] = [
        (f"{day:%Y-%m}", *(sums[one] for one in NAMES), None if average is None else round(average, 1))
        for (day, sums), average in zip(figures.months, figures.averages, strict=True)
    ]
    return [
        (str(_("Bibliotheken")), [str(_("Bibliotheek")), *heads], libraries),
        (str(_("Maanden")), [str(_("Maand")), *heads, str(_("Gemiddelde van 12 maanden"))], months),
    ]


def about(chosen: Choice) -> dict[str, Cell]:
    """What all figures of a file have in common."""
    return {
        "periode": chosen.period.words,
        "soort": dict(chosen.concepts).get(chosen.concept, ""),
        "stand": clock.today().isoformat(),
        "voorlopig": yes(chosen.period.is_open),
    }
