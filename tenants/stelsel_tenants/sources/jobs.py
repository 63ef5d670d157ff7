"""What happens to sources by itself: every six hours each address is read, and what waited too long is forgotten."""

import uuid

from sqlalchemy import select

from stelsel import jobs
from stelsel.db import unit_of_work
from stelsel.tenancy import Scope
from stelsel_tenants.sources import service
from stelsel_tenants.sources.models import Source, SourceKind
from stelsel_tenants.sources.refresh import refresh


@jobs.for_each_tenant("17 */6 * * *", "sources.fetch-library")
def fetch_library(tenant_id: int) -> None:
    """A job for each calendar that somebody has looked at, so that one holds up no other."""
    with Scope.system(tenant_id, why="sources.fetch-library") as scope, unit_of_work(scope):
        service.forget(scope)
        wanted = select(Source.id).where(Source.kind == SourceKind.ADDRESS, Source.read_at.is_not(None))
        for source_id in scope.session.scalars(wanted.order_by(Source.id)):
            jobs.enqueue(scope, "sources.fetch", source_id=source_id)


@jobs.job("sources.fetch")
def fetch(tenant_id: int, *, source_id: uuid.UUID) -> None:
    """Read one calendar anew."""
    refresh(tenant_id, source_id)
