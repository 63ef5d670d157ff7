"""What a program with a key may write: by the house's own commands, with their refusals at the place that is wrong."""

import json
import uuid
from datetime import time
from typing import Any

import pytest
from sqlalchemy import select

from stelsel import clock as now
from stelsel.audit import AuditEntry
from stelsel.keys.models import Right
from stelsel_tenants.activities.models import Activity, ActivityState
from stelsel_tenants.api import jobs
from stelsel_tenants.api.models import KeptAnswer
from stelsel_tenants.partners.models import Partnership, PartnershipState
from stelsel_tenants.registrations import counting
from tests.api.programs import Program, library_key, offered, partner_key
from tests.partners.test_partners import work_together
from tests.site import shelf
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

HERE = "/libraries/katwijk"
TUESDAYS = {"frequency": "weekly", "begins": "14:00", "ends": "16:00", "since": "2026-12-01", "weekdays": [2]}


@pytest.fixture(autouse=True)
def _morning(clock: Clock) -> None:
    """It is Tuesday 1 December 2026, ten o'clock."""


@pytest.fixture
def writer(program: Program, scopes: Scopes) -> Program:
    """A program with a key of Katwijk that may do everything."""
    return Program(program.app, library_key(scopes))


@pytest.fixture
def body(scopes: Scopes) -> dict[str, Any]:
    """An activity that can be saved."""
    with scopes.reading() as scope:
        branch_id = str(shelf.main_branch(scope).id)
    return {
        "title": "Taalcafé",
        "branchId": branch_id,
        "concept": "taalcafe",
        "lines": [TUESDAYS],
        "outsideHours": True,
    }


def counted(scopes: Scopes) -> int:
    with scopes.reading() as scope:
        return len(scope.session.scalars(select(Activity.id)).all())


def pointers(answer: Any) -> set[str]:
    return {one["pointer"] for one in answer.get_json()["errors"]}


def test_an_activity_is_made_changed_published_and_withdrawn(
    writer: Program, body: dict[str, Any], scopes: Scopes
) -> None:
    made = writer.post(f"{HERE}/activities", body)
    assert made.status_code == 201
    told, there = made.get_json(), made.headers["Location"].removeprefix("/api/v1")
    assert (told["state"], told["library"], told["lines"][0]["weekdays"]) == ("draft", "katwijk", [2])
    assert told["schedule"].startswith("Iedere dinsdag")
    assert writer.items("/activities") == [], "a draft is nobody's to see"

    read = writer.get(there)
    assert read.get_json() == told
    changed = writer.put(there, body | {"title": "Taalhuis"}, headers={"If-Match": read.headers["ETag"]})
    assert (changed.status_code, changed.get_json()["title"]) == (200, "Taalhuis")
    assert changed.headers["ETag"] != read.headers["ETag"]

    assert writer.put(f"{there}/publication").get_json()["state"] == "published"
    assert [one["title"] for one in writer.items("/activities")] == ["Taalhuis"]
    assert writer.delete(f"{there}/publication").get_json()["state"] == "withdrawn"
    assert writer.items("/activities") == []
    with scopes.reading() as scope:
        deeds = scope.session.execute(select(AuditEntry.deed, AuditEntry.why, AuditEntry.user_id)).all()
    by_key = [row for row in deeds if row.why.startswith("key ")]
    assert [row.deed for row in by_key] == [
        "activity.planned",
        "activity.revised",
        "activity.published",
        "activity.withdrawn",
    ]
    assert all(row.user_id for row in by_key), "whoever made the key answers for it"


def test_what_is_read_can_be_sent_back(writer: Program, body: dict[str, Any]) -> None:
    """Everything that an activity says survives: exceptions, a pause, a schedule with an end."""
    full = body | {
        "lines": [
            TUESDAYS | {"lastDay": "2027-06-29", "notInSchoolHolidays": True},
            {
                "frequency": "monthly",
                "begins": "19:00",
                "ends": "21:00",
                "since": "2026-12-01",
                "weekdays": [4],
                "nths": [1, -1],
            },
            {"frequency": "dates", "begins": "10:00", "ends": "11:00", "dates": ["2026-12-23", "2027-01-06"]},
        ],
        "exceptions": [
            {"day": "2026-12-08", "kind": "skip", "reason": "Ziek"},
            {"day": "2026-12-15", "kind": "move", "toDay": "2026-12-16", "begins": "09:00", "ends": "10:00"},
        ],
        "pause": {"since": "2027-02-01", "lastDay": "2027-02-28", "reason": "Verbouwing"},
        "entry": "sign_up",
        "capacity": 12,
        "costCents": 250,
        "text": "Een regel.\n\nNog een.",
    }
    made = writer.post(f"{HERE}/activities", full)
    assert made.status_code == 201, made.get_json()
    told, there = made.get_json(), made.headers["Location"].removeprefix("/api/v1")
    ours = {"id", "library", "state", "version", "schedule"}
    again = {name: value for name, value in told.items() if name not in ours}
    changed = writer.put(there, again, headers={"If-Match": made.headers["ETag"]})
    assert changed.status_code == 200, changed.get_json()
    assert {name: value for name, value in changed.get_json().items() if name not in ours} == again


def test_who_leads_it_is_not_told_and_stays(writer: Program, body: dict[str, Any], scopes: Scopes) -> None:
    with scopes.work() as scope:
        activity_id = shelf.planned(scope, leader="Noor").id
    read = writer.get(f"{HERE}/activities/{activity_id}")
    assert "Noor" not in read.text
    writer.put(f"{HERE}/activities/{activity_id}", body, headers={"If-Match": read.headers["ETag"]})
    with scopes.reading() as scope:
        assert scope.session.scalars(select(Activity.leader)).one() == "Noor"


def test_who_did_not_read_the_last_version_changes_nothing(writer: Program, body: dict[str, Any]) -> None:
    made = writer.post(f"{HERE}/activities", body)
    there, first = made.headers["Location"].removeprefix("/api/v1"), {"If-Match": made.headers["ETag"]}
    assert writer.put(there, body | {"title": "Een"}).status_code == 428
    assert writer.put(there, body | {"title": "Een"}, headers=first).status_code == 200
    assert writer.put(there, body | {"title": "Twee"}, headers=first).status_code == 412
    assert writer.put(there, body | {"title": "Drie"}, headers={"If-Match": '"verzonnen"'}).status_code == 412
    assert writer.get(there).get_json()["title"] == "Een"


@pytest.mark.parametrize(
    ("wrong", "at"),
    [
        ({"title": ""}, "#/title"),
        ({"title": "x" * 121}, "#/title"),
        ({"title": 5}, "#/title"),
        ({"title": "a\x07b"}, "#/title"),
        ({"title": "111222333"}, "#/title"),
        ({"branchId": "hier"}, "#/branchId"),
        ({"branchId": str(uuid.UUID(int=9))}, "#/branchId"),
        ({"concept": "geld"}, "#/concept"),
        ({"organisationId": str(uuid.UUID(int=9))}, "#/organisationId"),
        ({"costCents": 2.5}, "#/costCents"),
        ({"costCents": -1}, "#/costCents"),
        ({"capacity": True}, "#/capacity"),
        ({"entry": "sleutel"}, "#/entry"),
        ({"outsideHours": "ja"}, "#/outsideHours"),
        ({"tenantId": 1}, "#/tenantId"),
        ({"state": "published"}, "#/state"),
        ({"lines": [TUESDAYS | {"begins": "25:00"}]}, "#/lines/0/begins"),
        ({"lines": [TUESDAYS, TUESDAYS | {"weekdays": [8]}]}, "#/lines/1/weekdays/0"),
        ({"lines": [TUESDAYS | {"since": None}]}, "#/lines/0/since"),
        ({"lines": [TUESDAYS | {"frequency": "dates"}]}, "#/lines/0/dates"),
        ({"lines": "elke dag"}, "#/lines"),
        ({"lines": [TUESDAYS] * 13}, "#/lines"),
        ({"exceptions": [{"day": "2026-12-08", "kind": "extra", "begins": "10:00"}]}, "#/exceptions/0/ends"),
        ({"pause": {"since": "morgen"}}, "#/pause/since"),
    ],
)
def test_a_wrong_shape_is_told_at_its_place(
    writer: Program, body: dict[str, Any], scopes: Scopes, wrong: dict[str, Any], at: str
) -> None:
    answer = writer.post(f"{HERE}/activities", body | wrong)
    assert answer.status_code == 400
    assert pointers(answer) == {at}
    assert counted(scopes) == 0


def test_all_wrong_shapes_are_told_at_once(writer: Program, body: dict[str, Any]) -> None:
    answer = writer.post(f"{HERE}/activities", body | {"title": "", "costCents": "veel", "wat": 1})
    assert pointers(answer) == {"#/title", "#/costCents", "#/wat"}
    unknown = writer.post(f"{HERE}/activities", body | {"branchId": str(uuid.UUID(int=9)), "concept": "geld"})
    assert pointers(unknown) == {"#/branchId", "#/concept"}


@pytest.mark.parametrize(
    ("wrong", "at"),
    [
        ({"capacity": 9}, "#/capacity"),
        ({"entry": "appointment", "capacity": 2}, "#/slotMinutes"),
        ({"lines": [TUESDAYS | {"ends": "14:00"}]}, "#/lines/0/ends"),
        ({"lines": [TUESDAYS | {"weekdays": []}]}, "#/lines/0/weekdays"),
        ({"lines": [TUESDAYS | {"lastDay": "2026-11-01"}]}, "#/lines/0/lastDay"),
        ({"pause": {"since": "2026-12-01", "review": None}}, "#/pause/review"),
        ({"mode": "online", "entry": "sign_up"}, "#/onlineLink"),
    ],
)
def test_a_rule_of_the_house_is_told_at_its_place(
    writer: Program, body: dict[str, Any], scopes: Scopes, wrong: dict[str, Any], at: str
) -> None:
    answer = writer.post(f"{HERE}/activities", body | wrong)
    assert answer.status_code == 422, answer.get_json()
    assert pointers(answer) == {at}
    assert counted(scopes) == 0


def test_a_session_is_cancelled_brought_back_and_moved(writer: Program, scopes: Scopes) -> None:
    activity_id = offered(scopes)
    with scopes.reading() as scope:
        second = shelf.sessions(scope, activity_id)[1].id
    there = f"{HERE}/sessions/{second}"

    off = writer.put(f"{there}/cancellation", {"reason": "Ziek"})
    assert (off.status_code, off.get_json()["status"], off.get_json()["reason"]) == (200, "cancelled", "Ziek")
    assert writer.get(f"/sessions/{second}").get_json()["status"] == "cancelled"
    assert writer.put(f"{there}/cancellation", {"reason": ""}).status_code == 400
    assert writer.delete(f"{there}/cancellation").get_json()["status"] == "planned"
    assert writer.delete(f"{there}/cancellation").status_code == 409

    moved = writer.put(
        f"{there}/moment", {"day": "2026-12-09", "begins": "10:00", "ends": "12:00", "outsideHours": True}
    )
    assert moved.get_json()["startsAt"] == "2026-12-09T09:00:00+00:00"
    past = writer.put(f"{there}/moment", {"day": "2026-11-09", "begins": "10:00", "ends": "12:00"})
    assert (past.status_code, pointers(past)) == (422, {"#/day"})


def test_a_held_session_is_counted(writer: Program, scopes: Scopes, clock: Clock) -> None:
    activity_id = offered(scopes)
    with scopes.reading() as scope:
        first, second = (one.id for one in shelf.sessions(scope, activity_id)[:2])
    clock.set(now.at(shelf.FROM, time(17)))

    told = writer.put(f"{HERE}/sessions/{first}/count", {"present": 12, "turnedAway": 2})
    assert (told.status_code, told.get_json()["present"], told.get_json()["status"]) == (200, 12, "held")
    assert writer.put(f"{HERE}/sessions/{first}/count", {"present": 14}).get_json()["present"] == 14
    assert writer.put(f"{HERE}/sessions/{second}/count", {"present": 1}).status_code == 409, "that one is to come"
    with scopes.work() as scope:
        counting.close(scope, first)
    closed = writer.put(f"{HERE}/sessions/{first}/count", {"present": 9})
    assert (closed.status_code, pointers(closed)) == (409, {"#/reason"})
    assert writer.put(f"{HERE}/sessions/{first}/count", {"present": 9, "reason": "Vergist"}).status_code == 200


def test_a_partner_counts_its_own_sessions_and_no_others(program: Program, scopes: Scopes, clock: Clock) -> None:
    own = work_together(scopes, "katwijk")
    elsewhere = work_together(scopes, "venlo", "walkentalk")
    librarys = offered(scopes)
    with scopes.reading() as scope:
        not_theirs = shelf.sessions(scope, librarys)[0].id
    partner = Program(program.app, partner_key(scopes))
    clock.set(now.at(shelf.FROM, time(17)))

    assert partner.put(f"{HERE}/sessions/{own}/count", {"present": 7}).get_json()["present"] == 7
    assert partner.put(f"{HERE}/sessions/{not_theirs}/count", {"present": 7}).status_code == 404
    assert partner.put(f"/libraries/venlo/sessions/{elsewhere}/count", {"present": 7}).status_code == 404
    assert partner.put(f"{HERE}/sessions/{own}/cancellation", {"reason": "Ziek"}).status_code == 403
    with scopes.work() as scope:
        for partnership in scope.session.scalars(select(Partnership)):
            partnership.state, partnership.ended_on = PartnershipState.ENDED, now.today()
    assert partner.put(f"{HERE}/sessions/{own}/count", {"present": 8}).status_code == 404, "rights end at once"


WRITES = [
    ("POST", "activities"),
    ("GET", "activities/{id}"),
    ("PUT", "activities/{id}"),
    ("PUT", "activities/{id}/publication"),
    ("DELETE", "activities/{id}/publication"),
    ("PUT", "sessions/{id}/cancellation"),
    ("DELETE", "sessions/{id}/cancellation"),
    ("PUT", "sessions/{id}/moment"),
    ("PUT", "sessions/{id}/count"),
]


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_another_librarys_is_not_there_and_not_a_byte_of_it(
    writer: Program, body: dict[str, Any], scopes: Scopes, method: str, path: str
) -> None:
    """Its own address, its row below our address, and what never was: answered alike."""
    activity_id = offered(scopes, "venlo", "Geheim van Venlo")
    with scopes.reading("venlo") as scope:
        row = activity_id if path.startswith("activities") else shelf.sessions(scope, activity_id)[0].id
    sent = {"activities": body, "cancellation": {"reason": "Ziek"}, "count": {"present": 3}}.get(
        path.split("/")[-1], body
    )
    sent = {"day": "2026-12-09", "begins": "10:00", "ends": "12:00"} if path.endswith("moment") else sent
    options = {"headers": {"If-Match": '"v1"'}} | ({"json": sent} if method != "GET" else {})

    def said(slug: str, key: uuid.UUID) -> tuple[int, dict[str, Any]]:
        answer = writer.ask(method, f"/libraries/{slug}/{path.format(id=key)}", **options)
        return answer.status_code, {k: v for k, v in answer.get_json().items() if k != "reference"}

    foreign, absent = said("venlo", row), said("nergens", uuid.UUID(int=5))
    assert foreign == absent
    assert foreign[0] == 404
    if "{id}" in path:
        assert said("katwijk", row) == said("katwijk", uuid.UUID(int=5))
        assert said("katwijk", row)[0] == 404
    with scopes.reading("venlo") as scope:
        assert scope.session.scalars(select(Activity.state)).one() is ActivityState.PUBLISHED


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_without_a_key_nothing_is_written(program: Program, scopes: Scopes, method: str, path: str) -> None:
    answer = program.ask(method, f"{HERE}/{path.format(id=uuid.UUID(int=5))}", json={})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    ("right", "path"), [(Right.READ, "activities"), (Right.COUNTS, "activities"), (Right.READ, "count")]
)
def test_a_key_does_what_it_is_for(
    program: Program, scopes: Scopes, body: dict[str, Any], right: Right, path: str
) -> None:
    reader = Program(program.app, library_key(scopes, "katwijk", right))
    if path == "activities":
        assert reader.post(f"{HERE}/activities", body).status_code == 403
    else:
        assert reader.put(f"{HERE}/sessions/{uuid.UUID(int=5)}/count", {"present": 1}).status_code == 403
    assert reader.get("/libraries").status_code == 200


# -- sent twice ------------------------------------------------------------------------------------------------------


def test_the_same_request_is_done_once(writer: Program, body: dict[str, Any], scopes: Scopes, clock: Clock) -> None:
    word = {"Idempotency-Key": "een-1"}
    first, again = (writer.post(f"{HERE}/activities", body, headers=word) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.get_json() == first.get_json()
    assert again.headers["Location"] == first.headers["Location"]
    assert counted(scopes) == 1
    other = writer.post(f"{HERE}/activities", body | {"title": "Anders"}, headers=word)
    assert other.status_code == 409
    for wrong in ("", " ", "twee woorden", "één", "x" * 101):
        answer = writer.post(f"{HERE}/activities", body, headers={"Idempotency-Key": wrong})
        assert answer.status_code == 400
        assert [one["field"] for one in answer.get_json()["errors"]] == ["Idempotency-Key"]

    clock.forward(days=2)
    with scopes.app.app_context():
        jobs.forget(scopes.tenant().id)
    with scopes.reading() as scope:
        assert scope.session.scalars(select(KeptAnswer)).all() == []


def test_what_was_refused_may_be_sent_better(writer: Program, body: dict[str, Any], scopes: Scopes) -> None:
    word = {"Idempotency-Key": "twee"}
    assert writer.post(f"{HERE}/activities", body | {"capacity": 9}, headers=word).status_code == 422
    assert writer.post(f"{HERE}/activities", body, headers=word).status_code == 201
    assert counted(scopes) == 1


def test_another_key_has_words_of_its_own(writer: Program, body: dict[str, Any], scopes: Scopes) -> None:
    other = Program(writer.app, library_key(scopes))
    word = {"Idempotency-Key": "drie"}
    ids = {one.post(f"{HERE}/activities", body, headers=word).get_json()["id"] for one in (writer, other)}
    assert len(ids) == 2


# -- what is no request ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [
        (b"{}", "text/plain", 415),
        (b"title=Taal", "application/x-www-form-urlencoded", 415),
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"null", "application/json", 400),
        (b'{"title": NaN}', "application/json", 400),
        (b'{"title": "a", "title": "b"}', "application/json", 400),
        (b'{"title": "\\ud800"}', "application/json", 400),
        (b'{"a":' * 33 + b"1" + b"}" * 33, "application/json", 400),
        (b'{"a":' * 100_000, "application/json", 400),
        (b'{"title": "' + b"x" * 1_048_576 + b'"}', "application/json", 413),
        (b"\xff", "application/json", 400),
    ],
)
def test_a_body_that_is_none_is_refused(writer: Program, scopes: Scopes, data: bytes, kind: str, status: int) -> None:
    answer = writer.ask("POST", f"{HERE}/activities", data=data, content_type=kind)
    assert answer.status_code == status
    assert counted(scopes) == 0


def test_a_body_as_deep_as_may_be_is_read(writer: Program) -> None:
    deep: dict[str, Any] = {}
    for _ in range(31):
        deep = {"a": deep}
    answer = writer.ask("POST", f"{HERE}/activities", data=json.dumps(deep), content_type="application/json")
    assert answer.status_code == 400
    assert "#/a" in pointers(answer)


def test_a_cookie_opens_nothing(program: Program, clients: Any, body: dict[str, Any], scopes: Scopes) -> None:
    """So that no page of another site can write here in somebody's name."""
    signed_in = clients["beheer_katwijk"]
    assert signed_in.post(f"/api/v1{HERE}/activities", json=body, token=False).status_code == 401
    assert counted(scopes) == 0
