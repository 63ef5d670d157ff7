"""An application while the library writes it. These rows are the library's; the national body's are in `cases`.

Once sent, the row mirrors how its case stands, so that the library never reads a row of the national body; the
transaction that moves the case changes the mirror. There is no foreign key to the scheme: no key points from one
tenant into another, and a library can be erased while the case keeps what was sent.
"""

import uuid
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, CheckConstraint, ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.clock import now
from stelsel.db import Access, Cents, Owned, Versioned
from stelsel_admin.subsidies.transitions import State


class Application(Versioned):
    """A library's request for money. `answers` are what was typed, by key; they are judged when it is signed."""

    __tablename__ = "subsidy_application"
    __table_args__ = (
        UniqueConstraint("tenant_id", "once"),
        Index("ix_subsidy_application_scheme", "tenant_id", "scheme_id", "created_at", "id"),
        CheckConstraint("(state = 'draft') = (case_id IS NULL)", name="sent_has_case"),
        CheckConstraint("(state = 'granted') = (granted_cents IS NOT NULL)", name="granted_has_amount"),
        CheckConstraint("granted_cents <= requested_cents", name="granted_within_requested"),
    )

    access: ClassVar[Access] = Access(writes={"app": ("answers", "filled_by", "filled_at", "version")})
    """The library itself changes what it fills in; the mirror is changed by the transaction that moves the case."""

    scheme_id: Mapped[uuid.UUID]
    scheme_slug: Mapped[str] = mapped_column(String(40))
    scheme_number: Mapped[int]
    once: Mapped[str | None] = mapped_column(String(80), default=None)
    """Scheme and period, where an organisation may ask once; NULL where it may ask more often, or has withdrawn."""
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    filled_by: Mapped[uuid.UUID | None] = mapped_column(default=None)
    filled_at: Mapped[datetime] = mapped_column(default_factory=now)
    created_at: Mapped[datetime] = mapped_column(default_factory=now)

    # The mirror of the case
    state: Mapped[State] = mapped_column(default=State.DRAFT)
    case_id: Mapped[uuid.UUID | None] = mapped_column(default=None)
    reference: Mapped[str | None] = mapped_column(String(20), default=None)
    requested_cents: Mapped[int | None] = mapped_column(Cents, default=None)
    granted_cents: Mapped[int | None] = mapped_column(Cents, default=None)
    received_at: Mapped[datetime | None] = mapped_column(default=None)
    decision_due: Mapped[date | None] = mapped_column(default=None)
    stopped_since: Mapped[date | None] = mapped_column(default=None)
    asked: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    """Keys of the answers that a supplement may change."""
    asked_text: Mapped[str] = mapped_column(String(2000), default="")
    asked_until: Mapped[date | None] = mapped_column(default=None)
    decided_on: Mapped[date | None] = mapped_column(default=None)
    motivation: Mapped[str] = mapped_column(String(4000), default="")
    objection_until: Mapped[date | None] = mapped_column(default=None)


class SentCopy(Owned):
    """A copy of what was sent, for the sender (Awb 4:3a and the right to a copy of a web form). Same text and hash
    as the national body's snapshot."""

    __tablename__ = "subsidy_sent_copy"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant_id", "application_id"], ["subsidy_application.tenant_id", "subsidy_application.id"]
        ),
        UniqueConstraint("tenant_id", "application_id", "number"),
    )
    append_only: ClassVar[bool] = True

    application_id: Mapped[uuid.UUID]
    number: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    sent_by: Mapped[uuid.UUID]
    sent_at: Mapped[datetime]
