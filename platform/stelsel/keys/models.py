"""Keys of programs, and how much each caller asked."""

import enum
import uuid
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.clock import now
from stelsel.db import Access, Role, Shared
from stelsel.db.personal import OF_AN_ORGANISATION, SECRET

ONLY_IDENTITY: dict[Role, str] = {
    "identity": "rawd",
    "national": "",
    "app": "",
    "bridge": "",
    "partner": "",
    "reader": "",
}


class Right(enum.StrEnum):
    """What a key may be for. Each says less than the roles of whoever makes it."""

    READ = "read"
    """Nothing that is not open to all; with a key one may ask more often."""
    ACTIVITIES = "activities:write"
    COUNTS = "counts:write"


class ApiKey(Shared):
    """A key of a library or of a partner organisation (SECURITY P-16). Of its secret a keyed fingerprint is kept.

    It is found before any tenant is known, so it is the network's; only the identity role reads it
    (two organisations that become one are joined by the bridge). It opens nothing
    that whoever made it may not do at that moment, and goes when their account goes.
    """

    __tablename__ = "api_key"
    __table_args__ = (
        CheckConstraint("(at_tenant_id IS NULL) <> (organisation_id IS NULL)", name="one_place"),
        CheckConstraint("ends_at > made_at", name="ends_after_it_is_made"),
        Index("ix_api_key_at_tenant", "at_tenant_id", "made_at"),
        Index("ix_api_key_organisation", "organisation_id", "made_at"),
        Index("ix_api_key_ends_at", "ends_at"),
    )
    access: ClassVar[Access] = Access(
        rights={**ONLY_IDENTITY, "bridge": "rw"},
        columns={"bridge": ("id", "organisation_id")},
        writes={"bridge": ("organisation_id",)},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default_factory=uuid.uuid4)
    name: Mapped[str] = mapped_column(String(80), info=OF_AN_ORGANISATION)
    """What it is for, as its maker called it."""
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True, info=SECRET)
    beginning: Mapped[str] = mapped_column(String(12))
    """Its first signs, by which people know it again."""
    may: Mapped[list[str]] = mapped_column(JSON)
    """`Right` values, in their own order."""
    made_by_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    at_tenant_id: Mapped[int | None] = mapped_column(ForeignKey("tenant.id"), default=None)
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"), default=None)
    made_at: Mapped[datetime] = mapped_column(default_factory=now)
    ends_at: Mapped[datetime]
    last_used_on: Mapped[date | None] = mapped_column(default=None)
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)


class RequestCount(Shared):
    """How many requests of one caller were given out in one window of time, over all workers."""

    __tablename__ = "request_count"
    __table_args__ = (
        CheckConstraint("given >= 0", name="given"),
        Index("ix_request_count_begins_at", "begins_at"),
    )
    access: ClassVar[Access] = Access(rights=ONLY_IDENTITY)

    caller: Mapped[str] = mapped_column(String(40), primary_key=True)
    """Keyed fingerprint of a key or an address: it names neither."""
    begins_at: Mapped[datetime] = mapped_column(primary_key=True)
    given: Mapped[int] = mapped_column(default=0)
