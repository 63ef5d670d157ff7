"""Who has to be called: they left no address, and something is otherwise than they know (FEATURES B11)."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from stelsel import audit, clock
from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Activity, Session, SessionState
from stelsel_tenants.registrations import places
from stelsel_tenants.registrations.models import Channel, Registration, RegistrationState

MOST = 200


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody to call. `moved_from`: when it was to begin before."""

    id: uuid.UUID
    session_id: uuid.UUID
    name: str
    phone: str | None
    code: str | None
    seats: int
    state: RegistrationState
    offered_until: datetime | None
    title: str
    starts_at: datetime
    session_state: SessionState
    moved_from: datetime | None
    reason: str


def to_call(scope: Scope) -> list[Call]:
    """The soonest first, each person once for each session that changed. One statement."""
    row = Registration
    statement = (
        select(
            row.id,
            Session.id.label("session_id"),
            row.name,
            row.phone,
            row.code,
            row.seats,
            row.state,
            row.offered_until,
            Activity.title,
            Session.starts_at,
            Session.state.label("session_state"),
            Session.moved_from,
            Session.reason,
        )
        .join(Session, places.theirs())
        .join(Activity, and_(Activity.tenant_id == row.tenant_id, Activity.id == row.activity_id))
        .where(_does_not_know())
        .order_by(Session.starts_at, row.number, row.id)
        .limit(MOST)
    )
    return [Call(*tuple(found)) for found in scope.session.execute(statement)]


def badge(scope: Scope) -> tuple[int, str]:
    """For the menu: how many calls wait."""
    waits = select(func.count()).select_from(Registration).join(Session, places.theirs()).where(_does_not_know())
    return scope.session.scalar(waits) or 0, "warn"


def called(scope: Scope, registration_id: uuid.UUID) -> None:
    """They know. Raises NoResultFound."""
    one = scope.session.get_one(Registration, (scope.tenant_id, registration_id), with_for_update=True)
    one.told_at = clock.now()
    audit.record(scope, "registration.called", one)


def _does_not_know() -> ColumnElement[bool]:
    """Who left no address, and something that is to come is otherwise than they know."""
    row = Registration
    changed = and_(Session.sequence > 0, Session.changed_at > row.signed_up_at, _later(Session.changed_at))
    waits_on_web = and_(row.state == RegistrationState.WAITING, row.channel == Channel.WEB, row.told_at.is_(None))
    offered = and_(row.state == RegistrationState.OFFERED, _later(row.seated_at))
    return and_(
        row.email.is_(None),
        row.erased_at.is_(None),
        row.state != RegistrationState.CANCELLED,
        Session.ends_at > clock.now(),
        or_(changed, waits_on_web, offered),
    )


def _later(instant: Any) -> ColumnElement[bool]:
    return or_(Registration.told_at.is_(None), instant > Registration.told_at)
