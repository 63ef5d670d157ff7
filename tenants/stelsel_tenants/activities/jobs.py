"""What happens to activities by itself: each night the horizon moves a day on, and drafts are published in time."""

import uuid

from sqlalchemy import select

from stelsel import jobs
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.tenancy import Scope
from stelsel_tenants.activities import later, service
from stelsel_tenants.activities.models import Activity, ActivityState


@jobs.for_each_tenant("0 1 * * *", "activities.roll")
def roll(tenant_id: int) -> None:
    """Make the sessions that came within the horizon. One unit of work for each activity, so that one holds up none."""
    with Scope.system(tenant_id, why="activities.roll", reading=True) as scope:
        published = scope.session.scalars(select(Activity.id).where(Activity.state == ActivityState.PUBLISHED)).all()
    for activity_id in published:
        with Scope.system(tenant_id, why="activities.roll") as scope, unit_of_work(scope):
            service.roll(scope, activity_id)


@jobs.job("activities.publish")
def publish(tenant_id: int, *, activity_id: uuid.UUID) -> None:
    """Its moment has come; what stands in the way is told on its page."""
    try:
        with Scope.system(tenant_id, why="activities.publish") as scope, unit_of_work(scope):
            later.publish(scope, activity_id)
    except Refused as refusal:
        with Scope.system(tenant_id, why="activities.publish") as scope, unit_of_work(scope):
            later.tell(scope, activity_id, refusal)
