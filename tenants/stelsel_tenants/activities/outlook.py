"""From a schedule to dates. Pure: knows days and wall-clock times, no database.

Odd and even weeks go by the ISO week *number*: after week 53 comes week 1, so two odd weeks can follow each other.
"""

import calendar
import enum
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from stelsel import clock
from stelsel_tenants.activities.models import ExceptionKind, Frequency
from stelsel_tenants.activities.schedule import LAST, ONE_DAY, Exceptional, Line, Schedule

MOST = 2000
"""Dates that one activity may have in one horizon (SECURITY P-18)."""


@dataclass(frozen=True, slots=True)
class FreeDays:
    """Days on which a rule may say that it does not hold; `unknown` may turn out to be school holidays.

    On `closed` days the branch is: no rule holds then, unless the schedule says so.
    """

    public: frozenset[date] = frozenset()
    school: frozenset[date] = frozenset()
    unknown: frozenset[date] = frozenset()
    closed: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """One date that a schedule yields. Instants in UTC; `day` is the civil day on which it begins.

    `change` is the exception that made it so. `is_tentative`: whether school is out then is not known yet.
    """

    starts_at: datetime
    ends_at: datetime
    day: date = field(compare=False)
    change: Exceptional | None = field(default=None, compare=False)
    is_paused: bool = field(default=False, compare=False)
    is_tentative: bool = field(default=False, compare=False)

    @property
    def branch_id(self) -> uuid.UUID | None:
        """Where it is, if not at the branch of its activity."""
        return self.change.branch_id if self.change else None

    @property
    def room(self) -> str:
        """The room that it alone is in; "" for the usual one."""
        return self.change.room if self.change else ""

    @property
    def rule_day(self) -> date:
        """The day that the rule says, from which it may have been moved."""
        return self.change.day if self.change else self.day


class Why(enum.StrEnum):
    """Why a date of a rule is not held."""

    PUBLIC_HOLIDAY = "public_holiday"
    SCHOOL_HOLIDAY = "school_holiday"
    BRANCH_CLOSED = "branch_closed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Missed:
    """A date that a rule falls on and that is not held."""

    day: date
    why: Why
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a schedule yields in some period, and what falls out."""

    dates: list[Occurrence]
    missed: list[Missed]


class TooManyDates(ValueError):
    """A schedule yields more than MOST dates."""


def occurrences(schedule: Schedule, *, first: date, last: date, free: FreeDays) -> list[Occurrence]:
    """Every date from `first` up to and including `last`, in order, each start once. Raises TooManyDates."""
    return outlook(schedule, first=first, last=last, free=free).dates


def outlook(schedule: Schedule, *, first: date, last: date, free: FreeDays) -> Outlook:
    """The same, with the dates that fall out. A moved date counts on the day that it was moved to."""
    changes = {one.day: one for one in schedule.exceptions if one.kind is not ExceptionKind.EXTRA}
    moved = [one.day for one in changes.values() if first <= one.held_on <= last]
    if schedule.also_when_closed:
        free = replace(free, closed=frozenset())
    found: dict[datetime, Occurrence] = {}
    missed: dict[date, Missed] = {}
    for line in schedule.lines:
        for day, why in falls(line, first=min([first, *moved]), last=max([last, *moved]), free=free):
            change = changes.get(day)
            if change is not None and change.kind is ExceptionKind.SKIP:
                missed[day] = Missed(day, Why.SKIPPED, change.reason)
            elif change is None and why is not None:
                missed[day] = Missed(day, why)
            else:
                one = _held(schedule, line, day, change, free)
                if first <= one.day <= last:
                    found.setdefault(one.starts_at, one)
    for extra in schedule.exceptions:
        if extra.kind is ExceptionKind.EXTRA and extra.begins and extra.ends and first <= extra.day <= last:
            paused = _is_paused(schedule, extra.day)
            one = occurrence(extra.day, extra.begins, extra.ends, change=extra, is_paused=paused)
            found.setdefault(one.starts_at, one)
    if len(found) > MOST:
        raise TooManyDates
    held = {one.day for one in found.values()}
    out = [one for day, one in sorted(missed.items()) if first <= day <= last and day not in held]
    return Outlook(sorted(found.values()), out)


def _held(schedule: Schedule, line: Line, day: date, change: Exceptional | None, free: FreeDays) -> Occurrence:
    on = change.held_on if change else day
    return occurrence(
        on,
        (change and change.begins) or line.begins,
        (change and change.ends) or line.ends,
        change=change,
        is_paused=_is_paused(schedule, on),
        is_tentative=change is None and line.not_in_school_holidays and day in free.unknown,
    )


def _is_paused(schedule: Schedule, day: date) -> bool:
    return schedule.pause is not None and schedule.pause.holds(day)


def falls(line: Line, *, first: date, last: date, free: FreeDays) -> Iterator[tuple[date, Why | None]]:
    """The days that a rule falls on in a window, both ends included, and why it is not held then."""
    if line.frequency is Frequency.DATES:
        yield from ((day, _closed(day, free)) for day in line.dates if first <= day <= last)
        return
    day = line.since if line.times else max(first, line.since)
    end = min(last, line.until - ONE_DAY) if line.until else last
    left = line.times
    while day <= end and left != 0:
        if matches(line, day):
            why = _free(line, day, free)
            if left is not None and why is None:
                left -= 1
            if day >= first:
                yield day, why
        day += ONE_DAY


def days(line: Line, *, first: date, last: date, free: FreeDays) -> Iterator[date]:
    """The days on which a rule is held in a window, both ends included."""
    return (day for day, why in falls(line, first=first, last=last, free=free) if why is None)


def matches(line: Line, day: date) -> bool:
    """Does the rule fall on this day, seasons, numbers and holidays apart?"""
    if line.frequency is Frequency.DATES:
        return day in line.dates
    return day.isoweekday() in line.weekdays and FALLS[line.frequency](line, day)


def _free(line: Line, day: date, free: FreeDays) -> Why | None:
    if line.not_on_public_holidays and day in free.public:
        return Why.PUBLIC_HOLIDAY
    if line.not_in_school_holidays and day in free.school:
        return Why.SCHOOL_HOLIDAY
    return _closed(day, free)


def _closed(day: date, free: FreeDays) -> Why | None:
    return Why.BRANCH_CLOSED if day in free.closed else None


def _nth(line: Line, day: date) -> bool:
    is_last = day.day + 7 > calendar.monthrange(day.year, day.month)[1]
    return (day.day - 1) // 7 + 1 in line.nths or (is_last and LAST in line.nths)


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


FALLS: dict[Frequency, Callable[[Line, date], bool]] = {
    Frequency.WEEKLY: lambda line, day: (monday(day) - monday(line.since)).days // 7 % line.every == 0,
    Frequency.ODD_WEEKS: lambda _line, day: day.isocalendar().week % 2 == 1,
    Frequency.EVEN_WEEKS: lambda _line, day: day.isocalendar().week % 2 == 0,
    Frequency.MONTHLY: _nth,
}


def occurrence(
    day: date,
    begins: time,
    ends: time,
    *,
    change: Exceptional | None = None,
    is_paused: bool = False,
    is_tentative: bool = False,
) -> Occurrence:
    """Wall-clock times of one day as instants; an end at or before the begin is on the next day.

    A begin in the hour that is skipped in spring moves to the hour after it, as clocks do, and never eats the end.
    """
    last_day = day if ends > begins else day + ONE_DAY
    starts_at, ends_at = clock.at(day, begins), clock.at(last_day, ends)
    if ends_at <= starts_at:
        ends_at = starts_at + (datetime.combine(last_day, ends) - datetime.combine(day, begins))
    return Occurrence(starts_at, ends_at, day, change, is_paused, is_tentative)
