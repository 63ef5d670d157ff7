"""Which activity holds which room, and from when to when: set-up and clear-up counted in. Intervals are half-open."""

import uuid
from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.db import Apart, Owned
from stelsel.errors import CONSTRAINTS, Conflict
from stelsel.i18n import _


class RoomHold(Owned):
    """One date of an activity holds a room. The database refuses two that overlap: who comes second is told."""

    __tablename__ = "room_hold"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "activity_id"], ["activity.tenant_id", "activity.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["tenant_id", "room_number"], ["room.tenant_id", "room.number"]),
        Index("uq_room_hold_start", "tenant_id", "activity_id", "starts_at", unique=True),
        Index("ix_room_hold_room", "tenant_id", "room_number", "held_until"),
        CheckConstraint("held_from <= starts_at AND starts_at < held_until", name="holds_its_start"),
    )
    apart: ClassVar[Apart | None] = Apart("room_number", "held_from", "held_until")

    activity_id: Mapped[uuid.UUID]
    room_number: Mapped[int] = mapped_column()
    starts_at: Mapped[datetime]
    """When the date itself begins: a draft has no session yet to point at."""
    held_from: Mapped[datetime]
    held_until: Mapped[datetime]


class RoomTaken(Conflict):
    field = "room"
    message = _("Iemand anders legde deze ruimte net vast. Bewaar opnieuw: dan ziet u welke data bezet zijn.")


CONSTRAINTS["room_hold_apart"] = RoomTaken
