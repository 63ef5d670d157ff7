"""A draft that is published by itself, at a moment that its library sets beforehand."""

import uuid
from datetime import datetime, timedelta

from stelsel import audit, clock, jobs
from stelsel.errors import Conflict, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.activities import service
from stelsel_tenants.activities.models import Activity, ActivityState

FARTHEST = timedelta(days=366)


class NotADraft(Conflict):
    message = _("Deze activiteit is al gepubliceerd of ingetrokken. Ververs de pagina om het te zien.")


class NotToCome(Refused):
    field = "day"
    message = _("Kies een moment vanaf nu, ten hoogste een jaar vooruit.")


def plan(scope: Scope, activity_id: uuid.UUID, *, at: datetime) -> Activity:
    """Publish a draft at this instant; a moment that was set before no longer holds. Raises NotADraft, NotToCome."""
    activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id), with_for_update=True)
    if activity.state is not ActivityState.DRAFT:
        raise NotADraft
    if not activity.rules:
        raise service.NoSchedule(field=NotToCome.field)
    if not clock.now() < at <= clock.now() + FARTHEST:
        raise NotToCome
    activity.publish_at, activity.publish_refused = at, None
    audit.record(scope, "activity.publication_planned", activity, at=at.isoformat())
    jobs.enqueue(scope, "activities.publish", due_at=at, activity_id=activity.id)
    return activity


def stop(scope: Scope, activity_id: uuid.UUID) -> Activity:
    """It is not published by itself after all."""
    activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id), with_for_update=True)
    if activity.publish_at is not None:
        activity.publish_at, activity.publish_refused = None, None
        audit.record(scope, "activity.publication_stopped", activity)
    return activity


def publish(scope: Scope, activity_id: uuid.UUID) -> None:
    """Publish it, if its moment has come. Raises what `service.publish` refuses with; then `tell` what it was."""
    activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id), with_for_update=True)
    if activity.publish_at is not None and activity.publish_at <= clock.now() and not activity.publish_refused:
        service.publish(scope, activity_id)


def tell(scope: Scope, activity_id: uuid.UUID, refusal: Refused) -> None:
    """It was not published: its page says so, until another moment is set or somebody publishes it."""
    activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id), with_for_update=True)
    activity.publish_refused = str(refusal.message)
    audit.record(scope, "activity.publication_refused", activity)
