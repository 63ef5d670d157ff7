"""The probes. Each tries to get at Venlo's rows from Katwijk's scope, in one way that a program could.

A probe gives back what it read, or writes and commits. It *leaks* when Venlo's secret is in what it read, when a row
of Venlo changed, or when a row of Katwijk holds or points at something of Venlo (`test_probes.outcome`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from stelsel.clock import now
from stelsel.tenancy import Hat
from tests.isolation.laboratory import EVENTS, SECRET, Bench

Probe = Callable[[Bench], object]

PROBES: dict[str, Probe] = {}
THEIRS = EVENTS["other"][0]
OURS = EVENTS["own"][0]


def probe(function: Probe) -> Probe:
    PROBES[function.__name__] = function
    return function


def told(count: int | None, own: int) -> str:
    """A number that is more than our own tells of the other's rows."""
    return SECRET if (count or 0) > own else ""


@contextmanager
def written(bench: Bench) -> Iterator[None]:
    yield
    bench.session.commit()


def entry(bench: Bench) -> dict[str, Any]:
    """A line of Venlo's trail."""
    ids = {"tenant_id": bench.other, "id": THEIRS, "user_id": None}
    words = {"why": SECRET, "deed": "probe", "object_kind": "probe", "object_id": "", "before": "", "hash": ""}
    return {**ids, **words, "seq": 1, "at": now(), "hat": Hat.SYSTEM, "detail": {}}
