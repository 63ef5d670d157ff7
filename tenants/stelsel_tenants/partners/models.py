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

PUBLIC = (
    "tenant_id",
    "id",
    "organisation_id",
    "state",
    "does",
    "themes",
    "since",
    "verified_on",
    "is_example",
    "changed_at",
)
"""What everybody may know of a partnership; whom to call is none of it."""


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
        Index("ix_partnership_changed", "changed_at", "id"),
        CheckConstraint("(state = 'ended') = (ended_on IS NOT NULL)", name="ended_when"),
    )
    access: ClassVar[Access] = Access(rights={"national": "r", "reader": "r"}, columns={"reader": PUBLIC})
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
    changed_at: Mapped[datetime] = mapped_column(default_factory=now, insert_default=now, onupdate=now)
    """When it last became another: registers that take it over ask for what changed (FEATURES C20)."""
