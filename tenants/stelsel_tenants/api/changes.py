"""What became another since a register came last, what is gone too (FEATURES C20). Six statements, whatever there is.

Transactions end in another order than they began in: a row may be seen a moment after the instant that it bears. So
the last minute is not told yet, and `until` says how far this telling goes: with it the next one begins.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import and_, false, or_, select, true

from stelsel import clock
from stelsel.i18n import _
from stelsel.tenancy import Scope, Tenant
from stelsel.web.query import BadQuery
from stelsel_tenants.api.lists import Asked
from stelsel_tenants.partners.models import Partnership, PartnershipState
from stelsel_tenants.site.models import (
    PublishedActivity,
    PublishedBranch,
    PublishedSession,
    ThingKind,
    Tombstone,
)
from stelsel_tenants.site.tombstones import KEPT

SETTLED = timedelta(minutes=1)
"""Longer than any unit of work may take (`db.patience`)."""
TOO_OLD = _("Zo ver terug weten we niet meer wat weg is. Begin opnieuw, zonder „modifiedSince”.")
COLLECTIONS = {
    ThingKind.ACTIVITY: "activities",
    ThingKind.BRANCH: "branches",
    ThingKind.PARTNERSHIP: "partnerships",
    ThingKind.SESSION: "sessions",
}
LIVING: dict[ThingKind, Any] = {
    ThingKind.ACTIVITY: PublishedActivity,
    ThingKind.BRANCH: PublishedBranch,
    ThingKind.SESSION: PublishedSession,
}


@dataclass(frozen=True, slots=True)
class Telling:
    """Which page, and of what time: [`since`, `until`]."""

    which: Asked
    since: datetime | None
    until: datetime


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """Something that is another than it was; `deleted`: it is not published any more."""

    kind: ThingKind
    id: uuid.UUID
    library: str
    changed_at: datetime
    deleted: bool

    @property
    def href(self) -> str | None:
        there = f"{current_app.config['BASE_URL']}/api/v1/{COLLECTIONS[self.kind]}/{self.id}"
        return None if self.deleted else there

    @property
    def place(self) -> tuple[datetime, str, uuid.UUID]:
        return self.changed_at, self.kind.value, self.id


def settled(which: Asked) -> datetime:
    """How far is told: on the first page till a minute ago, on the next pages as far as on the first."""
    return datetime.fromisoformat(which.after[3]) if which.after else clock.now() - SETTLED


def changes(
    scope: Scope,
    which: Asked,
    until: datetime,
    *,
    kind: ThingKind | None = None,
    modified_since: datetime | None = None,
) -> list[ChangeRow]:
    """In the order in which things became what they are. Raises BadQuery for what is longer ago than we remember."""
    if modified_since and modified_since < clock.now() - KEPT:
        raise BadQuery({"modifiedSince": TOO_OLD})
    telling = Telling(which, modified_since, until)
    found = [row for one in ThingKind if kind in {None, one} for row in _of_kind(scope, one, telling)]
    return sorted(found, key=lambda row: row.place)[: which.enough]


def _of_kind(scope: Scope, kind: ThingKind, telling: Telling) -> Iterator[ChangeRow]:
    if kind is ThingKind.PARTNERSHIP:
        yield from _partnerships(scope, telling)
        return
    living = LIVING[kind]
    yield from _read(scope, kind, telling, select(living.id, Tenant.slug, living.told_at, false()), living)
    gone = select(Tombstone.id, Tenant.slug, Tombstone.told_at, true()).where(Tombstone.kind == kind)
    yield from _read(scope, kind, telling, gone, Tombstone)


def _partnerships(scope: Scope, telling: Telling) -> Iterator[ChangeRow]:
    """Its row stays when it ends, and says so itself. One that was never accepted is nobody's business."""
    one, ended = Partnership, PartnershipState.ENDED
    statement = select(one.id, Tenant.slug, one.changed_at, one.state).where(
        one.state.in_([PartnershipState.ACTIVE, ended])
    )
    yield from _read(scope, ThingKind.PARTNERSHIP, telling, statement, one, gone=ended)


def _read(
    scope: Scope, kind: ThingKind, telling: Telling, statement: Any, model: Any, *, gone: object = True
) -> Iterator[ChangeRow]:
    """The first rows of one table after the place where the page before ended; `gone` is what its last column says of
    a thing that is no more."""
    at = model.changed_at if model is Partnership else model.told_at
    statement = (
        statement.join(Tenant, Tenant.id == model.tenant_id)
        .where(at <= telling.until)
        .order_by(at, model.id)
        .limit(telling.which.enough)
    )
    if telling.since is not None:
        statement = statement.where(at >= telling.since)
    if telling.which.after:
        statement = statement.where(_after(kind, at, model.id, telling.which.after))
    for key, library, changed_at, said in scope.session.execute(statement):
        yield ChangeRow(kind, key, library, changed_at, said == gone)


def _after(kind: ThingKind, at: Any, key: Any, after: list[str]) -> Any:
    """Later than the last row, or of the same instant and later in the order of kinds and numbers."""
    instant, last_kind, last_id = datetime.fromisoformat(after[0]), after[1], uuid.UUID(after[2])
    if kind.value > last_kind:
        return at >= instant
    if kind.value < last_kind:
        return at > instant
    return or_(at > instant, and_(at == instant, key > last_id))
