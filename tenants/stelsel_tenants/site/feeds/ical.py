"""iCalendar (RFC 5545, 7986): every session an event of its own, no rules.

Odd weeks as a rule are read wrongly by common calendar programs; dates are read right by all. An event keeps its
identifier through every edit. DTSTAMP is the last change and not the moment of asking, so an unchanged feed is equal
byte for byte and its ETag holds.

Lines are written here and not by the library that reads calendars: it takes 0.3 ms per event, twenty times as long
(`make bench`, feeds). It reads back all that is written here in the tests.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache

from stelsel.clock import AMSTERDAM
from stelsel_tenants.activities.models import Mode
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
    about = cache(words.about)  # the sessions of an activity have it in common
    head = BEGIN + plain("METHOD", method) + text("NAME", name) + text("X-WR-CALNAME", name) + plain("URL", url)
    return "".join([head, ZONE, *(_event(entry, about) for entry in found), END]).encode()


def _event(entry: Entry, about: Callable[..., str]) -> str:
    changed = _universal(entry.changed_at)
    place = entry.place
    said = words.state(entry), about(entry.about, entry.partner, entry.language, entry.cost_cents)
    return (
        f"BEGIN:VEVENT\r\nUID:{entry.uid}\r\nDTSTAMP:{changed}\r\nLAST-MODIFIED:{changed}\r\n"
        f"DTSTART{_local(entry.starts_at)}\r\nDTEND{_local(entry.ends_at)}\r\nSEQUENCE:{entry.sequence}\r\n"
        f"STATUS:{'CANCELLED' if entry.is_off else 'CONFIRMED'}\r\nTRANSP:TRANSPARENT\r\n"
        + text("SUMMARY", entry.headline)
        + plain("DESCRIPTION", "\\n".join([*(escaped(part) for part in said if part), entry.url]))
        + text("LOCATION", entry.where)
        + text("CATEGORIES", entry.concept)
        + plain("URL", entry.url)
        + (f"GEO:{place.lat:.6f};{place.lon:.6f}\r\n" if place and entry.mode != Mode.ONLINE else "")
        + "END:VEVENT\r\n"
    )


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
