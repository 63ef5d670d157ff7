"""A branch closes, for a day or for good: which sessions are there then, and those that do not go on."""

import uuid
from datetime import date

from sqlalchemy import select

from stelsel import audit, clock
from stelsel.tenancy import Scope
from stelsel_tenants.activities import sessions
from stelsel_tenants.activities.events import published_changed
from stelsel_tenants.activities.models import Activity, Session, SessionState
from stelsel_tenants.libraries.closing import Moment
from stelsel_tenants.libraries.events import branch_closing, moments_off


@branch_closing.connect
def coming_there(scope: Scope, *, branch_id: uuid.UUID, first: date, last: date | None) -> list[Moment]:
    """Sessions at the branch from a day on, up to and including another, that are not over or off; one statement."""
    statement = (
        select(Session.id, Activity.id, Activity.title, Session.starts_at, Session.taken, Activity.also_when_closed)
        .join(Activity, (Activity.tenant_id == Session.tenant_id) & (Activity.id == Session.activity_id))
        .where(
            Session.branch_id == branch_id,
            Session.state.in_(sessions.FOLLOWING),
            Session.starts_at >= clock.start_of(first),
            Session.ends_at > clock.now(),
        )
    )
    if last is not None:
        statement = statement.where(Session.starts_at < clock.end_of(last))
    return [Moment(*row) for row in scope.session.execute(statement)]


@moments_off.connect
def call_off(scope: Scope, *, session_ids: list[uuid.UUID], reason: str) -> None:
    """Cancel sessions, planned or paused; they stay in sight with the reason, and sign-ups follow after the commit."""
    rows = select(Session).where(Session.id.in_(session_ids), Session.state.in_(sessions.FOLLOWING))
    changed: set[uuid.UUID] = set()
    for session in scope.session.scalars(rows.order_by(Session.starts_at, Session.id).with_for_update()).all():
        sessions.turn(scope, session, SessionState.CANCELLED, reason)
        audit.record(scope, "session.cancelled", session)
        changed.add(session.activity_id)
    published_changed.send(scope, activity_ids=changed)
