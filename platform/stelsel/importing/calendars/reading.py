"""From the events of a calendar to series: what belongs to one UID is one series with its coming dates."""

import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from stelsel import clock
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.importing.calendars import recurrence, times, wording
from stelsel.importing.calendars.components import Component, parse
from stelsel.importing.calendars.times import Moment
from stelsel.importing.calendars.zones import Zones
from stelsel.importing.table import Unreadable

if TYPE_CHECKING:
    from stelsel.errors import Text

LONGEST = 20.0
"""Seconds that one file may take."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class NoBegin(Refused):
    message = _("Dit moment heeft geen begintijd.")


class WholeDay(Refused):
    message = _("Dit duurt de hele dag. Geef het een begintijd en een eindtijd, dan weten bezoekers wanneer ze komen.")


class EndsFirst(Refused):
    message = _("Dit moment eindigt voor het begint.")


class NoTitle(Refused):
    message = _("Dit moment heeft geen titel.")


class Private(Refused):
    message = _("Dit moment staat in de agenda als privé.")


class CalledOff(Refused):
    message = _("Dit is in de agenda afgezegd.")


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """One date, as instants in UTC."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Series:
    """What one UID says. `dates` are the coming ones; `begins_on` is its first day ever, in Amsterdam."""

    key: str
    line: int
    title: str
    text: str
    place: str
    kinds: tuple[str, ...]
    dates: tuple[Date, ...]
    begins_on: date
    repeats: bool
    is_endless: bool
    notes: "tuple[Text, ...]" = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """An event that does not come in. `key` is known all the same: it is not gone."""

    key: str
    line: int
    title: str
    reason: "Text"


@dataclass(frozen=True, slots=True)
class Calendar:
    """A file as it was read. `keys` is all that stands in it and goes on; `over` counts what is past."""

    series: Sequence[Series]
    refused: Sequence[Refusal]
    keys: frozenset[str]
    over: int


def read(content: bytes, *, first: date, last: date) -> Calendar:
    """The series with a date from `first` up to and including `last`. Raises Unreadable when it is no calendar."""
    ends = time.monotonic() + LONGEST
    parts = parse(content)
    zones = Zones([part for part in parts if part.kind == "VTIMEZONE"])
    series: list[Series] = []
    refused: list[Refusal] = []
    keys: set[str] = set()
    over = 0
    for key, events in _by_key(part for part in parts if part.kind == "VEVENT").items():
        if time.monotonic() > ends:
            raise Unreadable(_("Deze agenda is te ingewikkeld om te lezen. Deel hem op in delen."))
        try:
            found = _series(key, events, zones, first, last)
        except Refused as refusal:
            refused.append(Refusal(key, events[0].line, wording.shown(events[0].text("SUMMARY")), refusal.message))
            keys |= set() if isinstance(refusal, CalledOff) else {key}
            continue
        keys.add(key)
        if found.dates:
            series.append(found)
        else:
            over += 1
    return Calendar(series, refused, frozenset(keys), over)


def _by_key(events: Iterator[Component]) -> dict[str, list[Component]]:
    """What belongs together, the series itself first. Some programs give one UID to dates that stand by themselves."""
    found: dict[str, list[Component]] = {}
    for event in events:
        uid = event.text("UID")
        if not uid:
            said = "\0".join(event.text(name) for name in ("DTSTART", "SUMMARY", "LOCATION"))
            uid = hashlib.sha256(said.encode()).hexdigest()
        found.setdefault(uid, []).append(event)
    apart: dict[str, list[Component]] = {}
    for uid, together in found.items():
        latest = {event.text("DTSTART"): event for event in sorted(together, key=_sequence) if _stands(event)}
        moved = [event for event in together if not _stands(event)]
        begins = sorted(latest, key=lambda begin: (latest[begin].get("RRULE") is None, begin))
        for place, begin in enumerate(begins):
            key = uid if place == 0 else f"{uid} {begin}"
            apart[key] = [latest[begin], *(moved if place == 0 else [])]
        if not latest:
            apart[uid] = moved
    return apart


def _stands(event: Component) -> bool:
    return event.get("RECURRENCE-ID") is None


def _sequence(event: Component) -> int:
    said = event.text("SEQUENCE")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0


def _series(key: str, events: Sequence[Component], zones: Zones, first: date, last: date) -> Series:
    """Raises Refused."""
    event = events[0]
    for one in events:
        if one.bad is not None:
            raise Refused(_("Regel %(line)s van het bestand is niet te lezen.", line=one.bad))
    if event.text("CLASS").upper() in {"PRIVATE", "CONFIDENTIAL"}:
        raise Private
    if _stands(event) and _is_called_off(event):
        raise CalledOff
    title = wording.line(event.text("SUMMARY"))
    if not title:
        raise NoTitle
    begin = _begin(event, zones)
    length, notes = _length(event, begin, zones)
    rules = recurrence.rules(event)
    dates: dict[datetime, Date] = {}
    if _stands(event):
        found = recurrence.starts(event, begin, zones, first=first, last=last)
        dates = {start: Date(start, start + length) for start in found}
    moved = [one for one in events if not _stands(one)]
    dates = _moved(dates, moved, begin, zones)
    edge = clock.start_of(first), clock.end_of(last)
    if any(one.text("SUMMARY") not in {"", event.text("SUMMARY")} for one in moved):
        notes = (*notes, _("Sommige data hebben een eigen titel. Die nemen we niet over."))
    return Series(
        key=key,
        line=event.line,
        title=title,
        text=wording.paragraphs(event.text("DESCRIPTION")),
        place=wording.line(event.text("LOCATION")),
        kinds=tuple(wording.shown(part) for said in event.all("CATEGORIES") for part in said.text.split(",")),
        dates=tuple(sorted({one for one in dates.values() if edge[0] <= one.starts_at < edge[1]})),
        begins_on=begin.instant.astimezone(clock.AMSTERDAM).date(),
        repeats=bool(rules),
        is_endless=any(rule.is_endless for rule in rules),
        notes=notes,
    )


def _moved(
    dates: dict[datetime, Date], moved: Sequence[Component], begin: Moment, zones: Zones
) -> dict[datetime, Date]:
    """The dates after what was changed of them one by one, or from one on. They are known by when they would begin."""
    told = [(_which(one, begin, zones), one) for one in moved]
    for original, one in sorted(told, key=lambda pair: (pair[0], _sequence(pair[1]))):
        if _is_called_off(one):
            dates.pop(original, None)
            continue
        now = _begin(one, zones)
        length, _notes = _length(one, now, zones)
        said = one.get("RECURRENCE-ID")
        if said is not None and said.parameters.get("RANGE", "").upper() == "THISANDFUTURE":
            shift = now.wall - begin.zone.wall(original)
            for start in [start for start in dates if start > original]:
                later = begin.zone.instant(begin.zone.wall(start) + shift)
                dates[start] = Date(later, later + length)
        dates[original] = Date(now.instant, now.instant + length)
    return dates


def _which(event: Component, begin: Moment, zones: Zones) -> datetime:
    """The instant at which a changed date would have begun."""
    said = event.get("RECURRENCE-ID")
    original = times.moment(said, zones) if said else begin
    if original.is_day:
        return begin.zone.instant(datetime.combine(original.day, begin.wall.time()))
    return original.instant


def _is_called_off(event: Component) -> bool:
    return event.text("STATUS").upper() == "CANCELLED"


def _begin(event: Component, zones: Zones) -> Moment:
    said = event.get("DTSTART")
    if said is None:
        raise NoBegin
    begin = times.moment(said, zones)
    if begin.is_day:
        raise WholeDay
    return begin


def _length(event: Component, begin: Moment, zones: Zones) -> "tuple[timedelta, tuple[Text, ...]]":
    """How long it lasts, as time that passes; and a note where the file does not say so."""
    end, lasts = event.get("DTEND"), event.get("DURATION")
    if end is not None:
        length = times.moment(end, zones).instant - begin.instant
    elif lasts is not None:
        length = times.duration(lasts)
    else:
        return HOUR, (_("Er staat geen eindtijd bij. We nemen één uur."),)
    if length <= timedelta():
        raise EndsFirst
    if length % DAY == timedelta() and begin.wall.hour == begin.wall.minute == 0:
        raise WholeDay
    return length, ()
