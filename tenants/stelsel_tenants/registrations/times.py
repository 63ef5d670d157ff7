"""The times of an appointment that are still free, for a page."""

import uuid
from datetime import datetime

from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Activity, Entry, Session
from stelsel_tenants.registrations import places
from stelsel_tenants.registrations.places import Places


def free(scope: Scope, session_id: uuid.UUID) -> list[datetime]:
    """In order; empty where one does not choose a time. Raises NoResultFound."""
    session = scope.session.get_one(Session, (scope.tenant_id, session_id))
    activity = scope.session.get_one(Activity, (scope.tenant_id, session.activity_id))
    if activity.entry is not Entry.APPOINTMENT:
        return []
    return [start for start, seats in places.times(scope, Places(activity, (session,))).items() if seats]
