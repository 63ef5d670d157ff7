"""What may be seen of sources: a fixed number of statements, however long the list."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from stelsel.clock import now
from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Activity
from stelsel_tenants.sources.models import Imported, Source, SourceKind, WaitingFile
from stelsel_tenants.sources.service import TERM


@dataclass(frozen=True, slots=True)
class SourceRow:
    id: uuid.UUID
    kind: SourceKind
    name: str
    address: str
    publishes: bool
    seen_at: datetime | None
    failing_since: datetime | None
    problem: str
    activities: int
    waiting_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class GoneRow:
    """An activity that its source no longer has."""

    id: uuid.UUID
    activity_id: uuid.UUID
    title: str
    source: str
    gone_at: datetime | None


def overview(scope: Scope) -> list[SourceRow]:
    """Addresses first, by name."""
    numbers = (
        select(Imported.source_id, func.count().label("number")).group_by(Imported.source_id).subquery("came_from")
    )
    fresh = (WaitingFile.source_id == Source.id) & (WaitingFile.sent_at > now() - TERM)
    statement = (
        select(Source, func.coalesce(numbers.c.number, 0), WaitingFile.id)
        .outerjoin(numbers, numbers.c.source_id == Source.id)
        .outerjoin(WaitingFile, (WaitingFile.tenant_id == Source.tenant_id) & fresh)
        .order_by(Source.kind, Source.name, Source.id)
    )
    return [
        SourceRow(
            id=source.id,
            kind=source.kind,
            name=source.name,
            address=source.address,
            publishes=source.publishes,
            seen_at=source.seen_at,
            failing_since=source.failing_since,
            problem=source.problem,
            activities=number,
            waiting_id=waiting_id,
        )
        for source, number, waiting_id in scope.session.execute(statement)
    ]


def gone(scope: Scope) -> list[GoneRow]:
    statement = (
        select(Imported.id, Imported.activity_id, Activity.title, Source.name, Imported.gone_at)
        .join(Activity, (Activity.tenant_id == Imported.tenant_id) & (Activity.id == Imported.activity_id))
        .join(Source, (Source.tenant_id == Imported.tenant_id) & (Source.id == Imported.source_id))
        .where(Imported.gone_at.is_not(None))
        .order_by(Imported.gone_at, Activity.title, Imported.id)
        .limit(100)
    )
    return [GoneRow(*row) for row in scope.session.execute(statement)]


def to_decide(scope: Scope) -> tuple[int, str]:
    """For the menu: how many proposals wait."""
    number = scope.session.scalar(select(func.count()).select_from(Imported).where(Imported.gone_at.is_not(None)))
    return number or 0, "warn"


def terms_of_files(scope: Scope) -> Source | None:
    """What was chosen the last time that a file was sent."""
    return scope.session.scalar(select(Source).where(Source.kind == SourceKind.FILES))
