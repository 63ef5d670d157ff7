"""Signing up. Seats are given out to the brim and no further; who comes after that waits, in order."""

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from stelsel import audit, clock
from stelsel.access import links
from stelsel.access.models import LinkPurpose
from stelsel.errors import Conflict, Refused
from stelsel.i18n import _
from stelsel.marks import keyed
from stelsel.tenancy import Scope
from stelsel.text import fold
from stelsel_tenants.activities.models import TAKES_SIGN_UPS, ActivityState, Entry, SessionState
from stelsel_tenants.registrations import conditions, places, retention, telling
from stelsel_tenants.registrations.conditions import Terms
from stelsel_tenants.registrations.models import Channel, Registration, RegistrationState
from stelsel_tenants.registrations.places import Places

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Of the code on a card: nothing that looks like something else."""
CODE = 6


class NoContact(Refused):
    field = "email"
    message = _("Vul een e-mailadres of een telefoonnummer in. Dan kunnen we u bereiken als er iets verandert.")


class OnlineNeedsMail(Refused):
    field = "email"
    message = _("Vul een e-mailadres in. Daar sturen we de link heen waarmee iemand online meedoet.")


class Full(Conflict):
    message = _("Er zijn niet genoeg plaatsen meer vrij. Kies een ander moment, of kom met minder mensen.")


class NotOpen(Conflict):
    message = _("Voor dit moment kunt u zich niet meer aanmelden. Kijk bij de andere momenten.")


class NotYetOpen(Conflict):
    message = _("Aanmelden kan nog niet. Kijk hieronder vanaf wanneer het kan.")


class TooManyPeople(Refused):
    field = "seats"
    message = _("Met zoveel mensen kan dit niet in één keer. Kies een kleiner aantal, of bel de bibliotheek.")


class NoTime(Refused):
    field = "slot_at"
    message = _("Kies een tijd.")


class TimeGone(Conflict):
    field = "slot_at"
    message = _("Die tijd is net vergeven. Kies een andere tijd.")


class KeyUsedOtherwise(Conflict):
    message = _("Dit formulier is al verstuurd met andere gegevens. Ververs de pagina en vul het opnieuw in.")


@dataclass(frozen=True, slots=True)
class Person:
    """Who signs up, as they filled it in. `answer` is to the question of the library, where it has one."""

    name: str
    email: str | None = None
    phone: str | None = None
    seats: int = 1
    slot_at: datetime | None = None
    answer: str | None = None
    is_member: bool = False
    again: bool = False
    online: bool = False
    """From home, where one may choose."""
    language: str = "nl"


def sign_up(
    scope: Scope, session_id: uuid.UUID, person: Person, *, request_key: str, at_desk: bool = False
) -> Registration:
    """Give seats, or a place on the waiting list. The same person or the same form again is one sign-up.

    At the desk the seats that are kept count too, the window does not, and a name alone will do: the card with its
    code tells the rest. Raises NoContact, OnlineNeedsMail, NotOpen, NotYetOpen, Full, TooManyPeople, NoTime, TimeGone,
    KeyUsedOtherwise; NoResultFound where there is no such session.
    """
    if not (person.email or person.phone or at_desk):
        raise NoContact
    here = places.hold(scope, session_id, online=person.online)
    if here.is_online and not person.email:
        raise OnlineNeedsMail
    sent = scope.session.scalar(select(Registration).where(Registration.request_key == digest(request_key)))
    contact = contact_key(here, person, request_key)
    if sent is not None:
        return _same_form(sent, contact, person.seats)
    known = scope.session.scalar(select(Registration).where(Registration.contact_key == contact))
    if known is not None:
        telling.again(scope, known, here)
        return known
    terms = conditions.of(scope, here.activity.id)
    _check(here, terms, person, at_desk=at_desk)
    made = _place(scope, here, terms, person, at_desk=at_desk)
    made.contact_key, made.request_key = contact, digest(request_key)
    scope.session.add(made)
    audit.record(scope, "registration.made", made, seats=made.seats)
    ends_at = here.ends_at + retention.term(scope)
    links.make(scope, LinkPurpose.SIGN_UP, made.id, tenant_id=scope.tenant_id, ends_at=ends_at)
    telling.welcome(scope, made, here)
    return made


def is_open(here: Places) -> bool:
    """Is it published, and still to begin?"""
    return (
        here.activity.state is ActivityState.PUBLISHED
        and here.activity.entry in TAKES_SIGN_UPS
        and here.first.state is SessionState.PLANNED
        and here.starts_at > clock.now()
    )


def contact_key(here: Places, person: Person, request_key: str) -> str:
    """What makes the same person one sign-up: keyed, so that it tells nothing to whoever reads the table.

    Without a contact two of the same name are two people.
    """
    target = here.session_id or here.activity.id
    contact = person.email or person.phone or request_key
    return keyed(f"{target}\n{fold(person.name)}\n{contact}".encode("utf-8", "replace")).hex()


def digest(request_key: str) -> str:
    return hashlib.sha256(request_key.encode("utf-8", "replace")).hexdigest()


def _same_form(sent: Registration, contact: str, seats: int) -> Registration:
    """A double click, or a form sent again after a failure: the same answer. With other words it is a conflict."""
    if sent.seats != seats or sent.contact_key not in (contact, None):
        raise KeyUsedOtherwise
    return sent


def _check(here: Places, terms: Terms, person: Person, *, at_desk: bool) -> None:
    if not is_open(here):
        raise NotOpen
    if at_desk:
        return
    if clock.now() >= terms.closes(here.starts_at):
        raise NotOpen
    opens = terms.opens(here.starts_at)
    if opens is not None and clock.now() < opens:
        raise NotYetOpen
    if person.seats > terms.group_most:
        raise TooManyPeople


def _place(scope: Scope, here: Places, terms: Terms, person: Person, *, at_desk: bool) -> Registration:
    """A sign-up with its seats, or one that waits."""
    seats = 1 if here.activity.entry is Entry.APPOINTMENT else person.seats
    now = clock.now()
    made = Registration(
        activity_id=here.activity.id,
        session_id=here.session_id,
        name=person.name,
        email=person.email,
        phone=person.phone,
        code=_code() if person.email is None else None,
        seats=seats,
        online=here.online,
        channel=Channel.DESK if at_desk else Channel.WEB,
        language=person.language,
        number=places.number(scope, here),
        again=person.again,
        answer=person.answer if terms.question else None,
        is_member=person.is_member,
        signed_up_at=now,
    )
    _choose_time(scope, here, made, person.slot_at)
    if places.take(scope, here, seats, kept_too=at_desk):
        made.seated_at = now
        return made
    if not terms.waiting_list:
        raise Full
    made.state, made.queued_at = RegistrationState.WAITING, now
    made.slot_at = made.slot_seat = None
    return made


def _choose_time(scope: Scope, here: Places, made: Registration, slot_at: datetime | None) -> None:
    """The time that was asked for; where all are given, one waits for any."""
    if here.activity.entry is not Entry.APPOINTMENT:
        return
    times = places.times(scope, here)
    if not any(times.values()):
        return
    if slot_at is None:
        raise NoTime
    seats = times.get(slot_at)
    if not seats:
        raise TimeGone
    made.slot_at, made.slot_seat = slot_at, seats[0]


def _code() -> str:
    return "".join(secrets.choice(ALPHABET) for _sign in range(CODE))
