"""What a partner sees over all its libraries: under `Scope.partner`, which holds its own rows and no others."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from stelsel import clock
from stelsel.tenancy import Scope, Tenant
from stelsel_tenants.activities.models import Activity, ActivityState, Session, SessionState
from stelsel_tenants.partners.models import Partnership, PartnershipState
from stelsel_tenants.partners.queries import is_stale
from stelsel_tenants.partners.standing import is_active, works

LOOKED_BACK = timedelta(days=14)
"""For how long a session that nobody counted is asked about."""
MOST = 200


@dataclass(frozen=True, slots=True)
class LibraryRow:
    tenant_id: int
    slug: str
    name: str
    place: str
    since: date
    state: PartnershipState
    is_stale: bool
    next_at: datetime | None
    coming: int
    signed_up: int
    present: int

    @property
    def is_active(self) -> bool:
        return self.state is PartnershipState.ACTIVE


def libraries(scope: Scope) -> list[LibraryRow]:
    """The libraries that an organisation works with, its coming sessions, who came this year. Three statements."""
    year = clock.start_of(clock.today().replace(month=1, day=1))
    coming = _by_tenant(
        scope,
        select(Session.tenant_id, func.min(Session.starts_at), func.count(), func.sum(Session.taken))
        .where(Session.state == SessionState.PLANNED, Session.ends_at > clock.now())
        .group_by(Session.tenant_id),
    )
    came = _by_tenant(
        scope,
        select(Session.tenant_id, func.coalesce(func.sum(Session.present), 0))
        .where(Session.state == SessionState.HELD, Session.starts_at >= year)
        .group_by(Session.tenant_id),
    )
    statement = (
        select(Partnership, Tenant)
        .join(Tenant, Tenant.id == Partnership.tenant_id)
        .where(Partnership.state.in_((PartnershipState.ACTIVE, PartnershipState.ENDED)))
        .order_by(Partnership.state == PartnershipState.ENDED, Tenant.name, Tenant.id)
    )
    return [
        _library(partnership, tenant, coming.get(tenant.id, (None, 0, 0)), came.get(tenant.id, (0,)))
        for partnership, tenant in scope.session.execute(statement)
    ]


def _library(partnership: Partnership, tenant: Tenant, coming: tuple[Any, ...], came: tuple[Any, ...]) -> LibraryRow:
    next_at, number, signed_up = coming
    return LibraryRow(
        tenant_id=tenant.id,
        slug=tenant.slug,
        name=tenant.name,
        place=tenant.place,
        since=partnership.since,
        state=PartnershipState.ACTIVE if is_active(partnership) else PartnershipState.ENDED,
        is_stale=is_stale(partnership.verified_on),
        next_at=next_at,
        coming=number,
        signed_up=signed_up or 0,
        present=came[0],
    )


def _by_tenant(scope: Scope, statement: Any) -> dict[int, tuple[Any, ...]]:
    return {row[0]: tuple(row[1:]) for row in scope.session.execute(statement)}


@dataclass(frozen=True, slots=True)
class TheirSession:
    """A session that a partner holds somewhere."""

    id: uuid.UUID
    slug: str
    library: str
    branch_id: uuid.UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    state: SessionState
    reason: str
    taken: int
    present: int | None
    leader: str
    needs_leader: bool

    @property
    def can_count(self) -> bool:
        """From its own day on."""
        return not self.state.is_off and self.starts_at < clock.end_of(clock.today())

    @property
    def can_change(self) -> bool:
        return self.state is SessionState.PLANNED and self.ends_at > clock.now()


@dataclass(frozen=True, slots=True)
class Wish:
    """Which sessions: of a library (its slug), a concept, from an instant to another. "" and None: all."""

    first: datetime
    before: datetime | None = None
    library: str = ""
    concept: str = ""
    uncounted: bool = False
    """Only those that wait for a count."""


def sessions(scope: Scope, wish: Wish, *, limit: int = MOST) -> list[TheirSession]:
    """The organisation's sessions in all libraries that work with it now, the first one first. One statement."""
    statement = _sessions().where(*_conditions(wish)).limit(limit)
    return [_session(*row) for row in scope.session.execute(statement)]


def session(scope: Scope, slug: str, session_id: uuid.UUID) -> TheirSession:
    """One of them. Raises NoResultFound."""
    statement = _sessions().where(Tenant.slug == slug, Session.id == session_id)
    return _session(*scope.session.execute(statement).one())


def _sessions() -> Any:
    return (
        select(Session, Activity, Tenant.slug, Tenant.name)
        .join(Activity, and_(Activity.tenant_id == Session.tenant_id, Activity.id == Session.activity_id))
        .join(Tenant, Tenant.id == Session.tenant_id)
        .join(Partnership, Partnership.tenant_id == Session.tenant_id)
        .where(works())
        .order_by(Session.starts_at, Tenant.slug, Session.id)
    )


def _conditions(wish: Wish) -> list[ColumnElement[bool]]:
    found = [Session.starts_at >= wish.first]
    if wish.before is not None:
        found.append(Session.starts_at < wish.before)
    if wish.library:
        found.append(Tenant.slug == wish.library)
    if wish.concept:
        found.append(Session.concept_slug == wish.concept)
    if wish.uncounted:
        found.append(Session.state == SessionState.PLANNED)
    return found


def _session(session: Session, activity: Activity, slug: str, library: str) -> TheirSession:
    return TheirSession(
        id=session.id,
        slug=slug,
        library=library,
        branch_id=session.branch_id,
        title=activity.title,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        state=session.state,
        reason=session.reason,
        taken=session.taken,
        present=session.present,
        leader=session.leader or activity.leader,
        needs_leader=session.needs_leader or (activity.needs_leader and not session.leader),
    )


def uncounted(scope: Scope, *, limit: int = 8) -> list[TheirSession]:
    """What was held in the last two weeks and nobody counted, the longest waiting first."""
    today = clock.start_of(clock.today())
    return sessions(scope, Wish(first=today - LOOKED_BACK, before=today, uncounted=True), limit=limit)


def to_count(scope: Scope) -> tuple[int, str]:
    """For the menu: how many sessions of the last two weeks wait for a count. One statement."""
    today = clock.start_of(clock.today())
    wish = Wish(first=today - LOOKED_BACK, before=today, uncounted=True)
    statement = (
        select(func.count())
        .select_from(Session)
        .join(Partnership, Partnership.tenant_id == Session.tenant_id)
        .where(works(), *_conditions(wish))
    )
    return scope.session.scalar(statement) or 0, "now"


def leaderless(scope: Scope, *, limit: int = 8) -> list[TheirSession]:
    """Coming sessions that nobody leads any more."""
    nobody = or_(Session.needs_leader, and_(Session.leader == "", Activity.needs_leader))
    statement = _sessions().where(Session.ends_at > clock.now(), Session.state == SessionState.PLANNED, nobody)
    return [_session(*row) for row in scope.session.execute(statement.limit(limit))]


@dataclass(frozen=True, slots=True)
class Asked:
    """A draft about which the library has the word, or has said no."""

    title: str
    library: str
    asked_at: datetime | None
    declined: str | None


def asked(scope: Scope) -> list[Asked]:
    """Drafts that wait for a library, and those that it did not want, the oldest first. One statement."""
    statement = (
        select(Activity.title, Tenant.name, Activity.asked_at, Activity.declined)
        .join(Tenant, Tenant.id == Activity.tenant_id)
        .where(or_(Activity.asked_at.is_not(None), Activity.declined.is_not(None)))
        .order_by(Activity.asked_at, Tenant.name, Activity.id)
    )
    return [Asked(*row) for row in scope.session.execute(statement)]


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """An activity that was made by one planning."""

    slug: str
    library: str
    branch_id: uuid.UUID
    activity_id: uuid.UUID
    title: str
    state: ActivityState
    is_asked: bool
    next_at: datetime | None
    dates: int


def planned(scope: Scope, extern_id: str) -> list[PlannedRow]:
    """What one planning made, by library. Two statements."""
    statement = (
        select(Activity, Tenant.slug, Tenant.name)
        .join(Tenant, Tenant.id == Activity.tenant_id)
        .where(Activity.extern_id == extern_id)
        .order_by(Tenant.name, Tenant.id, Activity.id)
    )
    rows = scope.session.execute(statement).all()
    dates = _dates(scope, [activity.id for activity, _slug, _name in rows])
    return [
        PlannedRow(
            slug=slug,
            library=name,
            branch_id=activity.branch_id,
            activity_id=activity.id,
            title=activity.title,
            state=activity.state,
            is_asked=activity.asked_at is not None,
            next_at=dates.get(activity.id, (None, 0))[0],
            dates=dates.get(activity.id, (None, 0))[1],
        )
        for activity, slug, name in rows
    ]


def _dates(scope: Scope, activity_ids: list[uuid.UUID]) -> Mapping[uuid.UUID, tuple[datetime, int]]:
    statement = (
        select(Session.activity_id, func.min(Session.starts_at), func.count())
        .where(Session.activity_id.in_(activity_ids), Session.state == SessionState.PLANNED)
        .group_by(Session.activity_id)
    )
    return {row[0]: (row[1], row[2]) for row in scope.session.execute(statement)}
