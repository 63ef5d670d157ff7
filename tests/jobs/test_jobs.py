"""What a job may count on, and what its author may not."""

import io
import logging
import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import structlog
from flask import Flask
from sqlalchemy import func, select

from stelsel import jobs, logs
from stelsel.audit import AuditEntry
from stelsel.clock import now
from stelsel.db import unit_of_work
from stelsel.errors import Refused, Unavailable
from stelsel.jobs import Job, JobState, NotAnIdentifier, Schedule, UnknownJob, cron, queue
from stelsel.jobs.worker import Worker, attempt
from stelsel.tenancy import OutOfScope, Scope
from tests.jobs import deeds
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes
from tests.support.stores import SECRET, Store


def noted(scopes: Scopes, slug: str, deed: str = "tests.noted") -> int:
    with scopes.reading(slug) as scope:
        return scope.session.scalar(select(func.count()).select_from(AuditEntry).where(AuditEntry.deed == deed)) or 0


def row(app: Flask, job_id: uuid.UUID) -> Job:
    with app.app_context(), Scope.identity(why="tests", reading=True) as scope:
        return scope.session.get_one(Job, job_id)


def test_a_job_runs_once_its_deed_is_committed_and_never_when_it_is_rolled_back(app: Flask, scopes: Scopes) -> None:
    with scopes.work() as scope:
        jobs.enqueue(scope, "tests.note", token=uuid.uuid4())
    with suppress(Refused), scopes.work() as scope:
        jobs.enqueue(scope, "tests.note", token=uuid.uuid4())
        scope.session.flush()
        raise Refused

    assert Worker(app).run_one()
    assert not Worker(app).run_one()
    assert noted(scopes, "katwijk") == 1


def test_nothing_runs_before_the_commit(app: Flask, scopes: Scopes, database_name: str) -> None:
    with scopes.work() as scope:
        jobs.enqueue(scope, "tests.note", token=uuid.uuid4())
        scope.session.flush()
        assert queue.take() is None
    assert Worker(app).run_one()


def test_every_scope_that_writes_can_ask_for_work(app: Flask, scopes: Scopes) -> None:
    katwijk = scopes.tenant("katwijk").id
    with scopes.work() as scope:
        jobs.enqueue(scope, "tests.note", token=uuid.uuid4())
    with scopes.national() as scope:
        jobs.enqueue(scope, "tests.note", for_tenant=katwijk, token=uuid.uuid4())
    with scopes.identity() as scope:
        jobs.enqueue(scope, "tests.note", for_tenant=katwijk, token=uuid.uuid4())
    with app.app_context():
        both = Scope.between(scope.actor, katwijk, scopes.tenant("venlo").id, why="tests")
        with both as scope, unit_of_work(scope):
            jobs.enqueue(scope, "tests.note", for_tenant=katwijk, token=uuid.uuid4())
    assert Worker(app).run_due() >= 4
    assert noted(scopes, "katwijk") == 4


def test_a_job_of_no_tenant_or_of_anothers_is_refused(scopes: Scopes) -> None:
    venlo = scopes.tenant("venlo").id
    with pytest.raises(OutOfScope), scopes.work() as scope:
        jobs.enqueue(scope, "tests.note", for_tenant=venlo, token=uuid.uuid4())
    with pytest.raises(LookupError), scopes.identity() as scope:
        jobs.enqueue(scope, "tests.note", token=uuid.uuid4())
    with pytest.raises(UnknownJob), scopes.work() as scope:
        jobs.enqueue(scope, "tests.no-such-job")


@pytest.mark.parametrize(
    "value", ["Noor de Vries", "noor@voorbeeld.nl", 2**31, -1, True, 1.5, None, ["x"], datetime(2026, 1, 1, tzinfo=UTC)]
)
def test_a_job_is_told_ids_and_nothing_about_people(scopes: Scopes, value: object) -> None:
    with pytest.raises(NotAnIdentifier) as refused, scopes.work() as scope:
        jobs.enqueue(scope, "tests.note", token=value)  # type: ignore[arg-type]  # what the type forbids is tried
    assert str(value) not in str(refused.value) or value is None or isinstance(value, bool)


def test_ids_come_out_as_they_went_in(app: Flask, scopes: Scopes) -> None:
    token = uuid.uuid4()
    with scopes.work() as scope:
        jobs.enqueue(scope, "tests.note", token=token, year=2026, day=date(2026, 12, 1), state=JobState.DONE)
    with app.app_context():
        taken = queue.take()
    assert taken is not None
    assert taken.ids == {"token": token, "year": 2026, "day": "2026-12-01", "state": "done"}


def test_a_failing_job_is_tried_later_and_later_and_then_given_up(app: Flask, scopes: Scopes, clock: Clock) -> None:
    deeds.FAILS[:] = [ValueError] * 3
    with scopes.work() as scope:
        job_id = jobs.enqueue(scope, "tests.fail").id
    waits = []
    for _ in range(2):
        assert Worker(app).run_one()
        waits.append(row(app, job_id).due_at - now())
        assert not Worker(app).run_one()
        clock.forward(seconds=waits[-1].total_seconds())
    assert waits == [timedelta(seconds=10), timedelta(seconds=20)]
    assert Worker(app).run_one()
    last = row(app, job_id)
    assert (last.state, last.error, last.attempts) == (JobState.GAVE_UP, "ValueError", 3)


def test_a_refusal_is_not_tried_again_but_an_outage_is(app: Flask, scopes: Scopes, clock: Clock) -> None:
    deeds.FAILS[:] = [Refused]
    with scopes.work() as scope:
        refused = jobs.enqueue(scope, "tests.fail").id
    assert Worker(app).run_one()
    deeds.FAILS[:] = [Unavailable]
    with scopes.work() as scope:
        away = jobs.enqueue(scope, "tests.fail").id
    assert Worker(app).run_one()
    assert (row(app, refused).state, row(app, away).state) == (JobState.GAVE_UP, JobState.WAITING)
    assert row(app, away).due_at - now() == timedelta(seconds=30)


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """What the logs say, as an operator reads them."""
    root, lines = logging.getLogger(), io.StringIO()
    before, level = root.handlers[:], root.level
    logs.configure(json=True, stream=lines)
    yield lines
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


def test_a_failure_tells_its_kind_and_nothing_of_what_it_held(app: Flask, scopes: Scopes, said: io.StringIO) -> None:
    deeds.FAILS[:] = [ValueError]
    with scopes.work() as scope:
        job_id = jobs.enqueue(scope, "tests.fail").id
    Worker(app).run_one()
    assert row(app, job_id).error == "ValueError"
    assert "job failed" in said.getvalue()
    assert "ValueError" in said.getvalue()
    assert "geheim" not in said.getvalue()


def test_a_job_done_twice_at_once_has_one_effect(app: Flask, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        jobs.enqueue(scope, "tests.note", token=uuid.uuid4())
    with app.app_context():
        first = queue.take()
        clock.forward(minutes=5)
        second = queue.take()
        assert first is not None
        assert second is not None
        assert (first.id, first.lease) != (second.id, second.lease)
        assert first.id == second.id
        assert [attempt(second), attempt(first)] == ["done", "done"]
    assert noted(scopes, "katwijk") == 1
    assert row(app, first.id).state is JobState.DONE


def test_who_lost_its_lease_cannot_put_back_what_another_holds(app: Flask, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        jobs.enqueue(scope, "tests.note", token=uuid.uuid4())
    with app.app_context():
        first = queue.take()
        clock.forward(minutes=5)
        second = queue.take()
        assert first is not None
        assert second is not None
        queue.put_back(first, "Late")
        queue.keep(first, timedelta(hours=9))
        held = row(app, first.id)
    assert (held.lease, held.error) == (second.lease, None)
    assert held.due_at == now() + queue.LEASE


def test_a_thousand_jobs_of_alternating_tenants_each_see_their_own(app: Flask, scopes: Scopes) -> None:
    slugs = ["katwijk", "venlo", "den-haag"]
    tenants = [scopes.tenant(slug) for slug in slugs]
    with app.app_context():
        for tenant in tenants:
            deeds.note(tenant.id, "tests.noted", uuid.uuid4())
    with scopes.identity() as scope:
        for turn in range(1000):
            jobs.enqueue(scope, "tests.look", for_tenant=tenants[turn % 3].id)
    deeds.SEEN.clear()
    worker = Worker(app)
    assert sum(worker.run_one() for _ in range(1000)) == 1000
    assert len(deeds.SEEN) == 1000
    assert {(tenant_id, *seen) for tenant_id, seen in deeds.SEEN} == {(tenant.id, tenant.id) for tenant in tenants}


def test_four_workers_share_the_work_and_do_none_of_it_twice(app: Flask, scopes: Scopes) -> None:
    with scopes.work() as scope:
        ids = [jobs.enqueue(scope, "tests.note", token=uuid.uuid4()).id for _ in range(60)]

    def work() -> None:
        worker = Worker(app)
        while worker.run_one():
            pass

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context(), Scope.identity(why="tests", reading=True) as scope:
        rows = scope.session.scalars(select(Job).where(Job.id.in_(ids))).all()
    assert {(row.state, row.attempts) for row in rows} == {(JobState.DONE, 1)}
    assert noted(scopes, "katwijk") == 60


def test_a_long_job_keeps_its_lease(app: Flask, scopes: Scopes) -> None:
    with scopes.work() as scope:
        job_id = jobs.enqueue(scope, "tests.slow", token=uuid.uuid4()).id
    deeds.STARTED.clear()
    working = threading.Thread(target=Worker(app, lease=timedelta(seconds=0.6)).run_one)
    working.start()
    assert deeds.STARTED.wait(5)
    time.sleep(0.8)
    with app.app_context():
        assert queue.take() is None
    working.join()
    assert (row(app, job_id).state, row(app, job_id).attempts) == (JobState.DONE, 1)


def test_a_worker_killed_in_the_middle_loses_nothing(
    store: Store, scopes: Scopes, tmp_path: Path, database_name: str
) -> None:
    """A real process, kill -9 by the job itself; then another process, as an operator would start it."""
    with scopes.work() as scope:
        job_id = jobs.enqueue(scope, "tests.die", token=uuid.uuid4()).id
    program = (
        "import sys; from datetime import timedelta; import tests.jobs.deeds;"
        "from stelsel.app import create_app; from stelsel.jobs.worker import Worker;"
        "print(Worker(create_app(), lease=timedelta(seconds=0.5)).run_due())"
    )
    environment = {
        **os.environ,
        "STELSEL_DATABASE_URL": store.database.url,
        "STELSEL_SECRET_KEY": SECRET,
        "STELSEL_DATA_DIR": str(tmp_path),
        "STELSEL_TEST_MARKER": str(tmp_path / "marker"),
    }

    def process() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=120
        )

    assert process().returncode == -signal.SIGKILL
    assert (tmp_path / "marker").exists()
    assert row(store.app, job_id).state is JobState.WAITING
    time.sleep(0.6)
    second = process()
    if database_name == "postgresql":
        store.database.everything_changed()  # type: ignore[union-attr]  # PostgreSQL's has it
    assert second.returncode == 0, second.stderr
    done = row(store.app, job_id)
    assert (done.state, done.attempts) == (JobState.DONE, 2)
    assert noted(scopes, "katwijk", "tests.survived") == 1


def test_a_job_that_always_kills_its_worker_is_given_up(app: Flask, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        job_id = jobs.enqueue(scope, "tests.fail").id
    with app.app_context():
        for _ in range(3):
            assert queue.take() is not None
            clock.forward(minutes=5)
        assert queue.take() is None
    assert (row(app, job_id).state, row(app, job_id).error) == (JobState.GAVE_UP, queue.TOO_OFTEN)


def scheduled(app: Flask, name: str) -> int:
    with app.app_context(), Scope.identity(why="tests", reading=True) as scope:
        return scope.session.scalar(select(func.count()).select_from(Job).where(Job.name == name)) or 0


def test_a_schedule_begins_at_its_next_turn_and_makes_up_for_missed_ones_with_one(app: Flask, clock: Clock) -> None:
    with app.app_context():
        queue.queue_scheduled()
        assert scheduled(app, "jobs.sweep") == 0
        clock.forward(days=9)
        queue.queue_scheduled()
        queue.queue_scheduled()
    assert scheduled(app, "jobs.sweep") == 1


def test_a_schedule_that_changed_counts_from_now(app: Flask, scopes: Scopes, clock: Clock) -> None:
    with app.app_context():
        queue.queue_scheduled()
    with scopes.identity() as scope:
        scope.session.get_one(Schedule, "jobs.sweep").cron = "0 0 1 1 *"
    clock.forward(days=1)
    with app.app_context():
        queue.queue_scheduled()
    assert scheduled(app, "jobs.sweep") == 0


@pytest.mark.parametrize(
    ("times", "after", "expected"),
    [
        ("15 3 * * *", "2026-12-01T02:15:00+00:00", "2026-12-02T02:15:00+00:00"),
        ("*/30 * * * *", "2026-12-01T10:29:59+00:00", "2026-12-01T10:30:00+00:00"),
        ("0 9 * * 1-5", "2026-12-04T12:00:00+00:00", "2026-12-07T08:00:00+00:00"),
        ("0 9 * * 7", "2026-12-04T12:00:00+00:00", "2026-12-06T08:00:00+00:00"),
        ("0 0 29 2 *", "2026-12-01T00:00:00+00:00", "2028-02-28T23:00:00+00:00"),
        # 02:30 is skipped on 28 March 2027 and comes twice on 25 October 2026
        ("30 2 * * *", "2027-03-27T12:00:00+00:00", "2027-03-28T01:30:00+00:00"),
        ("30 2 * * *", "2026-10-24T12:00:00+00:00", "2026-10-25T00:30:00+00:00"),
        ("30 2 * * *", "2026-10-25T00:30:00+00:00", "2026-10-26T01:30:00+00:00"),
    ],
)
def test_a_schedule_follows_the_clock_on_the_wall(times: str, after: str, expected: str) -> None:
    assert cron.parse(times).after(datetime.fromisoformat(after)) == datetime.fromisoformat(expected)


@pytest.mark.parametrize("times", ["", "* * * *", "60 * * * *", "5-1 * * * *", "a * * * *", "* * 0 * *"])
def test_a_schedule_that_makes_no_sense_is_refused(times: str) -> None:
    with pytest.raises(ValueError, match=r"fields|between|literal|never"):
        cron.parse(times)


def test_old_jobs_go(app: Flask, scopes: Scopes, clock: Clock) -> None:
    deeds.FAILS[:] = [Refused]
    with scopes.work() as scope:
        failed = jobs.enqueue(scope, "tests.fail").id
        jobs.enqueue(scope, "tests.note", token=uuid.uuid4())
    assert Worker(app).run_due() == 2
    left = []
    for days in (8, 31):
        clock.forward(days=days)
        with app.app_context():
            jobs.sweep.sweep(None)
            with Scope.identity(why="tests", reading=True) as scope:
                left.append(list(scope.session.scalars(select(Job.id).where(Job.name.like("tests.%")))))
    assert left == [[failed], []]
