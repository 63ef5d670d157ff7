"""The worker's side of the queue: take, keep, finish, put back. Every step is a short transaction of its own.

Two workers never take the same job: PostgreSQL skips rows that are locked, SQLite lets one writer in at a time.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Update, and_, select, update

from stelsel.clock import now
from stelsel.db import unit_of_work
from stelsel.jobs import cron, payload, registry
from stelsel.jobs.models import Job, JobState, Schedule
from stelsel.jobs.registry import Registered
from stelsel.tenancy import Scope

LEASE = timedelta(seconds=60)
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=1)
TOO_OFTEN = "TooOften"


@dataclass(frozen=True, slots=True)
class Taken:
    """A job in hand. `lease` is the proof of it."""

    id: uuid.UUID
    lease: uuid.UUID
    known: Registered
    tenant_id: int | None
    ids: dict[str, Any]
    attempt: int


def take(lease: timedelta = LEASE) -> Taken | None:
    """The job that has been due longest, held for `lease`; None when there is nothing to do.

    An attempt counts when it begins, so that a job that brings its worker down does not do so for ever.
    """
    while _anything_due():
        if (taken := _take(lease)) is not None:
            return taken
    return None


def _take(lease: timedelta) -> Taken | None:
    with Scope.identity(why="jobs") as scope, unit_of_work(scope):
        wanted = select(Job).where(_is_due()).order_by(Job.due_at, Job.id).limit(1).with_for_update(skip_locked=True)
        row = scope.session.scalar(wanted)
        if row is None:
            return None
        known = registry.find(row.name)
        if row.attempts >= known.attempts:
            row.state, row.ended_at, row.error = JobState.GAVE_UP, now(), row.error or TOO_OFTEN
            return None
        row.attempts += 1
        row.lease, row.due_at = uuid.uuid4(), now() + lease
        return Taken(row.id, row.lease, known, row.for_tenant_id, payload.decode(row.ids), row.attempts)


def keep(taken: Taken, lease: timedelta = LEASE) -> None:
    """Hold it longer: it is still being worked on."""
    _write(_held(taken).values(due_at=now() + lease))


def finish(taken: Taken) -> None:
    """It is done, whoever holds it by now: once is enough."""
    done = update(Job).where(Job.id == taken.id, Job.state == JobState.WAITING)
    _write(done.values(state=JobState.DONE, ended_at=now(), error=None))


def put_back(taken: Taken, error: str, *, not_before: timedelta = timedelta()) -> None:
    """It failed: again later, each time twice as much later; or never, once it has been tried often enough."""
    if taken.attempt >= taken.known.attempts:
        give_up(taken, error)
        return
    wait = max(not_before, min(LONGEST_WAIT, FIRST_WAIT * 2 ** (taken.attempt - 1)))
    _write(_held(taken).values(due_at=now() + wait, error=error, lease=None))


def give_up(taken: Taken, error: str) -> None:
    """It failed in a way that trying again does not mend."""
    _write(_held(taken).values(state=JobState.GAVE_UP, ended_at=now(), error=error))


def queue_scheduled() -> None:
    """Queue what is due by the clock. Two workers queue it once: the second finds the schedule moved on."""
    wanted = registry.scheduled()
    moment = now()
    with Scope.identity(why="schedules", reading=True) as scope:
        rows = {row.name: (row.cron, row.due_at) for row in scope.session.scalars(select(Schedule))}
    for name, times in wanted.items():
        known = rows.get(name)
        if known is None or known[0] != times or known[1] <= moment:
            _turn(name, times)


def _turn(name: str, times: str) -> None:
    following = cron.parse(times).after(now())
    with Scope.identity(why="schedules") as scope, unit_of_work(scope):
        scope.upsert(Schedule, {"name": name}, first={"cron": times, "due_at": following})
        row = scope.session.scalars(select(Schedule).where(Schedule.name == name).with_for_update()).one()
        is_due = row.cron == times and row.due_at <= now()
        if is_due:
            scope.session.add(Job(name=name))
        if is_due or row.cron != times:
            row.cron, row.due_at = times, following


def _is_due() -> ColumnElement[bool]:
    # Names that this release does not know are left to the one that does.
    return and_(Job.state == JobState.WAITING, Job.due_at <= now(), Job.name.in_(registry.names()))


def _anything_due() -> bool:
    """Asked without the write lock, which on SQLite keeps everybody else waiting."""
    with Scope.identity(why="jobs", reading=True) as scope:
        return scope.session.scalar(select(Job.id).where(_is_due()).limit(1)) is not None


def _held(taken: Taken) -> Update:
    return update(Job).where(Job.id == taken.id, Job.lease == taken.lease, Job.state == JobState.WAITING)


def _write(statement: Update) -> None:
    with Scope.identity(why="jobs") as scope, unit_of_work(scope):
        scope.session.execute(statement)
