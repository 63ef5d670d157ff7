"""From a schedule in a library's words to dates. Pure: knows days and wall-clock times, no database.

Odd and even weeks go by the ISO week *number*: after week 53 comes week 1, so two odd weeks can follow each other.
"""

import calendar
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from stelsel import clock
from stelsel_tenants.activities.models import ExceptionKind, Frequency

LAST = -1
MOST = 2000
"""Dates that one activity may have in one horizon (SECURITY P-18)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One rule: on which days, from when to when. `weekdays` 1 (Monday) to 7; `nths` 1 to 5 or -1; [since, until)."""

    frequency: Frequency
    begins: time
    ends: time
    since: date
    until: date | None = None
    weekdays: tuple[int, ...] = ()
    nths: tuple[int, ...] = ()
    not_in_school_holidays: bool = False
    not_on_public_holidays: bool = True


@dataclass(frozen=True, slots=True)
class Exceptional:
    """One date that differs. A MOVE gives the date another time; an EXTRA adds a date."""

    day: date
    kind: ExceptionKind
    begins: time | None = None
    ends: time | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FreeDays:
    """Days on which a rule may say that it does not hold."""

    public: frozenset[date] = frozenset()
    school: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """One date that a schedule yields. Instants in UTC; `day` is the civil day on which it begins."""

    starts_at: datetime
    ends_at: datetime
    day: date = field(compare=False)


def occurrences(
    lines: Sequence[Line],
    exceptions: Sequence[Exceptional],
    *,
    first: date,
    last: date,
    free: FreeDays,
) -> list[Occurrence]:
    """Every date from `first` up to and including `last`, in order, each start once.

    Raises ValueError when there are more than MOST.
    """
    by_day = {one.day: one for one in exceptions if one.kind is not ExceptionKind.EXTRA}
    found: dict[datetime, Occurrence] = {}
    for line in lines:
        for day in days(line, first=first, last=last, free=free):
            change = by_day.get(day)
            if change is None:
                one = occurrence(day, line.begins, line.ends)
            elif change.kind is ExceptionKind.MOVE and change.begins and change.ends:
                one = occurrence(day, change.begins, change.ends)
            else:
                continue
            found[one.starts_at] = one
    for extra in exceptions:
        if extra.kind is ExceptionKind.EXTRA and extra.begins and extra.ends and first <= extra.day <= last:
            one = occurrence(extra.day, extra.begins, extra.ends)
            found.setdefault(one.starts_at, one)
    if len(found) > MOST:
        raise ValueError(f"more than {MOST} dates")
    return sorted(found.values())


def days(line: Line, *, first: date, last: date, free: FreeDays) -> Iterator[date]:
    """The days of one rule in a window, both ends included."""
    day = max(first, line.since)
    end = min(last, line.until - timedelta(days=1)) if line.until else last
    if line.frequency is Frequency.ONCE:
        if day <= line.since <= end:
            yield line.since
        return
    while day <= end:
        if matches(line, day) and not _is_free(line, day, free):
            yield day
        day += timedelta(days=1)


def matches(line: Line, day: date) -> bool:
    """Does the rule fall on this day, seasons and holidays apart?"""
    if line.frequency is Frequency.ONCE:
        return day == line.since
    return day.isoweekday() in line.weekdays and FALLS[line.frequency](line, day)


def _is_free(line: Line, day: date, free: FreeDays) -> bool:
    return (line.not_on_public_holidays and day in free.public) or (line.not_in_school_holidays and day in free.school)


def _nth(line: Line, day: date) -> bool:
    is_last = day.day + 7 > calendar.monthrange(day.year, day.month)[1]
    return (day.day - 1) // 7 + 1 in line.nths or (is_last and LAST in line.nths)


FALLS: dict[Frequency, Callable[[Line, date], bool]] = {
    Frequency.WEEKLY: lambda _line, _day: True,
    Frequency.ODD_WEEKS: lambda _line, day: day.isocalendar().week % 2 == 1,
    Frequency.EVEN_WEEKS: lambda _line, day: day.isocalendar().week % 2 == 0,
    Frequency.MONTHLY: _nth,
}


def occurrence(day: date, begins: time, ends: time) -> Occurrence:
    """Wall-clock times of one day as instants; an end at or before the begin is on the next day.

    A begin in the hour that is skipped in spring moves to the hour after it, as clocks do.
    """
    last_day = day if ends > begins else day + timedelta(days=1)
    return Occurrence(clock.at(day, begins), clock.at(last_day, ends), day)
