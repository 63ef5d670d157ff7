"""What one signs up for, and its seats: a session, a time of one, or a whole course (SECURITY P-28).

Whoever changes seats first holds the session (of a course: the activity), so that the waiting list keeps its order.
The seats themselves are given by one conditional statement: what it does not change, nobody gets.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from stelsel import clock
from stelsel.tenancy import Scope
from stelsel_tenants.activities import seats as left
from stelsel_tenants.activities import slots
from stelsel_tenants.activities.events import Tally, seats_changed, session_counted
from stelsel_tenants.activities.models import Activity, Entry, Mode, Session, SessionState
from stelsel_tenants.registrations.models import Registration, RegistrationState

SEATED = (RegistrationState.CONFIRMED, RegistrationState.OFFERED)


@dataclass(frozen=True, slots=True)
class Places:
    """`sessions`: the one that is asked for; of a course all that are still to come, the first one first.

    `online`: the seats online, where one may choose; they are counted apart from those at the branch.
    """

    activity: Activity
    sessions: tuple[Session, ...]
    online: bool = False

    @property
    def is_course(self) -> bool:
        return self.activity.entry is Entry.COURSE

    @property
    def session_id(self) -> uuid.UUID | None:
        """What a sign-up notes down."""
        return None if self.is_course else self.sessions[0].id

    @property
    def first(self) -> Session:
        return self.sessions[0]

    @property
    def starts_at(self) -> datetime:
        return self.sessions[0].starts_at

    @property
    def ends_at(self) -> datetime:
        return self.sessions[-1].ends_at

    @property
    def free(self) -> int | None:
        """Seats that anybody can take; None where none are counted. Never below zero."""
        known = [free for one in self.sessions if (free := self._free(one)) is not None]
        return min(known) if known else None

    @property
    def is_online(self) -> bool:
        """Does one take part from home here, by choice or because there is nothing else?"""
        return self.online or self.activity.mode is Mode.ONLINE

    def _free(self, one: Session) -> int | None:
        return left.online(one) if self.online else left.at_branch(one)

    def same(self) -> list[ColumnElement[bool]]:
        """The condition on sign-ups for this."""
        row = Registration
        here = row.session_id.is_(None) if self.is_course else row.session_id == self.sessions[0].id
        return [row.activity_id == self.activity.id, here]


def hold(scope: Scope, session_id: uuid.UUID, *, online: bool = False) -> Places:
    """Take hold of what this session belongs to, until the transaction ends. Raises NoResultFound."""
    session = scope.session.get_one(Session, (scope.tenant_id, session_id))
    activity = scope.session.get_one(Activity, (scope.tenant_id, session.activity_id))
    online = online and activity.mode is Mode.BOTH
    if activity.entry is not Entry.COURSE:
        return Places(activity, (_held(scope, session),), online)
    return _course(scope, activity, session, online=online)


def hold_of(scope: Scope, registration: Registration) -> Places | None:
    """The same for a sign-up; None where a course has nothing to come any more."""
    if registration.session_id is not None:
        session = scope.session.get_one(Session, (scope.tenant_id, registration.session_id))
        activity = scope.session.get_one(Activity, (scope.tenant_id, registration.activity_id))
        return Places(activity, (_held(scope, session),), registration.online)
    activity = scope.session.get_one(Activity, (scope.tenant_id, registration.activity_id))
    return _course(scope, activity, online=registration.online) if coming(scope, activity.id) else None


def standing(scope: Scope, registration_id: uuid.UUID) -> tuple[Registration, Places | None]:
    """A sign-up with what it is for, both held: the seats first, in the order in which whoever signs up holds them.

    Raises NoResultFound.
    """
    one = scope.session.get_one(Registration, (scope.tenant_id, registration_id))
    here = hold_of(scope, one)
    scope.session.refresh(one, with_for_update=True)
    return one, here


def theirs() -> ColumnElement[bool]:
    """The condition on sessions that a sign-up is for: its own, or of a course those that began after it was made."""
    row = Registration
    of_course = and_(row.session_id.is_(None), Session.starts_at > row.signed_up_at)
    return and_(
        Session.tenant_id == row.tenant_id,
        Session.activity_id == row.activity_id,
        or_(Session.id == row.session_id, of_course),
    )


def _held(scope: Scope, session: Session) -> Session:
    scope.session.refresh(session, with_for_update=True)
    return session


def _course(scope: Scope, activity: Activity, asked: Session | None = None, *, online: bool) -> Places:
    scope.session.refresh(activity, with_for_update=True)
    found = tuple(coming(scope, activity.id, hold=True))
    return Places(activity, found or ((asked,) if asked else ()), online)


def coming(scope: Scope, activity_id: uuid.UUID, *, hold: bool = False) -> Sequence[Session]:
    """The sessions of an activity that are still to come and go on, the first one first."""
    statement = (
        select(Session)
        .where(
            Session.activity_id == activity_id,
            Session.state == SessionState.PLANNED,
            Session.starts_at > clock.now(),
        )
        .order_by(Session.starts_at, Session.id)
    )
    if hold:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return scope.session.scalars(statement).all()


def number(scope: Scope, places: Places) -> int:
    """The number of the next sign-up: its place in the order of entry."""
    last = scope.session.scalar(select(func.max(Registration.number)).where(*places.same()))
    return (last or 0) + 1


def take(scope: Scope, places: Places, seats: int, *, kept_too: bool = False) -> bool:
    """Give out seats, all that are asked for or none. `kept_too`: also those that are kept for the desk."""
    ids = [one.id for one in places.sessions]
    with scope.session.begin_nested() as attempt:
        given = scope.session.execute(
            update(Session)
            .where(
                Session.id.in_(ids),
                Session.state == SessionState.PLANNED,
                _fits(places, seats, kept_too=kept_too),
            )
            .values(**_given(places, seats))
            .returning(Session.id)
            .execution_options(synchronize_session=False)
        ).all()
        if len(given) < len(ids):
            attempt.rollback()
            return False
    _tell(scope, places)
    return True


def give_back(scope: Scope, places: Places, seats: int) -> None:
    """Seats are free again; where a session was counted already, while it goes on, its figures follow."""
    before = [Tally.of(one) for one in places.sessions]
    scope.session.execute(
        update(Session)
        .where(Session.id.in_([one.id for one in places.sessions]))
        .values(**_given(places, -seats))
        .execution_options(synchronize_session=False)
    )
    _tell(scope, places)
    for one, was in zip(places.sessions, before, strict=True):
        if (now := Tally.of(one)) != was:
            session_counted.send(scope, session=one, before=was, after=now)


def _fits(places: Places, seats: int, *, kept_too: bool) -> ColumnElement[bool]:
    if places.online:
        return Session.online_taken + seats <= Session.online_capacity
    limit = Session.capacity if kept_too else Session.capacity - Session.kept
    return or_(Session.capacity.is_(None), Session.taken - Session.online_taken + seats <= limit)


def _given(places: Places, seats: int) -> dict[str, Any]:
    """What is taken when so many seats more are; fewer, where the number is negative."""
    taken = {"taken": Session.taken + seats}
    return taken | {"online_taken": Session.online_taken + seats} if places.online else taken


def _tell(scope: Scope, places: Places) -> None:
    for one in places.sessions:
        scope.session.refresh(one)
        seats_changed.send(scope, session=one)


def times(scope: Scope, places: Places) -> dict[datetime, list[int]]:
    """Of appointments: each time that is still to come, with its seats that are free."""
    activity, session = places.activity, places.first
    if activity.slot_minutes is None or activity.capacity is None:
        return {}
    seated = select(Registration.slot_at, Registration.slot_seat).where(
        Registration.session_id == session.id, Registration.slot_at.is_not(None)
    )
    given = {(row.slot_at, row.slot_seat) for row in scope.session.execute(seated)}
    return {
        start: [seat for seat in range(activity.capacity) if (start, seat) not in given]
        for start in slots.starts(session.starts_at, session.ends_at, activity.slot_minutes)
        if start > clock.now()
    }
