"""Tables of cases: the national body's side. No key points to the applicant's rows (see applications.models).

The database itself holds that a case's state is that of a transition (foreign key from case to transition), that the
chain of transitions has no gap and each begins where the one before ended (foreign key to itself), and that nobody
has two duties in one case (unique key). User ids bear no foreign key: erasing a person must leave the record whole.
"""

import uuid
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    column,
)
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.clock import now
from stelsel.db import Access, Cents, Owned
from stelsel_admin.subsidies.transitions import Duty, State, Step

LASTING = column("resumed_on").is_(None)
DUTY = [f"subsidy_case_duty.{name}" for name in ("tenant_id", "case_id", "user_id", "duty")]
CASE = ["subsidy_case.tenant_id", "subsidy_case.id"]


class Transition(Owned):
    """One step of a case, chained by hash (I-8). `said` is the digest of what the actor gave, so that the same deed
    sent twice is known again. There is no foreign key to the case: the case points here."""

    __tablename__ = "subsidy_transition"
    __table_args__ = (
        UniqueConstraint("tenant_id", "case_id", "seq", "after"),
        UniqueConstraint("tenant_id", "case_id", "seq"),
        ForeignKeyConstraint(
            ["tenant_id", "case_id", "seq_before", "before"],
            [f"subsidy_transition.{name}" for name in ("tenant_id", "case_id", "seq", "after")],
            name="fk_subsidy_transition_follows",
        ),
        CheckConstraint("seq > 0 AND (seq = 1) = (seq_before IS NULL)", name="begins_once"),
        CheckConstraint("seq_before IS NULL OR seq_before = seq - 1", name="no_gap"),
        CheckConstraint("(seq = 1) = (before = 'draft')", name="begins_with_draft"),
        CheckConstraint("actor <> ''", name="has_actor"),
    )
    append_only: ClassVar[bool] = True

    case_id: Mapped[uuid.UUID]
    seq: Mapped[int]
    seq_before: Mapped[int | None]
    step: Mapped[Step]
    before: Mapped[State]
    after: Mapped[State]
    actor: Mapped[str] = mapped_column(String(60))
    """ "USER:<id>" or "SYS:<rule>"."""
    user_id: Mapped[uuid.UUID | None]
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(4000))
    snapshot_number: Mapped[int]
    said: Mapped[str] = mapped_column(String(64))
    hash_before: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class Case(Owned):
    """An application as the national body handles it. Only `cases.moves` writes state and seq."""

    __tablename__ = "subsidy_case"
    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant_id", "scheme_id", "scheme_number"],
            [f"subsidy_scheme_version.{name}" for name in ("tenant_id", "scheme_id", "number")],
            name="fk_subsidy_case_scheme_version",
        ),
        ForeignKeyConstraint(["tenant_id", "ceiling_id"], ["subsidy_ceiling.tenant_id", "subsidy_ceiling.id"]),
        ForeignKeyConstraint(
            ["tenant_id", "id", "seq", "state"],
            [f"subsidy_transition.{name}" for name in ("tenant_id", "case_id", "seq", "after")],
            name="fk_subsidy_case_state_is_a_transition",
        ),
        UniqueConstraint("tenant_id", "reference"),
        UniqueConstraint("tenant_id", "applicant_id", "application_id"),
        UniqueConstraint("tenant_id", "applicant_id", "once"),
        CheckConstraint("requested_cents BETWEEN 1 AND 1000000000000", name="requested"),
        CheckConstraint("reserved_cents BETWEEN 0 AND requested_cents", name="reserved"),
        CheckConstraint("granted_cents <= requested_cents", name="granted_within_requested"),
        CheckConstraint("(state = 'granted') = (granted_cents IS NOT NULL)", name="granted_has_amount"),
        CheckConstraint("state NOT IN ('granted', 'refused', 'withdrawn') OR reserved_cents = 0", name="ended_is_free"),
        CheckConstraint("assessor_id <> controller_id", name="four_eyes"),
        CheckConstraint("complete_at >= received_at", name="complete_after_receipt"),
        Index("ix_subsidy_case_queue", "tenant_id", "scheme_id", "state", "decision_due", "id"),
        Index("ix_subsidy_case_order", "tenant_id", "ceiling_id", "complete_at", "id"),
    )
    access: ClassVar[Access] = Access(
        rights={"national": "r"}, columns={"national": ("tenant_id", "state", "decision_due")}
    )
    """The national body counts what waits; of whom it is and what it says it does not see."""

    scheme_id: Mapped[uuid.UUID]
    scheme_number: Mapped[int]
    ceiling_id: Mapped[uuid.UUID]
    applicant_id: Mapped[int] = mapped_column(ForeignKey("tenant.id"))
    applicant_name: Mapped[str] = mapped_column(String(120))
    """As it was when the application came in."""
    application_id: Mapped[uuid.UUID]
    once: Mapped[str | None] = mapped_column(String(80))
    reference: Mapped[str] = mapped_column(String(20))
    state: Mapped[State]
    seq: Mapped[int]
    requested_cents: Mapped[int] = mapped_column(Cents)
    reserved_cents: Mapped[int] = mapped_column(Cents, default=0)
    granted_cents: Mapped[int | None] = mapped_column(Cents, default=None)
    received_at: Mapped[datetime]
    last_sent_at: Mapped[datetime]
    """When the newest snapshot came in: what `complete_at` becomes if that one is complete."""
    complete_at: Mapped[datetime | None] = mapped_column(default=None)
    """Set once; the place in the order of receipt."""
    decision_due: Mapped[date]
    proposal: Mapped[State | None] = mapped_column(default=None)
    """What the controller put before the decider: granted or refused."""
    ground: Mapped[str] = mapped_column(String(40), default="")
    assessor_id: Mapped[uuid.UUID | None] = mapped_column(default=None)
    controller_id: Mapped[uuid.UUID | None] = mapped_column(default=None)


class Snapshot(Owned):
    """What was sent, as canonical JSON with its SHA-256; never changed."""

    __tablename__ = "subsidy_snapshot"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "case_id"], CASE),
        UniqueConstraint("tenant_id", "case_id", "number"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
    )
    append_only: ClassVar[bool] = True

    case_id: Mapped[uuid.UUID]
    number: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))
    sent_by: Mapped[uuid.UUID]
    sent_at: Mapped[datetime]


class CaseDuty(Owned):
    """Who did what in a case. One duty per person and case, by unique key: three different persons (I-13)."""

    __tablename__ = "subsidy_case_duty"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "case_id"], CASE),
        UniqueConstraint("tenant_id", "case_id", "user_id"),
        UniqueConstraint("tenant_id", "case_id", "user_id", "duty"),
    )
    append_only: ClassVar[bool] = True

    case_id: Mapped[uuid.UUID]
    user_id: Mapped[uuid.UUID]
    duty: Mapped[Duty]
    since: Mapped[datetime] = mapped_column(default_factory=now)


class ClockStop(Owned):
    """A time in which the term for a decision stands still (Awb 4:15). `resumed_on` is None while it lasts.

    At most one lasts at a time, and a new one begins no earlier than the last ended, so stops never overlap (I-16).
    """

    __tablename__ = "subsidy_clock_stop"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "case_id"], CASE),
        UniqueConstraint("tenant_id", "case_id", "number"),
        Index(
            "uq_subsidy_clock_stop_lasting",
            "tenant_id",
            "case_id",
            unique=True,
            sqlite_where=LASTING,
            postgresql_where=LASTING,
        ),
        CheckConstraint("resumed_on >= asked_on", name="in_order"),
        CheckConstraint("answer_until > asked_on", name="answer_takes_time"),
    )

    case_id: Mapped[uuid.UUID]
    number: Mapped[int]
    asked_on: Mapped[date]
    answer_until: Mapped[date]
    resumed_on: Mapped[date | None] = mapped_column(default=None)
    asked: Mapped[list[str]] = mapped_column(JSON)
    text: Mapped[str] = mapped_column(String(2000))
    by: Mapped[uuid.UUID]


class ConflictStatement(Owned):
    """What an officer said about a conflict of interest in a case; a change of mind is a new row, the newest counts."""

    __tablename__ = "subsidy_conflict_statement"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "case_id"], CASE),
        UniqueConstraint("tenant_id", "case_id", "user_id", "number"),
        CheckConstraint("NOT conflicted OR note <> ''", name="conflict_is_explained"),
    )
    append_only: ClassVar[bool] = True

    case_id: Mapped[uuid.UUID]
    user_id: Mapped[uuid.UUID]
    number: Mapped[int]
    conflicted: Mapped[bool]
    note: Mapped[str] = mapped_column(String(500), default="")
    at: Mapped[datetime] = mapped_column(default_factory=now)


class Assessment(Owned):
    """An assessor's judgement, locked as it was given. A second look is a new round; earlier ones are kept."""

    __tablename__ = "subsidy_assessment"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "case_id"], CASE),
        UniqueConstraint("tenant_id", "case_id", "round", "assessor_id"),
        ForeignKeyConstraint(["tenant_id", "case_id", "assessor_id", "duty"], DUTY, name="fk_subsidy_assessment_duty"),
        CheckConstraint("duty = 'assessor'", name="by_an_assessor"),
        CheckConstraint("round > 0", name="round"),
        CheckConstraint("total BETWEEN 0 AND 10000", name="total"),
        CheckConstraint("reason <> ''", name="has_reason"),
    )
    append_only: ClassVar[bool] = True

    case_id: Mapped[uuid.UUID]
    round: Mapped[int]
    assessor_id: Mapped[uuid.UUID]
    duty: Mapped[Duty] = mapped_column(default=Duty.ASSESSOR)
    positive: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(4000))
    total: Mapped[int]
    """Weighted, in hundredths of a percent of the maximum, rounded half up."""
    locked_at: Mapped[datetime] = mapped_column(default_factory=now)


class Score(Owned):
    """One criterion of one assessment."""

    __tablename__ = "subsidy_score"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "assessment_id"], ["subsidy_assessment.tenant_id", "subsidy_assessment.id"]),
        UniqueConstraint("tenant_id", "assessment_id", "criterion"),
        CheckConstraint("points BETWEEN 0 AND 10", name="points"),
        CheckConstraint("reason <> ''", name="has_reason"),
    )
    append_only: ClassVar[bool] = True

    assessment_id: Mapped[uuid.UUID]
    criterion: Mapped[str] = mapped_column(String(40))
    points: Mapped[int]
    reason: Mapped[str] = mapped_column(String(2000))


class Decision(Owned):
    """A decision, never changed. A correction is a new one that says which it replaces (I-10, I-11)."""

    __tablename__ = "subsidy_decision"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "case_id"], CASE),
        ForeignKeyConstraint(["tenant_id", "replaces_id"], ["subsidy_decision.tenant_id", "subsidy_decision.id"]),
        UniqueConstraint("tenant_id", "case_id", "number"),
        ForeignKeyConstraint(["tenant_id", "case_id", "decided_by", "duty"], DUTY, name="fk_subsidy_decision_duty"),
        CheckConstraint("duty = 'decider'", name="by_a_decider"),
        UniqueConstraint("tenant_id", "replaces_id"),
        CheckConstraint("(number = 1) = (replaces_id IS NULL)", name="first_or_replaces"),
        CheckConstraint("outcome IN ('granted', 'refused')", name="outcome"),
        CheckConstraint("(outcome = 'granted') = (cents > 0)", name="granted_has_amount"),
        CheckConstraint("cents BETWEEN 0 AND requested_cents", name="granted_within_requested"),
        CheckConstraint("outcome = 'granted' OR ground <> ''", name="refusal_has_ground"),
        CheckConstraint("motivation <> ''", name="has_motivation"),
        CheckConstraint("objection_until > notified_on", name="objection_takes_time"),
    )
    access: ClassVar[Access] = Access(rights={"national": "r"})
    append_only: ClassVar[bool] = True

    case_id: Mapped[uuid.UUID]
    number: Mapped[int]
    replaces_id: Mapped[uuid.UUID | None] = mapped_column(default=None)
    outcome: Mapped[State]
    ground: Mapped[str] = mapped_column(String(40), default="")
    requested_cents: Mapped[int] = mapped_column(Cents)
    cents: Mapped[int] = mapped_column(Cents)
    motivation: Mapped[str] = mapped_column(String(4000))
    decided_by: Mapped[uuid.UUID]
    duty: Mapped[Duty] = mapped_column(default=Duty.DECIDER)
    decided_at: Mapped[datetime]
    notified_on: Mapped[date]
    objection_until: Mapped[date]
