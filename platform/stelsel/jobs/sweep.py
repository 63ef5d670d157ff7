"""Old jobs go: those done after a week, those given up after thirty days (SECURITY P-33)."""

from datetime import timedelta

from sqlalchemy import and_, delete, or_

from stelsel.clock import now
from stelsel.db import unit_of_work
from stelsel.jobs.models import Job, JobState
from stelsel.jobs.registry import every
from stelsel.tenancy import Scope

DONE_KEPT = timedelta(days=7)
FAILED_KEPT = timedelta(days=30)


@every("40 3 * * *", "jobs.sweep")
def sweep(_tenant_id: None) -> None:
    with Scope.identity(why="jobs.sweep") as scope, unit_of_work(scope):
        old = or_(
            and_(Job.state == JobState.DONE, Job.ended_at < now() - DONE_KEPT),
            and_(Job.state == JobState.GAVE_UP, Job.ended_at < now() - FAILED_KEPT),
        )
        scope.session.execute(delete(Job).where(old).execution_options(synchronize_session=False))
