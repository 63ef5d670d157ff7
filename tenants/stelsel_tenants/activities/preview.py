"""What a schedule will give, for who is still writing it: the sentence, the next dates, what falls out and why."""

import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from stelsel import clock
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.activities import cautions, checks, clashes, foreseeing, free, moves, queries, sessions
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities.cautions import Cautions
from stelsel_tenants.activities.clashes import Clash, RoomsTaken
from stelsel_tenants.activities.fitting import TooMany
from stelsel_tenants.activities.holds import Place
from stelsel_tenants.activities.models import Activity, ActivityState, Frequency, Mode
from stelsel_tenants.activities.outlook import Missed, Occurrence, Outlook, TooManyDates, Why, outlook
from stelsel_tenants.activities.phrases import EN, NL
from stelsel_tenants.activities.schedule import Schedule
from stelsel_tenants.activities.sentence import sentence
from stelsel_tenants.libraries.models import Branch

SHOWN = 10
WHY = {
    Why.PUBLIC_HOLIDAY: _("feestdag"),
    Why.SCHOOL_HOLIDAY: _("schoolvakantie"),
    Why.BRANCH_CLOSED: _("vestiging dicht"),
    Why.SKIPPED: _("gaat niet door"),
}
LONG_YEAR = 53


@dataclass(frozen=True, slots=True)
class Preview:
    """`problem` says what stands in the way of dates. `unknown_from`: from when school holidays are not known yet."""

    dutch: str = ""
    english: str = ""
    problem: Any = ""
    dates: tuple[Occurrence, ...] = ()
    missed: tuple[Missed, ...] = ()
    unknown_from: date | None = None
    asks_school: bool = False
    foreseen: foreseeing.Foreseen | None = None
    """What saving would do to the sessions that are planned; None where that is nothing."""
    taken: RoomsTaken | None = None
    """Dates on which somebody else has the room."""
    cautions: Cautions = field(default_factory=Cautions)
    long_year: int | None = None
    """The year of 53 weeks among these dates, of which odd or even weeks follow each other otherwise."""


def of(
    scope: Scope,
    schedule: Schedule,
    place: Place | None,
    activity: Activity | None = None,
    *,
    leader: str = "",
    capacity: int | None = None,
    mode: Mode = Mode.AT_BRANCH,
) -> Preview:
    """What this schedule gives at a branch, from today or from its first day on, and to a published activity. Without a
    place it is the same for every library."""
    branch_id = place[0] if place else None
    try:
        checks.check_schedule(schedule)
        if activity:
            schedule = moves.kept(offers.of(activity).schedule, schedule, clock.today())
        seen = _outlook(scope, schedule, branch_id, activity)
    except Refused as refusal:
        return Preview(problem=refusal.message)
    except TooManyDates:
        return Preview(problem=TooMany.message)
    names = dict(queries.branches(scope, closed=True)) if scope.tenant_ids else {}
    dutch, english = (sentence(schedule, language=language, branches=names) for language in (NL, EN))
    dates = tuple(seen.dates[:SHOWN])
    last = dates[-1].day if len(seen.dates) > SHOWN else date.max
    known = activity.id if activity else None
    tentative = [one.day for one in seen.dates if one.is_tentative]
    return Preview(
        dutch,
        english,
        problem=_("Dit rooster geeft nog geen datums.") if schedule.lines and not dates else "",
        dates=dates,
        missed=tuple(one for one in seen.missed if one.day <= last)[:SHOWN],
        unknown_from=tentative[0] if tentative else None,
        asks_school=any(line.not_in_school_holidays for line in schedule.lines),
        foreseen=foreseeing.foresee(scope, activity, schedule, branch_id) if activity and branch_id else None,
        taken=RoomsTaken(found) if place and (found := _clashes(scope, place, schedule, activity)) else None,
        cautions=cautions.of(scope, place, seen.dates, leader=leader, capacity=capacity, mode=mode, activity_id=known)
        if place
        else Cautions(),
        long_year=_long_year(schedule, dates),
    )


def _outlook(scope: Scope, schedule: Schedule, branch_id: uuid.UUID | None, activity: Activity | None) -> Outlook:
    first = max(clock.today(), min((line.since for line in schedule.lines), default=clock.today()))
    last = first + sessions.HORIZON
    branch = scope.session.get(Branch, (scope.tenant_id, branch_id)) if branch_id else None
    days = free.days(scope, branch, schedule.since(first), last, activity_id=activity.id if activity else None)
    return outlook(schedule, first=first, last=last, free=days)


def _clashes(scope: Scope, place: Place, schedule: Schedule, activity: Activity | None) -> list[Clash]:
    if activity is not None and activity.state is ActivityState.WITHDRAWN:
        return []
    return clashes.of_schedule(scope, place, schedule, activity.id if activity else None)


def _long_year(schedule: Schedule, dates: tuple[Occurrence, ...]) -> int | None:
    if not any(line.frequency in (Frequency.ODD_WEEKS, Frequency.EVEN_WEEKS) for line in schedule.lines):
        return None
    years = {one.day.isocalendar().year for one in dates}
    return next((year for year in sorted(years) if year + 1 in years and _weeks(year) == LONG_YEAR), None)


def _weeks(year: int) -> int:
    return date(year, 12, 28).isocalendar().week
