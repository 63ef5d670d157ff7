"""Referrals: somebody is sent to where there is help, with a card that has a code, and nobody knows who it was.

Two tenants meet in one referral, and no row may belong to both. So it is written twice, in one transaction between
them: `Referral` is the row of the library where the card leads, `SentReferral` that of the library that gave it; both
have the same id. The receiving side needs the fingerprint of the code, and finds it under a scope that holds its own
rows only: another side's code *is* not there, under both guards. The sending side needs to know how often it landed;
what the receiver notes is written in both (`service.note`). Either may be erased without the other losing its figures.

Of the visitor nothing is kept: no name, no text, no finer time than half a day.
"""

import enum
import uuid
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.db import Owned
from stelsel.db.personal import SECRET
from stelsel_tenants.activities.models import Theme
from stelsel_tenants.questions.models import Half


class Outcome(enum.StrEnum):
    """What the receiving side noted. Nothing noted: nobody came, or nobody typed the code."""

    CAME = "came"
    NOT_FOR_US = "not_for_us"
    PASSED_ON = "passed_on"
    """It was not for them, and they gave a card for somewhere else."""


class _Referred(Owned):
    """What both sides know of it."""

    __abstract__ = True

    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"), default=None)
    """The partner that it leads to; NULL: the library itself."""
    category: Mapped[Theme]
    day: Mapped[date]
    half: Mapped[Half]
    outcome: Mapped[Outcome | None] = mapped_column(default=None)
    ends_at: Mapped[datetime]
    """From then on the code opens nothing (exclusive). It is the end of a day, so that it tells no finer time."""


class Referral(_Referred):
    """The receiving side's. A partner reads those that lead to it, in all libraries."""

    __tablename__ = "referral"
    __table_args__ = (
        Index("uq_referral_code", "tenant_id", "code_hash", unique=True),
        Index("ix_referral_of_organisation", "organisation_id", "code_hash"),
        Index("ix_referral_ends_at", "tenant_id", "ends_at"),
        CheckConstraint("passed_on_id IS NULL OR outcome = 'passed_on'", name="passed_on"),
    )
    partner_column: ClassVar[str | None] = "organisation_id"

    from_tenant_id: Mapped[int] = mapped_column(ForeignKey("tenant.id"))
    code_hash: Mapped[str | None] = mapped_column(String(64), default=None, info=SECRET)
    """Keyed fingerprint of the code; NULL once the card is dead."""
    passed_on_id: Mapped[uuid.UUID | None] = mapped_column(default=None)
    """The card that was given instead, until the next night: so long can it be shown again."""


class SentReferral(_Referred):
    """The sending side's."""

    __tablename__ = "sent_referral"
    __table_args__ = (
        Index("ix_sent_referral_day", "tenant_id", "day", "id"),
        CheckConstraint("(seed IS NULL) = (session_id IS NULL)", name="card_is_whole"),
    )

    to_tenant_id: Mapped[int] = mapped_column(ForeignKey("tenant.id"))
    seed: Mapped[uuid.UUID | None] = mapped_column(default=None, info=SECRET)
    """What the code follows from, together with the key of the application."""
    session_id: Mapped[uuid.UUID | None] = mapped_column(default=None)
    """The session on the card, of the other library. Both until the next night, so that the card can be printed or
    mailed; then nobody can show it again."""
