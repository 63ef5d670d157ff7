"""Sign-ups. A name to call, and one way to reach somebody; erased some days after the session (AVG art. 5, 25)."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.clock import now
from stelsel.db import Owned
from stelsel.db.personal import personal

SIGN_UP = personal(
    purpose="call somebody in, and tell when it is off",
    ground="AVG 6(1)(b): a place that was asked for",
    term="14 days after",
)


class RegistrationState(enum.StrEnum):
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class Registration(Owned):
    """Somebody comes to a session, with `seats` people in all. `contact_key` makes the same person one sign-up."""

    __tablename__ = "registration"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "session_id"], ["activity_session.tenant_id", "activity_session.id"]),
        Index("ix_registration_session", "tenant_id", "session_id", "signed_up_at", "id"),
        Index("uq_registration_contact", "tenant_id", "session_id", "contact_key", unique=True),
        Index("uq_registration_request", "tenant_id", "request_key", unique=True),
        CheckConstraint("seats BETWEEN 1 AND 10", name="seats"),
        CheckConstraint("(erased_at IS NULL) = (name IS NOT NULL)", name="erased_has_no_name"),
        CheckConstraint("erased_at IS NOT NULL OR email IS NOT NULL OR phone IS NOT NULL", name="reachable"),
    )

    session_id: Mapped[uuid.UUID]
    name: Mapped[str | None] = mapped_column(String(60), info=SIGN_UP)
    email: Mapped[str | None] = mapped_column(String(254), default=None, info=SIGN_UP)
    phone: Mapped[str | None] = mapped_column(String(20), default=None, info=SIGN_UP)
    seats: Mapped[int] = mapped_column(default=1)
    state: Mapped[RegistrationState] = mapped_column(default=RegistrationState.CONFIRMED)
    contact_key: Mapped[str | None] = mapped_column(String(64), default=None, info=SIGN_UP)
    """Keyed hash of contact and folded name; NULL once cancelled or erased."""
    request_key: Mapped[str | None] = mapped_column(String(64), default=None)
    """The idempotency key of the form: a double click is one sign-up."""
    signed_up_at: Mapped[datetime] = mapped_column(default_factory=now)
    came: Mapped[bool | None] = mapped_column(default=None)
    erased_at: Mapped[datetime | None] = mapped_column(default=None)
