"""Drafts do not hoard: one that nobody changes for two weeks gives its rooms free, and its editors are told (A16)."""

import uuid
from collections.abc import Iterable

from sqlalchemy import func, select

from stelsel import audit, clock, mail
from stelsel.tenancy import Scope, Tenant
from stelsel_tenants.activities import holds
from stelsel_tenants.activities.holding import RoomHold
from stelsel_tenants.activities.models import Activity


def over(scope: Scope) -> list[uuid.UUID]:
    """The drafts that held a room for long enough."""
    holding = select(RoomHold.activity_id)
    late = select(Activity.id).where(Activity.holds_until <= clock.now(), Activity.id.in_(holding))
    return list(scope.session.scalars(late.order_by(Activity.id)))


def release(scope: Scope, activity_id: uuid.UUID, editors: Iterable[str]) -> None:
    """Its rooms are free again; whoever saves or publishes it is told what is taken by then."""
    activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id), with_for_update=True)
    if activity.holds_until is None or activity.holds_until > clock.now():
        return
    count = select(func.count()).select_from(RoomHold).where(RoomHold.activity_id == activity_id)
    number = scope.session.scalar(count) or 0
    holds.follow(scope, activity_ids={activity_id})
    audit.record(scope, "activity.rooms_released", activity, number=number)
    slug = scope.session.get_one(Tenant, scope.tenant_id).slug
    for email in editors:
        mail.queue(
            scope,
            to=email,
            template="rooms-released",
            key=f"rooms-released:{activity_id}:{activity.holds_until.isoformat()}",
            title=activity.title,
            number=number,
            path=f"/b/{slug}/beheer/activiteiten/{activity_id}",
        )
