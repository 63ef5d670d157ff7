"""What the national figures are read from: sums per library, branch and Amsterdam month, by concept or by question.

Counts of sessions, of people and of questions, minutes of sessions. No row says anything of one person; what is shown
of small counts is decided in `suppress`.
"""

import uuid
from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.db import Access, Owned, Shared


class MonthFigures(Owned):
    """The sessions of one month that are planned, held or cancelled, and what was counted at those held.

    `month` is its first day; a session belongs to the month in which it starts. Kept by differences (`rollups`), so
    no constraint forbids a negative sum: a figure that went astray must not keep the desk from counting. `stelsel
    stats verify` finds it.
    """

    __tablename__ = "month_figures"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "branch_id"], ["branch.tenant_id", "branch.id"]),
        Index("uq_month_figures_cell", "tenant_id", "branch_id", "concept_slug", "month", unique=True),
        Index("ix_month_figures_month", "month", "concept_slug"),
    )
    access: ClassVar[Access] = Access(rights={"national": "r"})

    branch_id: Mapped[uuid.UUID]
    concept_slug: Mapped[str] = mapped_column(ForeignKey("concept.slug"))
    month: Mapped[date]
    planned: Mapped[int] = mapped_column(default=0)
    cancelled: Mapped[int] = mapped_column(default=0)
    held: Mapped[int] = mapped_column(default=0)
    minutes: Mapped[int] = mapped_column(default=0)
    registered: Mapped[int] = mapped_column(default=0)
    present: Mapped[int] = mapped_column(default=0)
    registered_present: Mapped[int] = mapped_column(default=0)
    present_at_sign_up: Mapped[int] = mapped_column(default=0)
    turned_away: Mapped[int] = mapped_column(default=0)


class QuestionFigures(Owned):
    """The questions of one month at a branch, by the kind of question and the body that it concerned (DASHBOARDS D18).

    Kept as `MonthFigures` are. `body` is "" where a question concerned none: a key has no NULL in it.
    """

    __tablename__ = "question_figures"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "branch_id"], ["branch.tenant_id", "branch.id"]),
        Index("uq_question_figures_cell", "tenant_id", "branch_id", "kind", "body", "month", unique=True),
        Index("ix_question_figures_month", "month"),
    )
    access: ClassVar[Access] = Access(rights={"national": "r"})

    branch_id: Mapped[uuid.UUID]
    kind: Mapped[str] = mapped_column(String(20))
    body: Mapped[str] = mapped_column(String(20))
    month: Mapped[date]
    questions: Mapped[int] = mapped_column(default=0)


class SeriesBreak(Shared):
    """From this month on something else was counted: charts draw it, and averages do not reach across it."""

    __tablename__ = "series_break"
    __table_args__ = (CheckConstraint("length(words) > 0", name="says_what"),)

    month: Mapped[date] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(String(60))
