"""The worker: takes one job after another, each in a fresh application context and under a lease.

Killed in the middle of a job, it leaves nothing to clean up: the lease runs out and another takes the job.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from stelsel.errors import Refused, Unavailable
from stelsel.jobs import metrics, queue
from stelsel.jobs.queue import LEASE, Taken

log = structlog.stdlib.get_logger("stelsel.jobs")

IDLE = 0.5
DATABASE_AWAY = 5.0
SCHEDULES_EVERY = 15.0


class Worker:
    """One worker; `stop` lets it finish the job in hand. Any number may run, on any number of machines."""

    def __init__(self, app: Flask, *, lease: timedelta = LEASE) -> None:
        self.app = app
        self.lease = lease
        self._stopping = threading.Event()

    def stop(self) -> None:
        self._stopping.set()

    def run(self) -> None:
        """Work until told to stop."""
        looks = 0
        while not self._stopping.is_set():
            try:
                if looks % int(SCHEDULES_EVERY / IDLE) == 0:
                    self._queue_scheduled()
                looks += 1
                if self.run_one():
                    continue
                pause = IDLE
            except SQLAlchemyError as error:
                log.warning("the database is away", exc_info=error)
                pause = DATABASE_AWAY
            self._stopping.wait(pause)

    def run_due(self) -> int:
        """Do everything that is due now, and what that brings along. Returns how many jobs were tried."""
        self._queue_scheduled()
        done = 0
        while self.run_one():
            done += 1
        return done

    def run_one(self) -> bool:
        """Do one job; False when none is due."""
        with self.app.app_context():
            taken = queue.take(self.lease)
        if taken is None:
            return False
        with self._kept(taken), self.app.app_context():
            outcome = attempt(taken)
        metrics.ATTEMPTS.labels(taken.known.name, outcome).inc()
        log.info(
            "job",
            job=taken.known.name,
            id=str(taken.id),
            outcome=outcome,
            tenant=taken.tenant_id,
            attempt=taken.attempt,
        )
        return True

    def _queue_scheduled(self) -> None:
        with self.app.app_context():
            queue.queue_scheduled()

    @contextmanager
    def _kept(self, taken: Taken) -> Iterator[None]:
        """Renew the lease from a thread for as long as the job takes."""
        over = threading.Event()

        def renew() -> None:
            while not over.wait(self.lease.total_seconds() / 3):
                try:
                    with self.app.app_context():
                        queue.keep(taken, self.lease)
                except SQLAlchemyError as error:
                    # The job itself may hold SQLite's write lock; there are two more chances before the lease ends.
                    log.info("lease not renewed", id=str(taken.id), exc_info=error)

        thread = threading.Thread(target=renew, name="lease", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def attempt(taken: Taken) -> str:
    """Run a job and write down how it went: "done", "again" or "gave_up"."""
    try:
        taken.known.function(taken.tenant_id, **taken.ids)
    except Unavailable as away:
        queue.put_back(taken, type(away).__name__, not_before=timedelta(seconds=away.retry_after))
        return "again"
    except Refused as refusal:
        queue.give_up(taken, type(refusal).__name__)
        return "gave_up"
    except Exception as error:
        log.warning("job failed", job=taken.known.name, id=str(taken.id), exc_info=error)
        queue.put_back(taken, type(error).__name__[:80])
        return "again"
    queue.finish(taken)
    return "done"
