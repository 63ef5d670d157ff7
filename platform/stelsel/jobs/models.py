"""The queue: one row per job, and one per schedule. Ids only; what they stand for is read when the job runs.

Everybody who writes may add a job; only the identity role, under which the worker looks for work, sees the queue.
"""

import enum
import uuid
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.clock import now
from stelsel.db import Access, Shared


class JobState(enum.StrEnum):
    WAITING = "waiting"
    """Also while it runs: then `due_at` is the end of its lease."""
    DONE = "done"
    GAVE_UP = "gave_up"


class Job(Shared):
    """A piece of work. `due_at` is the instant from which a worker may take it, for the first time or again."""

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("(state = 'waiting') = (ended_at IS NULL)", name="ended_when"),
        CheckConstraint("attempts >= 0", name="attempts_count"),
        Index("ix_job_state_due_at", "state", "due_at", "id"),
    )
    access: ClassVar[Access] = Access(
        rights={"identity": "rawd", "app": "a", "bridge": "a", "national": "ra", "partner": "", "reader": ""}
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default_factory=uuid.uuid4)
    name: Mapped[str] = mapped_column(String(60))
    for_tenant_id: Mapped[int | None] = mapped_column(ForeignKey("tenant.id"), default=None)
    """NULL: a job of the network."""
    ids: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    state: Mapped[JobState] = mapped_column(default=JobState.WAITING)
    queued_at: Mapped[datetime] = mapped_column(default_factory=now)
    due_at: Mapped[datetime] = mapped_column(default_factory=now)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    attempts: Mapped[int] = mapped_column(default=0)
    lease: Mapped[uuid.UUID | None] = mapped_column(default=None)
    """Which attempt holds it, so that one whose lease ran out does not speak for its successor."""
    error: Mapped[str | None] = mapped_column(String(80), default=None)
    """The kind of the last failure. Never its text, which may hold a row's values (SECURITY P-34)."""


class Schedule(Shared):
    """When a recurring job is due next. Many missed turns are made up for by one."""

    __tablename__ = "job_schedule"
    access: ClassVar[Access] = Access(
        rights={"identity": "rawd", "app": "", "bridge": "", "national": "r", "partner": "", "reader": ""}
    )

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    cron: Mapped[str] = mapped_column(String(60))
    due_at: Mapped[datetime]
