"""The outbox: letters to be sent, and for thirty days what became of them."""

import enum
import uuid
from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.clock import now
from stelsel.db import Access, Shared
from stelsel.db.personal import SECRET, personal

LETTER = personal(
    purpose="send what was asked for or decided",
    ground="that of the deed it tells of",
    term="the text until it is sent, the rest 30 days, and no longer than what it tells of (`about_id`)",
)

WRITTEN = LETTER | SECRET
"""The text may hold a link that opens something."""


class LetterState(enum.StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    KEPT = "kept"
    """No mail server is set: it can be read in the mailbox of the national body."""
    REFUSED = "refused"
    """The mail server says that this address or this letter will never do."""
    LATE = "late"
    """The mail server was away for so long that the letter has lost its sense."""


_LISTED = ("id", "template", "for_tenant_id", "language", "state", "queued_at", "ended_at", "error")


class Letter(Shared):
    """One letter to one address. `id` follows from event and receiver, so that a second one is the same row.

    The network's, since a letter about a password belongs to no library. It may hold a link that opens something:
    only the identity role reads it, and once it is sent the text is gone.
    """

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint("(state = 'waiting') = (ended_at IS NULL)", name="ended_when"),
        CheckConstraint(
            "state IN ('waiting', 'kept') OR (text = '' AND html = '' AND calendar = '' AND unsubscribe = '')",
            name="ended_is_empty",
        ),
        CheckConstraint("NOT is_forgotten OR about_id IS NOT NULL", name="forgotten_with_its_matter"),
        Index("ix_letter_state_queued_at", "state", "queued_at", "id"),
        Index("ix_letter_about", "about_id"),
    )
    access: ClassVar[Access] = Access(
        rights={"identity": "rawd", "app": "ra", "bridge": "ra", "national": "ra", "partner": "", "reader": ""},
        columns={"app": ("id",), "bridge": ("id",), "national": _LISTED},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    template: Mapped[str] = mapped_column(String(60))
    for_tenant_id: Mapped[int | None] = mapped_column(ForeignKey("tenant.id"), default=None)
    """The library it comes from; NULL: the network."""
    receiver: Mapped[str] = mapped_column(String(254), info=LETTER)
    sender: Mapped[str] = mapped_column(String(120), default="")
    reply_to: Mapped[str | None] = mapped_column(String(254), default=None, info=LETTER)
    language: Mapped[str] = mapped_column(String(2), default="nl")
    subject: Mapped[str] = mapped_column(String(200), info=LETTER)
    text: Mapped[str] = mapped_column(Text, info=WRITTEN)
    html: Mapped[str] = mapped_column(Text, info=WRITTEN)
    """Empty: a text message (`mail.texts`)."""
    calendar: Mapped[str] = mapped_column(Text, default="", info=WRITTEN)
    """An iCalendar object that goes along; its METHOD says what a calendar does with it."""
    about_id: Mapped[uuid.UUID | None] = mapped_column(default=None)
    """What it tells of, if that is kept for a term of its own."""
    is_forgotten: Mapped[bool] = mapped_column(default=False)
    """What it tells of is forgotten, and so is the letter as soon as it is sent."""
    unsubscribe: Mapped[str] = mapped_column(String(300), default="", info=WRITTEN)
    """Of a letter that comes again and again: the address that ends it, by one POST (RFC 8058)."""
    state: Mapped[LetterState] = mapped_column(default=LetterState.WAITING)
    queued_at: Mapped[datetime] = mapped_column(default_factory=now)
    held_until: Mapped[datetime | None] = mapped_column(default=None)
    """Somebody is handing it to the mail server until then, at the latest."""
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    error: Mapped[str | None] = mapped_column(String(80), default=None)
