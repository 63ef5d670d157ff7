"""Dates that were moved, when the rule below them becomes another one: they stay as they were agreed (A8). Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from stelsel_tenants.activities.models import ExceptionKind, Frequency
from stelsel_tenants.activities.outlook import matches, monday
from stelsel_tenants.activities.schedule import ONE_DAY, Exceptional, Line, Schedule

NEAR = 3
"""Days between the old and the new day of one date; as `sessions.matched` knows it."""


def kept(before: Schedule, after: Schedule, today: date) -> Schedule:
    """`after`, where a coming date that `before` moved is a date of the new rule, moved in the same way: that of the
    same week, at most three days away, that is new. Where there is none, what went to another day is an extra date
    there, unless all rules have ended by then. What the editor took away or wrote anew stays so.
    """
    if before.lines == after.lines:
        return after
    exceptions = {one.day: one for one in after.exceptions}
    for one in after.exceptions:
        old = _line(before.lines, one.day)
        is_moved = one.kind is ExceptionKind.MOVE and one.held_on >= today and one in before.exceptions
        if not is_moved or old is None or _line(after.lines, one.day):
            continue
        fresh = (day for day in _near(one.day) if _line(after.lines, day) and not _line(before.lines, day))
        day = next((day for day in fresh if day not in exceptions), None)
        if day is not None:
            del exceptions[one.day]
            if (moved := _to(one, day)).differs:
                exceptions[day] = moved
        elif one.to_day and one.to_day not in exceptions and any(_goes_on(line, one.day) for line in after.lines):
            del exceptions[one.day]
            exceptions[one.to_day] = _extra(one, one.to_day, old)
    return replace(after, exceptions=tuple(sorted(exceptions.values(), key=lambda one: one.day)))


def _to(one: Exceptional, day: date) -> Exceptional:
    """The same, of another day of the rule."""
    return replace(one, day=day, to_day=None if one.to_day in {None, day} else one.to_day)


def _extra(one: Exceptional, day: date, line: Line) -> Exceptional:
    begins, ends = one.begins or line.begins, one.ends or line.ends
    return replace(one, kind=ExceptionKind.EXTRA, day=day, to_day=None, begins=begins, ends=ends)


def _near(day: date) -> Iterator[date]:
    """The other days of its week, the nearest first."""
    week = [monday(day) + number * ONE_DAY for number in range(7)]
    near = [other for other in week if timedelta() < abs(other - day) <= NEAR * ONE_DAY]
    return iter(sorted(near, key=lambda other: abs(other - day)))


def _line(lines: Sequence[Line], day: date) -> Line | None:
    """The rule that falls on this day, holidays and numbers apart."""
    return next((line for line in lines if line.since <= day and _goes_on(line, day) and matches(line, day)), None)


def _goes_on(line: Line, day: date) -> bool:
    if line.frequency is Frequency.DATES:
        return day <= line.dates[-1]
    return line.until is None or day < line.until
