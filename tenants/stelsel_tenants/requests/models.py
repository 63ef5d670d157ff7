"""What is asked for near somebody and is not there: counted per concept and municipality, over all libraries.

What is asked is kept by the national body, says nothing of a person, and is read over the whole network. Who wants to
hear of it left an address: that is nobody's but the national body's to read. An answer or an offer is the library's.
"""

import enum
import uuid
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.clock import now
from stelsel.db import Access, Owned
from stelsel.db.personal import personal
from stelsel_tenants.questions.models import Half

ASKER = personal(
    purpose="tell once that what was asked for can be found near",
    ground="AVG 6(1)(a): consent, given twice",
    term="until that letter, and six months at most; three days where it is not confirmed",
)
MOST_PEOPLE = 30
"""Whom one request may speak for: a group of people."""
COUNTED = Access(rights={"reader": "r", "national": "r"})
"""Numbers are read over the network; only the national body's own scope, and one between it and a library, writes."""


class Demand(Owned):
    """A kind of activity that is asked for in a municipality. There is a row since somebody asked first."""

    __tablename__ = "activity_demand"
    __table_args__ = (
        Index("uq_activity_demand_cell", "tenant_id", "municipality_code", "concept_slug", unique=True),
        Index("ix_activity_demand_concept", "concept_slug", "municipality_code"),
    )
    access: ClassVar[Access] = COUNTED

    concept_slug: Mapped[str] = mapped_column(ForeignKey("concept.slug"))
    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    told_at: Mapped[datetime | None] = mapped_column(default=None)
    """When library and partners were told that many ask for it; NULL again from the next answer on."""


class ActivityRequest(Owned):
    """Somebody, or a group of `people`, asks. `id` is the one that the form brought: a double click is one request."""

    __tablename__ = "activity_request"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "demand_id"], ["activity_demand.tenant_id", "activity_demand.id"]),
        CheckConstraint(f"people BETWEEN 1 AND {MOST_PEOPLE}", name="people"),
        Index("ix_activity_request_open", "tenant_id", "demand_id", "met_at"),
        Index("ix_activity_request_asked_at", "tenant_id", "asked_at"),
    )
    access: ClassVar[Access] = COUNTED

    demand_id: Mapped[uuid.UUID]
    part: Mapped[Half | None] = mapped_column(default=None)
    """NULL: whenever it is."""
    people: Mapped[int] = mapped_column(default=1)
    asked_at: Mapped[datetime] = mapped_column(default_factory=now)
    met_at: Mapped[datetime | None] = mapped_column(default=None)
    """When it was answered; NULL: it is open."""


class RequestAsker(Owned):
    """The address of who wants to hear of a request: the national body's row, of which no library knows."""

    __tablename__ = "request_asker"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "request_id"], ["activity_request.tenant_id", "activity_request.id"]),
        ForeignKeyConstraint(["tenant_id", "demand_id"], ["activity_demand.tenant_id", "activity_demand.id"]),
        Index("uq_request_asker_request", "tenant_id", "request_id", unique=True),
        Index("uq_request_asker_demand", "tenant_id", "email", "demand_id", unique=True),
        Index("ix_request_asker_demand", "tenant_id", "demand_id", "id"),
    )

    request_id: Mapped[uuid.UUID]
    demand_id: Mapped[uuid.UUID]
    email: Mapped[str] = mapped_column(String(254), info=ASKER)
    place: Mapped[str] = mapped_column(String(160), info=ASKER)
    """The place or the four digits, as the letters name it: "7001 Doetinchem"."""
    language: Mapped[str] = mapped_column(String(2), default="nl")
    asked_at: Mapped[datetime] = mapped_column(default_factory=now)
    confirmed_at: Mapped[datetime | None] = mapped_column(default=None)


class AnswerKind(enum.StrEnum):
    STARTS = "starts"
    """It is given here from now on."""
    JOINS = "joins"
    """It is given near, in another municipality."""


class RequestAnswer(Owned):
    """A library answered all that was open of a demand with one session, its own or one near.

    What askers are told is kept as it was said: the session is another library's, perhaps, and may change.
    """

    __tablename__ = "request_answer"
    __table_args__ = (
        CheckConstraint("people > 0", name="people"),
        Index("ix_request_answer_answered_at", "tenant_id", "answered_at", "id"),
    )
    access: ClassVar[Access] = Access(rights={"national": "r"})

    demand_id: Mapped[uuid.UUID]
    concept_slug: Mapped[str] = mapped_column(ForeignKey("concept.slug"))
    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    kind: Mapped[AnswerKind]
    session_id: Mapped[uuid.UUID]
    slug: Mapped[str] = mapped_column(String(40))
    """Of the library that gives it."""
    title: Mapped[str] = mapped_column(String(120))
    branch: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(String(300))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    people: Mapped[int]
    """For how many it was asked."""
    answered_at: Mapped[datetime] = mapped_column(default_factory=now)


class OfferKind(enum.StrEnum):
    """What a partner offers to a library where its activity is asked for."""

    START = "start"
    TRY = "try"
    NEARBY = "nearby"


class OfferState(enum.StrEnum):
    OPEN = "open"
    DECLINED = "declined"
    CLOSED = "closed"
    """What it was about has been answered."""


class RequestOffer(Owned):
    """A partner offers to answer a demand; whether it does is for the library whose row this is."""

    __tablename__ = "request_offer"
    __table_args__ = (
        Index("uq_request_offer_demand", "tenant_id", "demand_id", "organisation_id", unique=True),
        Index("ix_request_offer_organisation", "organisation_id", "demand_id"),
    )
    partner_column: ClassVar[str | None] = "organisation_id"

    demand_id: Mapped[uuid.UUID]
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[OfferKind]
    from_day: Mapped[date]
    example: Mapped[str] = mapped_column(String(250), default="")
    """What it gives elsewhere, as "Walk&Talk, Bibliotheek Venlo"."""
    state: Mapped[OfferState] = mapped_column(default=OfferState.OPEN)
    offered_at: Mapped[datetime] = mapped_column(default_factory=now)
