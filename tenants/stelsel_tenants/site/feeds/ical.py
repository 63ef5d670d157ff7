"""iCalendar (RFC 5545, 7986): every session an event of its own, no rules.

Odd weeks as a rule are read wrongly by common calendar programs; dates are read right by all. An event keeps its
identifier through every edit. DTSTAMP is the last change and not the moment of asking, so an unchanged feed is equal
byte for byte and its ETag holds.

Lines are written here and not by the library that reads calendars: it takes 0.3 ms per event, twenty times as long
(`make bench`, feeds). It reads back all that is written here in the tests.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache

from stelsel.clock import AMSTERDAM
from stelsel_tenants.activities.models import Mode
from stelsel_tenants.site import whereabouts
from stelsel_tenants.site.feeds import words
from stelsel_tenants.site.feeds.entries import Entry
from stelsel_tenants.site.feeds.lines import escaped, plain, text

BEGIN = (
    "BEGIN:VCALENDAR\r\nPRODID:-//Stelsel//Agenda 1//NL\r\nVERSION:2.0\r\nCALSCALE:GREGORIAN\r\n"
    "X-WR-TIMEZONE:Europe/Amsterdam\r\nREFRESH-INTERVAL;VALUE=DURATION:PT6H\r\nX-PUBLISHED-TTL:PT6H\r\n"
)
ZONE = (
    "BEGIN:VTIMEZONE\r\nTZID:Europe/Amsterdam\r\n"
    "BEGIN:DAYLIGHT\r\nDTSTART:19960331T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
    "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\nEND:DAYLIGHT\r\n"
    "BEGIN:STANDARD\r\nDTSTART:19961027T030000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
    "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\nEND:STANDARD\r\n"
    "END:VTIMEZONE\r\n"
)
"""The rule since 1996: the same bytes whatever the machine knows of time zones."""
END = "END:VCALENDAR\r\n"


def write(name: str, url: str, found: Sequence[Entry], *, method: str = "PUBLISH") -> bytes:
    """A calendar with these sessions: as a subscriber takes it in, or (`method`) as a letter brings it (RFC 5546)."""
    head = BEGIN + plain("METHOD", method) + text("NAME", name) + text("X-WR-CALNAME", name) + plain("URL", url)
    shared = Shared(about=cache(words.about), spot=cache(_spot))
    return "".join([head, ZONE, *(_event(entry, shared) for entry in found), END]).encode()


@dataclass(frozen=True, slots=True)
class Shared:
    """What the sessions of an activity repeat, written once in one calendar: its words are of one language."""

    about: Callable[..., str]
    spot: Callable[..., str]


def _event(entry: Entry, shared: Shared) -> str:
    changed = _universal(entry.changed_at)
    uid, is_off, url = entry.uid, entry.is_off, entry.url
    said = words.state(entry), shared.about(entry.about, entry.partner, entry.language, entry.cost_cents)
    at = entry.place and (entry.place.lat, entry.place.lon)
    described = "\\n".join([*(escaped(part) for part in said if part), url])
    return (
        f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:{changed}\r\nLAST-MODIFIED:{changed}\r\n"
        f"DTSTART{_local(entry.starts_at)}\r\nDTEND{_local(entry.ends_at)}\r\nSEQUENCE:{entry.sequence}\r\n"
        f"STATUS:{'CANCELLED' if is_off else 'CONFIRMED'}\r\nTRANSP:TRANSPARENT\r\n"
        f"{text('SUMMARY', entry.headline)}{plain('DESCRIPTION', described)}"
        f"{shared.spot(entry.mode, entry.room, entry.spot, at, entry.concept)}{plain('URL', url)}END:VEVENT\r\n"
    )


def _spot(mode: str, room: str, spot: str, at: tuple[float, float] | None, concept: str) -> str:
    geo = "GEO:{:.6f};{:.6f}\r\n".format(*at) if at and mode != Mode.ONLINE else ""
    return text("LOCATION", whereabouts.in_words(Mode(mode), room, spot)) + text("CATEGORIES", concept) + geo


@lru_cache(maxsize=4096)
def _local(instant: datetime) -> str:
    """':' and all that comes before it; the second of a double hour has no name but the universal one."""
    local = instant.astimezone(AMSTERDAM)
    if local.fold:
        return f":{_universal(instant)}"
    return f";TZID={AMSTERDAM}:{local:%Y%m%dT%H%M%S}"


@lru_cache(maxsize=4096)
def _universal(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"
