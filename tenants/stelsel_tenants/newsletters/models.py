"""Who gets the agenda of a library by mail, or what is new around a place."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.clock import now
from stelsel.db import Owned
from stelsel.db.personal import personal

NEWSLETTER = personal(
    purpose="send the agenda, or what is new around a place, each week, as was asked",
    ground="AVG 6(1)(a): consent, given twice",
    term="until it is stopped; three days where it is not confirmed",
)


class Subscription(Owned):
    """One address wants a letter each week, about everything or one kind.

    A library's is about its agenda. What is new around a place, over all libraries, is the national body's to tell: its
    rows have a `place`.
    """

    __tablename__ = "newsletter_subscription"
    __table_args__ = (
        Index("uq_newsletter_subscription_about", "tenant_id", "email", "kind", "place", "km", unique=True),
        CheckConstraint("(place = '') = (km = 0)", name="place_has_distance"),
        Index("ix_newsletter_subscription_due", "tenant_id", "looked_at", "id"),
    )

    email: Mapped[str] = mapped_column(String(254), info=NEWSLETTER)
    kind: Mapped[str] = mapped_column(String(40), default="")
    """A question of life or a concept's slug; empty: all."""
    place: Mapped[str] = mapped_column(String(160), default="", info=NEWSLETTER)
    """What the finder finds it by: four digits of a postcode, or a name. Empty: the agenda of the tenant."""
    km: Mapped[int] = mapped_column(default=0)
    """How far around the place."""
    language: Mapped[str] = mapped_column(String(2), default="nl")
    """In which it was asked."""
    asked_at: Mapped[datetime] = mapped_column(default_factory=now)
    confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    looked_at: Mapped[datetime | None] = mapped_column(default=None)
    """When it was last seen whether there is something to write, and written if so."""
