"""What may be seen of sign-ups: at the desk, in the workroom, and by the one who signed up."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, select

from stelsel import clock
from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Activity, ActivityState, Entry, Session, SessionState
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.registrations.models import Registration, RegistrationState

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
    starts_at: datetime
    ends_at: datetime
    state: SessionState
    entry: Entry
    is_published: bool
    capacity: int | None
    taken: int
    present: int | None
    registered_present: int | None
    turned_away: int
    counted_at: datetime | None

    @property
    def left_over(self) -> int | None:
        """Places left; None where they are not counted, 0 where more are taken than there are."""
        return None if self.capacity is None else max(self.capacity - self.taken, 0)

    @property
    def is_open(self) -> bool:
        """Can somebody still sign up?"""
        return (
            self.is_published
            and self.entry is Entry.SIGN_UP
            and self.state is SessionState.PLANNED
            and self.starts_at > clock.now()
        )

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
        room=activity.room,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        state=session.state,
        entry=activity.entry,
        is_published=activity.state is ActivityState.PUBLISHED,
        capacity=session.capacity,
        taken=session.taken,
        present=session.present,
        registered_present=session.registered_present,
        turned_away=session.turned_away,
        counted_at=session.counted_at,
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
    return [
        _moment(row[0], row[1], row[2])
        for row in scope.session.execute(statement.order_by(Session.starts_at, Session.id))
    ]


def uncounted(scope: Scope) -> list[Moment]:
    """Sessions of the last two weeks, before today, that nobody counted: newest first."""
    ordered = _moments().where(waits_for_count()).order_by(Session.starts_at.desc(), Session.id).limit(50)
    return [_moment(row[0], row[1], row[2]) for row in scope.session.execute(ordered)]


def coming(scope: Scope, *, limit: int = 100) -> list[Moment]:
    """Coming sessions that people signed up for."""
    statement = _moments().where(Session.taken > 0, Session.ends_at > clock.now())
    ordered = statement.order_by(Session.starts_at, Session.id).limit(limit)
    return [_moment(row[0], row[1], row[2]) for row in scope.session.execute(ordered)]


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody who signed up, as staff see it. All but the seats is gone once erased."""

    id: uuid.UUID
    name: str | None
    email: str | None
    phone: str | None
    seats: int
    came: bool | None


def names(scope: Scope, session_id: uuid.UUID) -> list[Name]:
    """Who signed up and did not take it back, by name."""
    statement = (
        select(
            Registration.id,
            Registration.name,
            Registration.email,
            Registration.phone,
            Registration.seats,
            Registration.came,
        )
        .where(Registration.session_id == session_id, Registration.state == RegistrationState.CONFIRMED)
        .order_by(Registration.name, Registration.id)
    )
    return [Name(*row) for row in scope.session.execute(statement)]


def waiting_for_count(scope: Scope) -> tuple[int, str]:
    """For the menu: how many sessions nobody counted yet."""
    number = scope.session.scalar(select(func.count()).select_from(Session).where(waits_for_count()))
    return number or 0, "warn"


@dataclass(frozen=True, slots=True)
class Own:
    """A sign-up as its own person sees it."""

    id: uuid.UUID
    name: str | None
    seats: int
    is_cancelled: bool
    moment: Moment


def own(scope: Scope, registration_id: uuid.UUID) -> Own:
    """Raises NoResultFound."""
    registration = scope.session.get_one(Registration, (scope.tenant_id, registration_id))
    return Own(
        id=registration.id,
        name=registration.name,
        seats=registration.seats,
        is_cancelled=registration.state is RegistrationState.CANCELLED,
        moment=moment(scope, registration.session_id),
    )
