"""Links without a library in them: what stands behind `/wachtwoord/<token>` and its like."""

import enum
import uuid
from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.clock import now
from stelsel.db import Access, Shared
from stelsel.db.personal import SECRET


class LinkPurpose(enum.StrEnum):
    """What a link opens. A link of one purpose never opens the page of another."""

    RESET = "reset"
    INVITATION = "invitation"
    SIGN_UP = "sign_up"
    CHECK = "check"
    NEWSLETTER = "newsletter"
    REQUEST = "request"


class Link(Shared):
    """A secret address (SECURITY P-16). Of the secret only the fingerprint is kept.

    It is found before any tenant is known, so it is the network's; it holds no more than where to look.
    """

    __tablename__ = "link"
    __table_args__ = (
        CheckConstraint("ends_at > made_at", name="ends_after_it_is_made"),
        Index("ix_link_object", "purpose", "object_id"),
        Index("ix_link_ends_at", "ends_at"),
    )
    access: ClassVar[Access] = Access(
        rights={"identity": "rawd", "app": "raw", "national": "", "bridge": "", "partner": "", "reader": "r"},
        writes={"app": ("used_at", "ends_at")},
    )
    tenant_column: ClassVar[str | None] = "at_tenant_id"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default_factory=uuid.uuid4)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True, info=SECRET)
    purpose: Mapped[LinkPurpose]
    object_id: Mapped[uuid.UUID]
    at_tenant_id: Mapped[int | None] = mapped_column(ForeignKey("tenant.id"), default=None)
    made_at: Mapped[datetime] = mapped_column(default_factory=now)
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)
