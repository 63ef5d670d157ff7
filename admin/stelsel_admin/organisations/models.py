"""Merges of organisations, with all that is needed to take them back."""

import enum
import uuid
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.clock import now
from stelsel.db import Access, Role, Shared

NATIONAL: dict[Role, str] = {"national": "raw", "bridge": "raw", "app": "", "partner": "", "reader": "", "identity": ""}


class OrganisationMerge(Shared):
    """`gone_id` turned out to be `kept_id` under another name.

    `before` holds the columns of both as they were ({"gone": …, "kept": …}), `after` those of the kept one as the merge
    left them: what is other by then was changed since.
    """

    __tablename__ = "organisation_merge"
    __table_args__ = (
        Index("ix_organisation_merge_gone", "gone_id", "at", "id"),
        Index("ix_organisation_merge_kept", "kept_id", "at", "id"),
        CheckConstraint("gone_id <> kept_id", name="two_organisations"),
        CheckConstraint("undone_by_id IS NULL OR undone_at IS NOT NULL", name="undone_when"),
    )
    access: ClassVar[Access] = Access(rights=NATIONAL)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default_factory=uuid.uuid4)
    gone_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    kept_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    at: Mapped[datetime] = mapped_column(default_factory=now)
    by_id: Mapped[uuid.UUID | None] = mapped_column(default=None)
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    after: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    undone_at: Mapped[datetime | None] = mapped_column(default=None)
    undone_by_id: Mapped[uuid.UUID | None] = mapped_column(default=None)


class Deed(enum.StrEnum):
    """What a merge did to rows."""

    MOVED = "moved"
    JOINED = "joined"
    DROPPED = "dropped"
    ADDED = "added"


class OrganisationMoved(Shared):
    """Rows of one table that a merge moved, joined, took away or made: those of one library, or of the network.

    `row_ids` are keys. A row that was not merely moved stands in `before` as it was and in `after` as the merge left
    it, by its key.
    """

    __tablename__ = "organisation_moved"
    __table_args__ = (Index("ix_organisation_moved_merge", "merge_id", "table_name", "at_tenant_id", "id"),)
    access: ClassVar[Access] = Access(rights=NATIONAL)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default_factory=uuid.uuid4)
    merge_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation_merge.id"))
    at_tenant_id: Mapped[int | None] = mapped_column(ForeignKey("tenant.id"), default=None)
    table_name: Mapped[str] = mapped_column(String(40))
    column_name: Mapped[str] = mapped_column(String(40))
    deed: Mapped[Deed]
    row_ids: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    after: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
