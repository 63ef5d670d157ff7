"""Rooms of a branch: kept at its page, and what is planned there follows them."""

import re
import uuid
from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import select, update

from stelsel_tenants.activities import service
from stelsel_tenants.activities.holding import RoomHold, RoomTaken
from stelsel_tenants.activities.models import Activity
from stelsel_tenants.libraries import rooms
from stelsel_tenants.libraries.models import Branch, Room
from stelsel_tenants.libraries.rooms import RoomFacts
from tests.activities.test_workroom import planned
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

URL = "/b/katwijk/beheer/vestigingen/"
MANAGER = "beheer_katwijk"


def room(scopes: Scopes, name: str = "Vergaderkamer", **facts: Any) -> uuid.UUID:
    """A room of Katwijk's branch."""
    with scopes.work() as scope:
        branch_id = scope.session.scalars(select(Branch.id)).one()
        return rooms.add(scope, branch_id, RoomFacts(name, **facts)).id


def filled(scopes: Scopes, **changes: str) -> Mapping[str, str]:
    with scopes.reading() as scope:
        one = scope.session.scalars(select(Room)).one()
        return {"version": str(one.version), "name": one.name, "seats": str(one.seats or "")} | changes


def held(scopes: Scopes) -> int:
    with scopes.reading() as scope:
        return len(scope.session.scalars(select(RoomHold)).all())


def test_a_room_is_added_and_changed_at_its_branch(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    manager = clients[MANAGER]
    with scopes.reading() as scope:
        branch_id = scope.session.scalars(select(Branch.id)).one()
    new = f"{URL}{branch_id}/ruimtes/nieuw"
    assert manager.post(new, data={"version": "0", "name": "Vergaderkamer", "seats": "12"}).status_code == 303
    for name, words in (("vergaderkamer", "al een ruimte met deze naam"), ("...", "met letters of cijfers")):
        refused = manager.post(new, data={"version": "0", "name": name, "setup_minutes": "15"})
        assert refused.status_code == 422
        assert re.search(rf'id="name-error".*{words}', refused.text, re.S)
        assert 'value="15"' in refused.text
    assert "12 plaatsen" in manager.get(f"{URL}{branch_id}").text

    with scopes.reading() as scope:
        room_id = scope.session.scalars(select(Room.id)).one()
    one = f"{URL}ruimtes/{room_id}"
    first = filled(scopes, setup_minutes="30", has_screen="1")
    assert manager.post(one, data=first).status_code == 303
    assert manager.post(one, data=first).status_code == 409, "who looked at an older one is told"
    assert clients["redactie_venlo"].get(one).status_code == 404
    assert clients["balie_katwijk"].get(one).status_code == 403


def test_what_is_planned_in_a_room_follows_it(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    manager = clients[MANAGER]
    activity = planned(scopes, room="vergaderkamer")
    with scopes.work() as scope:
        service.publish(scope, activity.id)
    assert held(scopes) == 0
    url = f"{URL}ruimtes/{room(scopes)}"
    clock.forward(minutes=5)
    there = held(scopes)
    assert there > 50, "what already named it holds it"
    assert "Taalcafé" in manager.get(url).text
    assert "dinsdag 8 december, 10.00 – 12.00" in manager.get(url).text

    assert manager.post(url, data=filled(scopes, name="Zaal 2", setup_minutes="30")).status_code == 303
    with scopes.reading() as scope:
        assert scope.session.scalars(select(Activity.room)).one() == "Zaal 2"
        hold = scope.session.scalars(select(RoomHold).order_by(RoomHold.starts_at)).first()
        assert hold is not None
        assert (hold.starts_at - hold.held_from).seconds == 1800
    assert manager.post(url, data=filled(scopes, shared="1")).status_code == 303
    assert held(scopes) == 0, "where several things can be at once nobody holds anything"
    assert manager.post(url, data=filled(scopes)).status_code == 303
    assert manager.post(f"{url}/weg").status_code == 303
    assert held(scopes) == 0
    assert manager.post(f"{url}/terug").status_code == 303
    assert held(scopes) == there


def test_a_room_in_which_two_are_planned_at_once_is_shared_or_not_held(
    clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    for title in ("Taalcafé", "Leeskring"):
        planned(scopes, title=title, room="Leeszaal")
    with scopes.reading() as scope:
        branch_id = scope.session.scalars(select(Branch.id)).one()
    data = {"version": "0", "name": "Leeszaal"}
    refused = clients[MANAGER].post(f"{URL}{branch_id}/ruimtes/nieuw", data=data)
    assert refused.status_code == 422
    assert re.search(r'id="shared-error".*Op dinsdag 8 december, 10.00 uur zijn hier twee', refused.text, re.S)
    assert clients[MANAGER].post(f"{URL}{branch_id}/ruimtes/nieuw", data=data | {"shared": "1"}).status_code == 303


def test_the_database_itself_refuses_an_overlap(scopes: Scopes, clock: Clock) -> None:
    room(scopes)
    planned(scopes, room="Vergaderkamer")
    other = planned(scopes, title="Leeskring")
    with scopes.reading() as scope:
        first, second = scope.session.scalars(select(RoomHold).order_by(RoomHold.starts_at).limit(2))
    facts = {"activity_id": other.id, "room_number": first.room_number}
    times = {"starts_at": first.starts_at, "held_from": first.starts_at, "held_until": first.held_until}
    after = times | {"starts_at": first.held_until, "held_from": first.held_until, "held_until": second.held_from}
    with scopes.work() as scope:
        scope.insert_many(RoomHold, [facts | after])
    with pytest.raises(RoomTaken), scopes.work() as scope:
        scope.insert_many(RoomHold, [facts | times])
    longer = update(RoomHold).where(RoomHold.activity_id == other.id).values(held_until=second.held_until)
    with pytest.raises(RoomTaken), scopes.work() as scope:
        scope.session.execute(longer)
