"""What an activity said before: the rows of its history (`history` writes and reads them)."""

import uuid
from typing import Any, ClassVar

from sqlalchemy import JSON, CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.db import Owned


class ActivityVersion(Owned):
    """What an activity said since a deed in the audit trail, as JSON of its offer; 1 is how it began."""

    __tablename__ = "activity_version"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "activity_id"], ["activity.tenant_id", "activity.id"]),
        Index("uq_activity_version", "tenant_id", "activity_id", "number", unique=True),
        Index("uq_activity_version_seq", "tenant_id", "seq", unique=True),
        CheckConstraint("number > 0", name="number"),
    )
    append_only: ClassVar[bool] = True

    activity_id: Mapped[uuid.UUID]
    number: Mapped[int]
    seq: Mapped[int]
    """Of the deed, in the trail of its library: who, and when."""
    said: Mapped[dict[str, Any]] = mapped_column(JSON)
