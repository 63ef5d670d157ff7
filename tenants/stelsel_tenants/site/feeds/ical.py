"""iCalendar (RFC 5545, 7986): every session an event of its own, no rules.

Odd weeks as a rule are read wrongly by common calendar programs; dates are read right by all. An event keeps its
identifier through every edit. DTSTAMP is the last change and not the moment of asking, so an unchanged feed is equal
byte for byte and its ETag holds.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from stelsel.clock import AMSTERDAM
from stelsel.i18n import _
from stelsel.web.format import euro_short, moment
from stelsel_tenants.site.feeds.entries import Entry

PRODUCT = "-//Stelsel//Agenda 1//NL"
REFRESH = timedelta(hours=6)


def write(name: str, url: str, found: Sequence[Entry], *, method: str = "PUBLISH") -> bytes:
    """A calendar with these sessions: as a subscriber takes it in, or (`method`) as a letter brings it (RFC 5546)."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", str(AMSTERDAM))
    calendar.add("url", url)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    calendar.add_component(_amsterdam())
    for entry in found:
        calendar.add_component(_event(entry))
    text: bytes = calendar.to_ical()
    return text


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(AMSTERDAM))
    event.add("dtend", entry.ends_at.astimezone(AMSTERDAM))
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.is_off else "CONFIRMED")
    event.add("summary", entry.title)
    event.add("description", description(entry))
    event.add("location", entry.where)
    event.add("categories", [entry.concept])
    event.add("url", entry.url)
    event.add("transp", "TRANSPARENT")
    if entry.place is not None:
        event.add("geo", (entry.place.lat, entry.place.lon))
    return event


def description(entry: Entry) -> str:
    """What somebody needs to know, a line each."""
    parts = [
        entry.off,
        moved(entry),
        entry.summary or entry.text,
        str(_("Met %(partner)s.", partner=entry.partner)) if entry.partner else "",
        str(_("Neem mee: %(what)s", what="; ".join(entry.bring.split("\n")))) if entry.bring else "",
        str(_("Kosten: %(cost)s", cost=euro_short(entry.cost_cents))) if entry.cost_cents else "",
        entry.url,
    ]
    return "\n".join(part for part in parts if part)


def moved(entry: Entry) -> str:
    """What the new time replaces; "" where it was not moved."""
    if entry.moved_from is None or entry.is_off:
        return ""
    return str(_("Verplaatst. Eerst was het op %(moment)s.", moment=moment(entry.moved_from)))


def _amsterdam() -> Timezone:
    """The rule since 1996, written by hand: the same bytes whatever the machine knows of time zones."""
    zone = Timezone()
    zone.add("tzid", str(AMSTERDAM))
    summer, winter = TimezoneDaylight(), TimezoneStandard()
    for part, begin, before, after, name, month in (
        (summer, datetime(1996, 3, 31, 2), 1, 2, "CEST", 3),  # noqa: DTZ001 - RFC 5545 wants wall-clock time here
        (winter, datetime(1996, 10, 27, 3), 2, 1, "CET", 10),  # noqa: DTZ001 - as above
    ):
        part.add("dtstart", begin)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("tzname", name)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        zone.add_component(part)
    return zone
