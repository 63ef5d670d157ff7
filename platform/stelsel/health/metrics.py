"""Figures for Prometheus: requests as they pass, the queue and the outbox as they are when asked.

Labels are endpoints, methods and states: never an address or an id (SECURITY P-34). With more than one process the
figures are added up in the files of PROMETHEUS_MULTIPROC_DIR, which `stelsel serve` sets.
"""

import os
import time
from collections.abc import Iterator
from datetime import datetime

from flask import Flask, Response, g, request
from prometheus_client import REGISTRY as ONE_PROCESS
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from stelsel.clock import now
from stelsel.jobs import Job, JobState
from stelsel.mail import Letter, LetterState
from stelsel.tenancy import Scope

METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})

REQUESTS = Counter("stelsel_requests", "Requests by endpoint, method and status", ["endpoint", "method", "status"])
SECONDS = Histogram(
    "stelsel_request_seconds",
    "How long requests took",
    ["endpoint"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)


def watch(app: Flask) -> None:
    """Count every request."""

    @app.before_request
    def begin() -> None:
        g.metrics_began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        endpoint = request.endpoint or "-"
        method = request.method if request.method in METHODS else "?"
        REQUESTS.labels(endpoint, method, str(response.status_code)).inc()
        SECONDS.labels(endpoint).observe(time.perf_counter() - g.get("metrics_began", time.perf_counter()))
        return response


def page() -> bytes:
    """Everything, in the text format of Prometheus. Figures from the database are left out while it is away."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]  # the library left it without types
    else:
        counted = ONE_PROCESS
    return generate_latest(counted) + generate_latest(_standing())


def _standing() -> CollectorRegistry:
    registry = CollectorRegistry()
    up = Gauge("stelsel_database_up", "1 when the database answers", registry=registry)
    try:
        for name, text, value in _figures():
            Gauge(name, text, registry=registry).set(value)
        up.set(1)
    except SQLAlchemyError:
        up.set(0)
    return registry


def _figures() -> Iterator[tuple[str, str, float]]:
    with Scope.identity(why="metrics", reading=True) as scope:
        waiting = select(func.count(), func.min(Job.due_at)).where(Job.state == JobState.WAITING, Job.due_at <= now())
        due, oldest = scope.session.execute(waiting).one()
        given_up = scope.session.scalar(select(func.count()).select_from(Job).where(Job.state == JobState.GAVE_UP))
        letters = select(func.count()).select_from(Letter).where(Letter.state == LetterState.WAITING)
        outbox = scope.session.scalar(letters)
    yield "stelsel_jobs_due", "Jobs that a worker could take now", due
    yield "stelsel_jobs_late_seconds", "How long the oldest of them has waited", _age(oldest)
    yield "stelsel_jobs_given_up", "Jobs that failed too often, of the last thirty days", given_up or 0
    yield "stelsel_letters_waiting", "Letters that have not left yet", outbox or 0


def _age(oldest: datetime | None) -> float:
    return (now() - oldest).total_seconds() if oldest is not None else 0.0
