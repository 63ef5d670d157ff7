"""A partner plans, and the library looks first: what waits for its word, and the answer."""

import uuid

from sqlalchemy import func, select

from stelsel import audit, clock
from stelsel.errors import Conflict
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.activities import holds
from stelsel_tenants.activities.models import Activity


class NotAsked(Conflict):
    message = _("Hierop wacht niemand meer. Ververs de pagina om het te zien.")


def ask(scope: Scope, activity: Activity) -> None:
    """From now on a draft waits for the library to publish it; publishing it is the answer yes."""
    activity.asked_at, activity.declined = clock.now(), None
    audit.record(scope, "activity.asked", activity)


def decline(scope: Scope, activity_id: uuid.UUID, *, reason: str) -> Activity:
    """The library does not want it so: its partner reads why, and the draft holds no room any more. Raises NotAsked."""
    activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id), with_for_update=True)
    if activity.asked_at is None:
        raise NotAsked
    activity.asked_at, activity.declined, activity.holds_until = None, reason, None
    audit.record(scope, "activity.declined", activity)
    scope.session.flush()
    holds.follow(scope, activity_ids={activity.id})
    return activity


def waiting(scope: Scope) -> tuple[int, str]:
    """For the menu: how many drafts of partners wait for a word. One statement."""
    number = scope.session.scalar(select(func.count()).select_from(Activity).where(Activity.asked_at.is_not(None)))
    return number or 0, "now"
