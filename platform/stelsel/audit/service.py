"""Writing the trail, and proving that nobody changed it."""

import hashlib
import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import inspect, select

from stelsel.audit.heads import Signed
from stelsel.audit.models import AuditEntry, AuditHead
from stelsel.clock import now
from stelsel.db import Base, Owned
from stelsel.tenancy import Scope, Tenant, TenantKind

EMPTY = "0" * 64


def record(scope: Scope, deed: str, thing: Base, *, tenant_id: int | None = None, **detail: Any) -> AuditEntry:
    """Add one deed to the chain of the row's tenant, in the transaction of the deed itself.

    `deed` reads "thing.verb"; `detail` holds ids, states and numbers, never a name, an address or a free text.
    For a network row the chain is `tenant_id`'s, else the scope's own.
    """
    scope.session.flush()
    chain = thing.tenant_id if isinstance(thing, Owned) else tenant_id or scope.tenant_id
    head = _head(scope, chain)
    entry = AuditEntry(
        tenant_id=chain,
        seq=head.seq + 1,
        at=now(),
        hat=scope.actor.hat,
        user_id=scope.actor.user_id,
        why=scope.why[:80],
        deed=deed,
        object_kind=str(thing.__tablename__),
        object_id=_key(thing),
        detail=detail,
        before=head.hash or EMPTY,
        hash="",
    )
    entry.hash = fingerprint(entry)
    head.seq, head.hash = entry.seq, entry.hash
    scope.session.add(entry)
    scope.session.flush()
    return entry


def record_nationally(scope: Scope, deed: str, thing: Base, **detail: Any) -> AuditEntry:
    """The same in the chain of the national body, for what is the network's. Raises NoResultFound without one."""
    national = scope.session.scalars(select(Tenant.id).where(Tenant.kind == TenantKind.NATIONAL)).one()
    return record(scope, deed, thing, tenant_id=national, **detail)


def fingerprint(entry: AuditEntry) -> str:
    """SHA-256 over everything the entry says and the hash before it."""
    said = [
        entry.tenant_id,
        entry.seq,
        entry.at.isoformat(),
        entry.hat.value,
        str(entry.user_id or ""),
        entry.why,
        entry.deed,
        entry.object_kind,
        entry.object_id,
        entry.detail,
        entry.before,
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Broken:
    """Where a chain does not hold."""

    tenant_id: int
    seq: int
    reason: str


def verify(scope: Scope, signed: Iterable[Signed] = ()) -> Iterator[Broken]:
    """Walk the chain of this scope's tenant. `signed`: the ends of it that were written down outside the database.
    Yields nothing where it is whole."""
    ends: dict[int, dict[str, Signed]] = defaultdict(dict)
    for end in signed:
        ends[end.seq].setdefault(end.hash, end)  # two hashes of one deed: the chain was made anew between two nights
    expected, before = 1, EMPTY
    for entry in scope.session.scalars(select(AuditEntry).order_by(AuditEntry.seq).execution_options(yield_per=500)):
        if entry.seq != expected:
            yield Broken(entry.tenant_id, expected, "missing")
            expected = entry.seq
        if entry.before != before:
            yield Broken(entry.tenant_id, entry.seq, "does not follow the one before")
        if entry.hash != fingerprint(entry):
            yield Broken(entry.tenant_id, entry.seq, "was changed")
        for end in ends.get(entry.seq, {}).values():
            if end.hash != entry.hash:
                yield Broken(entry.tenant_id, entry.seq, f"is not what was signed on {end.at:%Y-%m-%d}")
        expected, before = entry.seq + 1, entry.hash
    head = scope.session.scalar(select(AuditHead))
    if (head.seq if head else 0, head.hash if head else EMPTY) != (expected - 1, before):
        yield Broken(scope.tenant_id, head.seq if head else expected - 1, "the end was cut")
    for end in (end for known in ends.values() for end in known.values() if end.seq >= expected):
        reason = f"was signed on {end.at:%Y-%m-%d} and is gone: the end was cut, or an older copy was put back"
        yield Broken(scope.tenant_id, end.seq, reason)


def _head(scope: Scope, tenant_id: int) -> AuditHead:
    wanted = (
        select(AuditHead)
        .where(AuditHead.tenant_id == tenant_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    head = scope.session.scalar(wanted)
    if head is None:
        scope.upsert(AuditHead, {"tenant_id": tenant_id}, first={"seq": 0, "hash": ""})
        head = scope.session.scalars(wanted).one()
    return head


def _key(thing: Base) -> str:
    state = inspect(thing)
    key: uuid.UUID | int | str = state.identity[-1] if state.identity else ""
    return str(key)
