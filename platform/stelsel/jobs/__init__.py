"""Work for later: queued in the transaction that asks for it, done by `stelsel worker`, each job in its own scope.

A job may run twice, late, and beside another: write it so that this makes no difference (docs/decisions/0006-jobs.md).

    @jobs.job("figures.rebuild")
    def rebuild(tenant_id: int, *, branch_id: UUID) -> None:
        with Scope.system(tenant_id, why="figures.rebuild") as scope, unit_of_work(scope):
            ...

    jobs.enqueue(scope, "figures.rebuild", branch_id=branch.id)
"""

from flask import Flask

from stelsel.jobs import sweep
from stelsel.jobs.cli import worker
from stelsel.jobs.fan import for_each_tenant
from stelsel.jobs.models import Job, JobState, Schedule
from stelsel.jobs.payload import Identifier, NotAnIdentifier
from stelsel.jobs.registry import UnknownJob, every, job
from stelsel.jobs.service import NotGivenUp, enqueue, retry

__all__ = [
    "Identifier",
    "Job",
    "JobState",
    "NotAnIdentifier",
    "NotGivenUp",
    "Schedule",
    "UnknownJob",
    "enqueue",
    "every",
    "for_each_tenant",
    "init_app",
    "job",
    "retry",
    "sweep",
]


def init_app(app: Flask) -> None:
    app.cli.add_command(worker)
