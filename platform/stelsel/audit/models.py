"""The audit trail: a chain of hashes per tenant, the national body's included. It only grows."""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.db import Access, Owned
from stelsel.tenancy import Hat


class AuditEntry(Owned):
    """One deed. Holds ids, never names or texts: what can be erased stands beside the chain, not in it."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("uq_audit_entry_seq", "tenant_id", "seq", unique=True),
        Index("ix_audit_entry_object", "tenant_id", "object_kind", "object_id"),
        CheckConstraint("seq > 0", name="seq_counts"),
    )
    access: ClassVar[Access] = Access(rights={"national": "ra", "identity": "ra"})
    append_only: ClassVar[bool] = True
    stays: ClassVar[str | None] = "the trail holds ids, and proves what was done"

    seq: Mapped[int]
    at: Mapped[datetime]
    hat: Mapped[Hat]
    user_id: Mapped[uuid.UUID | None]
    why: Mapped[str] = mapped_column(String(80))
    deed: Mapped[str] = mapped_column(String(60))
    object_kind: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str] = mapped_column(String(60))
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    before: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Owned):
    """The end of a tenant's chain; locking it makes writers queue, so that the chain has no gap."""

    __tablename__ = "audit_head"
    __table_args__ = (Index("uq_audit_head_tenant", "tenant_id", unique=True),)
    access: ClassVar[Access] = Access(rights={"national": "raw", "identity": "raw"})
    stays: ClassVar[str | None] = AuditEntry.stays

    seq: Mapped[int] = mapped_column(default=0)
    hash: Mapped[str] = mapped_column(String(64), default="")
