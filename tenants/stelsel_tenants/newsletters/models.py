"""Who gets the agenda of a library by mail."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.clock import now
from stelsel.db import Owned
from stelsel.db.personal import personal

NEWSLETTER = personal(
    purpose="send the agenda each week, as was asked",
    ground="AVG 6(1)(a): consent, given twice",
    term="until it is stopped; three days where it is not confirmed",
)


class Subscription(Owned):
    """One address wants the agenda each week: all of it, or one kind."""

    __tablename__ = "newsletter_subscription"
    __table_args__ = (
        Index("uq_newsletter_subscription_about", "tenant_id", "email", "kind", unique=True),
        Index("ix_newsletter_subscription_due", "tenant_id", "looked_at", "id"),
    )

    email: Mapped[str] = mapped_column(String(254), info=NEWSLETTER)
    kind: Mapped[str] = mapped_column(String(40), default="")
    """A question of life or a concept's slug; empty: all."""
    language: Mapped[str] = mapped_column(String(2), default="nl")
    """In which it was asked."""
    asked_at: Mapped[datetime] = mapped_column(default_factory=now)
    confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    looked_at: Mapped[datetime | None] = mapped_column(default=None)
    """When it was last seen whether there is something to write, and written if so."""
