"""Who leads it, and that nobody does any more: who leaves is asked to be replaced (FEATURES C19)."""

import uuid

from sqlalchemy import select

from stelsel import audit, clock
from stelsel.tenancy import Scope
from stelsel.text import fold
from stelsel_tenants.activities import history
from stelsel_tenants.activities.models import Activity, Session, SessionState
from stelsel_tenants.activities.one_date import NotPlanned


def leave(scope: Scope, name: str, organisation_id: uuid.UUID | None) -> int:
    """Somebody stops leading what this organisation (None: the library itself) still gives here: each asks for a new
    leader. Returns how many activities and dates do.
    """
    of_it = Activity.organisation_id == organisation_id
    led = scope.session.scalars(select(Activity).where(of_it, Activity.leader != "").order_by(Activity.id))
    activities = [one for one in led if fold(one.leader) == fold(name)]
    for activity in activities:
        activity.leader, activity.needs_leader = "", True
        history.record(scope, "activity.leader_left", activity)
    then = Session.organisation_id == organisation_id, Session.leader != "", Session.starts_at > clock.now()
    dates = [one for one in scope.session.scalars(select(Session).where(*then)) if fold(one.leader) == fold(name)]
    for session in dates:
        session.leader, session.needs_leader = "", True
        audit.record(scope, "session.leader_left", session)
    return len(activities) + len(dates)


def appoint(scope: Scope, session_id: uuid.UUID, name: str) -> Session:
    """Who leads one date; "": a new leader is looked for. Raises NotPlanned."""
    session = scope.session.get_one(Session, (scope.tenant_id, session_id), with_for_update=True)
    if session.state is not SessionState.PLANNED or session.ends_at <= clock.now():
        raise NotPlanned
    session.leader, session.needs_leader = name, not name
    audit.record(scope, "session.leader_wanted" if not name else "session.led_by_another", session)
    return session
