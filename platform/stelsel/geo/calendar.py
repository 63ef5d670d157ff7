"""Free days, asked for a municipality: the school holidays of its region, and the public holidays.

What is not known is said: a school year of which a break is missing, a region that is not certain.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from stelsel.geo.models import Municipality, PublicHoliday, SchoolHoliday
from stelsel.geo.shipped import Certainty, SchoolBreak, SchoolRegion
from stelsel.tenancy import Scope

AROUND: dict[SchoolBreak, tuple[tuple[int, int], tuple[int, int]]] = {
    SchoolBreak.AUTUMN: ((10, 1), (11, 5)),
    SchoolBreak.CHRISTMAS: ((12, 15), (12, 31)),
    SchoolBreak.SPRING: ((2, 5), (3, 10)),
    SchoolBreak.MAY: ((4, 20), (5, 12)),
    SchoolBreak.SUMMER: ((7, 1), (9, 5)),
}
"""(month, day) between which a break falls in any year: where one is not known, it must be looked for here."""


@dataclass(frozen=True, slots=True)
class FreeDays:
    """A period without school; both days belong to it.

    With Certainty.UNKNOWN it is not the holiday itself but the time in which it will fall.
    """

    kind: SchoolBreak
    first: date
    last: date
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class FreeDay:
    """A public holiday. `closed`: libraries are taken to be closed unless a branch says otherwise."""

    day: date
    key: str
    name: str
    closed: bool


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The school holidays in a period. `region` is None when the municipality or its region is not known."""

    region: SchoolRegion | None
    region_certain: bool
    periods: tuple[FreeDays, ...]

    @property
    def is_certain(self) -> bool:
        """False: show it "onder voorbehoud"."""
        return self.region_certain and all(period.certainty is Certainty.CONFIRMED for period in self.periods)

    def holds(self, day: date) -> bool:
        """True when the day is in a known holiday."""
        return any(
            period.first <= day <= period.last for period in self.periods if period.certainty is not Certainty.UNKNOWN
        )

    def may_hold(self, day: date) -> bool:
        """True when a holiday whose dates are not settled, or not known to be this region's, may fall on the day."""
        unsettled = {
            (period.kind, period.first.year) for period in self.periods if period.certainty is not Certainty.CONFIRMED
        }
        return any(
            begin <= (day.month, day.day) <= end
            for kind, (begin, end) in AROUND.items()
            if not self.region_certain or (kind, day.year) in unsettled
        )


def school_holidays(scope: Scope, municipality_code: str, first: date, last: date) -> SchoolCalendar:
    """The school holidays between two days (both included), with what is not known yet. Two statements."""
    found = scope.session.execute(
        select(Municipality.school_region, Municipality.region_certain).where(Municipality.code == municipality_code)
    ).one_or_none()
    if found is None or found[0] is None:
        return SchoolCalendar(None, False, ())
    region, certain = found
    statement = (
        select(SchoolHoliday)
        .where(SchoolHoliday.region == region, SchoolHoliday.last_day >= date(first.year, 1, 1))
        .where(SchoolHoliday.first_day <= date(last.year, 12, 31))
        .order_by(SchoolHoliday.first_day, SchoolHoliday.kind)
    )
    known = [FreeDays(row.kind, row.first_day, row.last_day, row.certainty) for row in scope.session.scalars(statement)]
    periods = [*known, *_unknown(known, first.year, last.year)]
    inside = (period for period in periods if period.first <= last and period.last >= first)
    return SchoolCalendar(region, certain, tuple(sorted(inside, key=lambda period: (period.first, period.kind))))


def public_holidays(scope: Scope, first: date, last: date) -> list[FreeDay]:
    """The public holidays between two days (both included), from the network's own table."""
    statement = (
        select(PublicHoliday)
        .where(PublicHoliday.day >= first, PublicHoliday.day <= last)
        .order_by(PublicHoliday.day, PublicHoliday.key)
    )
    return [FreeDay(row.day, row.key, row.name, row.closed) for row in scope.session.scalars(statement)]


def _unknown(known: list[FreeDays], first_year: int, last_year: int) -> list[FreeDays]:
    """The breaks of which nothing is known, as the time in which they fall."""
    there = {(period.kind, period.first.year) for period in known}
    return [
        FreeDays(kind, date(year, *begin), date(year, *end), Certainty.UNKNOWN)
        for year in range(first_year, last_year + 1)
        for kind, (begin, end) in AROUND.items()
        if (kind, year) not in there
    ]
