"""Ceilings and postings. All money is in whole cents.

A ceiling is held twice: its counters say what is taken, each changed by one conditional UPDATE (ledger.service), and
the postings say why. `cents` of a ceiling is the highest amount that was ever in force: a lowering does not touch
applications that came before it (Awb 4:27, 4:28), so the limit of one application is the `CeilingChange` of its day.

A posting is one movement of money, never changed. A correction is a posting the other way round.

Debit and credit name accounts of one ceiling. Money comes from `budget`, is `available` until reserved, `reserved`
until committed, `committed` until paid. Paying and claiming add accounts, not other rules.
"""

import enum
import uuid
from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.clock import now
from stelsel.db import Access, Cents, Owned

PUBLIC = Access(rights={"reader": "r", "national": "r"})


class Account(enum.StrEnum):
    BUDGET = "budget"
    AVAILABLE = "available"
    RESERVED = "reserved"
    COMMITTED = "committed"


class Ceiling(Owned):
    """What may be given in a period. `part` names a sub-ceiling; empty: the whole."""

    __tablename__ = "subsidy_ceiling"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "scheme_id"], ["subsidy_scheme.tenant_id", "subsidy_scheme.id"]),
        UniqueConstraint("tenant_id", "scheme_id", "period", "part"),
        CheckConstraint("cents BETWEEN 1 AND 1000000000000", name="cents"),
        CheckConstraint("reserved_cents >= 0 AND committed_cents >= 0", name="not_negative"),
        CheckConstraint("reserved_cents + committed_cents <= cents", name="held"),
    )
    access: ClassVar[Access] = PUBLIC

    scheme_id: Mapped[uuid.UUID]
    period: Mapped[str] = mapped_column(String(20))
    part: Mapped[str] = mapped_column(String(40), default="")
    cents: Mapped[int] = mapped_column(Cents)
    reserved_cents: Mapped[int] = mapped_column(Cents, default=0)
    committed_cents: Mapped[int] = mapped_column(Cents, default=0)


class CeilingChange(Owned):
    """The ceiling from an instant on, and the decision behind it."""

    __tablename__ = "subsidy_ceiling_change"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "ceiling_id"], ["subsidy_ceiling.tenant_id", "subsidy_ceiling.id"]),
        Index("ix_subsidy_ceiling_change_from", "tenant_id", "ceiling_id", "from_at", "id"),
        CheckConstraint("cents BETWEEN 0 AND 1000000000000", name="cents"),
    )
    access: ClassVar[Access] = PUBLIC
    append_only: ClassVar[bool] = True

    ceiling_id: Mapped[uuid.UUID]
    from_at: Mapped[datetime]
    cents: Mapped[int] = mapped_column(Cents)
    basis: Mapped[str] = mapped_column(String(200))
    by: Mapped[uuid.UUID | None] = mapped_column(default=None)


class Posting(Owned):
    """One movement. It cannot be unbalanced: it has one amount, one debit and one credit account (I-6)."""

    __tablename__ = "subsidy_posting"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "ceiling_id"], ["subsidy_ceiling.tenant_id", "subsidy_ceiling.id"]),
        ForeignKeyConstraint(["tenant_id", "case_id"], ["subsidy_case.tenant_id", "subsidy_case.id"]),
        ForeignKeyConstraint(["tenant_id", "reverses_id"], ["subsidy_posting.tenant_id", "subsidy_posting.id"]),
        UniqueConstraint("tenant_id", "reverses_id"),
        # SQLite keeps 0.5 in a whole-number column when asked to; this refuses it.
        CheckConstraint("cents BETWEEN 1 AND 1000000000000 AND cents = CAST(cents AS BIGINT)", name="cents"),
        CheckConstraint("debit <> credit", name="two_accounts"),
        Index("ix_subsidy_posting_ceiling", "tenant_id", "ceiling_id", "debit", "credit"),
        Index("ix_subsidy_posting_case", "tenant_id", "case_id", "at", "id"),
    )
    access: ClassVar[Access] = Access(rights={"national": "r"})
    append_only: ClassVar[bool] = True

    ceiling_id: Mapped[uuid.UUID]
    case_id: Mapped[uuid.UUID | None] = mapped_column(default=None)
    debit: Mapped[Account]
    credit: Mapped[Account]
    cents: Mapped[int] = mapped_column(Cents)
    what: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(default_factory=now)
    by: Mapped[uuid.UUID | None] = mapped_column(default=None)
    reverses_id: Mapped[uuid.UUID | None] = mapped_column(default=None)
