"""The published projection: narrow rows of published facts, kept in the transaction that publishes them.

Everybody may read them over all libraries at once (the finder, the home page, the network); only the library's own
transactions write them. They hold no personal data and nothing unpublished.
"""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.db import Access, Owned
from stelsel.db.personal import OF_AN_ORGANISATION

_OPEN = Access(rights={"reader": "r", "national": "r"})


class PublishedBranch(Owned):
    """A branch as the network shows it. `id` is the branch's."""

    __tablename__ = "published_branch"
    __table_args__ = (
        Index("ix_published_branch_spot", "lat", "lon"),
        Index("ix_published_branch_municipality", "municipality_code"),
    )
    access: ClassVar[Access] = _OPEN
    published: ClassVar[bool] = True

    library_slug: Mapped[str] = mapped_column(String(40))
    library_name: Mapped[str] = mapped_column(String(120), info=OF_AN_ORGANISATION)
    name: Mapped[str] = mapped_column(String(120), info=OF_AN_ORGANISATION)
    kind: Mapped[str] = mapped_column(String(40))
    street: Mapped[str] = mapped_column(String(120))
    postcode: Mapped[str] = mapped_column(String(6))
    place: Mapped[str] = mapped_column(String(80))
    municipality_code: Mapped[str] = mapped_column(String(6))
    province_code: Mapped[str] = mapped_column(String(4))
    lat: Mapped[float]
    lon: Mapped[float]
    phone: Mapped[str] = mapped_column(String(20), default="", info=OF_AN_ORGANISATION)
    email: Mapped[str] = mapped_column(String(254), default="", info=OF_AN_ORGANISATION)
    directions: Mapped[str] = mapped_column(String(500), default="")
    hours: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    """Read by `opening`: `{"week": {"1": [["10:00", "17:30"]], ...}, "days": {"2026-12-25": []},
    "why": {"2026-12-25": "Eerste kerstdag"}}`. A weekday or day without a span is closed; empty: nobody told us."""
    facts: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    """Names of the access facts that are known to be there."""
    lacks: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    """Names of the access facts that are known not to be there; the others are not known."""
    is_example: Mapped[bool] = mapped_column(default=False)


class _Told(Owned):
    """What is told of a session, now or before."""

    __abstract__ = True

    activity_id: Mapped[uuid.UUID]
    branch_id: Mapped[uuid.UUID]
    concept_slug: Mapped[str] = mapped_column(String(40))
    theme: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(40), default="nl")
    audience: Mapped[str] = mapped_column(String(300), default="")
    """For whom it is, in the library's own words."""
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(160), default="")
    entry: Mapped[str] = mapped_column(String(40))
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(default=None)
    organisation_name: Mapped[str] = mapped_column(String(120), default="")
    room: Mapped[str] = mapped_column(String(80), default="")
    mode: Mapped[str] = mapped_column(String(40), default="at_branch")
    """How one is there (activities.models.Mode). The link of what is online is never among what is told."""
    cost_cents: Mapped[int] = mapped_column(default=0)
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]
    """The last change of what the public reads: what calendars compare."""


class PublishedSession(_Told):
    """A coming (or just past) session as the network shows it. `id` is the session's."""

    __tablename__ = "published_session"
    __table_args__ = (
        Index("ix_published_session_branch", "branch_id", "starts_at", "id"),
        Index("ix_published_session_starts", "starts_at", "id"),
        Index("ix_published_session_activity", "tenant_id", "activity_id", "starts_at", "id"),
        Index("ix_published_session_agenda", "tenant_id", "starts_at", "id"),
        CheckConstraint("left_over IS NULL OR left_over >= 0", name="left_over"),
    )
    access: ClassVar[Access] = _OPEN
    published: ClassVar[bool] = True

    state: Mapped[str] = mapped_column(String(40))
    left_over: Mapped[int | None] = mapped_column(default=None)
    """Seats left; NULL where none are counted."""
    sentence: Mapped[str] = mapped_column(String(600), default="")
    """The schedule read back in Dutch, and in English."""
    sentence_en: Mapped[str] = mapped_column(String(600), default="")
    published_at: Mapped[datetime]
    """When its activity was shown for the first time: what is new since then is told by mail."""
    is_tentative: Mapped[bool] = mapped_column(default=False)
    """Whether school is out then is not known yet."""
    moved_from: Mapped[datetime | None] = mapped_column(default=None)
    """The start that was told before, where people may have noted it."""
    is_example: Mapped[bool] = mapped_column(default=False)


class RetractedSession(_Told):
    """A session that was published and is no more: calendars that took it in are told that it is off.

    It has no facts behind it any more, so it is no part of what is made anew. It goes when it is published again, and
    sixty days after its day.
    """

    __tablename__ = "retracted_session"
    __table_args__ = (
        Index("ix_retracted_session_agenda", "tenant_id", "starts_at", "id"),
        Index("ix_retracted_session_activity", "tenant_id", "activity_id", "starts_at", "id"),
        Index("ix_retracted_session_branch", "branch_id", "starts_at", "id"),
    )
    access: ClassVar[Access] = _OPEN
    published: ClassVar[bool] = True
