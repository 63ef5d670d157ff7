"""Reading an address by itself. While a foreign server takes its time, no transaction is open."""

import uuid
from datetime import timedelta

from stelsel import clock, mail, outgoing
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.outgoing import Answer
from stelsel.tenancy import Scope, Tenant
from stelsel_tenants.sources import reading, service
from stelsel_tenants.sources.models import Source
from stelsel_tenants.sources.reading import File

WHY = "sources.fetch"
TELL_AFTER = 3
WHOLE = timedelta(days=7)
"""After this the whole is asked for, changed or not: a series without end has come nearer."""


def refresh(tenant_id: int, source_id: uuid.UUID) -> None:
    """Fetch one calendar and take it in. What fails is written down; the last good data stay."""
    with Scope.system(tenant_id, why=WHY, reading=True) as scope:
        source = scope.session.get(Source, (tenant_id, source_id))
        if source is None:
            return
        address = source.address
        is_recent = source.read_at is not None and clock.now() - source.read_at < WHOLE
        tags = {"etag": source.etag, "last_modified": source.last_modified} if is_recent else {}
    try:
        answer = outgoing.fetch(address, **tags)
        content = answer.content
        file = None if content is None else reading.parsed(content, reading.kind_of_answer(content))
    except Refused as refusal:
        with Scope.system(tenant_id, why=WHY) as scope, unit_of_work(scope):
            _failed(scope, source_id, str(refusal.message))
    else:
        with Scope.system(tenant_id, why=WHY) as scope, unit_of_work(scope):
            _came(scope, source_id, answer, file)


def _came(scope: Scope, source_id: uuid.UUID, answer: Answer, file: File | None) -> None:
    source = scope.session.get(Source, (scope.tenant_id, source_id), with_for_update=True)
    if source is None:
        return
    if file is None:
        service.well(source)
    else:
        service.read(scope, source, reading.said(scope, source, file, {}), answer)


def _failed(scope: Scope, source_id: uuid.UUID, problem: str) -> None:
    """Count it, and tell whom it concerns once, after the third time."""
    source = scope.session.get(Source, (scope.tenant_id, source_id), with_for_update=True)
    if source is None:
        return
    source.failures += 1
    source.failing_since = source.failing_since or clock.now()
    source.problem = problem[:300]
    if source.failures == TELL_AFTER and source.contact:
        slug = scope.session.get_one(Tenant, scope.tenant_id).slug
        mail.queue(
            scope,
            to=source.contact,
            template="source-fails",
            key=f"source:{source.id}:{source.failing_since.isoformat()}",
            name=source.name,
            since=source.failing_since,
            problem=problem,
            path=f"/b/{slug}/beheer/importeren/{source.id}",
        )
