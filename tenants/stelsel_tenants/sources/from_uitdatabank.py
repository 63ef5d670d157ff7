"""From the events of UiTdatabank to activities."""

from collections.abc import Sequence

from stelsel import clock
from stelsel.importing.calendars import Series
from stelsel.importing.uitdatabank import Happening, Listing
from stelsel.tenancy import Scope
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.schedule import Schedule
from stelsel_tenants.sources import schedules
from stelsel_tenants.sources.from_events import TOLD, offer, sorted_out
from stelsel_tenants.sources.models import Source, SourceKind
from stelsel_tenants.sources.naming import Names
from stelsel_tenants.sources.wanted import Reading, hashed

A_SERIES = 4
"""So many moments may be one rule; fewer are each by themselves."""


def reading(scope: Scope, source: Source, listing: Listing) -> Reading:
    """Two statements, however long the list. A file says nothing of what is not in it."""
    names = Names.of(scope, source)
    wanted, unread = sorted_out((_offered(names, one) for one in listing.happenings), listing.refused)
    follows = listing.keys is not None and source.kind is SourceKind.ADDRESS
    return Reading(wanted, unread, frozenset(map(hashed, listing.keys or ())) if follows else None, listing.over)


def _offered(names: Names, one: Happening) -> tuple[Happening, Offer, Sequence[str]]:
    """A price is said of it only where there is one."""
    if one.cents is None:
        return one, offer(names, one, _schedule(one)), TOLD
    return one, offer(names, one, _schedule(one), cost_cents=one.cents), (*TOLD, "cost_cents")


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
