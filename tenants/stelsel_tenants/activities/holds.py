"""Dates hold the room that their text names. Holds follow what is planned, as a set: the same few statements however
many dates, and one for a library without rooms.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from stelsel import clock
from stelsel.tenancy import Scope
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities import sessions
from stelsel_tenants.activities.events import published_changed
from stelsel_tenants.activities.holding import RoomHold
from stelsel_tenants.activities.models import Activity, Session, SessionState
from stelsel_tenants.activities.outlook import Occurrence
from stelsel_tenants.libraries import rooms
from stelsel_tenants.libraries.models import Room

DRAFT = timedelta(days=14)
"""How long a draft holds its rooms after it was last changed."""
THERE = (SessionState.PLANNED, SessionState.HELD)
"""What is being counted goes on until its end."""
Known = Mapping[tuple[uuid.UUID, str], Room]
"""Rooms by their branch and folded name."""
Place = tuple[uuid.UUID, str]
"""A branch, and the text that may name a room of it."""


@dataclass(frozen=True, slots=True)
class Use:
    """One date in a room that is for one at a time; `of` is its activity, None where that is not there yet."""

    room: Room
    starts_at: datetime
    ends_at: datetime
    of: uuid.UUID | None = None
    title: str = ""

    @property
    def held_from(self) -> datetime:
        return self.starts_at - timedelta(minutes=self.room.setup_minutes)

    @property
    def held_until(self) -> datetime:
        return self.ends_at + timedelta(minutes=self.room.clear_minutes)


def known(scope: Scope) -> Known:
    """All rooms of the library, also those that nobody holds. One statement."""
    return {(room.branch_id, room.folded): room for room in scope.session.scalars(select(Room))}


def use(known: Known, place: Place, one: Occurrence, of: uuid.UUID | None = None) -> Use | None:
    """Which room this date would hold, of what is usually at that place; None where it holds none."""
    branch_id, text = place
    room = named(known, one.branch_id or branch_id, one.room or text)
    if room is None or one.is_paused or one.starts_at <= clock.now():
        return None
    return Use(room, one.starts_at, one.ends_at, of)


def named(known: Known, branch_id: uuid.UUID, text: str) -> Room | None:
    """The room that a text names, if it is for one at a time."""
    room = known.get((branch_id, rooms.key(text)))
    return room if room is not None and room.is_held else None


@published_changed.connect
def follow(scope: Scope, *, activity_ids: Collection[uuid.UUID]) -> None:
    """Bring the holds of these activities in line with what is planned. Nothing is held for the past.

    Raises RoomTaken, on flush, where somebody else was first.
    """
    there = known(scope)
    if not there or not activity_ids:
        return
    scope.session.flush()
    wanted = {(one.of, one.starts_at): one for one in planned(scope, there, activity_ids)}
    standing = scope.session.scalars(select(RoomHold).where(RoomHold.activity_id.in_(activity_ids))).all()
    right = {
        (hold.activity_id, hold.starts_at): hold.id
        for hold in standing
        if (one := wanted.get((hold.activity_id, hold.starts_at))) is not None
        and (hold.room_number, hold.held_from, hold.held_until) == (one.room.number, one.held_from, one.held_until)
    }
    gone = [hold.id for hold in standing if (hold.activity_id, hold.starts_at) not in right]
    if gone:
        scope.session.execute(delete(RoomHold).where(RoomHold.id.in_(gone)))
    scope.insert_many(RoomHold, [_row(key, one) for key, one in wanted.items() if key not in right])


def planned(scope: Scope, known: Known, activity_ids: Collection[uuid.UUID]) -> list[Use]:
    """Which rooms the sessions of these activities, and the dates of those that are drafts, are to hold."""
    return [*_of_sessions(scope, known, activity_ids), *_of_drafts(scope, known, activity_ids)]


def _of_sessions(scope: Scope, known: Known, activity_ids: Collection[uuid.UUID]) -> Iterable[Use]:
    statement = (
        select(Session, Activity.room, Activity.title)
        .join(Activity, (Activity.tenant_id == Session.tenant_id) & (Activity.id == Session.activity_id))
        .where(Session.activity_id.in_(activity_ids), Session.state.in_(THERE), Session.ends_at > clock.now())
    )
    for session, usual, title in scope.session.execute(statement):
        room = named(known, session.branch_id, session.room or usual)
        if room is not None:
            yield Use(room, session.starts_at, session.ends_at, session.activity_id, title)


def _of_drafts(scope: Scope, known: Known, activity_ids: Collection[uuid.UUID]) -> Iterable[Use]:
    drafts = select(Activity).where(Activity.id.in_(activity_ids), Activity.holds_until > clock.now())
    for activity in scope.session.scalars(drafts):
        dates = sessions.dates(scope, activity.branch_id, offers.of(activity).schedule, activity.id)
        held = (use(known, (activity.branch_id, activity.room), one, activity.id) for one in dates)
        yield from (replace(one, title=activity.title) for one in held if one is not None)


def _row(key: tuple[uuid.UUID | None, datetime], one: Use) -> dict[str, object]:
    return {
        "activity_id": key[0],
        "room_number": one.room.number,
        "starts_at": one.starts_at,
        "held_from": one.held_from,
        "held_until": one.held_until,
    }
