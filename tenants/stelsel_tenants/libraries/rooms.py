"""The rooms of a branch: what is there, and how long one is held. Commands check, change, audit and tell; they never
commit. A room is never deleted: it is withdrawn, and may come back.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from stelsel import audit, clock
from stelsel.errors import Conflict, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.text import fold
from stelsel_tenants.libraries.events import room_asked, room_changed
from stelsel_tenants.libraries.models import Branch, Room

WEEK = timedelta(days=7)


class Changed(Conflict):
    message = _("Iemand anders heeft deze ruimte intussen veranderd. Ververs de pagina om het te zien.")


class NoLetters(Refused):
    field = "name"
    message = _("Schrijf een naam met letters of cijfers.")


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """What is told of a room."""

    name: str
    seats: int | None = None
    computers: int = 0
    has_screen: bool = False
    has_door: bool = False
    setup_minutes: int = 0
    clear_minutes: int = 0
    shared: bool = False


PLAIN = tuple(RoomFacts.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Use:
    """Who is in a room, and when; setting up and clearing up are not counted."""

    of: uuid.UUID
    title: str
    starts_at: datetime
    ends_at: datetime


def key(name: str) -> str:
    """What two texts that name the same room have in common; "" for what names none."""
    return fold(name)[:80]


def of(room: Room) -> RoomFacts:
    return RoomFacts(**{name: getattr(room, name) for name in PLAIN})


def add(scope: Scope, branch_id: uuid.UUID, facts: RoomFacts) -> Room:
    """A new room of a branch. What is planned there already by that name holds it from now on.

    Raises RoomNameTaken, and what stands in the way of holding it.
    """
    _check(facts)
    scope.session.get_one(Branch, (scope.tenant_id, branch_id))
    last = scope.session.scalar(select(func.max(Room.number))) or 0
    plain = {name: getattr(facts, name) for name in PLAIN}
    room = Room(branch_id=branch_id, number=last + 1, folded=key(facts.name), **plain)
    scope.session.add(room)
    scope.session.flush()
    return _done(scope, room, "room.added", room.name)


def revise(scope: Scope, room_id: uuid.UUID, facts: RoomFacts, *, version: int) -> Room:
    """Change a room that was read at `version`; what is planned there follows its name.

    Raises Changed, RoomNameTaken, and what stands in the way of holding it so.
    """
    room = scope.session.get_one(Room, (scope.tenant_id, room_id), with_for_update=True)
    if room.version != version:
        raise Changed
    _check(facts)
    before = room.name
    for name in PLAIN:
        setattr(room, name, getattr(facts, name))
    room.folded = key(facts.name)
    scope.session.flush()
    return _done(scope, room, "room.revised", before)


def withdraw(scope: Scope, room_id: uuid.UUID) -> Room:
    """It is no longer used: nobody holds it, and nobody can choose it."""
    room = scope.session.get_one(Room, (scope.tenant_id, room_id), with_for_update=True)
    room.withdrawn = True
    return _done(scope, room, "room.withdrawn", room.name)


def restore(scope: Scope, room_id: uuid.UUID) -> Room:
    """Use it again. Raises what stands in the way of holding it."""
    room = scope.session.get_one(Room, (scope.tenant_id, room_id), with_for_update=True)
    room.withdrawn = False
    return _done(scope, room, "room.restored", room.name)


def of_branch(scope: Scope, branch_id: uuid.UUID) -> list[Room]:
    """All rooms of a branch by name, those that are withdrawn last."""
    there = select(Room).where(Room.branch_id == branch_id)
    return list(scope.session.scalars(there.order_by(Room.withdrawn, Room.folded, Room.id)))


def week(scope: Scope, room: Room) -> list[Use]:
    """Who is in this room in the coming seven days, first one first."""
    first = clock.now()
    answers = room_asked.send(scope, number=room.number, first=first, last=first + WEEK)
    uses = [use for _receiver, told in answers for use in told]
    return sorted(uses, key=lambda one: (one.starts_at, one.title))


def _check(facts: RoomFacts) -> None:
    if not key(facts.name):
        raise NoLetters


def _done(scope: Scope, room: Room, deed: str, before: str) -> Room:
    audit.record(scope, deed, room)
    room_changed.send(scope, branch_id=room.branch_id, before=before, after=room.name)
    return room
