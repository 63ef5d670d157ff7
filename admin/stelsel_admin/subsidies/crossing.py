"""One transaction over two tenants: the national body and an applicant."""

from collections.abc import Iterator
from contextlib import contextmanager

from stelsel.access import current
from stelsel.db import unit_of_work
from stelsel.tenancy import Scope


@contextmanager
def crossing(scope: Scope, applicant_id: int, *, why: str) -> Iterator[Scope]:
    """A unit of work in the rows of both, for the actor of `scope`, whose own session lets go first: on SQLite two
    writing sessions of one request would wait for each other."""
    scope.session.rollback()
    national = current.national_tenant()
    with Scope.between(scope.actor, national.id, applicant_id, why=why) as both, unit_of_work(both):
        yield both
