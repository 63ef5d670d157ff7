"""The life of a library in the network, kept for as long as there is a network."""

import enum
import uuid
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.clock import now
from stelsel.db import MENTIONS, Access, Shared
from stelsel.errors import CONSTRAINTS, Refused
from stelsel.i18n import _


class Step(enum.StrEnum):
    INVITED = "invited"
    BEGAN = "began"
    CLOSED = "closed"
    REOPENED = "reopened"


class LibraryStep(Shared):
    """One step in the life of a library, and why. For the national body's eyes; the audit trail holds the proof."""

    __tablename__ = "library_step"
    __table_args__ = (
        Index("ix_library_step_library", "library_id", "at", "id"),
        CheckConstraint("(step = 'closed') = (closed_on IS NOT NULL)", name="closed_has_day"),
        CheckConstraint("step <> 'closed' OR length(reason) > 0", name="closed_has_reason"),
        CheckConstraint("successor_id IS NULL OR step = 'closed'", name="successor_of_closed"),
    )
    access: ClassVar[Access] = Access(
        rights={"national": "ra", "app": "", "bridge": "", "partner": "", "reader": "", "identity": ""}
    )
    append_only: ClassVar[bool] = True

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default_factory=uuid.uuid4)
    library_id: Mapped[int] = mapped_column(ForeignKey("tenant.id"))
    step: Mapped[Step]
    at: Mapped[datetime] = mapped_column(default_factory=now)
    by_id: Mapped[uuid.UUID | None] = mapped_column(default=None)
    """Who did it; NULL: it followed by itself."""
    reason: Mapped[str] = mapped_column(String(300), default="")
    closed_on: Mapped[date | None] = mapped_column(default=None)
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("tenant.id"), default=None, info=MENTIONS)


class SlugTaken(Refused):
    field = "slug"
    message = _("Dit korte adres is al van een andere bibliotheek. Kies een ander.")


CONSTRAINTS["uq_tenant_slug"] = SlugTaken
