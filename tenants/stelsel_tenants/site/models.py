"""The published projection: narrow rows of published facts, kept in the transaction that publishes them.

Everybody may read them over all libraries at once (the finder, the home page, the network); only the library's own
transactions write them. They hold no personal data and nothing unpublished.
"""

import enum
import uuid
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.clock import now
from stelsel.db import Access, Owned
from stelsel.db.personal import OF_AN_ORGANISATION

_OPEN = Access(rights={"reader": "r", "national": "r"})


class _Harvested(Owned):
    """What other registers take over: they ask what became another since they came last (FEATURES C20)."""

    __abstract__ = True

    told_at: Mapped[datetime] = mapped_column(default_factory=now, insert_default=now, onupdate=now, sort_order=1)
    """When this row was written or last became another; seats that come and go do not count."""


class PublishedBranch(_Harvested):
    """A branch as the network shows it. `id` is the branch's."""

    __tablename__ = "published_branch"
    __table_args__ = (
        Index("ix_published_branch_spot", "lat", "lon"),
        Index("ix_published_branch_municipality", "municipality_code"),
        Index("ix_published_branch_told", "told_at", "id"),
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


class PublishedActivity(_Harvested):
    """An activity as the network shows it: what it says, where its sessions say when. `id` is the activity's."""

    __tablename__ = "published_activity"
    __table_args__ = (
        Index("ix_published_activity_branch", "branch_id", "id"),
        Index("ix_published_activity_told", "told_at", "id"),
    )
    access: ClassVar[Access] = _OPEN
    published: ClassVar[bool] = True

    branch_id: Mapped[uuid.UUID]
    concept_slug: Mapped[str] = mapped_column(String(40))
    theme: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(300), default="")
    text: Mapped[str] = mapped_column(String(4000), default="")
    """Markdown."""
    audience: Mapped[str] = mapped_column(String(300), default="")
    bring: Mapped[str] = mapped_column(String(500), default="")
    language: Mapped[str] = mapped_column(String(40), default="nl")
    room: Mapped[str] = mapped_column(String(80), default="")
    cost_cents: Mapped[int] = mapped_column(default=0)
    entry: Mapped[str] = mapped_column(String(40))
    mode: Mapped[str] = mapped_column(String(40), default="at_branch")
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(default=None)
    organisation_name: Mapped[str] = mapped_column(String(120), default="")
    sentence: Mapped[str] = mapped_column(String(600), default="")
    """The schedule read back in Dutch, and in English."""
    sentence_en: Mapped[str] = mapped_column(String(600), default="")
    verified_on: Mapped[date | None] = mapped_column(default=None)
    published_at: Mapped[datetime]
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


class PublishedSession(_Told, _Harvested):
    """A coming (or just past) session as the network shows it. `id` is the session's."""

    __tablename__ = "published_session"
    __table_args__ = (
        Index("ix_published_session_branch", "branch_id", "starts_at", "id"),
        Index("ix_published_session_starts", "starts_at", "id"),
        Index("ix_published_session_activity", "tenant_id", "activity_id", "starts_at", "id"),
        Index("ix_published_session_agenda", "tenant_id", "starts_at", "id"),
        Index("ix_published_session_told", "told_at", "id"),
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


class ThingKind(enum.StrEnum):
    """What other registers take over, by the name it has for them."""

    ACTIVITY = "activity"
    BRANCH = "branch"
    PARTNERSHIP = "partnership"
    SESSION = "session"


class Tombstone(_Harvested):
    """What was published and is no more: registers that took it over are told to let go of it. `id` is the thing's.

    It goes when the thing is published again, and after some thirteen months (`tombstones.KEPT`).
    """

    __tablename__ = "published_tombstone"
    __table_args__ = (Index("ix_published_tombstone_told", "told_at", "id"),)
    access: ClassVar[Access] = _OPEN
    published: ClassVar[bool] = True

    kind: Mapped[ThingKind]
