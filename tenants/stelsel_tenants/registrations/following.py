"""When an activity or its dates change, sign-ups follow: seats of a course, letters, and places for who waits."""

import uuid
from collections.abc import Collection, Iterator

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select, true, update

from stelsel import clock, jobs
from stelsel.tenancy import Scope
from stelsel_tenants.activities.events import published_changed, seats_changed, who_signed_up
from stelsel_tenants.activities.models import Activity, Entry, Mode, Session, SessionState
from stelsel_tenants.registrations import places, reminding, telling, waiting
from stelsel_tenants.registrations.models import Registration, RegistrationState
from stelsel_tenants.registrations.places import Places


def activities_changed(scope: Scope, *, activity_ids: Collection[uuid.UUID]) -> None:
    """In the transaction of the change only what has to be exact; the rest is a job after the commit."""
    row = Registration
    standing = select(row.activity_id).where(
        row.activity_id.in_(activity_ids), row.state != RegistrationState.CANCELLED, row.erased_at.is_(None)
    )
    for activity_id in scope.session.scalars(standing.distinct()).all():
        _count_course(scope, activity_id)
        jobs.enqueue(scope, "registrations.follow", for_tenant=scope.tenant_id, activity_id=activity_id)


def of_sessions(scope: Scope, *, session_ids: list[uuid.UUID]) -> set[uuid.UUID]:
    """Those that a sign-up points at, also one that was taken back."""
    statement = select(Registration.session_id).where(Registration.session_id.in_(session_ids)).distinct()
    return {session_id for session_id in scope.session.scalars(statement) if session_id is not None}


def _count_course(scope: Scope, activity_id: uuid.UUID) -> None:
    """Everybody of a course has a seat at each of its sessions, also at one that came later."""
    activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id))
    if activity.entry is not Entry.COURSE:
        return
    row = Registration
    of_online = func.coalesce(func.sum(case((row.online, row.seats), else_=0)), 0)
    seated = select(func.coalesce(func.sum(row.seats), 0), of_online).where(
        row.activity_id == activity_id, row.session_id.is_(None), row.state.in_(places.SEATED)
    )
    seats, online = scope.session.execute(seated).one()
    changed = scope.session.scalars(
        update(Session)
        .where(
            Session.activity_id == activity_id,
            Session.state == SessionState.PLANNED,
            Session.starts_at > clock.now(),
            or_(Session.taken != seats, Session.online_taken != online),
        )
        .values(taken=seats, online_taken=online)
        .returning(Session.id)
        .execution_options(synchronize_session=False)
    ).all()
    for session_id in changed:
        session = scope.session.get_one(Session, (scope.tenant_id, session_id), populate_existing=True)
        seats_changed.send(scope, session=session)


def follow(scope: Scope, activity_id: uuid.UUID) -> None:
    """Tell who has to know, end offers for what is off, offer what became free. Done twice, nobody is told twice."""
    for one, here in list(_untold(scope, activity_id)):
        telling.changed(scope, one, here)
        if one.state is RegistrationState.CONFIRMED:
            reminding.plan(scope, one, here)
    _end_offers(scope, activity_id)
    waiting.follow(scope, activity_id)


def _untold(scope: Scope, activity_id: uuid.UUID) -> Iterator[tuple[Registration, Places]]:
    """Who can be mailed and knows less than is true, with the sessions that it is about."""
    activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id))
    row = Registration
    statement = (
        select(row, Session)
        .join(Session, places.theirs())
        .where(
            row.activity_id == activity_id,
            row.state != RegistrationState.CANCELLED,
            row.email.is_not(None),
            or_(and_(Session.changed_at > row.told_at, Session.sequence > 0), _has_old_link(activity)),
            Session.ends_at > clock.now(),
        )
        .order_by(row.number, row.id, Session.starts_at)
    )
    found: dict[uuid.UUID, tuple[Registration, list[Session]]] = {}
    for one, session in scope.session.execute(statement):
        found.setdefault(one.id, (one, []))[1].append(session)
    for one, sessions in found.values():
        yield one, Places(activity, tuple(sessions), one.online)


def _has_old_link(activity: Activity) -> ColumnElement[bool]:
    """Who takes part online and was told before its link became another."""
    if activity.online_link_at is None:
        return false()
    row = Registration
    online = true() if activity.mode is Mode.ONLINE else row.online
    return and_(online, row.state == RegistrationState.CONFIRMED, row.told_at < activity.online_link_at)


def _end_offers(scope: Scope, activity_id: uuid.UUID) -> None:
    """Who waited for what is off waits no longer; a place that was held for somebody is free."""
    activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id))
    row = Registration
    off = (
        select(row, Session)
        .join(Session, and_(Session.tenant_id == row.tenant_id, Session.id == row.session_id))
        .where(
            row.activity_id == activity_id,
            row.state.in_((RegistrationState.OFFERED, RegistrationState.WAITING)),
            Session.state != SessionState.PLANNED,
        )
    )
    for one, session in scope.session.execute(off).all():
        if one.state is RegistrationState.OFFERED:
            places.give_back(scope, Places(activity, (session,), one.online), one.seats)
        one.state, one.offered_until, one.contact_key = RegistrationState.CANCELLED, None, None
        one.slot_at = one.slot_seat = None


published_changed.connect(activities_changed)
who_signed_up.connect(of_sessions)
