"""The times in an event: with their zone, in UTC, floating (Amsterdam), or a whole day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import vDuration

from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.importing.calendars.components import Property
from stelsel.importing.calendars.zones import AMSTERDAM, GREENWICH, Zone, Zones

WHEN = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})([0-9]{2})?(Z)?)?")


class WrongTime(Refused):
    def __init__(self, name: str) -> None:
        super().__init__(_("De tijd in %(name)s is niet te lezen.", name=name))


@dataclass(frozen=True, slots=True)
class Moment:
    """A wall-clock time in its zone; of a whole day only the day counts."""

    wall: datetime
    zone: Zone
    is_day: bool = False

    @property
    def instant(self) -> datetime:
        return self.zone.instant(self.wall)

    @property
    def day(self) -> date:
        return self.wall.date()


def moments(said: Property, zones: Zones) -> Iterator[Moment]:
    """The times of a property, of which EXDATE and RDATE may hold several. Of a period its begin.

    Raises WrongTime, UnknownZone.
    """
    for text in said.value.split(","):
        yield _moment(text.partition("/")[0].strip(), said, zones)


def moment(said: Property, zones: Zones) -> Moment:
    """Raises WrongTime, UnknownZone."""
    return next(moments(said, zones))


def until(text: str, begin: Moment) -> datetime:
    """The last wall-clock time at which a series may begin. A day counts whole. Raises WrongTime."""
    found = WHEN.fullmatch(text)
    if found is None:
        raise WrongTime("UNTIL")
    wall = _wall(found, "UNTIL")
    if found[4] is None:
        return datetime.combine(wall, time.max)
    return begin.zone.wall(wall.replace(tzinfo=UTC)) if found[7] else wall


def duration(said: Property) -> timedelta:
    """Raises WrongTime."""
    try:
        return timedelta(seconds=vDuration.from_ical(said.value.strip()).total_seconds())
    except (ValueError, OverflowError) as error:
        raise WrongTime(said.name) from error


def _moment(text: str, said: Property, zones: Zones) -> Moment:
    found = WHEN.fullmatch(text)
    if found is None:
        raise WrongTime(said.name)
    wall = _wall(found, said.name)
    if found[4] is None:
        return Moment(wall, AMSTERDAM, is_day=True)
    if found[7]:
        return Moment(wall, GREENWICH)
    name = said.parameters.get("TZID", "")
    return Moment(wall, zones.find(name) if name else AMSTERDAM)


def _wall(found: re.Match[str], name: str) -> datetime:
    year, month, day, hour, minute = (int(part or 0) for part in found.groups()[:5])
    try:
        return datetime(year, month, day, hour, minute)  # noqa: DTZ001 - a wall-clock time; its zone stands beside it
    except ValueError as error:
        raise WrongTime(name) from error
