"""Where activities come from: a calendar elsewhere, or files. What came from it, and what waits to be looked at."""

import enum
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.clock import now
from stelsel.db import Owned
from stelsel.db.personal import OF_AN_ORGANISATION, personal
from stelsel.errors import CONSTRAINTS, Conflict
from stelsel.i18n import _


class SourceKind(enum.StrEnum):
    ADDRESS = "address"
    FILES = "files"
    """What a library uploads by hand; every library has one such source at most."""


class FileKind(enum.StrEnum):
    CALENDAR = "calendar"
    TABLE = "table"
    WORKBOOK = "workbook"
    UITDATABANK = "uitdatabank"


class Source(Owned):
    """A place that activities come from. Of an address the last good data stay when it fails."""

    __tablename__ = "source"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "branch_id"], ["branch.tenant_id", "branch.id"]),
        Index("uq_source_address", "tenant_id", "address", unique=True),
        CheckConstraint("kind = 'files' OR address <> ''", name="has_address"),
        CheckConstraint("(failing_since IS NULL) = (failures = 0)", name="failing_since"),
    )

    kind: Mapped[SourceKind]
    name: Mapped[str] = mapped_column(String(120), info=OF_AN_ORGANISATION)
    address: Mapped[str] = mapped_column(String(2000), default="")
    branch_id: Mapped[uuid.UUID]
    """Where an activity is whose place names none of our branches."""
    concept_slug: Mapped[str] = mapped_column(ForeignKey("concept.slug"))
    publishes: Mapped[bool] = mapped_column(default=False)
    contact: Mapped[str] = mapped_column(
        String(254),
        default="",
        info=personal(
            purpose="tell somebody of the library that a calendar can no longer be read",
            ground="AVG 6(1)(f)",
            term="until the source is removed",
        ),
    )
    etag: Mapped[str] = mapped_column(String(200), default="")
    last_modified: Mapped[str] = mapped_column(String(200), default="")
    read_at: Mapped[datetime | None] = mapped_column(default=None)
    """When it was last read whole."""
    seen_at: Mapped[datetime | None] = mapped_column(default=None)
    """When it last answered well, if only that nothing had changed."""
    failures: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[datetime | None] = mapped_column(default=None)
    problem: Mapped[str] = mapped_column(String(300), default="")


class Imported(Owned):
    """One activity that came from a source. `given` is what it was left at: a field that differs was changed here."""

    __tablename__ = "imported"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "source_id"], ["source.tenant_id", "source.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["tenant_id", "activity_id"], ["activity.tenant_id", "activity.id"]),
        Index("uq_imported_key", "tenant_id", "source_id", "key", unique=True),
        Index("ix_imported_gone", "tenant_id", "gone_at", "id"),
        Index("ix_imported_activity", "tenant_id", "activity_id"),
    )

    source_id: Mapped[uuid.UUID]
    key: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the UID or `extern_id`, which may be of any length."""
    activity_id: Mapped[uuid.UUID]
    given: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    gone_at: Mapped[datetime | None] = mapped_column(default=None)
    """Since when the source no longer has it, and nobody has decided yet what that means."""
    kept_at: Mapped[datetime | None] = mapped_column(default=None)
    """When somebody said that it goes on all the same."""


class WaitingFile(Owned):
    """What was sent and nobody said yes to yet. At most one for each source, and for a day."""

    __tablename__ = "waiting_file"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "source_id"], ["source.tenant_id", "source.id"], ondelete="CASCADE"),
        Index("uq_waiting_file_source", "tenant_id", "source_id", unique=True),
    )

    source_id: Mapped[uuid.UUID]
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[FileKind]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    etag: Mapped[str] = mapped_column(String(200), default="")
    last_modified: Mapped[str] = mapped_column(String(200), default="")
    columns: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    """For a table: our column to the file's."""
    sent_at: Mapped[datetime] = mapped_column(default_factory=now)


class KnownAddress(Conflict):
    field = "address"
    message = _("Deze agenda leest u al in. U vindt haar in de lijst.")


CONSTRAINTS["uq_source_address"] = KnownAddress
