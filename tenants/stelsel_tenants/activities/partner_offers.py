"""A partner's own originals: what it offers, written once, and given at many libraries.

As the texts of a concept are taken over by a library, so an activity that a partner plans is made from its original.
What the partner changes there goes to every activity that is made from it (`across`); where a library says something
in its own words, it is proposed (`texts`).
"""

import enum
import uuid
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stelsel import clock
from stelsel.db import Access, Shared
from stelsel.db.personal import OF_AN_ORGANISATION
from stelsel.i18n import _, _n
from stelsel_tenants.activities.models import Entry

HOLDS = timedelta(days=14)
"""How long a word about room for more is believed (FEATURES C12)."""


class MoreRoom(enum.StrEnum):
    """Is there room for somebody new?"""

    PLACE = "place"
    WAIT = "wait"
    """After so many weeks."""
    FULL = "full"


class PartnerOffer(Shared):
    """What a partner offers, in its own words. `contact` and the room for more are told beside every activity that is
    made from it, and stand here alone."""

    __tablename__ = "partner_offer"
    __table_args__ = (
        Index("ix_partner_offer_organisation", "organisation_id", "title", "id"),
        CheckConstraint("capacity IS NULL OR capacity BETWEEN 1 AND 10000", name="capacity"),
        CheckConstraint("(entry = 'sign_up') = (capacity IS NOT NULL)", name="sign_up_has_capacity"),
        CheckConstraint("entry IN ('walk_in', 'sign_up', 'call_first')", name="entry"),
        CheckConstraint("(more_room IS NULL) = (room_said_on IS NULL)", name="room_said_when"),
        CheckConstraint("wait_weeks BETWEEN 1 AND 104", name="wait_weeks"),
        CheckConstraint("wait_weeks IS NULL OR more_room = 'wait'", name="weeks_of_a_wait"),
    )
    access: ClassVar[Access] = Access(
        rights={"partner": "raw", "national": "r", "identity": "", "bridge": "rw"},
        writes={"bridge": ("organisation_id",)},
    )
    partner_column: ClassVar[str | None] = "organisation_id"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default_factory=uuid.uuid4)
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    title: Mapped[str] = mapped_column(String(120))
    concept_slug: Mapped[str] = mapped_column(ForeignKey("concept.slug"))
    summary: Mapped[str] = mapped_column(String(300), default="")
    text: Mapped[str] = mapped_column(String(4000), default="")
    """Markdown, plain language."""
    audience: Mapped[str] = mapped_column(String(300), default="")
    bring: Mapped[str] = mapped_column(String(500), default="")
    contact: Mapped[str] = mapped_column(String(200), default="", info=OF_AN_ORGANISATION)
    """Where visitors ask: a number or an address of the organisation."""
    entry: Mapped[Entry] = mapped_column(default=Entry.WALK_IN)
    capacity: Mapped[int | None] = mapped_column(default=None)
    more_room: Mapped[MoreRoom | None] = mapped_column(default=None)
    wait_weeks: Mapped[int | None] = mapped_column(default=None)
    room_said_on: Mapped[date | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(default=1, init=False)
    changed_at: Mapped[datetime] = mapped_column(default_factory=clock.now)
    changed_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), default=None
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the mapper reads it


def more_room(offer: PartnerOffer) -> MoreRoom | None:
    """Is there room for more? None: nobody said so in the last fourteen days."""
    if offer.room_said_on is None or offer.room_said_on + HOLDS <= clock.today():
        return None
    return offer.more_room


def room_in_words(offer: PartnerOffer) -> Any:
    """The same in words; "" where it is not known."""
    match more_room(offer):
        case MoreRoom.PLACE:
            return _("Plek voor nieuwe mensen")
        case MoreRoom.WAIT if offer.wait_weeks:
            return _n("Wachttijd %(num)s week", "Wachttijd %(num)s weken", offer.wait_weeks)
        case MoreRoom.WAIT:
            return _("Er is een wachttijd")
        case MoreRoom.FULL:
            return _("Nu vol")
    return ""
