"""What may be seen of sign-ups: at the desk, in the workroom, and by the one who signed up."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from stelsel import clock
from stelsel.tenancy import Scope
from stelsel_tenants.activities import seats
from stelsel_tenants.activities.models import (
    TAKES_SIGN_UPS,
    Activity,
    ActivityState,
    Entry,
    Mode,
    Session,
    SessionState,
)
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.registrations import conditions, queue
from stelsel_tenants.registrations.conditions import Terms
from stelsel_tenants.registrations.models import Attendance, Registration, RegistrationState
from stelsel_tenants.registrations.places import SEATED

LOOK_BACK = timedelta(days=14)


def waits_for_count() -> ColumnElement[bool]:
    """The condition on a session that nobody counted: of the two weeks before today, and not cancelled."""
    end = clock.start_of(clock.today())
    return and_(Session.state == SessionState.PLANNED, Session.starts_at >= end - LOOK_BACK, Session.starts_at < end)


@dataclass(frozen=True, slots=True)
class Moment:
    """A session with what stands around it."""

    id: uuid.UUID
    activity_id: uuid.UUID
    title: str
    organisation_id: uuid.UUID | None
    branch: str
    room: str
    leader: str
    starts_at: datetime
    ends_at: datetime
    state: SessionState
    reason: str
    entry: Entry
    is_published: bool
    cost_cents: int
    capacity: int | None
    kept: int
    taken: int
    mode: Mode
    online_capacity: int | None
    online_taken: int
    present: int | None
    registered_present: int | None
    turned_away: int
    counted_at: datetime | None
    closed_at: datetime | None
    volunteers: int | None
    volunteer_minutes: int | None

    @property
    def left_over(self) -> int | None:
        """Places that anybody can take; None where they are not counted, 0 where more are taken than there are."""
        return seats.left_over(self)

    @property
    def left_at_branch(self) -> int | None:
        """Of those places: at the branch."""
        return seats.at_branch(self)

    @property
    def left_online(self) -> int | None:
        """Of those places: online. None where one cannot choose."""
        return seats.online(self)

    @property
    def too_many(self) -> int:
        """How many more signed up than there are places since the number was lowered: nobody is dropped."""
        at_branch = max(self.taken - self.online_taken - self.capacity, 0) if self.capacity is not None else 0
        return at_branch + (max(self.online_taken - self.online_capacity, 0) if self.online_capacity else 0)

    @property
    def is_open(self) -> bool:
        """Can somebody still sign up, the window of the library apart?"""
        return (
            self.is_published
            and self.entry in TAKES_SIGN_UPS
            and self.state is SessionState.PLANNED
            and self.starts_at > clock.now()
        )

    @property
    def may_be_not_held(self) -> bool:
        """It began, and nobody was counted."""
        return not self.state.is_off and not self.present and self.starts_at <= clock.now()

    @property
    def walked_in(self) -> int:
        return (self.present or 0) - (self.registered_present or 0)

    @property
    def over_capacity(self) -> int:
        return max((self.present or 0) - self.capacity, 0) if self.capacity else 0


def _moments() -> Select[Session, Activity, str]:
    return (
        select(Session, Activity, Branch.name)
        .join(Activity, (Activity.tenant_id == Session.tenant_id) & (Activity.id == Session.activity_id))
        .join(Branch, (Branch.tenant_id == Session.tenant_id) & (Branch.id == Session.branch_id))
    )


def _moment(session: Session, activity: Activity, branch: str) -> Moment:
    return Moment(
        id=session.id,
        activity_id=session.activity_id,
        title=activity.title,
        organisation_id=session.organisation_id,
        branch=branch,
        room=session.room or activity.room,
        leader=session.leader or activity.leader,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        state=session.state,
        reason=session.reason,
        entry=activity.entry,
        is_published=activity.state is ActivityState.PUBLISHED,
        cost_cents=activity.cost_cents,
        capacity=session.capacity,
        kept=session.kept,
        taken=session.taken,
        mode=activity.mode,
        online_capacity=session.online_capacity,
        online_taken=session.online_taken,
        present=session.present,
        registered_present=session.registered_present,
        turned_away=session.turned_away,
        counted_at=session.counted_at,
        closed_at=session.closed_at,
        volunteers=session.volunteers,
        volunteer_minutes=session.volunteer_minutes,
    )


def moment(scope: Scope, session_id: uuid.UUID) -> Moment:
    """One session. Raises NoResultFound."""
    session, activity, branch = scope.session.execute(_moments().where(Session.id == session_id)).one()
    return _moment(session, activity, branch)


def shown(scope: Scope, session_id: uuid.UUID) -> Moment:
    """As `moment`, for anybody: a draft is nobody's business. Raises NoResultFound."""
    statement = _moments().where(Session.id == session_id, Activity.state != ActivityState.DRAFT)
    session, activity, branch = scope.session.execute(statement).one()
    return _moment(session, activity, branch)


def today(scope: Scope) -> list[Moment]:
    """Today's sessions, first one first."""
    day = clock.today()
    statement = _moments().where(Session.starts_at >= clock.start_of(day), Session.starts_at < clock.end_of(day))
    return _read(scope, statement.order_by(Session.starts_at, Session.id))


def uncounted(scope: Scope) -> list[Moment]:
    """Sessions of the last two weeks, before today, that nobody counted: newest first."""
    return _read(scope, _moments().where(waits_for_count()).order_by(Session.starts_at.desc(), Session.id).limit(50))


def coming(scope: Scope, *, limit: int = 100) -> list[Moment]:
    """Coming sessions that people signed up for, or wait for."""
    waits = select(Registration.session_id).where(Registration.state == RegistrationState.WAITING)
    statement = _moments().where(or_(Session.taken > 0, Session.id.in_(waits)), Session.ends_at > clock.now())
    return _read(scope, statement.order_by(Session.starts_at, Session.id).limit(limit))


def sessions_of_course(scope: Scope, activity_id: uuid.UUID) -> list[Moment]:
    """What is still to come of a course, the first one first."""
    statement = _moments().where(
        Session.activity_id == activity_id, Session.state == SessionState.PLANNED, Session.starts_at > clock.now()
    )
    return _read(scope, statement.order_by(Session.starts_at, Session.id))


def _read(scope: Scope, statement: Any) -> list[Moment]:
    return [_moment(row[0], row[1], row[2]) for row in scope.session.execute(statement)]


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody who signed up, as staff see it. All but the seats is gone once erased."""

    id: uuid.UUID
    name: str | None
    email: str | None
    phone: str | None
    code: str | None
    answer: str | None
    seats: int
    online: bool
    state: RegistrationState
    slot_at: datetime | None
    offered_until: datetime | None
    is_member: bool
    paid_at: datetime | None
    came: bool | None


def names(scope: Scope, session_id: uuid.UUID) -> list[Name]:
    """Who has a place at a session, by name; for a course everybody of it. Appointments go by their time."""
    row = Registration
    statement = _names(session_id).where(_at(session_id), row.state.in_(SEATED))
    return [Name(*found) for found in scope.session.execute(statement.order_by(row.slot_at, row.name, row.id))]


def waiting(scope: Scope, session_id: uuid.UUID) -> list[Name]:
    """Who waits, the next one first."""
    row = Registration
    statement = _names(session_id).where(_at(session_id), row.state == RegistrationState.WAITING)
    return [Name(*found) for found in scope.session.execute(statement.order_by(row.queued_at, row.number))]


def _at(session_id: uuid.UUID) -> ColumnElement[bool]:
    """The condition on sign-ups for this session, or for the course that it belongs to."""
    row = Registration
    course = select(Session.activity_id).where(Session.id == session_id).scalar_subquery()
    return or_(row.session_id == session_id, and_(row.session_id.is_(None), row.activity_id == course))


def _names(session_id: uuid.UUID) -> Any:
    row = Registration
    columns: list[Any] = [getattr(row, name) for name in Name.__dataclass_fields__ if name != "came"]
    at_session = and_(
        Attendance.tenant_id == row.tenant_id,
        Attendance.registration_id == row.id,
        Attendance.session_id == session_id,
    )
    return select(*columns, Attendance.came).outerjoin(Attendance, at_session)


def waiting_for_count(scope: Scope) -> tuple[int, str]:
    """For the menu: how many sessions nobody counted yet."""
    number = scope.session.scalar(select(func.count()).select_from(Session).where(waits_for_count()))
    return number or 0, "warn"


@dataclass(frozen=True, slots=True)
class Own:
    """A sign-up as its own person sees it, and the card that the desk prints for somebody without mail.

    `dates`: all that it is for. `position` on the waiting list, 1 is next.
    """

    id: uuid.UUID
    name: str | None
    code: str | None
    seats: int
    state: RegistrationState
    slot_at: datetime | None
    offered_until: datetime | None
    position: int | None
    again: bool
    online: bool
    dates: list[Moment]
    terms: Terms
    online_link: str
    """For who has a place; "" for who takes part at the branch."""

    @property
    def is_cancelled(self) -> bool:
        return self.state is RegistrationState.CANCELLED

    @property
    def moment(self) -> Moment:
        return self.dates[0]

    @property
    def is_online(self) -> bool:
        return self.online or self.moment.mode is Mode.ONLINE

    @property
    def can_change(self) -> bool:
        return self.moment.state is SessionState.PLANNED and self.moment.starts_at > clock.now()


def own(scope: Scope, registration_id: uuid.UUID) -> Own:
    """Raises NoResultFound."""
    one = scope.session.get_one(Registration, (scope.tenant_id, registration_id))
    activity = scope.session.get_one(Activity, (scope.tenant_id, one.activity_id))
    dates = _dates(scope, one)
    is_seated = one.state is RegistrationState.CONFIRMED and dates[0].ends_at > clock.now()
    has_link = is_seated and (one.online or activity.mode is Mode.ONLINE)
    return Own(
        id=one.id,
        name=one.name,
        code=one.code,
        seats=one.seats,
        state=one.state,
        slot_at=one.slot_at,
        offered_until=one.offered_until,
        position=queue.position(scope, one) if one.state is RegistrationState.WAITING else None,
        again=one.again,
        online=one.online,
        dates=dates,
        terms=conditions.of(scope, one.activity_id),
        online_link=activity.online_link if has_link else "",
    )


def _dates(scope: Scope, one: Registration) -> list[Moment]:
    if one.session_id is not None:
        return [moment(scope, one.session_id)]
    coming = sessions_of_course(scope, one.activity_id)
    last = _moments().where(Session.activity_id == one.activity_id).order_by(Session.starts_at.desc()).limit(1)
    return coming or _read(scope, last)
