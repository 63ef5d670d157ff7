"""The desk: how many came. More present than registered, or than there are seats, is counted and never capped."""

import uuid

from sqlalchemy import func, select

from stelsel import audit, clock
from stelsel.errors import Conflict, NotFound, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.activities import sessions
from stelsel_tenants.activities.events import Tally, published_changed, session_counted
from stelsel_tenants.activities.models import Session, SessionState
from stelsel_tenants.registrations.models import Attendance, Registration, RegistrationState

MOST = 10_000


class TooEarly(Conflict):
    message = _("Dit moment is op een latere dag. Tellen kan vanaf die dag.")


class Cancelled(Conflict):
    message = _("Dit moment gaat niet door. Er valt niets te tellen.")


class NotBegun(Conflict):
    field = "not_held_reason"
    message = _("Dit moment moet nog beginnen. Zeg het af bij de activiteit: dan krijgt iedereen bericht.")


class SomebodyCame(Conflict):
    field = "not_held_reason"
    message = _("Er zijn al mensen geteld. Zet het aantal eerst op 0 als er niemand was.")


class Closed(Conflict):
    field = "reason"
    message = _("Dit moment is afgesloten. Zeg bij „Reden” waarom u het aantal verandert.")


class NotOff(Conflict):
    message = _("Dit moment gaat al door. Ververs de pagina om het te zien.")


class MinutesWithoutVolunteers(Refused):
    field = "volunteers"
    message = _("U vulde uren in, maar geen vrijwilligers. Vul in hoeveel vrijwilligers er waren.")


class FewerThanNames(Refused):
    field = "aanwezig"
    message = _("Er zijn meer namen afgevinkt dan dit aantal. Haal eerst een vinkje weg, of vul een hoger aantal in.")


class TooMany(Refused):
    field = "aanwezig"
    message = _("Meer dan 10.000 mensen kunnen we niet tellen. Kijk het aantal na.")


def count(
    scope: Scope, session_id: uuid.UUID, *, present: int, turned_away: int | None = None, reason: str = ""
) -> Session:
    """Say how many were present, and how many were sent away. Counting again corrects; 0 is held and nobody came.

    What is closed is changed with a reason only.
    """
    session = _countable(scope, session_id, reason)
    if present < (session.registered_present or 0):
        raise FewerThanNames
    away = session.turned_away if turned_away is None else turned_away
    return _set(scope, session, present=present, registered_present=session.registered_present, turned_away=away)


def close(
    scope: Scope, session_id: uuid.UUID, *, volunteers: int | None = None, volunteer_minutes: int | None = None
) -> Session:
    """The desk is done with it; a session that nobody counted was held and nobody came. Closing twice is once."""
    session = scope.session.get_one(Session, (scope.tenant_id, session_id), with_for_update=True)
    if volunteer_minutes and not volunteers:
        raise MinutesWithoutVolunteers
    if session.state is not SessionState.HELD:
        count(scope, session_id, present=0)
    session.closed_at = session.closed_at or clock.now()
    session.volunteers, session.volunteer_minutes = volunteers, volunteer_minutes
    audit.record(scope, "session.closed", session, volunteers=volunteers, volunteer_minutes=volunteer_minutes)
    return session


def did_not_happen(scope: Scope, session_id: uuid.UUID, *, reason: str) -> Session:
    """Its hour came and nothing happened. It is not held with nobody there: figures count it with what was cancelled.

    Raises NotBegun, SomebodyCame, and Cancelled for what was off already. Saying it twice is saying it once.
    """
    session = scope.session.get_one(Session, (scope.tenant_id, session_id), with_for_update=True)
    if session.state is SessionState.NOT_HELD:
        return session
    if session.state.is_off:
        raise Cancelled
    if session.starts_at > clock.now():
        raise NotBegun
    if session.present:
        raise SomebodyCame
    if session.state is SessionState.HELD:
        _uncount(scope, session)
    return _turned(scope, session, SessionState.NOT_HELD, reason)


def did_happen(scope: Scope, session_id: uuid.UUID) -> Session:
    """That was a mistake: it can be counted again. Raises Conflict where nobody said that it did not take place."""
    session = scope.session.get_one(Session, (scope.tenant_id, session_id), with_for_update=True)
    if session.state is not SessionState.NOT_HELD:
        raise NotOff
    return _turned(scope, session, SessionState.PLANNED, "")


def _turned(scope: Scope, session: Session, state: SessionState, reason: str) -> Session:
    sessions.turn(scope, session, state, reason)
    audit.record(scope, f"session.{state}", session)
    published_changed.send(scope, activity_ids={session.activity_id})
    return session


def add(scope: Scope, session_id: uuid.UUID, number: int) -> Session:
    """`number` more present, or fewer when negative; never below those whose names are ticked."""
    session = _countable(scope, session_id)
    present = max((session.present or 0) + number, session.registered_present or 0, 0)
    return _set(
        scope,
        session,
        present=present,
        registered_present=session.registered_present,
        turned_away=session.turned_away,
    )


def tick(scope: Scope, session_id: uuid.UUID, registration_id: uuid.UUID, *, came: bool) -> Session:
    """Somebody who signed up is here (or is not, after all). The total goes along."""
    session = _countable(scope, session_id)
    registration = scope.session.get_one(Registration, (scope.tenant_id, registration_id), with_for_update=True)
    if registration.activity_id != session.activity_id or registration.session_id not in (None, session_id):
        raise NotFound
    seen = scope.session.scalar(
        select(Attendance).where(Attendance.session_id == session_id, Attendance.registration_id == registration_id)
    )
    was = seen.came if seen else None
    if registration.state is RegistrationState.CANCELLED or was is came:
        return session
    if seen is None:
        seen = Attendance(registration_id=registration_id, session_id=session_id, came=came, seats=registration.seats)
        scope.session.add(seen)
    seen.came, seen.seats = came, registration.seats
    registered_present = _registered_present(scope, session_id)
    moved = registration.seats if came else -registration.seats if was else 0
    present = max((session.present or 0) + moved, registered_present, 0)
    return _set(scope, session, present=present, registered_present=registered_present, turned_away=session.turned_away)


def _registered_present(scope: Scope, session_id: uuid.UUID) -> int:
    """People that signed up and were ticked."""
    scope.session.flush()
    there = select(func.coalesce(func.sum(Attendance.seats), 0)).where(
        Attendance.session_id == session_id, Attendance.came.is_(True)
    )
    return scope.session.scalar(there) or 0


def _countable(scope: Scope, session_id: uuid.UUID, reason: str = "") -> Session:
    session = scope.session.get_one(Session, (scope.tenant_id, session_id), with_for_update=True)
    if session.state.is_off:
        raise Cancelled
    if session.starts_at.astimezone(clock.AMSTERDAM).date() > clock.today():
        raise TooEarly
    if session.closed_at is not None:
        if not reason:
            raise Closed
        session.count_reason = reason
    return session


def _uncount(scope: Scope, session: Session) -> None:
    """As if nobody had counted it."""
    before = Tally.of(session)
    session.state = SessionState.PLANNED
    session.present = session.registered_present = session.counted_at = session.closed_at = None
    session.volunteers = session.volunteer_minutes = None
    session.turned_away = 0
    session_counted.send(scope, session=session, before=before, after=Tally.of(session))


def _set(scope: Scope, session: Session, *, present: int, registered_present: int | None, turned_away: int) -> Session:
    if present > MOST or turned_away > MOST:
        raise TooMany
    before = Tally.of(session)
    session.state = SessionState.HELD
    session.present = present
    session.registered_present = registered_present
    session.turned_away = turned_away
    session.counted_at = clock.now()
    audit.record(scope, "session.counted", session, present=present, turned_away=turned_away)
    session_counted.send(scope, session=session, before=before, after=Tally.of(session))
    return session
