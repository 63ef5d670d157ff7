"""Tables of schemes, owned by the national body. What a version says is fixed; a change is a new version."""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, CheckConstraint, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.clock import now
from stelsel.db import Access, Owned, Versioned

PUBLIC = Access(rights={"reader": "r", "national": "r"})


class Scheme(Owned):
    """A subsidy scheme. `current` is the number of its newest version; None while it was never published."""

    __tablename__ = "subsidy_scheme"
    __table_args__ = (
        UniqueConstraint("tenant_id", "slug"),
        UniqueConstraint("tenant_id", "code"),
        CheckConstraint("slug <> 'behandelen'", name="slug_is_free"),
        CheckConstraint("last_number >= 0", name="last_number"),
    )
    access: ClassVar[Access] = PUBLIC

    slug: Mapped[str] = mapped_column(String(40))
    code: Mapped[str] = mapped_column(String(6))
    """Two to six capitals in the reference of a case."""
    name: Mapped[str] = mapped_column(String(200))
    current: Mapped[int | None] = mapped_column(default=None)
    last_number: Mapped[int] = mapped_column(default=0)
    """The last case number that was given out."""
    created_at: Mapped[datetime] = mapped_column(default_factory=now)


class SchemeDraft(Versioned):
    """What the next version of a scheme will say; loose until it is published."""

    __tablename__ = "subsidy_scheme_draft"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "scheme_id"], ["subsidy_scheme.tenant_id", "subsidy_scheme.id"]),
        UniqueConstraint("tenant_id", "scheme_id"),
    )

    scheme_id: Mapped[uuid.UUID]
    terms: Mapped[dict[str, Any]] = mapped_column(JSON)
    edited_by: Mapped[uuid.UUID]
    edited_at: Mapped[datetime] = mapped_column(default_factory=now)


class SchemeVersion(Owned):
    """The terms as they were published. Running applications keep the version that they were made under."""

    __tablename__ = "subsidy_scheme_version"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "scheme_id"], ["subsidy_scheme.tenant_id", "subsidy_scheme.id"]),
        UniqueConstraint("tenant_id", "scheme_id", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("drafted_by <> published_by", name="two_persons"),
    )
    access: ClassVar[Access] = PUBLIC
    append_only: ClassVar[bool] = True

    scheme_id: Mapped[uuid.UUID]
    number: Mapped[int]
    period: Mapped[str] = mapped_column(String(20))
    terms: Mapped[dict[str, Any]] = mapped_column(JSON)
    sha256: Mapped[str] = mapped_column(String(64))
    drafted_by: Mapped[uuid.UUID]
    published_by: Mapped[uuid.UUID]
    published_at: Mapped[datetime] = mapped_column(default_factory=now)
