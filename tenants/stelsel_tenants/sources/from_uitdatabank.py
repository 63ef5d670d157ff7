"""From the events of UiTdatabank to activities."""

from stelsel import clock
from stelsel.errors import Refused
from stelsel.importing.calendars import Series
from stelsel.importing.uitdatabank import Happening, Listing
from stelsel.tenancy import Scope
from stelsel_tenants.activities import checks
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.schedule import Schedule
from stelsel_tenants.sources import schedules
from stelsel_tenants.sources.models import Source, SourceKind
from stelsel_tenants.sources.naming import Names
from stelsel_tenants.sources.wanted import SCHEDULE, Reading, Unread, Wanted, hashed

TOLD = ("title", "text", "branch_id", "room", SCHEDULE)
A_SERIES = 4
"""So many moments may be one rule; fewer are each by themselves."""


def reading(scope: Scope, source: Source, listing: Listing) -> Reading:
    """Two statements, however long the list. A file says nothing of what is not in it."""
    names = Names.of(scope, source)
    wanted: list[Wanted] = []
    unread = [Unread(one.line, one.title, one.reason) for one in listing.refused]
    for happening in listing.happenings:
        offer = _offer(names, happening)
        told = TOLD if happening.cents is None else (*TOLD, "cost_cents")
        try:
            checks.check(offer)
        except Refused as refusal:
            unread.append(Unread(happening.line, happening.title, refusal.message))
        else:
            wanted.append(Wanted(hashed(happening.key), happening.line, offer, told, happening.notes))
    follows = listing.keys is not None and source.kind is SourceKind.ADDRESS
    return Reading(wanted, unread, frozenset(map(hashed, listing.keys or ())) if follows else None, listing.over)


def _offer(names: Names, happening: Happening) -> Offer:
    branch_id, room = names.where(happening.place)
    schedule = _schedule(happening)
    return Offer(
        title=happening.title,
        branch_id=branch_id,
        concept_slug=names.concept(happening.kinds),
        text=happening.text,
        room=room,
        cost_cents=happening.cents or 0,
        lines=schedule.lines,
        exceptions=schedule.exceptions,
    )


def _schedule(happening: Happening) -> Schedule:
    when = happening.when
    if when.hours:
        return schedules.weekly(when)
    series = Series(
        key=happening.key,
        line=happening.line,
        title=happening.title,
        text=happening.text,
        place=happening.place,
        kinds=happening.kinds,
        dates=when.dates,
        begins_on=when.dates[0].starts_at.astimezone(clock.AMSTERDAM).date(),
        repeats=len(when.dates) >= A_SERIES,
        is_endless=False,
    )
    return schedules.without(schedules.of(series), when.off)
