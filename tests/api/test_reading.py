"""What everybody may read: lists in an order that holds, filters that mean what they say, only what is public."""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from stelsel import clock as now
from stelsel.tenancy import Organisation
from stelsel_tenants.activities import service
from stelsel_tenants.activities.models import Activity
from stelsel_tenants.partners.models import Partnership, PartnershipState
from stelsel_tenants.site import projection
from tests.api.programs import Program, offered, projected
from tests.finder import published
from tests.site import shelf
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

ABSENT = uuid.UUID(int=7)
LISTS = ("libraries", "branches", "concepts", "organisations", "partnerships", "activities", "sessions", "changes")


@pytest.fixture(autouse=True)
def _morning(clock: Clock) -> None:
    """It is Tuesday 1 December 2026, ten o'clock."""


def test_what_a_library_publishes_is_read_and_its_drafts_are_not(program: Program, scopes: Scopes) -> None:
    activity_id = offered(scopes, title="Taalcafé", summary="Oefen de taal.", text="Met *koffie*.")
    with scopes.work() as scope:
        draft_id = shelf.planned(scope, "Nog geheim").id

    [told] = program.items("/activities")
    assert (told["id"], told["library"], told["title"]) == (str(activity_id), "katwijk", "Taalcafé")
    assert (told["summary"], told["text"], told["entry"]) == ("Oefen de taal.", "Met *koffie*.", "walk_in")
    assert told["schedule"].startswith("Iedere dinsdag")
    assert told["url"].endswith(f"/b/katwijk/activiteiten/{activity_id}")
    assert program.get(f"/activities/{activity_id}").get_json() == told
    assert program.get(f"/activities/{draft_id}").status_code == 404
    sessions = program.items("/sessions")
    assert {one["activityId"] for one in sessions} == {str(activity_id)}
    first = sessions[0]
    assert (first["startsAt"], first["endsAt"]) == ("2026-12-01T13:00:00+00:00", "2026-12-01T15:00:00+00:00")
    assert program.get(f"/sessions/{first['id']}").get_json() == first


def test_a_withdrawn_activity_is_gone_and_says_so(program: Program, scopes: Scopes) -> None:
    activity_id = offered(scopes)
    session_id = program.items("/sessions")[0]["id"]
    with scopes.work() as scope:
        service.withdraw(scope, activity_id)

    assert program.items("/activities") == program.items("/sessions") == []
    assert program.get(f"/activities/{activity_id}").status_code == 410
    assert program.get(f"/sessions/{session_id}").status_code == 410
    assert program.get(f"/activities/{ABSENT}").status_code == 404


def test_a_cancelled_session_stays_with_its_reason(program: Program, scopes: Scopes) -> None:
    activity_id = offered(scopes)
    with scopes.work() as scope:
        service.cancel(scope, shelf.sessions(scope, activity_id)[0].id, reason="Ziek")

    first = program.items("/sessions")[0]
    assert (first["status"], first["reason"]) == ("cancelled", "Ziek")


def test_the_network_is_read(program: Program, scopes: Scopes) -> None:
    with scopes.work() as scope:
        organisation_id = shelf.partner(scope)
        shelf.opened(scope)
        partnership = scope.session.scalars(select(Partnership)).one()
        partnership.does, partnership.themes, partnership.contact = "Helpt bij de aangifte.", ["tax"], "Noor, 06 1234"
        partnership_id = partnership.id

    libraries = program.items("/libraries")
    assert [one["slug"] for one in libraries] == ["den-haag", "gooi-en-meer", "katwijk", "oost-achterhoek", "venlo"]
    assert program.get("/libraries/katwijk").get_json()["name"] == "Bibliotheek Katwijk"
    assert program.get("/libraries/landelijk").status_code == 404, "the national body is no library"
    [branch] = program.items("/branches")
    assert branch["hours"][0] == {"weekday": 1, "opens": "10:00", "closes": "17:30"}
    assert program.get(f"/branches/{branch['id']}").get_json() == branch
    assert {one["slug"] for one in program.items("/concepts")} == {"belastinghulp", "ido", "walkentalk", "taalcafe"}
    assert program.get("/concepts/ido").get_json()["theme"] == "digital"
    assert [one["name"] for one in program.items("/organisations")] == ["Belastingdienst"]
    assert program.get(f"/organisations/{organisation_id}").get_json()["slug"] == "belastingdienst"
    answer = program.get(f"/partnerships/{partnership_id}")
    assert answer.get_json()["does"] == "Helpt bij de aangifte."
    assert "Noor" not in answer.text, "whom to call is for staff"


def test_who_does_not_work_in_a_library_now_is_no_partner(program: Program, scopes: Scopes) -> None:
    with scopes.work() as scope:
        shelf.partner(scope)
        partnership = scope.session.scalars(select(Partnership)).one()
        partnership.state, partnership_id = PartnershipState.INVITED, partnership.id

    assert program.items("/partnerships") == program.items("/organisations") == []
    assert program.get(f"/partnerships/{partnership_id}").status_code == 404


def test_filters_mean_what_they_say(program: Program, scopes: Scopes) -> None:
    katwijk = offered(scopes, title="Taal")
    with scopes.work("venlo") as scope:
        shelf.opened(scope)
        giver = shelf.partner(scope)
        facts = {"concept_slug": "belastinghulp", "lines": (shelf.WEDNESDAYS,), "organisation_id": giver}
        venlo = shelf.published(scope, "Aangifte", **facts)
        branch_id = shelf.main_branch(scope).id

    def found(query: str) -> set[str]:
        return {one["activityId"] for one in program.items(f"/sessions?{query}")}

    assert found("") == {str(katwijk), str(venlo)}
    assert found("library=venlo") == found("theme=tax") == found("concept=belastinghulp") == {str(venlo)}
    assert found(f"branchId={branch_id}") == found(f"organisationId={giver}") == {str(venlo)}
    assert found(f"activityId={katwijk}") == found("near=2225&radius=5") == {str(katwijk)}
    assert found("near=2225") & found("near=Venlo") == set()
    assert found("library=nergens") == set()
    assert {one["id"] for one in program.items("/activities?near=Venlo")} == {str(venlo)}
    assert [one["startsAt"][:10] for one in program.items("/sessions?from=2026-12-08&until=2026-12-09")] == [
        "2026-12-08",
        "2026-12-09",
    ]


def test_near_gives_the_nearest_first(program: Program, scopes: Scopes) -> None:
    with scopes.work() as scope:
        for place in ("Noordwijk", "Katwijk", "Rijnsburg", "Venlo"):
            published.branch(scope, place)

    near = program.items("/branches?near=2225&limit=1")
    assert [one["place"] for one in near] == ["Katwijk", "Rijnsburg", "Noordwijk"]
    assert [one["distance"] for one in near] == sorted(one["distance"] for one in near)
    assert program.items("/branches?limit=2")[0]["distance"] is None


@pytest.mark.parametrize("limit", [1, 2, 7, 100])
def test_pages_give_every_row_once_in_one_order(program: Program, scopes: Scopes, limit: int) -> None:
    with scopes.work() as scope:
        branch_id = published.branch(scope)
        for day in range(5):
            for _twin in range(3):  # that begin at the same moment
                published.session(scope, branch_id, day)

    whole = program.items("/sessions?limit=100")
    assert len(whole) == 15
    assert program.items(f"/sessions?limit={limit}") == whole
    assert [one["startsAt"] for one in whole] == sorted(one["startsAt"] for one in whole)


def test_a_page_that_changes_between_loses_and_repeats_nothing(program: Program, scopes: Scopes) -> None:
    with scopes.work() as scope:
        branch_id = published.branch(scope)
        days = [str(published.session(scope, branch_id, day)) for day in (1, 2, 3, 4)]
    first = program.get("/sessions?limit=2").get_json()
    with scopes.work() as scope:
        published.session(scope, branch_id, 0)
    rest = program.get(first["next"].partition("/api/v1")[2]).get_json()

    assert [one["id"] for one in first["items"] + rest["items"]] == days


def test_the_next_page_is_in_the_header_too(program: Program, scopes: Scopes) -> None:
    answer = program.get("/libraries?limit=2")
    assert answer.headers["Link"] == f'<{answer.get_json()["next"]}>; rel="next"'
    last = program.get("/libraries?limit=100")
    assert last.get_json()["next"] is None
    assert "Link" not in last.headers


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=1_0", "limit"),
        ("limit=1000000000000000000000", "limit"),
        ("page=1000000000", "page"),
        ("cursor=" + "x" * 400, "cursor"),
        ("cursor=" + "x" * 100_000, "cursor"),
        ("cursor=WzFd", "cursor"),
        ("near=nergenshuizen", "near"),
        ("near=Katwijk", "near"),  # there are two
        ("radius=5", "radius"),
        ("near=2225&radius=51", "radius"),
        ("theme=geld", "theme"),
        ("branchId=een", "branchId"),
        ("from=2026-02-30", "from"),
        ("until=morgen", "until"),
        ("modifiedSince=2026-12-01", "modifiedSince"),
        ("modifiedSince=0001-01-01T00:00:00Z", "modifiedSince"),
        ("libary=katwijk", "libary"),
        ("library=%00", "library"),
    ],
)
def test_a_wrong_question_is_told_by_name(program: Program, query: str, name: str) -> None:
    answer = program.get(f"/sessions?{query}")
    assert answer.status_code == 400
    assert [one["field"] for one in answer.get_json()["errors"]] == [name]


def test_all_that_is_wrong_is_told_at_once(program: Program) -> None:
    answer = program.get("/sessions?limit=0&theme=geld&from=nooit&wat=dit")
    assert {one["field"] for one in answer.get_json()["errors"]} == {"limit", "theme", "from", "wat"}


def test_a_cursor_is_of_one_question(program: Program, scopes: Scopes) -> None:
    with scopes.work() as scope:
        branch_id = published.branch(scope)
        for day in range(3):
            published.session(scope, branch_id, day)
    there = program.get("/sessions?limit=1").get_json()["next"]
    cursor = there.partition("cursor=")[2]

    assert program.get(f"/sessions?limit=2&cursor={cursor}").status_code == 200, "how many a page is no other question"
    for other in (f"/sessions?theme=language&cursor={cursor}", f"/activities?cursor={cursor}"):
        assert program.get(other).status_code == 400
    last = "B" if cursor[-1] != "B" else "C"
    assert program.get(f"/sessions?cursor={cursor[:-1]}{last}").status_code == 400


def test_what_was_modified_since(program: Program, scopes: Scopes, clock: Clock) -> None:
    activity_id = offered(scopes)
    clock.forward(hours=1)
    instant = now.now().isoformat().replace("+00:00", "Z")
    assert program.items(f"/activities?modifiedSince={instant}") == []
    with scopes.work() as scope:
        activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id))
        activity.summary = "Anders."
        projection.activities_changed(scope, activity_ids={activity_id})

    assert [one["summary"] for one in program.items(f"/activities?modifiedSince={instant}")] == ["Anders."]
    assert program.items(f"/sessions?modifiedSince={instant}") == [], "its dates are what they were"


@pytest.mark.parametrize("path", [f"/{name}" for name in LISTS])
def test_a_list_costs_the_same_however_long_it_is(
    program: Program, scopes: Scopes, count_queries: Callable[[], AbstractContextManager[list[str]]], path: str
) -> None:
    projected(scopes, "katwijk", "venlo")

    def cost() -> int:
        with count_queries() as seen:
            assert program.get(path).status_code == 200
        return len(seen)

    program.get(path)
    few = cost()
    with scopes.work() as scope:
        branch_id = published.branch(scope)
        for day in range(20):
            published.session(scope, branch_id, day)
            shelf.published(scope, f"Taal {day}")
    assert cost() == few


def test_nothing_new_is_told_in_a_few_bytes(program: Program, scopes: Scopes) -> None:
    offered(scopes)
    first = program.get("/sessions")
    again = program.get("/sessions", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["API-Version"] == "1.0.0"
    offered(scopes, title="Nog een", lines=(shelf.WEDNESDAYS,))
    assert program.get("/sessions", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_a_page_of_another_site_may_read_and_not_write(program: Program) -> None:
    read = program.get("/libraries", headers={"Origin": "https://elders.example"})
    assert read.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in read.headers["Access-Control-Expose-Headers"]
    asked = program.ask("OPTIONS", "/libraries", headers={"Origin": "https://elders.example"})
    assert asked.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    write = program.ask("OPTIONS", "/libraries/katwijk/activities", headers={"Origin": "https://elders.example"})
    assert "Access-Control-Allow-Origin" not in write.headers


@pytest.mark.parametrize("path", ["/nergens", "/libraries/", "/sessions/geen-nummer", "/libraries/nergens"])
def test_what_is_not_there_is_a_problem_in_json(program: Program, path: str) -> None:
    assert program.get(path).status_code == 404


def test_it_speaks_the_language_of_who_asks(program: Program, scopes: Scopes) -> None:
    offered(scopes)
    english = Program(program.app, headers={"Accept-Language": "en"})
    assert english.items("/sessions")[0]["schedule"].startswith("Every Tuesday")
    assert english.get("/sessions?limit=0").get_json()["errors"][0]["message"].startswith("Fill in")


def test_what_is_over_is_read_from_a_day_on(program: Program, scopes: Scopes, clock: Clock) -> None:
    offered(scopes)
    clock.set(now.at(shelf.FROM + timedelta(days=3), time(12)))
    assert program.items("/sessions")[0]["startsAt"].startswith("2026-12-08")
    assert program.items("/sessions?from=2026-12-01")[0]["startsAt"].startswith("2026-12-01")


def keys_of(value: Any) -> set[str]:
    """Every name in an answer."""
    if isinstance(value, dict):
        return set(value) | {name for inner in value.values() for name in keys_of(inner)}
    return {name for inner in value for name in keys_of(inner)} if isinstance(value, list) else set()


def test_names_are_camel_case(program: Program, scopes: Scopes) -> None:
    offered(scopes)
    names = set[str]().union(*(keys_of(program.get(f"/{path}").get_json()) for path in LISTS))
    assert "startsAt" in names
    assert {name for name in names if not name.isalnum() or name[0].isupper()} == set()


def test_the_number_of_an_organisation_that_became_another_means_that_one(program: Program, scopes: Scopes) -> None:
    with scopes.work() as scope:
        kept_id = shelf.partner(scope)
        shelf.opened(scope)
        activity_id = shelf.published(scope, organisation_id=kept_id)
    with scopes.national() as scope:
        gone = Organisation(slug="bd", name="BD", folded="bd", merged_into_id=kept_id, merged_at=now.now())
        scope.session.add(gone)
        scope.session.flush()
        gone_id = gone.id

    assert program.get(f"/organisations/{gone_id}").get_json()["id"] == str(kept_id)
    assert [one["id"] for one in program.items(f"/activities?organisationId={gone_id}")] == [str(activity_id)]
    assert [one["id"] for one in program.items("/organisations")] == [str(kept_id)]
    assert len(program.items(f"/partnerships?organisationId={gone_id}")) == 1
