"""What stands in the way of closing a branch: activities with moments there after that day."""

import uuid
from datetime import date

from sqlalchemy import func, select

from stelsel import clock
from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Activity, Session, SessionState
from stelsel_tenants.libraries.branches import Obstacle


def coming_there(scope: Scope, *, branch_id: uuid.UUID, closes_on: date) -> list[Obstacle]:
    """Activities with a planned session at the branch on or after the day, with the first of those days."""
    statement = (
        select(Activity.id, Activity.title, func.min(Session.starts_at).label("first"))
        .join(Activity, (Activity.tenant_id == Session.tenant_id) & (Activity.id == Session.activity_id))
        .where(
            Session.branch_id == branch_id,
            Session.state == SessionState.PLANNED,
            Session.starts_at >= clock.start_of(closes_on),
            Session.ends_at > clock.now(),
        )
        .group_by(Activity.id, Activity.title)
    )
    return [
        Obstacle(row.id, row.title, row.first.astimezone(clock.AMSTERDAM).date())
        for row in scope.session.execute(statement)
    ]
