"""The dates of a calendar as a schedule of ours, in a library's words where they can be said so. The only place in
this room that knows how a schedule is made up."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, time, timedelta

from stelsel import clock
from stelsel.importing.calendars import Date, Series
from stelsel.importing.uitdatabank import Off, When
from stelsel_tenants.activities.models import ExceptionKind, Frequency
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.outlook import FreeDays, Occurrence, occurrences
from stelsel_tenants.activities.schedule import LAST, Exceptional, Line, Schedule, on_dates
from stelsel_tenants.activities.sessions import HORIZON

Times = tuple[time, time]
SELDOM = (2, 3, 4)
"""Weeks between the dates of a rule that is not weekly."""
FEW = 3
"""Exceptions that a sentence bears; of a long series a quarter of its dates."""


def window() -> tuple[date, date]:
    """The days within which dates are read: from today to the horizon."""
    return clock.today(), clock.today() + HORIZON


def of(series: Series) -> Schedule:
    """A rule with its exceptions that gives exactly the dates of the series, else each date by itself."""
    wanted = dict(_local(one) for one in series.dates)
    if series.repeats and len(wanted) == len(series.dates):
        tries = [_with_exceptions(line, wanted) for line in _rules(series, wanted)]
        best = min(tries, key=lambda tried: len(tried.exceptions))
        if len(best.exceptions) <= max(FEW, len(wanted) // 4):
            return best
    return Schedule(tuple(_loose(_local(one) for one in series.dates)))


def weekly(when: When) -> Schedule:
    """Weekly hours as rules, without the days on which they do not hold."""
    first, last = window()
    lines = tuple(
        Line(
            Frequency.WEEKLY,
            begins=hours.opens,
            ends=hours.closes,
            since=when.since or first,
            until=when.until + timedelta(days=1) if when.until else None,
            weekdays=hours.weekdays,
            not_on_public_holidays=False,
        )
        for hours in when.hours
    )
    given = {one.day for one in occurrences(Schedule(lines), first=first, last=last, free=FreeDays())}
    skipped = {day: closed.reason for closed in when.closed for day in given if closed.first <= day <= closed.last}
    return Schedule(lines, tuple(Exceptional(day, ExceptionKind.SKIP, reason=skipped[day]) for day in sorted(skipped)))


def without(schedule: Schedule, off: Iterable[Off]) -> Schedule:
    """The same, that also says which moments are off and why, where nothing else is on those days."""
    said = {_local(one.moment)[0]: one for one in off}
    first, last = window()
    on = {one.day for one in occurrences(schedule, first=first, last=last, free=FreeDays())}
    told = [replace(one, reason=said[one.day].reason) if one.day in said else one for one in schedule.exceptions]
    loose = {day: one for day, one in said.items() if day not in on and day not in {other.day for other in told}}
    lines = _loose(_local(one.moment) for one in loose.values())
    skipped = [Exceptional(day, ExceptionKind.SKIP, reason=one.reason) for day, one in loose.items()]
    return Schedule((*schedule.lines, *lines), tuple(sorted([*told, *skipped], key=lambda one: one.day)))


def same(one: Offer, other: Offer) -> bool:
    """Do both give the same coming dates, also when a holiday is added?"""
    return coming(one) == coming(other) and _free(one) == _free(other)


def coming(offer: Offer) -> list[Occurrence]:
    first, last = window()
    return occurrences(offer.schedule, first=first, last=last, free=FreeDays())


def _free(offer: Offer) -> set[tuple[bool, bool]]:
    rules = [line for line in offer.lines if line.frequency is not Frequency.DATES]
    return {(line.not_in_school_holidays, line.not_on_public_holidays) for line in rules}


def _local(one: Date) -> tuple[date, Times]:
    begins, ends = one.starts_at.astimezone(clock.AMSTERDAM), one.ends_at.astimezone(clock.AMSTERDAM)
    return begins.date(), (begins.time(), ends.time())


def _loose(dates: Iterable[tuple[date, Times]]) -> Iterator[Line]:
    """Each date by itself, those at the same times together."""
    by_times = defaultdict[Times, list[date]](list)
    for day, times in dates:
        by_times[times].append(day)
    for (begins, ends), days in by_times.items():
        yield on_dates(begins, ends, *days)


def _rules(series: Series, wanted: dict[date, Times]) -> Iterator[Line]:
    """The rules that may be meant, by the days that most dates fall on."""
    [(times, _count)] = Counter(wanted.values()).most_common(1)
    days = [day for day, at in wanted.items() if at == times]
    weekdays = tuple(sorted({day.isoweekday() for day in days}))
    nths = tuple(sorted({(day.day - 1) // 7 + 1 for day in days}))
    until = None if series.is_endless else max(wanted) + timedelta(days=1)
    line = Line(
        Frequency.WEEKLY,
        begins=times[0],
        ends=times[1],
        since=min(series.begins_on, min(wanted)),
        until=until,
        weekdays=weekdays,
        not_on_public_holidays=False,
    )
    yield line
    yield replace(line, frequency=Frequency.ODD_WEEKS)
    yield replace(line, frequency=Frequency.EVEN_WEEKS)
    yield replace(line, frequency=Frequency.MONTHLY, nths=nths)
    yield replace(line, frequency=Frequency.MONTHLY, nths=(LAST,))
    for weeks in SELDOM:
        yield replace(line, every=weeks)


def _with_exceptions(line: Line, wanted: dict[date, Times]) -> Schedule:
    first, last = window()
    given = {one.day for one in occurrences(Schedule((line,)), first=first, last=last, free=FreeDays())}
    return Schedule((line,), tuple(_exceptions(line, given, wanted)))


def _exceptions(line: Line, given: set[date], wanted: dict[date, Times]) -> Iterator[Exceptional]:
    """What of a rule must be skipped, moved and added to give the dates that are wanted."""
    for day in sorted(given | wanted.keys()):
        times = wanted.get(day)
        if times is None:
            yield Exceptional(day, ExceptionKind.SKIP)
        elif day not in given:
            yield Exceptional(day, ExceptionKind.EXTRA, *times)
        elif times != (line.begins, line.ends):
            yield Exceptional(day, ExceptionKind.MOVE, *times)
