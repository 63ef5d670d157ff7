"""Asking for work."""

import uuid
from datetime import datetime

from sqlalchemy import select

from stelsel.clock import now
from stelsel.errors import Conflict
from stelsel.i18n import _
from stelsel.jobs import payload, registry
from stelsel.jobs.models import Job, JobState
from stelsel.jobs.payload import Identifier
from stelsel.tenancy import OutOfScope, Scope


def enqueue(
    scope: Scope, name: str, *, for_tenant: int | None = None, due_at: datetime | None = None, **ids: Identifier
) -> Job:
    """Queue a job in the transaction of this scope: rolled back, it never was.

    A tenant's job runs for the scope's tenant; where that is none or more than one, `for_tenant` says which.
    Raises UnknownJob, NotAnIdentifier, OutOfScope for a tenant outside the scope, LookupError for none.
    """
    known = registry.find(name)
    queued = Job(
        name=name,
        for_tenant_id=None if known.network else _tenant(scope, for_tenant),
        ids=payload.encode(ids),
        due_at=due_at or now(),
    )
    scope.session.add(queued)
    return queued


class NotGivenUp(Conflict):
    """Only what was given up begins anew: anything else is done, or still comes."""

    message = _("Deze taak is niet opgegeven.")


def retry(scope: Scope, job_id: uuid.UUID) -> Job:
    """Let a job that was given up be tried as if it were new, under the identity scope.

    Raises NoResultFound, NotGivenUp.
    """
    row = scope.session.scalars(select(Job).where(Job.id == job_id).with_for_update()).one()
    if row.state is not JobState.GAVE_UP:
        raise NotGivenUp
    row.state, row.attempts, row.due_at = JobState.WAITING, 0, now()
    row.ended_at, row.error, row.lease = None, None, None
    return row


def _tenant(scope: Scope, asked: int | None) -> int:
    if asked is None:
        return scope.tenant_id
    if scope.tenant_ids and asked not in scope.tenant_ids:
        raise OutOfScope(f"tenant {asked} is not in this scope")
    return asked
