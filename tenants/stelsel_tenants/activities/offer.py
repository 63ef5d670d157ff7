"""An activity as its editor fills it in: plain values for the commands."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from stelsel.clock import at, exists
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel_tenants.activities.models import (
    TAKES_SIGN_UPS,
    Activity,
    Entry,
    ExceptionKind,
    Frequency,
    Rule,
    RuleException,
)
from stelsel_tenants.activities.schedule import Exceptional, Line, occurrence

LONGEST = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Offer:
    """What, where, for whom, when. Money in cents."""

    title: str
    branch_id: uuid.UUID
    concept_slug: str
    organisation_id: uuid.UUID | None = None
    summary: str = ""
    text: str = ""
    audience: str = ""
    bring: str = ""
    room: str = ""
    language: str = "nl"
    cost_cents: int = 0
    entry: Entry = Entry.WALK_IN
    capacity: int | None = None
    slot_minutes: int | None = None
    kept_seats: int = 0
    lines: tuple[Line, ...] = ()
    exceptions: tuple[Exceptional, ...] = ()


PLAIN = (
    "title",
    "branch_id",
    "concept_slug",
    "organisation_id",
    "summary",
    "text",
    "audience",
    "bring",
    "room",
    "language",
    "cost_cents",
    "entry",
    "capacity",
    "slot_minutes",
    "kept_seats",
)


class NoDays(Refused):
    field = "weekdays"
    message = _("Kies ten minste één dag van de week.")


class NoNths(Refused):
    field = "nths"
    message = _("Kies welke van de maand: de eerste, de tweede, en zo verder.")


class SeasonEndsFirst(Refused):
    field = "until"
    message = _("De laatste dag ligt voor de eerste. Kies een latere laatste dag.")


class NoLength(Refused):
    field = "ends"
    message = _("De eindtijd is gelijk aan de begintijd. Kies een andere eindtijd.")


class TooLong(Refused):
    field = "ends"
    message = _("Dit duurt langer dan 12 uur. Kijk of de eindtijd klopt.")


class SkippedHour(Refused):
    field = "begins"
    message = _("Op die dag gaat de klok een uur vooruit en bestaat deze tijd niet. Kies een uur later.")


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


class ExceptionWithoutTime(Refused):
    field = "exceptions"
    message = _("Vul bij een extra of verplaatste datum een begintijd en een eindtijd in.")


class TwiceTheSameDay(Refused):
    field = "exceptions"
    message = _("Er staan twee uitzonderingen op dezelfde dag. Haal er één weg.")


def check(offer: Offer) -> None:
    """The rules that an offer keeps by itself. Raises the refusals above."""
    _check_places(offer)
    for line in offer.lines:
        _check_line(line)
    for one in offer.exceptions:
        if one.kind is not ExceptionKind.SKIP and (one.begins is None or one.ends is None):
            raise ExceptionWithoutTime
    if len({one.day for one in offer.exceptions}) < len(offer.exceptions):
        raise TwiceTheSameDay


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


def _check_line(line: Line) -> None:
    if line.frequency is not Frequency.ONCE and not line.weekdays:
        raise NoDays
    if line.frequency is Frequency.MONTHLY and not line.nths:
        raise NoNths
    if line.until is not None and line.until <= line.since:
        raise SeasonEndsFirst
    if line.begins == line.ends:
        raise NoLength
    if line.frequency is Frequency.ONCE and not exists(line.since, line.begins):
        raise SkippedHour
    one = occurrence(line.since, line.begins, line.ends)
    if one.ends_at - one.starts_at > LONGEST or one.starts_at != at(line.since, line.begins):
        raise TooLong


def rules(offer: Offer) -> list[Rule]:
    """The rows of its schedule."""
    return [
        Rule(
            position=position,
            frequency=line.frequency,
            weekdays=sorted(set(line.weekdays)),
            nths=sorted(set(line.nths)),
            begins=line.begins,
            ends=line.ends,
            since=line.since,
            until=line.until,
            not_in_school_holidays=line.not_in_school_holidays,
            not_on_public_holidays=line.not_on_public_holidays,
        )
        for position, line in enumerate(offer.lines)
    ]


def exceptions(offer: Offer) -> list[RuleException]:
    return [
        RuleException(day=one.day, kind=one.kind, begins=one.begins, ends=one.ends, reason=one.reason)
        for one in offer.exceptions
    ]


def line(rule: Rule) -> Line:
    """A row as the pure schedule knows it."""
    return Line(
        frequency=rule.frequency,
        begins=rule.begins,
        ends=rule.ends,
        since=rule.since,
        until=rule.until,
        weekdays=tuple(rule.weekdays),
        nths=tuple(rule.nths),
        not_in_school_holidays=rule.not_in_school_holidays,
        not_on_public_holidays=rule.not_on_public_holidays,
    )


def of(activity: Activity) -> Offer:
    """An activity as its editor would fill it in."""
    return Offer(
        **{name: getattr(activity, name) for name in PLAIN},
        lines=tuple(line(rule) for rule in activity.rules),
        exceptions=tuple(
            Exceptional(one.day, one.kind, one.begins, one.ends, one.reason) for one in activity.exceptions
        ),
    )
