"""The local partner network: which organisation works with which library, on what."""

import enum
import uuid
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.clock import now
from stelsel.db import Access, Versioned
from stelsel.db.personal import personal

CONTACT = personal(
    purpose="call whom one works with",
    ground="AVG 6(1)(f): working together",
    term="until 30 days after the partnership ended or was refused",
)

PUBLIC = (
    "tenant_id",
    "id",
    "organisation_id",
    "state",
    "does",
    "themes",
    "since",
    "ends_at",
    "verified_on",
    "is_example",
    "changed_at",
)
"""What everybody may know of a partnership; whom to call is none of it."""


class PartnershipState(enum.StrEnum):
    INVITED = "invited"
    """Proposed by one side; the other did not answer yet."""
    ACTIVE = "active"
    """Until `ends_at`, where that is known."""
    ENDED = "ended"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Side(enum.StrEnum):
    """Who of the two."""

    LIBRARY = "library"
    PARTNER = "partner"

    @property
    def other(self) -> "Side":
        return Side.PARTNER if self is Side.LIBRARY else Side.LIBRARY


class Partnership(Versioned):
    """An organisation works with a library. What it may do there follows from this row, and stops with it."""

    __tablename__ = "partnership"
    __table_args__ = (
        Index("uq_partnership_organisation", "tenant_id", "organisation_id", unique=True),
        Index("ix_partnership_of_organisation", "organisation_id", "state", "tenant_id"),
        Index("ix_partnership_changed", "changed_at", "id"),
        CheckConstraint("state <> 'ended' OR ends_at IS NOT NULL", name="ended_when"),
        CheckConstraint("state <> 'invited' OR answered_at IS NULL", name="waits_for_an_answer"),
    )
    access: ClassVar[Access] = Access(
        rights={"national": "r", "reader": "r"}, columns={"reader": PUBLIC, "national": PUBLIC}
    )
    published: ClassVar[bool] = True
    partner_column: ClassVar[str | None] = "organisation_id"

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    state: Mapped[PartnershipState] = mapped_column(default=PartnershipState.ACTIVE)
    proposed_by: Mapped[Side] = mapped_column(default=Side.LIBRARY)
    asked_at: Mapped[datetime] = mapped_column(default_factory=now)
    """When it was proposed."""
    reminded_at: Mapped[datetime | None] = mapped_column(default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    """When the other side answered. NULL while ACTIVE: nobody acts for the partner yet, the library's word counts."""
    answer: Mapped[str] = mapped_column(String(300), default="")
    """Why it was declined or ended, in the words of who did that."""
    does: Mapped[str] = mapped_column(String(500), default="")
    """What the partner does here, in plain words."""
    themes: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    """Questions of life (`activities.Theme` values) that it helps with here."""
    branches: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    """Ids of the branches where it works; none: at all of them."""
    concepts: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    """Slugs of the concepts that it gives; none: any."""
    contact: Mapped[str] = mapped_column(String(200), default="", info=CONTACT)
    """For staff only: whom of the partner to call."""
    library_contact: Mapped[str] = mapped_column(String(200), default="", info=CONTACT)
    """For the partner only: whom of the library to call."""
    since: Mapped[date]
    ends_at: Mapped[datetime | None] = mapped_column(default=None)
    """The first instant at which it is no more."""
    ended_by: Mapped[Side | None] = mapped_column(default=None)
    """Who ended it; NULL: that was agreed from the start."""
    fates: Mapped[dict[str, str]] = mapped_column(JSON, default_factory=dict)
    """What becomes of the partner's activities when it ends, by their ids (`ending.Fate` values)."""
    verified_on: Mapped[date | None] = mapped_column(default=None)
    is_example: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default_factory=now)
    changed_at: Mapped[datetime] = mapped_column(default_factory=now, insert_default=now, onupdate=now)
    """When it last became another: registers that take it over ask for what changed (FEATURES C20)."""


class SlotState(enum.StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class SlotRequest(Versioned):
    """A partner asks for a place and a time; the library gives it as asked, in part or otherwise, or says no."""

    __tablename__ = "slot_request"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "branch_id"], ["branch.tenant_id", "branch.id"]),
        ForeignKeyConstraint(["tenant_id", "given_branch_id"], ["branch.tenant_id", "branch.id"]),
        ForeignKeyConstraint(["tenant_id", "activity_id"], ["activity.tenant_id", "activity.id"]),
        Index("ix_slot_request_waiting", "tenant_id", "state", "asked_at", "id"),
        Index("ix_slot_request_of_organisation", "organisation_id", "state", "asked_at"),
        CheckConstraint("(state = 'asked') = (answered_at IS NULL)", name="answered_when"),
        CheckConstraint("(state = 'granted') = (activity_id IS NOT NULL)", name="granted_is_an_activity"),
        CheckConstraint("(state = 'granted') = (given_branch_id IS NOT NULL)", name="granted_is_somewhere"),
    )
    partner_column: ClassVar[str | None] = "organisation_id"

    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    title: Mapped[str] = mapped_column(String(120))
    concept_slug: Mapped[str] = mapped_column(ForeignKey("concept.slug"))
    branch_id: Mapped[uuid.UUID]
    room: Mapped[str] = mapped_column(String(80), default="")
    rule: Mapped[str] = mapped_column(String(2000))
    """When, in Dutch: as `activities.sentence` writes it and `activities.reading` reads it."""
    note: Mapped[str] = mapped_column(String(500), default="")
    state: Mapped[SlotState] = mapped_column(default=SlotState.ASKED)
    asked_at: Mapped[datetime] = mapped_column(default_factory=now)
    reminded_at: Mapped[datetime | None] = mapped_column(default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    answer: Mapped[str] = mapped_column(String(500), default="")
    """What the library says with its answer."""
    given_branch_id: Mapped[uuid.UUID | None] = mapped_column(default=None)
    given_room: Mapped[str] = mapped_column(String(80), default="")
    given_rule: Mapped[str] = mapped_column(String(2000), default="")
    """As `rule`: what was given, where it was given."""
    skipped: Mapped[int] = mapped_column(default=0)
    """Dates of it that were left out, as the room was taken."""
    activity_id: Mapped[uuid.UUID | None] = mapped_column(default=None)
