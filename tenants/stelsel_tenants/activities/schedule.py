"""What a schedule says: rules, exceptions, a pause. Plain values; `outlook` makes dates of them."""

import uuid
from dataclasses import dataclass
from datetime import date, time, timedelta

from stelsel_tenants.activities.models import ExceptionKind, Frequency

LAST = -1
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Line:
    """One rule: on which days, from when to when. `weekdays` 1 (Monday) to 7; `nths` 1 to 5 or -1; [since, until).

    `every` is for WEEKLY: once in so many weeks, counted from the week of `since`. `times`: so often and no more,
    in place of `until`; a free day is not counted. `dates` is for DATES, of which `since` is the first.
    """

    frequency: Frequency
    begins: time
    ends: time
    since: date
    until: date | None = None
    weekdays: tuple[int, ...] = ()
    nths: tuple[int, ...] = ()
    not_in_school_holidays: bool = False
    not_on_public_holidays: bool = True
    every: int = 1
    times: int | None = None
    dates: tuple[date, ...] = ()


def on_dates(begins: time, ends: time, *days: date) -> Line:
    """Loose dates: held whatever holiday it is."""
    found = tuple(sorted(set(days)))
    return Line(Frequency.DATES, begins, ends, since=found[0], dates=found)


@dataclass(frozen=True, slots=True)
class Exceptional:
    """One date that differs. A MOVE changes what it names of that date: day, times, room, branch; an EXTRA adds one."""

    day: date
    kind: ExceptionKind
    begins: time | None = None
    ends: time | None = None
    reason: str = ""
    to_day: date | None = None
    room: str = ""
    branch_id: uuid.UUID | None = None

    @property
    def held_on(self) -> date:
        return self.to_day or self.day

    @property
    def differs(self) -> bool:
        """Does a MOVE say anything else than the rule?"""
        return self.to_day is not None or self.begins is not None or bool(self.room) or self.branch_id is not None

    def is_over(self, today: date) -> bool:
        """Does nothing that is to come depend on it any more?"""
        return max(self.day, self.held_on) < today


@dataclass(frozen=True, slots=True)
class Pause:
    """Stopped for a while: [since, until). Open without an end, and then `review` says when it is looked at again."""

    since: date
    until: date | None = None
    review: date | None = None
    reason: str = ""

    @property
    def last(self) -> date | None:
        """The last day of it."""
        return self.until - ONE_DAY if self.until else None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Everything that says when an activity is. Rules unite; exceptions and the pause hold for all of them.

    `also_when_closed`: it goes on when its branch is closed for a day.
    """

    lines: tuple[Line, ...] = ()
    exceptions: tuple[Exceptional, ...] = ()
    pause: Pause | None = None
    also_when_closed: bool = False

    def since(self, first: date) -> date:
        """From when on free days must be known to tell what happens from `first` on: counting begins at the start."""
        return min([first, *(line.since for line in self.lines if line.times)])
