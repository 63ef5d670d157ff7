"""When an event is: on moments of its own (`single`, `multiple`), or each week at hours (`periodic`, `permanent`)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from stelsel import clock
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.importing.calendars.reading import CalledOff, Date, EndsFirst, NoBegin, WholeDay
from stelsel.importing.uitdatabank.documents import part, parts, said, text
from stelsel.importing.uitdatabank.wording import reason

if TYPE_CHECKING:
    from stelsel.errors import Text

AVAILABLE, LATER, NEVER = "Available", "TemporarilyUnavailable", "Unavailable"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NEARLY_A_DAY = timedelta(hours=23, minutes=59)
MOST_MOMENTS = 1_000


class NoOffset(Refused):
    message = _("Bij een tijd ontbreekt de tijdzone, zoals +01:00. Dan weten we niet hoe laat het is.")


class NoHours(Refused):
    message = _("Er staan geen dagen en uren bij. Vul ze in UiTdatabank in, dan weten bezoekers wanneer ze komen.")


class WrongHours(Refused):
    message = _("De dagen of uren zijn niet te lezen.")


class NoPeriod(Refused):
    message = _("De eerste of laatste dag ontbreekt.")


class StoppedForNow(Refused):
    message = _("Dit is in UiTdatabank tijdelijk gestopt. Zet de pauze zelf bij de activiteit.")


class UnknownType(Refused):
    message = _("Het soort kalender kennen we niet.")


class TooManyMoments(Refused):
    message = _("Deze activiteit heeft meer dan 1.000 momenten.")


@dataclass(frozen=True, slots=True)
class Off:
    """A moment that does not go on."""

    moment: Date
    reason: str


@dataclass(frozen=True, slots=True)
class Hours:
    """From when to when on these days of the week (1 is Monday)."""

    weekdays: tuple[int, ...]
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Closed:
    """Days, the last one included, on which the weekly hours do not hold."""

    first: date
    last: date
    reason: str


@dataclass(frozen=True, slots=True)
class When:
    """Moments, or weekly hours from `since` up to and including `until`; None: without a first or last day."""

    dates: tuple[Date, ...] = ()
    off: tuple[Off, ...] = ()
    hours: tuple[Hours, ...] = ()
    since: date | None = None
    until: date | None = None
    closed: tuple[Closed, ...] = ()

    def is_over(self, first: date) -> bool:
        """Is nothing of it from this day on?"""
        if self.hours:
            return self.until is not None and self.until < first
        return not self.dates


@dataclass(frozen=True, slots=True)
class Happening:
    """One event. `cents` is None where no price is said."""

    key: str
    line: int
    title: str
    text: str
    place: str
    kinds: tuple[str, ...]
    cents: int | None
    when: When
    notes: "tuple[Text, ...]" = ()


def read(event: dict[str, Any], main: str, *, first: date, last: date) -> When:
    """Raises Refused; CalledOff where nothing of it goes on."""
    match text(event, "calendarType"):
        case "single" | "multiple":
            return _moments(event, main, first, last)
        case "periodic":
            _check_status(event)
            since, until = _day(event, "startDate"), _day(event, "endDate")
            if until < since:
                raise EndsFirst
            return When(hours=_hours(event), since=since, until=until, closed=tuple(_closed(event, main)))
        case "permanent":
            _check_status(event)
            return When(hours=_hours(event), closed=tuple(_closed(event, main)))
    raise UnknownType


def _moments(event: dict[str, Any], main: str, first: date, last: date) -> When:
    dates: list[Date] = []
    off: list[Off] = []
    moments = parts(event, "subEvent") or [event]
    if len(moments) > MOST_MOMENTS:
        raise TooManyMoments
    begin, end = clock.start_of(first), clock.end_of(last)
    states = [text(part(one, "status"), "type") or AVAILABLE for one in moments]
    if AVAILABLE not in states:
        raise CalledOff
    for one, state in zip(moments, states, strict=True):
        starts_at, ends_at = _span(one)
        if not begin <= starts_at < end:
            continue
        if state == AVAILABLE:
            dates.append(Date(starts_at, ends_at))
        else:
            why = reason(said(part(one, "status"), "reason", main), is_later=state == LATER)
            off.append(Off(Date(starts_at, ends_at), why))
    return When(dates=tuple(sorted(set(dates))), off=tuple(sorted(off, key=lambda one: one.moment)))


def _span(moment: dict[str, Any]) -> tuple[datetime, datetime]:
    starts_at, ends_at = _instant(moment, "startDate"), _instant(moment, "endDate")
    if ends_at <= starts_at:
        raise EndsFirst
    if ends_at - starts_at >= NEARLY_A_DAY:
        raise WholeDay
    return starts_at, ends_at


def _instant(thing: dict[str, Any], name: str) -> datetime:
    try:
        found = datetime.fromisoformat(text(thing, name))
        if found.tzinfo is None:
            raise NoOffset
        return found.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise NoBegin from error


def _day(event: dict[str, Any], name: str) -> date:
    try:
        return _instant(event, name).astimezone(clock.AMSTERDAM).date()
    except (NoBegin, OverflowError) as error:
        raise NoPeriod from error


def _check_status(event: dict[str, Any]) -> None:
    """Of what is each week its status is one for all."""
    state = text(part(event, "status"), "type")
    if state == NEVER:
        raise CalledOff
    if state == LATER:
        raise StoppedForNow


def _hours(event: dict[str, Any]) -> tuple[Hours, ...]:
    found = tuple(_one(row) for row in parts(event, "openingHours"))
    if not found:
        raise NoHours
    return found


def _one(row: dict[str, Any]) -> Hours:
    named = row.get("dayOfWeek")
    names = named if isinstance(named, list) else [named]
    try:
        weekdays = sorted({DAYS.index(name) + 1 for name in names})
        return Hours(tuple(weekdays), time.fromisoformat(text(row, "opens")), time.fromisoformat(text(row, "closes")))
    except ValueError as error:
        raise WrongHours from error


def _closed(event: dict[str, Any], main: str) -> Iterator[Closed]:
    for row in parts(event, "openingHoursClosedDays"):
        try:
            first, last = (date.fromisoformat(text(row, name)[:10]) for name in ("startDate", "endDate"))
        except ValueError as error:
            raise WrongHours from error
        yield Closed(first, last, reason(said(row, "description", main)))
