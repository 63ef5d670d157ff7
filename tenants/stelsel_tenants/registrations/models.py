"""Sign-ups. A name to call, and one way to reach somebody; erased some days after the session (AVG art. 5, 25)."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.clock import now
from stelsel.db import Cents, Owned, Versioned
from stelsel.db.personal import personal

SIGN_UP = personal(
    purpose="call somebody in, and tell when it is off",
    ground="AVG 6(1)(b): a place that was asked for",
    term="as the library sets, 14 days after",
)

MOST_SEATS = 10
"""People in one sign-up."""


class Conditions(Versioned):
    """How signing up for an activity goes, where it differs from what is usual. No row: all as the defaults say."""

    __tablename__ = "sign_up_conditions"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "activity_id"], ["activity.tenant_id", "activity.id"], ondelete="CASCADE"),
        Index("uq_sign_up_conditions_activity", "tenant_id", "activity_id", unique=True),
        CheckConstraint("opens_days BETWEEN 0 AND 366 AND closes_hours BETWEEN 0 AND 720", name="window"),
        CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),
        CheckConstraint("group_most BETWEEN 1 AND 10", name="group_most"),
        CheckConstraint("remind_hours BETWEEN 0 AND 168", name="remind_hours"),
        CheckConstraint("(question = '') = (question_why = '')", name="question_says_why"),
        CheckConstraint("member_cents BETWEEN 0 AND 100000", name="member_cents"),
    )

    activity_id: Mapped[uuid.UUID]
    opens_days: Mapped[int | None] = mapped_column(default=None)
    """So many days before it begins; NULL: from the moment that it is published."""
    closes_hours: Mapped[int] = mapped_column(default=0)
    """So many hours before it begins."""
    opens_at: Mapped[datetime | None] = mapped_column(default=None)
    closes_at: Mapped[datetime | None] = mapped_column(default=None)
    group_most: Mapped[int] = mapped_column(default=4)
    waiting_list: Mapped[bool] = mapped_column(default=True)
    remind_hours: Mapped[int] = mapped_column(default=24)
    """So many hours before it begins; 0: no reminder."""
    question: Mapped[str] = mapped_column(String(160), default="")
    question_why: Mapped[str] = mapped_column(String(160), default="")
    member_cents: Mapped[int | None] = mapped_column(Cents, default=None)
    """What a member of the library pays; NULL: as everybody."""


class RegistrationState(enum.StrEnum):
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    OFFERED = "offered"
    """Seats are held for somebody who waited, until they answer or the term ends."""
    CANCELLED = "cancelled"


class Channel(enum.StrEnum):
    WEB = "web"
    DESK = "desk"


class Registration(Owned):
    """Somebody comes, with `seats` people in all. `contact_key` makes the same person one sign-up."""

    __tablename__ = "registration"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "activity_id"], ["activity.tenant_id", "activity.id"]),
        ForeignKeyConstraint(["tenant_id", "session_id"], ["activity_session.tenant_id", "activity_session.id"]),
        Index("uq_registration_number", "tenant_id", "activity_id", "session_id", "number", unique=True),
        Index("ix_registration_session", "tenant_id", "session_id", "state", "queued_at", "number"),
        Index("uq_registration_contact", "tenant_id", "contact_key", unique=True),
        Index("uq_registration_request", "tenant_id", "request_key", unique=True),
        Index("uq_registration_code", "tenant_id", "code", unique=True),
        Index("uq_registration_slot", "tenant_id", "session_id", "slot_at", "slot_seat", unique=True),
        CheckConstraint("seats BETWEEN 1 AND 10", name="seats"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("(erased_at IS NULL) = (name IS NOT NULL)", name="erased_has_no_name"),
        CheckConstraint(
            "erased_at IS NOT NULL OR email IS NOT NULL OR phone IS NOT NULL OR code IS NOT NULL", name="reachable"
        ),
        CheckConstraint("(state = 'offered') = (offered_until IS NOT NULL)", name="offered_until"),
        CheckConstraint("state NOT IN ('confirmed', 'offered') OR seated_at IS NOT NULL", name="seated_has_seats"),
        CheckConstraint("state <> 'waiting' OR (queued_at IS NOT NULL AND seated_at IS NULL)", name="waiting"),
        CheckConstraint("(slot_at IS NULL) = (slot_seat IS NULL) AND slot_seat >= 0", name="slot"),
    )

    activity_id: Mapped[uuid.UUID]
    session_id: Mapped[uuid.UUID | None] = mapped_column(default=None)
    """NULL: for all sessions of a course."""
    name: Mapped[str | None] = mapped_column(String(60), info=SIGN_UP)
    email: Mapped[str | None] = mapped_column(String(254), default=None, info=SIGN_UP)
    phone: Mapped[str | None] = mapped_column(String(20), default=None, info=SIGN_UP)
    code: Mapped[str | None] = mapped_column(String(6), default=None)
    """On the card that the desk gives to who has no mail."""
    seats: Mapped[int] = mapped_column(default=1)
    state: Mapped[RegistrationState] = mapped_column(default=RegistrationState.CONFIRMED)
    channel: Mapped[Channel] = mapped_column(default=Channel.WEB)
    online: Mapped[bool] = mapped_column(default=False)
    """Its seats are online, where one may choose."""
    language: Mapped[str] = mapped_column(String(2), default="nl")
    number: Mapped[int]
    """The order of entry, from 1 on, of this session or course."""
    queued_at: Mapped[datetime | None] = mapped_column(default=None)
    """Since when it waits; who let an offer go by and asked again, waits since then."""
    again: Mapped[bool] = mapped_column(default=False)
    """Back to the end of the list when an offer goes by, instead of off it."""
    offered_until: Mapped[datetime | None] = mapped_column(default=None)
    passed_over_at: Mapped[datetime | None] = mapped_column(default=None)
    seated_at: Mapped[datetime | None] = mapped_column(default=None)
    """Since when it has its seats: of a course, those of the sessions that began later."""
    slot_at: Mapped[datetime | None] = mapped_column(default=None)
    slot_seat: Mapped[int | None] = mapped_column(default=None)
    """Which of the seats of that time: with the time it is one of a kind, so that no time is given out twice."""
    answer: Mapped[str | None] = mapped_column(String(300), default=None, info=SIGN_UP)
    is_member: Mapped[bool] = mapped_column(default=False)
    paid_at: Mapped[datetime | None] = mapped_column(default=None)
    contact_key: Mapped[str | None] = mapped_column(String(64), default=None, info=SIGN_UP)
    """Keyed hash of contact and folded name; NULL once cancelled or erased."""
    request_key: Mapped[str | None] = mapped_column(String(64), default=None)
    """The idempotency key of the form: a double click is one sign-up."""
    signed_up_at: Mapped[datetime] = mapped_column(default_factory=now)
    told_at: Mapped[datetime | None] = mapped_column(default=None)
    """Up to when somebody knows how things stand, by mail or because the desk called."""
    erased_at: Mapped[datetime | None] = mapped_column(default=None)


class Tap(Owned):
    """A tap at the desk that was done; `id` is the one that its page or device gave it."""

    __tablename__ = "desk_tap"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "session_id"], ["activity_session.tenant_id", "activity_session.id"]),
        Index("ix_desk_tap_at", "tenant_id", "at"),
    )

    session_id: Mapped[uuid.UUID]
    at: Mapped[datetime] = mapped_column(default_factory=now)


class Attendance(Owned):
    """Who signed up came to this session, or did not. No row: nobody looked."""

    __tablename__ = "attendance"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant_id", "registration_id"], ["registration.tenant_id", "registration.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(["tenant_id", "session_id"], ["activity_session.tenant_id", "activity_session.id"]),
        Index("uq_attendance", "tenant_id", "session_id", "registration_id", unique=True),
        Index("ix_attendance_registration", "tenant_id", "registration_id"),
    )

    registration_id: Mapped[uuid.UUID]
    session_id: Mapped[uuid.UUID]
    came: Mapped[bool]
    seats: Mapped[int]
    """As many as the sign-up had: they stay when it is erased."""
