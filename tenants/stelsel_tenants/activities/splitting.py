"""A schedule that is another one from some day on: what was before stays as it was. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from stelsel_tenants.activities.models import Frequency
from stelsel_tenants.activities.outlook import FreeDays, days, matches
from stelsel_tenants.activities.schedule import ONE_DAY, Line, Schedule, on_dates

FARTHEST = timedelta(days=400)
"""Within this a rule falls on some day, also one of once in 52 weeks."""


def split(before: Schedule, after: Schedule, day: date, free: FreeDays) -> Schedule:
    """Before `day` as it was, from then on as it is to be. A pause has days of its own."""
    lines = before.lines
    if before.lines != after.lines:
        lines = (*_ended(before.lines, day, free), *_begun(after.lines, day, free))
    others = [one for one in before.exceptions if one.day < day] + [one for one in after.exceptions if one.day >= day]
    return Schedule(lines, tuple(sorted(others, key=lambda one: one.day)), after.pause)


def _ended(lines: Sequence[Line], day: date, free: FreeDays) -> Iterator[Line]:
    for line in lines:
        if line.since >= day:
            continue
        if line.frequency is Frequency.DATES:
            yield on_dates(line.begins, line.ends, *(one for one in line.dates if one < day))
        elif line.times is None:
            yield replace(line, until=min(line.until or day, day))
        elif held := _held(line, day, free):
            yield replace(line, times=held)


def _begun(lines: Sequence[Line], day: date, free: FreeDays) -> Iterator[Line]:
    for line in lines:
        if line.since >= day:
            yield line
        elif line.frequency is Frequency.DATES:
            if later := [one for one in line.dates if one >= day]:
                yield on_dates(line.begins, line.ends, *later)
        elif (first := _first(line, day)) and (line.until is None or first < line.until):
            left = None if line.times is None else line.times - _held(line, day, free)
            if left is None or left > 0:
                yield replace(line, since=first, times=left)


def _held(line: Line, day: date, free: FreeDays) -> int:
    return sum(1 for _one in days(line, first=line.since, last=day - ONE_DAY, free=free))


def _first(line: Line, day: date) -> date | None:
    """Its first day from then on: every few weeks goes on being counted in the same weeks."""
    ahead = (day + timedelta(days=number) for number in range(FARTHEST.days))
    return next((one for one in ahead if matches(line, one)), None)
