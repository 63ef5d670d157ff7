"""Two in one room at the same time are told before anything is saved, and never saved so."""

import random
import re
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from stelsel import clock as now
from stelsel.errors import Refused
from stelsel.mail import Letter
from stelsel.tenancy import Scope
from stelsel_tenants.activities import clashes, one_date, service
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities.clashes import RoomsTaken
from stelsel_tenants.activities.holding import RoomHold
from stelsel_tenants.activities.models import Activity, ActivityState, Entry, ExceptionKind, Session, SessionState
from stelsel_tenants.activities.schedule import Pause
from stelsel_tenants.libraries.models import Branch
from tests.activities.test_import import GOOD, run
from tests.activities.test_schedule_form import agreement, as_shown
from tests.activities.test_workroom import TUESDAYS, URL, filled_in, planned
from tests.libraries.test_rooms import room
from tests.site import shelf
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.race import race
from tests.support.scopes import Scopes
from tests.support.stores import Store

EDITOR = "redactie_katwijk"
ROOM = "Vergaderkamer"
LATER = replace(TUESDAYS, begins=time(11), ends=time(13))


def published(scopes: Scopes, title: str = "Taalcafé", **facts: object) -> uuid.UUID:
    activity = planned(scopes, title=title, room=ROOM, **facts)
    with scopes.work() as scope:
        service.publish(scope, activity.id)
    return activity.id


def skip_key(html: str) -> str:
    found = re.search(r'name="overslaan" value="(\w+)"', html)
    assert found is not None
    return found[1]


def starts(scope: Scope, activity_id: uuid.UUID) -> list[str]:
    found = select(Session.starts_at).where(Session.activity_id == activity_id, Session.state == SessionState.PLANNED)
    return [
        f"{at.astimezone(now.AMSTERDAM):%Y-%m-%d}" for at in scope.session.scalars(found.order_by(Session.starts_at))
    ]


def test_what_is_taken_is_listed_before_it_is_saved_and_skipped_when_asked(
    clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    room(scopes, setup_minutes=30)
    published(scopes, lines=(replace(TUESDAYS, times=3),))
    editor = clients[EDITOR]
    with scopes.reading() as scope:
        data = filled_in(scope, title="Leeskring", room="vergaderkamer", begins="12.00", ends="13.00")
        before = len(scope.session.scalars(select(RoomHold)).all())

    asked = editor.post(f"{URL}nieuw", data=data)

    assert asked.status_code == 422
    assert re.search(r'id="room-error".*Op dinsdag 8 december, 12.00 uur is Vergaderkamer bezet', asked.text, re.S)
    assert "dinsdag 8 december, 12.00 uur: Vergaderkamer is bezet door Taalcafé, 9.30 – 12.00" in asked.text
    assert 'value="Leeskring"' in asked.text
    assert 'list="rooms"' in asked.text
    with scopes.reading() as scope:
        assert len(scope.session.scalars(select(RoomHold)).all()) == before
        assert len(scope.session.scalars(select(Activity)).all()) == 1

    key = skip_key(asked.text)
    with scopes.work() as scope:
        other = scope.session.scalars(select(Session).order_by(Session.starts_at)).first()
        assert other is not None
        service.cancel(scope, other.id, reason="Ziek.")
    again = editor.post(f"{URL}nieuw", data=data | {"overslaan": key})
    assert again.status_code == 422, "somebody left: these are other dates than those that were seen"
    done = editor.post(f"{URL}nieuw", data=data | {"overslaan": skip_key(again.text)})
    assert done.status_code == 303
    assert editor.post(f"{done.location}/publiceren").status_code == 303
    with scopes.reading() as scope:
        made = scope.session.scalars(select(Activity).where(Activity.title == "Leeskring")).one()
        assert starts(scope, made.id)[:2] == ["2026-12-01", "2026-12-08"]
        skipped = [(one.day.isoformat(), one.kind, one.reason) for one in made.exceptions]
    assert skipped == [
        ("2026-12-15", ExceptionKind.SKIP, clashes.TAKEN),
    ]


def test_a_date_that_was_skipped_is_taken_in_when_its_room_is_free(
    clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    room(scopes)
    first = published(scopes)
    editor = clients[EDITOR]
    with scopes.reading() as scope:
        data = filled_in(scope, title="Leeskring", room=ROOM, until="2026-12-16") | {"overslaan": ""}
    asked = editor.post(f"{URL}nieuw", data=data | {"lines-0-weekdays": ["2", "3"]})
    there = editor.post(
        f"{URL}nieuw", data=data | {"lines-0-weekdays": ["2", "3"], "overslaan": skip_key(asked.text)}
    ).location
    assert editor.post(f"{there}/publiceren").status_code == 303
    page = editor.get(there).text
    assert page.count("nog bezet door Taalcafé") == 2
    assert "Neem weer op" not in page
    activity_id = uuid.UUID(there.rpartition("/")[2])
    assert "bezet" in editor.post(f"{there}/opnemen", data={"dag": "2026-12-08"}, follow_redirects=True).text

    with scopes.work() as scope:
        session = select(Session.id).where(Session.activity_id == first).order_by(Session.starts_at)
        service.cancel(scope, scope.session.scalars(session).first() or uuid.UUID(int=0), reason="Ziek.")
    page = editor.get(there).text
    assert "Weer vrij" in page
    assert page.count("Neem weer op") == 1
    for day in ("2026-12-15", "2026-12-09", "geen dag"):
        editor.post(f"{there}/opnemen", data={"dag": day})
    assert editor.post(f"{there}/opnemen", data={"dag": "2026-12-08"}).status_code == 303
    with scopes.reading() as scope:
        assert starts(scope, activity_id) == ["2026-12-02", "2026-12-08", "2026-12-09", "2026-12-16"]
    with scopes.reading() as scope:
        cancelled = scope.session.scalars(select(Session.id).where(Session.state == SessionState.CANCELLED)).one()
    with pytest.raises(RoomsTaken), scopes.work() as scope:
        one_date.bring_back(scope, cancelled)


def test_a_published_activity_asks_about_its_room_and_then_about_people(
    clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    room(scopes)
    published(scopes, lines=(replace(LATER, times=2),))
    activity = planned(scopes, title="Leeskring", entry=Entry.SIGN_UP, capacity=10)
    with scopes.work() as scope:
        service.publish(scope, activity.id)
        found = scope.session.scalars(select(Session).where(Session.activity_id == activity.id))
        for one in found:
            one.taken = 1
    editor, url = clients[EDITOR], f"{URL}{activity.id}"
    data = as_shown(editor.get(url).text) | {"room": [ROOM]}
    rooms = editor.post(url, data=data)
    assert rooms.status_code == 422
    data["overslaan"] = [skip_key(rooms.text)]
    people = editor.post(url, data=data)
    assert "Wilt u dit zo?" in people.text
    assert skip_key(people.text) == data["overslaan"][0]
    assert editor.post(url, data=data | {"akkoord": [agreement(people.text)]}).status_code == 303
    with scopes.reading() as scope:
        assert starts(scope, activity.id)[0] == "2026-12-15"


def test_who_moves_one_date_hears_that_a_room_is_taken(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    room(scopes)
    published(scopes)
    other = published(scopes, title="Leeskring", lines=(replace(TUESDAYS, weekdays=(3,)),))
    with scopes.reading() as scope:
        session_id = scope.session.scalars(
            select(Session.id).where(Session.activity_id == other).order_by(Session.starts_at)
        ).first()
        wish = {"day": "2026-12-08", "begins": "11.30", "ends": "12.30", "room": ""}
        wish["branch_id"] = str(scope.session.scalars(select(Branch.id)).one())
    refused = clients[EDITOR].post(f"{URL}momenten/{session_id}", data=wish)
    assert refused.status_code == 422
    assert "bezet door Taalcafé" in refused.text
    assert clients[EDITOR].post(f"{URL}momenten/{session_id}", data=wish | {"room": "Hal"}).status_code == 303


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_walk_no_two_hold_a_room_at_once_and_who_is_planned_there_holds_it(
    scopes: Scopes, clock: Clock, seed: int
) -> None:
    room(scopes, setup_minutes=15, clear_minutes=15)
    room(scopes, "Leeszaal", shared=True)
    chance = random.Random(seed)
    ids = [planned(scopes, title=title, lines=()).id for title in ("Taalcafé", "Leeskring", "Inloop")]
    for _step in range(14):
        clock.forward(days=chance.randrange(6))
        deed, activity_id = chance.choice((_revise, _revise, _publish, _cancel, _move, _withdraw)), chance.choice(ids)
        try:
            with scopes.work() as scope:
                deed(scope, activity_id, chance)
        except (RoomsTaken, Refused):
            pass
        with scopes.reading() as scope:
            _holds_are_right(scope)


def _revise(scope: Scope, activity_id: uuid.UUID, chance: random.Random) -> None:
    activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id))
    begins = chance.choice((9, 10, 11))
    days = tuple(sorted(chance.sample((1, 2, 3), 2)))
    line = replace(TUESDAYS, weekdays=days, begins=time(begins), ends=time(begins + 1), every=chance.randint(1, 3))
    pause = Pause(now.today(), now.today() + timedelta(days=9), reason="Ziek.") if chance.random() < 0.3 else None
    offer = replace(offers.of(activity), lines=(line,), room=chance.choice((ROOM, "leeszaal", "Hal")), pause=pause)
    try:
        service.revise(scope, activity_id, offer, version=activity.version)
    except RoomsTaken as taken:
        service.revise(scope, activity_id, offer, version=activity.version, skip=taken.key)


def _publish(scope: Scope, activity_id: uuid.UUID, _chance: random.Random) -> None:
    service.publish(scope, activity_id)


def _withdraw(scope: Scope, activity_id: uuid.UUID, _chance: random.Random) -> None:
    service.withdraw(scope, activity_id)


def _cancel(scope: Scope, activity_id: uuid.UUID, chance: random.Random) -> None:
    for session in _some(scope, activity_id, chance):
        service.cancel(scope, session.id, reason="Ziek.")


def _move(scope: Scope, activity_id: uuid.UUID, chance: random.Random) -> None:
    for session in _some(scope, activity_id, chance):
        wish = replace(one_date.of(session), day=one_date.of(session).day + timedelta(days=1), room=ROOM)
        one_date.change(scope, session.id, wish)


def _some(scope: Scope, activity_id: uuid.UUID, chance: random.Random) -> list[Session]:
    there = select(Session).where(Session.activity_id == activity_id, Session.starts_at > now.now())
    return list(scope.session.scalars(there.order_by(Session.starts_at).offset(chance.randrange(4)).limit(1)))


def _holds_are_right(scope: Scope) -> None:
    holds = scope.session.scalars(select(RoomHold).order_by(RoomHold.held_from)).all()
    assert all(one.held_until <= other.held_from for one, other in pairwise(holds)), "of the one room that is held"
    held = Counter((one.activity_id, one.starts_at) for one in holds)
    usual = {one.id: one for one in scope.session.scalars(select(Activity))}
    planned_there = [
        one
        for one in scope.session.scalars(select(Session).where(Session.starts_at > now.now()))
        if (one.room or usual[one.activity_id].room) == ROOM and one.state is SessionState.PLANNED
    ]
    assert all(held[one.activity_id, one.starts_at] == 1 for one in planned_there)
    drafts = {key for key, one in usual.items() if one.state is ActivityState.DRAFT}
    coming = [one for one in holds if one.starts_at > now.now() and one.activity_id not in drafts]
    assert len(coming) == len(planned_there), "nobody else holds it"


def test_of_many_who_want_a_room_at_once_one_gets_it(store: Store, scopes: Scopes, clock: Clock) -> None:
    room(scopes)
    outcomes = race(store, "tests.activities.racer:plan", [["katwijk", number] for number in range(6)])
    assert Counter(outcomes)["planned"] == 1, outcomes
    assert set(outcomes) <= {"planned", "RoomsTaken", "RoomTaken"}
    with scopes.reading() as scope:
        assert len({one.activity_id for one in scope.session.scalars(select(RoomHold))}) == 1


def test_hours_a_helper_and_seats_are_warned_of_and_stop_nobody_who_means_it(
    clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    room(scopes, seats=12)
    planned(scopes, title="Leeskring", leader="Noor de Wit", lines=(LATER,))
    with scopes.work() as scope:
        shelf.opened(scope)
        service.publish(scope, scope.session.scalars(select(Activity.id)).one())
    editor = clients[EDITOR]
    facts = {"entry": "sign_up", "capacity": "20", "leader": "noor de wit", "room": ROOM, "ends": "18.00"}
    with scopes.reading() as scope:
        data = filled_in(scope, **facts)
    refused = editor.post(f"{URL}nieuw", data=data)
    assert refused.status_code == 422
    assert re.search(r'id="outside_hours-error".*dinsdag 1 december, 10.00 uur', refused.text, re.S)
    assert "dinsdag 8 december, 10.00 – 18.00" in refused.text
    assert "dinsdag 8 december, 10.00 uur: Leeskring, 11.00 – 13.00" in refused.text
    assert "Vergaderkamer heeft 12 plaatsen." in refused.text
    there = editor.post(f"{URL}nieuw", data=data | {"outside_hours": "1"}).location
    assert editor.post(f"{there}/publiceren").status_code == 303
    key = there.rpartition("/")[2]
    for path in (f"activiteiten/{key}", "", "agenda.ics"):
        page = editor.get(f"/b/katwijk/{path}")
        assert page.status_code == 200, path
        assert "noor de wit" not in page.text.casefold()


def test_a_draft_holds_its_room_two_weeks_and_its_editors_are_told(
    clients: Clients,
    scopes: Scopes,
    clock: Clock,
    run_jobs: Callable[[], object],
    outbox: Callable[[], list[Letter]],
) -> None:
    room(scopes)
    draft = planned(scopes, title="Leeskring", room=ROOM)
    with pytest.raises(RoomsTaken):
        planned(scopes, title="Taalcafé", room=ROOM, lines=(LATER,))
    clock.forward(days=13)
    run_jobs()
    with scopes.work() as scope:
        row = scope.session.get_one(Activity, (scope.tenant_id, draft.id))
        service.revise(scope, draft.id, replace(offers.of(row), summary="Lezen"), version=row.version)
    clock.forward(days=13)
    run_jobs()
    assert not [one for one in outbox() if one.template == "rooms-released"], "its last change counts"
    clock.forward(days=2)
    run_jobs()
    run_jobs()
    told = [one for one in outbox() if one.template == "rooms-released"]
    assert {one.receiver for one in told} == {"redactie@katwijk.stelsel.test", "beheer@katwijk.stelsel.test"}
    assert len(told) == 2
    assert "Leeskring" in told[0].text
    published(scopes, title="Taalcafé", lines=(LATER,))
    editor = clients[EDITOR]
    editor.sign_in(EDITOR)
    refused = editor.post(f"{URL}{draft.id}/publiceren", follow_redirects=True)
    assert "Vergaderkamer bezet" in refused.text
    assert "bezet door Taalcafé" in refused.text


def test_a_file_that_moves_something_into_a_taken_room_is_refused_with_the_reason(
    app: Flask, scopes: Scopes, clock: Clock, tmp_path: Path
) -> None:
    room(scopes)
    published(scopes)
    row = GOOD.replace("10:00;12.00", "13:00;14:00")
    assert run(app, tmp_path, row)[0] == 0
    with scopes.work() as scope:
        imported = scope.session.scalars(select(Activity).where(Activity.extern_id == "a1")).one()
        service.revise(scope, imported.id, replace(offers.of(imported), room=ROOM), version=imported.version)
    code, output = run(app, tmp_path, GOOD)
    assert code == 1
    assert "is Vergaderkamer bezet" in output


def test_a_file_read_again_leaves_what_was_skipped_for_a_room_as_it_is(
    app: Flask, scopes: Scopes, clock: Clock, tmp_path: Path
) -> None:
    room(scopes)
    published(scopes, title="Leeskring", lines=(replace(TUESDAYS, times=3),))
    assert run(app, tmp_path, GOOD)[0] == 0
    with scopes.work() as scope:
        imported = scope.session.scalars(select(Activity).where(Activity.extern_id == "a1")).one()
        wanted = replace(offers.of(imported), room=ROOM)
        with pytest.raises(RoomsTaken) as taken:
            service.revise(scope, imported.id, wanted, version=imported.version)
        service.revise(scope, imported.id, wanted, version=imported.version, skip=taken.value.key)
        skipped = [one.day for one in offers.of(imported).exceptions]
    assert skipped

    code, output = run(app, tmp_path, GOOD)
    assert code == 0, output
    assert "1 gelijk, 0 geweigerd" in output
    assert run(app, tmp_path, GOOD.replace("Taalcafé;Taal", "Praten;Taal"))[0] == 0
    with scopes.reading() as scope:
        again = scope.session.scalars(select(Activity).where(Activity.extern_id == "a1")).one()
        assert again.title == "Praten"
        assert [one.day for one in offers.of(again).exceptions] == skipped
