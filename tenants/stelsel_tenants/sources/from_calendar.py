"""From the series of a calendar to activities."""

from stelsel.importing.calendars import Calendar
from stelsel.tenancy import Scope
from stelsel_tenants.sources import schedules
from stelsel_tenants.sources.from_events import TOLD, offer, sorted_out
from stelsel_tenants.sources.models import Source
from stelsel_tenants.sources.naming import Names
from stelsel_tenants.sources.wanted import Reading, hashed


def reading(scope: Scope, source: Source, calendar: Calendar) -> Reading:
    """Two statements, however long the calendar."""
    names = Names.of(scope, source)
    offered = ((series, offer(names, series, schedules.of(series)), TOLD) for series in calendar.series)
    wanted, unread = sorted_out(offered, calendar.refused)
    return Reading(wanted, unread, frozenset(map(hashed, calendar.keys)), calendar.over)
