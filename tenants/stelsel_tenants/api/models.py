"""Answers that are kept for a while, so that a program may ask the same twice and have it done once."""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.clock import now
from stelsel.db import Access, Owned


class KeptAnswer(Owned):
    """What was answered to a request that bore an `Idempotency-Key`, for a day (SECURITY P-26).

    It is written in the transaction of the deed: where the deed is undone, nobody is told that it was done. The words
    of the caller are kept as a fingerprint; the answer says what the key's maker may read anyway.
    """

    __tablename__ = "api_kept_answer"
    __table_args__ = (
        Index("uq_api_kept_answer_asked", "tenant_id", "key_id", "asked", unique=True),
        Index("ix_api_kept_answer_made_at", "tenant_id", "made_at"),
    )
    access: ClassVar[Access] = Access(rights={"bridge": ""})

    key_id: Mapped[uuid.UUID]
    asked: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the word that the caller chose."""
    said: Mapped[str] = mapped_column(String(64))
    """SHA-256 of method, address, condition and body."""
    status: Mapped[int] = mapped_column(default=0)
    """0 while it is being done."""
    answer: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    headers: Mapped[dict[str, str]] = mapped_column(JSON, default_factory=dict)
    made_at: Mapped[datetime] = mapped_column(default_factory=now)
