"""From the series of a calendar to activities."""

from stelsel.errors import Refused
from stelsel.importing.calendars import Calendar, Series
from stelsel.tenancy import Scope
from stelsel_tenants.activities import checks
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.sources import schedules
from stelsel_tenants.sources.models import Source
from stelsel_tenants.sources.naming import Names
from stelsel_tenants.sources.wanted import SCHEDULE, Reading, Unread, Wanted, hashed

TOLD = ("title", "text", "branch_id", "room", SCHEDULE)


def reading(scope: Scope, source: Source, calendar: Calendar) -> Reading:
    """Two statements, however long the calendar."""
    names = Names.of(scope, source)
    wanted: list[Wanted] = []
    unread = [Unread(one.line, one.title, one.reason) for one in calendar.refused]
    for series in calendar.series:
        offer = _offer(names, series)
        try:
            checks.check(offer)
        except Refused as refusal:
            unread.append(Unread(series.line, series.title, refusal.message))
        else:
            wanted.append(Wanted(hashed(series.key), series.line, offer, TOLD, series.notes))
    return Reading(wanted, unread, frozenset(map(hashed, calendar.keys)), calendar.over)


def _offer(names: Names, series: Series) -> Offer:
    branch_id, room = names.where(series.place)
    schedule = schedules.of(series)
    return Offer(
        title=series.title,
        branch_id=branch_id,
        concept_slug=names.concept(series.kinds),
        text=series.text,
        room=room,
        outside_hours=True,
        lines=schedule.lines,
        exceptions=schedule.exceptions,
    )
