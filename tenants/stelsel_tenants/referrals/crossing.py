"""One transaction over the libraries that a referral concerns: who gives it, and where it leads."""

from collections.abc import Iterator
from contextlib import contextmanager

from stelsel.db import unit_of_work
from stelsel.tenancy import Scope

WHY = "referral"


@contextmanager
def between(scope: Scope, *tenant_ids: int) -> Iterator[Scope]:
    """A unit of work in their rows, for the actor of `scope`, whose own session lets go first: on SQLite two writing
    sessions of one request would wait for each other."""
    scope.session.rollback()
    with Scope.between(scope.actor, *dict.fromkeys(tenant_ids), why=WHY) as both, unit_of_work(both):
        yield both
