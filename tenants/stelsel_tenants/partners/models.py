"""The local partner network: which organisation works with which library, on what."""

import enum
import uuid
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.clock import now
from stelsel.db import Access, Versioned
from stelsel.db.personal import personal

CONTACT = personal(
    purpose="call whom one works with", ground="AVG 6(1)(f): working together", term="until the partnership is removed"
)


class PartnershipState(enum.StrEnum):
    INVITED = "invited"
    ACTIVE = "active"
    ENDED = "ended"


class Partnership(Versioned):
    """An organisation works with a library. What it may do there follows from this row, and stops with it."""

    __tablename__ = "partnership"
    __table_args__ = (
        Index("uq_partnership_organisation", "tenant_id", "organisation_id", unique=True),
        Index("ix_partnership_of_organisation", "organisation_id", "state", "tenant_id"),
        CheckConstraint("(state = 'ended') = (ended_on IS NOT NULL)", name="ended_when"),
    )
    access: ClassVar[Access] = Access(
        rights={"national": "r", "reader": "r"},
        columns={"reader": ("tenant_id", "organisation_id", "state", "verified_on")},
    )
    published: ClassVar[bool] = True
    partner_column: ClassVar[str | None] = "organisation_id"

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    state: Mapped[PartnershipState] = mapped_column(default=PartnershipState.ACTIVE)
    does: Mapped[str] = mapped_column(String(500), default="")
    """What the partner does here, in plain words."""
    themes: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    """Questions of life (`activities.Theme` values) that it helps with here."""
    contact: Mapped[str] = mapped_column(String(200), default="", info=CONTACT)
    """For staff only: whom to call."""
    since: Mapped[date]
    ended_on: Mapped[date | None] = mapped_column(default=None)
    verified_on: Mapped[date | None] = mapped_column(default=None)
    is_example: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default_factory=now)
