"""What a room of a branch asks of what is planned: it follows its name, and holds it as it is to be held now."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import Select, select

from stelsel import clock
from stelsel.tenancy import Scope
from stelsel_tenants.activities import clashes, history, holds, sessions
from stelsel_tenants.activities.events import published_changed
from stelsel_tenants.activities.holding import RoomHold
from stelsel_tenants.activities.models import Activity, RuleException, Session
from stelsel_tenants.libraries import rooms
from stelsel_tenants.libraries.events import room_asked, room_changed
from stelsel_tenants.libraries.models import Room


@room_changed.connect
def follow(scope: Scope, *, branch_id: uuid.UUID, before: str, after: str) -> None:
    """Rename where it is named, and hold it. Raises HeldTwice where two are planned there at the same time."""
    if before != after:
        published_changed.send(scope, activity_ids=_rename(scope, branch_id, before, after))
    ids = _naming(scope, branch_id, after)
    known = holds.known(scope)
    room = holds.named(known, branch_id, after)
    wanted = holds.planned(scope, known, ids)
    if found := clashes.of_uses(scope, [use for use in wanted if use.room is room]):
        raise clashes.HeldTwice(found)
    holds.follow(scope, activity_ids=ids)


@room_asked.connect
def uses(scope: Scope, *, number: int, first: datetime, last: datetime) -> list[rooms.Use]:
    """Who holds a room between these instants; one statement."""
    statement = (
        select(RoomHold.activity_id, Activity.title, RoomHold.starts_at, RoomHold.held_until, Room.clear_minutes)
        .join(Activity, (Activity.tenant_id == RoomHold.tenant_id) & (Activity.id == RoomHold.activity_id))
        .join(Room, (Room.tenant_id == RoomHold.tenant_id) & (Room.number == RoomHold.room_number))
        .where(RoomHold.room_number == number, RoomHold.held_until > first, RoomHold.held_from < last)
    )
    return [
        rooms.Use(key, title, starts_at, held_until - timedelta(minutes=minutes))
        for key, title, starts_at, held_until, minutes in scope.session.execute(statement)
    ]


def _rename(scope: Scope, branch_id: uuid.UUID, before: str, after: str) -> set[uuid.UUID]:
    """Write the new name where the old one stands at this branch; what began keeps what it said."""
    changed = set[uuid.UUID]()
    for activity in scope.session.scalars(select(Activity).where(Activity.branch_id == branch_id, Activity.room != "")):
        if _is(activity.room, before):
            activity.room = after
            changed.add(activity.id)
    for one, usual in scope.session.execute(_exceptions()):
        if _is(one.room, before) and (one.branch_id or usual) == branch_id:
            one.room = after
            changed.add(one.activity_id)
    for session in scope.session.scalars(_sessions(branch_id)):
        if _is(session.room, before):
            sessions.change(session, room=after)
            changed.add(session.activity_id)
    scope.session.flush()
    for key in sorted(changed):
        history.record(scope, "activity.room_renamed", scope.session.get_one(Activity, (scope.tenant_id, key)))
    return changed


def _naming(scope: Scope, branch_id: uuid.UUID, name: str) -> set[uuid.UUID]:
    """The activities that name a room somewhere: of these some date may be in it."""
    named = select(Activity.id, Activity.room).where(Activity.room != "")
    usual = ((row.id, row.room) for row in scope.session.execute(named))
    others = ((one.activity_id, one.room) for one, _branch in scope.session.execute(_exceptions()))
    there = ((one.activity_id, one.room) for one in scope.session.scalars(_sessions(branch_id)))
    return {key for key, text in (*usual, *others, *there) if _is(text, name)}


def _exceptions() -> Select[RuleException, uuid.UUID]:
    of = (Activity.tenant_id == RuleException.tenant_id) & (Activity.id == RuleException.activity_id)
    return select(RuleException, Activity.branch_id).join(Activity, of).where(RuleException.room != "")


def _sessions(branch_id: uuid.UUID) -> Select[Session]:
    return select(Session).where(Session.branch_id == branch_id, Session.room != "", Session.starts_at > clock.now())


def _is(text: str, name: str) -> bool:
    return rooms.key(text) == rooms.key(name)
