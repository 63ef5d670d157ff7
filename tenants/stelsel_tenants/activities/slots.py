"""Appointments: a session cut into times of equal length. Pure."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from stelsel_tenants.activities.models import Activity, Entry


def starts(starts_at: datetime, ends_at: datetime, minutes: int) -> Iterator[datetime]:
    """When each appointment begins; one that would not end in time is not there."""
    length = timedelta(minutes=minutes)
    while starts_at + length <= ends_at:
        yield starts_at
        starts_at += length


def capacity(activity: Activity, starts_at: datetime, ends_at: datetime) -> int | None:
    """Seats of a session: as the activity says, for appointments so many at each time. None: not counted."""
    if activity.entry is not Entry.APPOINTMENT or activity.slot_minutes is None or activity.capacity is None:
        return activity.capacity
    return activity.capacity * sum(1 for _start in starts(starts_at, ends_at, activity.slot_minutes))
