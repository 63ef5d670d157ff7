"""From an event with its rules and exceptions to the instants at which it begins."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from stelsel import clock
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.importing.calendars.components import Component
from stelsel.importing.calendars.rules import RecurrenceRule
from stelsel.importing.calendars.times import Moment, moments, until
from stelsel.importing.calendars.zones import Zones

MOST_DATES = 2_000
LONGEST_AGO = timedelta(days=366 * 30)
DAY = timedelta(days=1)


class TooManyDates(Refused):
    message = _("Deze herhaling geeft meer dan 2.000 data.")


class TooLongAgo(Refused):
    message = _("Deze herhaling begint meer dan 30 jaar geleden. Begin haar opnieuw in uw agenda.")


def starts(event: Component, begin: Moment, zones: Zones, *, first: date, last: date) -> list[datetime]:
    """The instants at which an event begins from `first` up to and including `last`, its own exceptions left out.

    Raises Refused.
    """
    found = {begin.instant, *_by_rules(event, begin, first, last), *_added(event, begin, zones)}
    days, instants = _left_out(event, zones)
    edge = clock.start_of(first), clock.end_of(last)
    coming = [one for one in found if edge[0] <= one < edge[1] and one not in instants]
    if len(coming) > MOST_DATES:
        raise TooManyDates
    return sorted(one for one in coming if begin.zone.wall(one).date() not in days)


def rules(event: Component) -> list[RecurrenceRule]:
    """Raises UnknownRule, TooOften."""
    return [RecurrenceRule.parse(said.value) for said in event.all("RRULE") if said.value.strip()]


def _by_rules(event: Component, begin: Moment, first: date, last: date) -> Iterator[datetime]:
    for rule in rules(event):
        if first - begin.day > LONGEST_AGO:
            raise TooLongAgo
        horizon = datetime.combine(last + DAY, time.max)
        end = min(until(rule.until, begin), horizon) if rule.until else horizon
        for day in rule.days(begin.day, end.date(), after=first - DAY):
            wall = datetime.combine(day, begin.wall.time())
            if wall <= end:
                yield begin.zone.instant(wall)


def _added(event: Component, begin: Moment, zones: Zones) -> Iterator[datetime]:
    """RDATE; one that is a day only has the time of the event."""
    for count, one in enumerate(moment for said in event.all("RDATE") for moment in moments(said, zones)):
        if count > MOST_DATES:
            raise TooManyDates
        yield begin.zone.instant(datetime.combine(one.day, begin.wall.time())) if one.is_day else one.instant


def _left_out(event: Component, zones: Zones) -> tuple[set[date], set[datetime]]:
    """EXDATE: whole days, and instants."""
    said = [one for line in event.all("EXDATE") for one in moments(line, zones)]
    return {one.day for one in said if one.is_day}, {one.instant for one in said if not one.is_day}
