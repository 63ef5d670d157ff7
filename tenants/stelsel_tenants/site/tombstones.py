"""What left the projection, for registers that took it over: they are told once that it is no more (FEATURES C20).

A session that merely grew old is no part of it: after sixty days it leaves the projection as it was, and nobody who
kept it has to let go of it.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy import delete

from stelsel import clock
from stelsel.db import Owned
from stelsel.tenancy import Scope
from stelsel_tenants.site import facts
from stelsel_tenants.site.models import (
    PublishedActivity,
    PublishedBranch,
    PublishedSession,
    ThingKind,
    Tombstone,
)

KEPT = timedelta(days=396)
"""Who asks less often than once a year begins anew."""
KINDS: dict[type[Owned], ThingKind] = {
    PublishedActivity: ThingKind.ACTIVITY,
    PublishedBranch: ThingKind.BRANCH,
    PublishedSession: ThingKind.SESSION,
}


def put(scope: Scope, gone: Iterable[Owned]) -> None:
    """Remember rows that leave the projection."""
    since = facts.since()
    leaving = [row for row in gone if not isinstance(row, PublishedSession) or row.starts_at >= since]
    take_away(scope, [row.id for row in leaving])
    scope.insert_many(Tombstone, [{"id": row.id, "kind": KINDS[type(row)]} for row in leaving])


def take_away(scope: Scope, ids: Sequence[uuid.UUID]) -> None:
    """What is published (again) is not gone."""
    for start in range(0, len(ids), facts.CHUNK):
        scope.session.execute(delete(Tombstone).where(Tombstone.id.in_(ids[start : start + facts.CHUNK])))


def forget(scope: Scope) -> int:
    """Let go of what everybody was told long ago. Returns how many."""
    gone = scope.session.execute(
        delete(Tombstone).where(Tombstone.told_at < clock.now() - KEPT).returning(Tombstone.id)
    ).all()
    return len(gone)
