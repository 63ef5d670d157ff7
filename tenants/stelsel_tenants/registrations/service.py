"""Signing up for a session, and taking it back. Places are given out to the brim and no further (SECURITY P-28)."""

import hashlib
import hmac
import uuid
from datetime import timedelta

from flask import current_app
from sqlalchemy import or_, select, update

from stelsel import audit, clock, mail
from stelsel.access import links
from stelsel.access.models import LinkPurpose
from stelsel.config import Settings
from stelsel.errors import Conflict, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.text import fold
from stelsel_tenants.activities.events import Tally, seats_changed, session_counted
from stelsel_tenants.activities.models import Activity, ActivityState, Entry, Session, SessionState
from stelsel_tenants.registrations.models import Registration, RegistrationState

KEPT = timedelta(days=14)
"""How long after the session a name and a contact are kept."""


class NoContact(Refused):
    field = "email"
    message = _("Vul een e-mailadres of een telefoonnummer in. Dan kunnen we u bereiken als er iets verandert.")


class Full(Conflict):
    message = _("Er zijn niet genoeg plaatsen meer vrij. Kies een ander moment, of kom met minder mensen.")


class NotOpen(Conflict):
    message = _("Voor dit moment kunt u zich niet meer aanmelden. Kijk bij de andere momenten.")


class KeyUsedOtherwise(Conflict):
    message = _("Dit formulier is al verstuurd met andere gegevens. Ververs de pagina en vul het opnieuw in.")


class TakenBack(Conflict):
    message = _("Deze aanmelding is al afgezegd.")


def sign_up(
    scope: Scope,
    session_id: uuid.UUID,
    *,
    name: str,
    email: str | None,
    phone: str | None,
    seats: int,
    request_key: str,
    language: str = "nl",
) -> Registration:
    """Give `seats` places. The same person again, or the same form again, is one sign-up and takes nothing more.

    Raises NoContact, NotOpen, Full, KeyUsedOtherwise; NoResultFound where there is no such session.
    """
    if not (email or phone):
        raise NoContact
    session = scope.session.get_one(Session, (scope.tenant_id, session_id), with_for_update=True)
    contact = contact_key(session_id, name, email or phone or "")
    sent = scope.session.scalar(select(Registration).where(Registration.request_key == _digest(request_key)))
    if sent is not None:
        return _same_form(sent, contact, seats)
    known = scope.session.scalar(
        select(Registration).where(Registration.session_id == session_id, Registration.contact_key == contact)
    )
    if known is not None:
        _tell(scope, known, session, "signed-up-already", language)
        return known
    _take(scope, session, seats)
    registration = Registration(
        session_id=session_id,
        name=name,
        email=email,
        phone=phone,
        seats=seats,
        contact_key=contact,
        request_key=_digest(request_key),
    )
    scope.session.add(registration)
    audit.record(scope, "registration.made", registration, seats=seats)
    links.make(
        scope,
        LinkPurpose.SIGN_UP,
        registration.id,
        tenant_id=scope.tenant_id,
        ends_at=session.ends_at + KEPT,
    )
    _tell(scope, registration, session, "signed-up", language)
    seats_changed.send(scope, session=session)
    return registration


def take_back(scope: Scope, registration_id: uuid.UUID) -> Registration:
    """Cancel a sign-up; its places are free at once. Raises TakenBack when it was already, NotOpen once it began."""
    registration = scope.session.get_one(Registration, (scope.tenant_id, registration_id), with_for_update=True)
    if registration.state is RegistrationState.CANCELLED:
        raise TakenBack
    session = scope.session.get_one(Session, (scope.tenant_id, registration.session_id), with_for_update=True)
    if session.ends_at <= clock.now():
        raise NotOpen
    registration.state = RegistrationState.CANCELLED
    registration.contact_key = None
    before = Tally.of(session)
    _give_back(scope, session, registration.seats)
    if (after := Tally.of(session)) != before:  # it was counted already, while it goes on
        session_counted.send(scope, session=session, before=before, after=after)
    audit.record(scope, "registration.taken_back", registration, seats=registration.seats)
    seats_changed.send(scope, session=session)
    return registration


def erase(scope: Scope) -> int:
    """Forget names and contacts of sessions that ended KEPT ago; the counts stay. Returns how many were forgotten."""
    old = (
        select(Registration)
        .join(Session, (Session.tenant_id == Registration.tenant_id) & (Session.id == Registration.session_id))
        .where(Registration.erased_at.is_(None), Session.ends_at < clock.now() - KEPT)
    )
    found = scope.session.scalars(old).all()
    for registration in found:
        registration.name = registration.email = registration.phone = registration.contact_key = None
        registration.request_key = None
        registration.erased_at = clock.now()
    return len(found)


def contact_key(session_id: uuid.UUID, name: str, contact: str) -> str:
    """What makes the same person one sign-up: keyed, so that it tells nothing to whoever reads the table."""
    settings: Settings = current_app.extensions["stelsel.settings"]
    said = f"{session_id}\n{fold(name)}\n{contact}".encode()
    return hmac.new(settings.secret().encode(), said, hashlib.sha256).hexdigest()


def _digest(request_key: str) -> str:
    return hashlib.sha256(request_key.encode("utf-8", "replace")).hexdigest()


def _same_form(sent: Registration, contact: str, seats: int) -> Registration:
    """A double click, or a form sent again after a failure: the same answer. With other words it is a conflict."""
    if sent.seats != seats or sent.contact_key not in (contact, None):
        raise KeyUsedOtherwise
    return sent


def _take(scope: Scope, session: Session, seats: int) -> None:
    """The places, by one conditional statement: what it does not change, nobody gets."""
    activity = scope.session.get_one(Activity, (session.tenant_id, session.activity_id))
    is_open = (
        session.state is SessionState.PLANNED
        and session.starts_at > clock.now()
        and activity.state is ActivityState.PUBLISHED
        and activity.entry is Entry.SIGN_UP
    )
    if not is_open:
        raise NotOpen
    taken = scope.session.execute(
        update(Session)
        .where(
            Session.id == session.id,
            Session.state == SessionState.PLANNED,
            or_(Session.capacity.is_(None), Session.taken + seats <= Session.capacity),
        )
        .values(taken=Session.taken + seats)
        .returning(Session.taken)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if taken is None:
        raise Full
    scope.session.refresh(session)


def _give_back(scope: Scope, session: Session, seats: int) -> None:
    scope.session.execute(
        update(Session)
        .where(Session.id == session.id)
        .values(taken=Session.taken - seats)
        .execution_options(synchronize_session=False)
    )
    scope.session.refresh(session)


def _tell(scope: Scope, registration: Registration, session: Session, template: str, language: str) -> None:
    if registration.email is None:
        return
    activity = scope.session.get_one(Activity, (session.tenant_id, session.activity_id))
    own = links.of(scope, LinkPurpose.SIGN_UP, registration.id)
    mail.queue(
        scope,
        to=registration.email,
        template=template,
        key=f"{template}:{registration.id}",
        language=language,
        name=registration.name,
        title=activity.title,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        seats=registration.seats,
        bring=activity.bring,
        path=f"/aanmelding/{links.token(own.id)}",
    )
