"""What happens to activities by itself: each night the horizon moves a day on, drafts are published in time,
and do not keep a room for ever."""

import uuid

from sqlalchemy import select

from stelsel import jobs
from stelsel.access import RoleName
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.identity import queries as identity
from stelsel.tenancy import Scope
from stelsel_tenants.activities import drafts, later, service, sessions
from stelsel_tenants.activities.models import Activity, ActivityState

EDIT = frozenset({RoleName.EDITOR, RoleName.MANAGER})
"""Who is told of what happens to a draft."""


@jobs.for_each_tenant("0 1 * * *", "activities.roll")
def roll(tenant_id: int) -> None:
    """Make the sessions that came within the horizon. One unit of work for each activity, so that one holds up none."""
    with Scope.system(tenant_id, why="activities.roll") as scope, unit_of_work(scope):
        sessions.forget_leaders(scope)
    with Scope.system(tenant_id, why="activities.roll", reading=True) as scope:
        published = scope.session.scalars(select(Activity.id).where(Activity.state == ActivityState.PUBLISHED)).all()
    for activity_id in published:
        with Scope.system(tenant_id, why="activities.roll") as scope, unit_of_work(scope):
            service.roll(scope, activity_id)


@jobs.for_each_tenant("30 1 * * *", "activities.release")
def release(tenant_id: int) -> None:
    """Drafts that held a room for two weeks give it free. Who edits here is told."""
    with Scope.system(tenant_id, why="activities.release", reading=True) as scope:
        drafts_over = drafts.over(scope)
    if not drafts_over:
        return
    with Scope.identity(why="activities.release", reading=True) as scope:
        editors = sorted({one.email for one in identity.members(scope, tenant_id) if one.active and one.role in EDIT})
    for activity_id in drafts_over:
        with Scope.system(tenant_id, why="activities.release") as scope, unit_of_work(scope):
            drafts.release(scope, activity_id, editors)


@jobs.job("activities.publish")
def publish(tenant_id: int, *, activity_id: uuid.UUID) -> None:
    """Its moment has come; what stands in the way is told on its page."""
    try:
        with Scope.system(tenant_id, why="activities.publish") as scope, unit_of_work(scope):
            later.publish(scope, activity_id)
    except Refused as refusal:
        with Scope.system(tenant_id, why="activities.publish") as scope, unit_of_work(scope):
            later.tell(scope, activity_id, refusal)
