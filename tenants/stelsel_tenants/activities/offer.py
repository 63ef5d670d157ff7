"""An activity as its editor fills it in: plain values for the commands."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from stelsel_tenants.activities.models import Activity, Entry, Mode, Rule, RuleException
from stelsel_tenants.activities.schedule import Exceptional, Line, Pause, Schedule


@dataclass(frozen=True, slots=True)
class Offer:
    """What, where, for whom, when. Money in cents."""

    title: str
    branch_id: uuid.UUID
    concept_slug: str
    organisation_id: uuid.UUID | None = None
    summary: str = ""
    text: str = ""
    audience: str = ""
    bring: str = ""
    room: str = ""
    language: str = "nl"
    cost_cents: int = 0
    entry: Entry = Entry.WALK_IN
    capacity: int | None = None
    slot_minutes: int | None = None
    kept_seats: int = 0
    mode: Mode = Mode.AT_BRANCH
    online_link: str = ""
    online_capacity: int | None = None
    lines: tuple[Line, ...] = ()
    exceptions: tuple[Exceptional, ...] = ()
    pause: Pause | None = None
    also_when_closed: bool = False
    outside_hours: bool = False
    leader: str = ""

    @property
    def schedule(self) -> Schedule:
        return Schedule(self.lines, self.exceptions, self.pause, self.also_when_closed)


PLAIN = (
    "title",
    "branch_id",
    "concept_slug",
    "organisation_id",
    "summary",
    "text",
    "audience",
    "bring",
    "room",
    "language",
    "cost_cents",
    "entry",
    "capacity",
    "slot_minutes",
    "kept_seats",
    "mode",
    "online_link",
    "online_capacity",
    "also_when_closed",
    "outside_hours",
    "leader",
)
MOST_LINES = 12
MOST_EXCEPTIONS = 60
"""Exceptions that are still to come: as many as a person can oversee on one page."""
EXCEPTION = ("day", "kind", "begins", "ends", "reason", "to_day", "room", "branch_id")


def rules(offer: Offer) -> list[Rule]:
    """The rows of its rules."""
    return [
        Rule(
            position=position,
            frequency=line.frequency,
            weekdays=sorted(set(line.weekdays)),
            nths=sorted(set(line.nths)),
            begins=line.begins,
            ends=line.ends,
            since=line.since,
            until=line.until,
            not_in_school_holidays=line.not_in_school_holidays,
            not_on_public_holidays=line.not_on_public_holidays,
            every=line.every,
            times=line.times,
            dates=[day.isoformat() for day in line.dates],
        )
        for position, line in enumerate(offer.lines)
    ]


def exceptions(offer: Offer) -> list[RuleException]:
    return [RuleException(**{name: getattr(one, name) for name in EXCEPTION}) for one in offer.exceptions]


def pause(stopped: Pause | None) -> dict[str, Any]:
    """The columns of an activity that hold its pause."""
    return {
        "paused_from": stopped.since if stopped else None,
        "paused_until": stopped.until if stopped else None,
        "review_on": stopped.review if stopped else None,
        "pause_reason": stopped.reason if stopped else "",
    }


def line(rule: Rule) -> Line:
    """A row as the pure schedule knows it."""
    return Line(
        frequency=rule.frequency,
        begins=rule.begins,
        ends=rule.ends,
        since=rule.since,
        until=rule.until,
        weekdays=tuple(rule.weekdays),
        nths=tuple(rule.nths),
        not_in_school_holidays=rule.not_in_school_holidays,
        not_on_public_holidays=rule.not_on_public_holidays,
        every=rule.every,
        times=rule.times,
        dates=tuple(date.fromisoformat(day) for day in rule.dates),
    )


def exceptional(row: RuleException) -> Exceptional:
    return Exceptional(**{name: getattr(row, name) for name in EXCEPTION})


def paused(row: Activity) -> Pause | None:
    """Its pause, if it has one; `row` may be any row with these columns."""
    if row.paused_from is None:
        return None
    return Pause(row.paused_from, row.paused_until, row.review_on, row.pause_reason)


def of(activity: Activity) -> Offer:
    """An activity as its editor would fill it in."""
    return Offer(
        **{name: getattr(activity, name) for name in PLAIN},
        lines=tuple(line(rule) for rule in activity.rules),
        exceptions=tuple(exceptional(row) for row in activity.exceptions),
        pause=paused(activity),
    )


def touch(activity: Activity) -> None:
    """Another schedule is another version of its activity, though it stands in other rows."""
    flag_modified(activity, "title")
