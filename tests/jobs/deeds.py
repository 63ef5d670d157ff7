"""Jobs that only tests have. What each did is a row of the audit trail, written in a unit of work of its own."""

import os
import signal
import threading
import time
import uuid

from sqlalchemy import select

from stelsel import audit, jobs
from stelsel.audit import AuditEntry
from stelsel.db import unit_of_work
from stelsel.tenancy import Scope, Tenant

STARTED = threading.Event()
SEEN: list[tuple[int, set[int]]] = []
FAILS: list[type[Exception]] = []


def note(tenant_id: int, deed: str, token: uuid.UUID) -> None:
    """Write it down once, however often the job runs."""
    with Scope.system(tenant_id, why=deed) as scope, unit_of_work(scope):
        tenant = scope.session.get_one(Tenant, tenant_id)
        known = select(AuditEntry.id).where(
            AuditEntry.deed == deed, AuditEntry.detail["token"].as_string() == str(token)
        )
        if scope.session.scalar(known.limit(1)) is None:
            audit.record(scope, deed, tenant, token=str(token))


@jobs.job("tests.note")
def write(tenant_id: int, *, token: uuid.UUID) -> None:
    note(tenant_id, "tests.noted", token)


@jobs.job("tests.look")
def look(tenant_id: int) -> None:
    """Remember whose rows this job could see."""
    with Scope.system(tenant_id, why="tests.look", reading=True) as scope:
        SEEN.append((tenant_id, set(scope.session.scalars(select(AuditEntry.tenant_id)))))


@jobs.job("tests.die")
def die(tenant_id: int, *, token: uuid.UUID) -> None:
    """Bring the worker down in the middle, the first time: the marker says that it was here."""
    marker = os.environ["STELSEL_TEST_MARKER"]
    if not os.path.exists(marker):  # noqa: PTH110 -- beside the deadly call, nothing else
        with open(marker, "w") as file:  # noqa: PTH123
            file.write("dying")
        os.kill(os.getpid(), signal.SIGKILL)
    note(tenant_id, "tests.survived", token)


@jobs.job("tests.fail", attempts=3)
def fail(_tenant_id: int) -> None:
    if FAILS:
        raise FAILS.pop()("geheim@katwijk.stelsel.test")


@jobs.job("tests.slow")
def slow(tenant_id: int, *, token: uuid.UUID) -> None:
    STARTED.set()
    time.sleep(1.2)
    note(tenant_id, "tests.slept", token)
