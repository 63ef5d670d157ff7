"""Which days the agenda shows, as its address says: `?dag=2026-12-01`, `?week=2026-W49`, `?maand=2026-12`, or none.

Pure. Without one of these it is the days to come: up to a Sunday, at least five days on.
"""

import calendar
import enum
import re
from dataclasses import dataclass
from datetime import date, timedelta

from stelsel.web.query import Query
from stelsel_tenants.site import facts

_WEEK = re.compile(r"((?:19|20|21)\d\d)-W(\d\d)", re.ASCII)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
AHEAD = timedelta(days=396)
LEAST = timedelta(days=5)


class Kind(enum.StrEnum):
    COMING = "coming"
    DAY = "dag"
    WEEK = "week"
    MONTH = "maand"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included. `before` and `after` are the neighbours' addresses: (name, value)."""

    kind: Kind
    first: date
    last: date
    before: tuple[str, str] | None
    after: tuple[str, str] | None

    @property
    def address(self) -> tuple[tuple[str, str], ...]:
        """What the address says of this period."""
        return () if self.kind is Kind.COMING else (named(self.kind, self.first),)

    def about(self, today: date) -> date:
        """The day that people have in mind: what a shorter or longer period shows when they turn to it."""
        return today if self.first <= today <= self.last else self.first

    def weeks(self) -> list[list[date]]:
        """The rows of a month on the wall: whole weeks, the days of its neighbours included."""
        return calendar.Calendar().monthdatescalendar(self.first.year, self.first.month)


def read(query: Query, today: date) -> Period:
    """The period of an address; what is no period gives the days to come."""
    day = query.day("dag")
    if day is not None:
        return _period(Kind.DAY, day, day, today)
    monday = _monday(query.args.get("week", ""))
    if monday is not None:
        return around(Kind.WEEK, monday, today)
    month = query.month("maand")
    if month is not None:
        return around(Kind.MONTH, month, today)
    return coming(today)


def around(kind: Kind, day: date, today: date) -> Period:
    """The week or month that holds a day."""
    if kind is Kind.MONTH:
        return _period(kind, day.replace(day=1), _last_of(day), today)
    monday = day - timedelta(days=day.weekday())
    return _period(kind, monday, monday + WEEK - DAY, today)


def coming(today: date) -> Period:
    """From today to a Sunday, at least five days on."""
    far = today + LEAST
    sunday = far + timedelta(days=7 - far.isoweekday())
    after = named(Kind.WEEK, sunday + DAY)
    return Period(Kind.COMING, today, sunday, named(Kind.WEEK, today - WEEK), after)


def named(kind: Kind, day: date) -> tuple[str, str]:
    """The address of the period of this kind that holds a day."""
    if kind is Kind.WEEK:
        year, week, _weekday = day.isocalendar()
        return kind.value, f"{year}-W{week:02}"
    return kind.value, f"{day:%Y-%m}" if kind is Kind.MONTH else day.isoformat()


def _period(kind: Kind, first: date, last: date, today: date) -> Period:
    before = named(kind, first - DAY) if first > today - facts.BACK else None
    after = named(kind, last + DAY) if last < today + AHEAD else None
    return Period(kind, first, last, before, after)


def _monday(typed: str) -> date | None:
    found = _WEEK.fullmatch(typed.strip())
    if found is None:
        return None
    try:
        return date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        return None


def _last_of(month: date) -> date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])
