"""The rules that an offer keeps by itself. Each refusal names its field, in its own row of the form."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from stelsel import clock
from stelsel.clock import exists
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel_tenants.activities import online
from stelsel_tenants.activities.models import TAKES_SIGN_UPS, Entry, ExceptionKind, Frequency
from stelsel_tenants.activities.offer import MOST_EXCEPTIONS, MOST_LINES, Offer
from stelsel_tenants.activities.outlook import occurrence
from stelsel_tenants.activities.schedule import ONE_DAY, Exceptional, Line, Pause, Schedule

LONGEST = timedelta(hours=12)
SPRING = timedelta(hours=1)


class CapacityNeedsSignUp(Refused):
    field = "capacity"
    message = _("Een aantal plaatsen hoort bij aanmelden. Kies „Aanmelden”, of laat het aantal leeg.")


class AppointmentNeedsPlaces(Refused):
    field = "capacity"
    message = _("Vul in hoeveel mensen tegelijk een afspraak kunnen hebben. Bij één hulpverlener is dat 1.")


class AppointmentNeedsLength(Refused):
    field = "slot_minutes"
    message = _("Vul in hoeveel minuten één afspraak duurt, bijvoorbeeld 20.")


class LengthNeedsAppointment(Refused):
    field = "slot_minutes"
    message = _("Een lengte hoort bij „Afspraak op een tijd”. Kies dat, of laat de lengte leeg.")


class SlotTooLong(Refused):
    field = "slot_minutes"
    message = _("Eén afspraak duurt langer dan het hele moment. Vul minder minuten in.")


class TooManyKept(Refused):
    field = "kept_seats"
    message = _("U houdt meer plaatsen apart dan er zijn. Vul een lager aantal in.")


class TooManyLines(Refused):
    message = _(
        "Een rooster heeft ten hoogste 12 regels. Haal regels weg die voorbij zijn, of maak er een activiteit bij."
    )


class TooManyExceptions(Refused):
    message = _("Een rooster heeft ten hoogste 60 uitzonderingen. Haal er een weg, of verander de regels.")


class NoDays(Refused):
    message = _("Kies ten minste één dag van de week.")


class NoNths(Refused):
    message = _("Kies welke van de maand: de eerste, de tweede, en zo verder.")


class SeasonEndsFirst(Refused):
    message = _("De laatste dag ligt voor de eerste. Kies een latere laatste dag.")


class TwoEnds(Refused):
    message = _("Vul een laatste dag in of een aantal keren, niet allebei.")


class NoLength(Refused):
    message = _("De eindtijd is gelijk aan de begintijd. Kies een andere eindtijd.")


class TooLong(Refused):
    message = _("Dit duurt langer dan 12 uur. Kijk of de eindtijd klopt.")


class NoTimes(Refused):
    message = _("Vul een begintijd en een eindtijd in.")


class NothingElse(Refused):
    message = _("Zeg wat er die dag anders is: een andere datum, tijd, plek of vestiging.")


class TwiceTheSameDay(Refused):
    message = _("Voor deze datum staat er al een uitzondering. Haal er één weg, of maak er één van.")


class MovedOntoAnother(Refused):
    message = _("Op dat moment is er al een andere datum uit deze lijst. Kies een andere dag of tijd.")


class NoReview(Refused):
    field = "review_on"
    message = _("Weet u nog niet tot wanneer? Vul dan in wanneer u er weer naar kijkt.")


class PauseEndsFirst(Refused):
    field = "paused_until"
    message = _("De pauze eindigt voordat zij begint. Kies een latere dag.")


class NoPauseReason(Refused):
    field = "pause_reason"
    message = _("Schrijf in een paar woorden waarom het stopt. Bezoekers lezen dit.")


def check(offer: Offer) -> None:
    """Raises the refusals above, and those of `online`."""
    _check_places(offer)
    online.check(offer)
    check_schedule(offer.schedule)


def _check_places(offer: Offer) -> None:
    if offer.capacity is not None and offer.entry not in TAKES_SIGN_UPS:
        raise CapacityNeedsSignUp
    if offer.kept_seats > (offer.capacity or 0):
        raise TooManyKept
    if offer.entry is not Entry.APPOINTMENT:
        if offer.slot_minutes is not None:
            raise LengthNeedsAppointment
        return
    if offer.capacity is None:
        raise AppointmentNeedsPlaces
    if offer.slot_minutes is None:
        raise AppointmentNeedsLength
    least = timedelta(minutes=offer.slot_minutes)
    for line in offer.lines:
        one = occurrence(line.since, line.begins, line.ends)
        if one.ends_at - one.starts_at < least:
            raise SlotTooLong


def check_schedule(schedule: Schedule) -> None:
    if len(schedule.lines) > MOST_LINES:
        raise TooManyLines(field=f"lines.{MOST_LINES}.begins")
    coming = [number for number, one in enumerate(schedule.exceptions) if not one.is_over(clock.today())]
    if len(coming) > MOST_EXCEPTIONS:
        raise TooManyExceptions(field=f"exceptions.{coming[MOST_EXCEPTIONS]}.day")
    for number, line in enumerate(schedule.lines):
        _check_line(line, f"lines.{number}")
    for number, one in enumerate(schedule.exceptions):
        _check_exception(one, schedule.exceptions[:number], f"exceptions.{number}")
    if schedule.pause:
        _check_pause(schedule.pause)


def check_one(one: Exceptional, others: Sequence[Exceptional]) -> None:
    """One date that differs, among the others; the fields are its own."""
    try:
        _check_exception(one, others, "")
    except Refused as refusal:
        refusal.field = (refusal.field or "").removeprefix(".").replace("to_day", "day")
        raise


def _check_line(line: Line, at: str) -> None:
    if line.frequency is not Frequency.DATES and not line.weekdays:
        raise NoDays(field=f"{at}.weekdays")
    if line.frequency is Frequency.MONTHLY and not line.nths:
        raise NoNths(field=f"{at}.nths")
    if line.until is not None and line.until <= line.since:
        raise SeasonEndsFirst(field=f"{at}.until")
    if line.until is not None and line.times is not None:
        raise TwoEnds(field=f"{at}.times")
    _check_times(line.begins, line.ends, at)
    for day in line.dates:
        _check_clock(day, line.begins, at)


def _check_exception(one: Exceptional, before: Sequence[Exceptional], at: str) -> None:
    if any(one.day == other.day for other in before):
        raise TwiceTheSameDay(field=f"{at}.day")
    if one.kind is ExceptionKind.SKIP:
        return
    if (one.begins is None) != (one.ends is None) or (one.kind is ExceptionKind.EXTRA and one.begins is None):
        raise NoTimes(field=f"{at}.begins")
    if one.kind is ExceptionKind.MOVE and not one.differs:
        raise NothingElse(field=f"{at}.kind")
    if one.begins and one.ends:
        _check_times(one.begins, one.ends, at)
        _check_clock(one.held_on, one.begins, at)
    if any(_overlap(one, other) for other in before):
        raise MovedOntoAnother(field=f"{at}.{'to_day' if one.to_day else 'day'}")


def _overlap(one: Exceptional, other: Exceptional) -> bool:
    """Are these two at the same time? Without times of its own a moved date takes its rule's: then the day decides."""
    if other.kind is ExceptionKind.SKIP or one.held_on != other.held_on:
        return False
    (begin, end), (another_begin, another_end) = _span(one), _span(other)
    return begin < another_end and another_begin < end


def _span(one: Exceptional) -> tuple[datetime, datetime]:
    if one.begins is None or one.ends is None:
        return datetime.combine(one.held_on, time()), datetime.combine(one.held_on + ONE_DAY, time())
    last = one.held_on if one.ends > one.begins else one.held_on + ONE_DAY
    return datetime.combine(one.held_on, one.begins), datetime.combine(last, one.ends)


def _check_times(begins: time, ends: time, at: str) -> None:
    if begins == ends:
        raise NoLength(field=f"{at}.ends")
    ordinary = occurrence(date(2026, 1, 1), begins, ends)
    if ordinary.ends_at - ordinary.starts_at > LONGEST:
        raise TooLong(field=f"{at}.ends")


def _check_clock(day: date, begins: time, at: str) -> None:
    if not exists(day, begins):
        later = (datetime.combine(day, begins) + SPRING).time()
        message = _(
            "Op %(day)s gaat de klok een uur vooruit en bestaat deze tijd niet. Kies bijvoorbeeld %(later)s uur.",
            day=f"{day:%d-%m-%Y}",
            later=f"{later.hour}.{later.minute:02}",
        )
        raise Refused(message, field=f"{at}.begins")


def _check_pause(pause: Pause) -> None:
    if pause.until is not None and pause.until <= pause.since:
        raise PauseEndsFirst
    if pause.until is None and pause.review is None:
        raise NoReview
    if not pause.reason:
        raise NoPauseReason
