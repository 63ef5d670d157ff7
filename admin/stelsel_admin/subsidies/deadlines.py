"""Statutory terms in civil days of Amsterdam (SUBSIDIES 3.8). Pure arithmetic; every length is a term of the scheme.

Rolling: a term set by law that would end on a Saturday, a Sunday or a recognised holiday runs to the next day that
is none (Algemene termijnenwet, art. 1 and 3). Terms of more than twelve weeks do not roll (art. 4, a).
"""

from collections.abc import Iterable
from datetime import date, timedelta

from stelsel.geo.holidays import public_holidays

LONGEST_ROLLING_WEEKS = 12
SATURDAY = 5


def is_free(day: date) -> bool:
    """A day on which no term ends. Good Friday and 5 May count every year (art. 3), though libraries are open."""
    return day.weekday() >= SATURDAY or any(holiday.day == day for holiday in public_holidays(day.year))


def rolled(day: date) -> date:
    """This day, or the first after it that is not free."""
    while is_free(day):
        day += timedelta(days=1)
    return day


def weeks_after(day: date, weeks: int) -> date:
    """The last day of a term of so many weeks, rolled where the law says so."""
    last = day + timedelta(weeks=weeks)
    return last if weeks > LONGEST_ROLLING_WEEKS else rolled(last)


def stood_still(asked_on: date, resumed_on: date) -> int:
    """Days that a term stood still: it stops the day after the request and runs again on the day of the answer."""
    return max(0, (resumed_on - asked_on).days - 1)


def sum_of(stops: Iterable[tuple[date, date]]) -> timedelta:
    """All the days that a term stood still. `stops` are (asked on, running again on)."""
    return timedelta(days=sum(stood_still(asked_on, resumed_on) for asked_on, resumed_on in stops))


def supplement_until(asked_on: date, days: int) -> date:
    """The last day for a supplement: the authority sets it; rolled, so that nobody has to answer on a Sunday."""
    return rolled(asked_on + timedelta(days=days))


def objection_until(notified_on: date, weeks: int = 6) -> date:
    """The last day for an objection (I-18): it begins the day after notification (Awb 6:7, 6:8)."""
    return weeks_after(notified_on, weeks)
