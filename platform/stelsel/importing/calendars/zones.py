"""Which zone a time is in. A zone that nobody explains is refused by its name; a time is never shifted by a guess."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice
from zoneinfo import ZoneInfo, available_timezones

from icalendar import vUTCOffset
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from stelsel import clock
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.importing.calendars.components import Component
from stelsel.importing.calendars.rules import RecurrenceRule
from stelsel.text import clean

EARLIEST, LATEST = datetime(1990, 1, 1), datetime(2050, 1, 1)  # noqa: DTZ001 - wall-clock times of a zone's rules
MOST_TURNS = 500


class UnknownZone(Refused):
    """`name` comes from the file: it is cleaned and cut."""

    def __init__(self, name: str) -> None:
        try:
            shown = clean(name)[:60]
        except Refused:
            shown = "?"
        message = _("De tijdzone “%(name)s” kennen we niet, en het bestand legt haar niet uit.", name=shown)
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Zone:
    """Wall-clock time and instants of one place: by its name, else by the turns that a file gives for it."""

    named: ZoneInfo | None = None
    turns: Sequence[tuple[datetime, timedelta]] = field(default=(), repr=False)
    """From which wall-clock time which distance from UTC holds; in order."""

    def instant(self, wall: datetime) -> datetime:
        if self.named is not None:
            return wall.replace(tzinfo=self.named).astimezone(UTC)
        return (wall - self._distance(wall)).replace(tzinfo=UTC)

    def wall(self, instant: datetime) -> datetime:
        if self.named is not None:
            return instant.astimezone(self.named).replace(tzinfo=None)
        plain = instant.astimezone(UTC).replace(tzinfo=None)
        return plain + self._distance(plain + self._distance(plain))

    def _distance(self, wall: datetime) -> timedelta:
        place = bisect_right(self.turns, wall, key=lambda turn: turn[0])
        return self.turns[max(place - 1, 0)][1]


AMSTERDAM = Zone(clock.AMSTERDAM)
GREENWICH = Zone(ZoneInfo("UTC"))


class Zones:
    """The zones of one file. Names that are known hold everywhere; other names mean what this file says."""

    def __init__(self, explained: Sequence[Component]) -> None:
        self._explained = {one.text("TZID").casefold(): one for one in explained if one.text("TZID")}
        self._found: dict[str, Zone] = {}

    def find(self, name: str) -> Zone:
        """Raises UnknownZone."""
        key = name.strip().casefold()
        if key not in self._found:
            self._found[key] = self._find(name.strip(), key)
        return self._found[key]

    def _find(self, name: str, key: str) -> Zone:
        component = self._explained.get(key)
        said = component.text("X-LIC-LOCATION") if component else ""
        if known := named(name) or named(said):
            return Zone(ZoneInfo(known))
        if component is None:
            raise UnknownZone(name)
        try:
            turns = sorted(turn for part in component.parts for turn in _turns(part))
        except (ValueError, OverflowError, Refused) as error:
            raise UnknownZone(name) from error
        if not turns:
            raise UnknownZone(name)
        return Zone(turns=turns)


def named(name: str) -> str | None:
    """The name in the tz database: as it stands, without capitals, Outlook's, or at the end of a path of a program."""
    tail = "/".join(name.strip("/").split("/")[-2:])
    for word in (name, tail):
        if found := _known().get(word.casefold()):
            return found
    return None


@cache
def _known() -> dict[str, str]:
    ours = {name.casefold(): name for name in available_timezones()}
    return ours | {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()}


def _turns(part: Component) -> list[tuple[datetime, timedelta]]:
    """When a STANDARD or DAYLIGHT begins, and the distance from UTC from then on. Raises ValueError."""
    distance = vUTCOffset.from_ical(part.text("TZOFFSETTO"))
    begins = datetime.strptime(part.text("DTSTART")[:15], "%Y%m%dT%H%M%S")  # noqa: DTZ007 - a wall-clock time
    said = part.get("RRULE")
    if said is None:
        return [(begins, distance)]
    rule = RecurrenceRule.parse(said.value)
    until = datetime.strptime(rule.until[:8], "%Y%m%d") if rule.until else LATEST  # noqa: DTZ007 - a wall-clock day
    days = rule.days(begins.date(), min(until, LATEST).date(), after=EARLIEST.date())
    turns = [(datetime.combine(day, begins.time()), distance) for day in islice(days, MOST_TURNS)]
    return [(begins, distance), *turns]
