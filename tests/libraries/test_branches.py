"""An editor adds, changes and closes branches; nothing typed is lost, and nothing is ever deleted."""

import re
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import select

from stelsel.audit.models import AuditEntry
from stelsel_tenants.activities import service as activities
from stelsel_tenants.activities.models import Frequency
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.schedule import Line
from stelsel_tenants.libraries import branches
from stelsel_tenants.libraries.branch import BranchFacts
from stelsel_tenants.libraries.events import branch_changed
from stelsel_tenants.libraries.models import Branch, BranchKind, Fact, OpeningException, OpeningHours
from tests.edge.hostile import TEXTS
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

URL = "/b/katwijk/beheer/vestigingen/"
ACCESS = ("wheelchair", "toilet", "bus_stop", "hearing_loop", "quiet", "sign_language")


def filled_in(**changes: Any) -> dict[str, Any]:
    data = {
        "version": "0",
        "name": "Bibliotheek Rijnsburg",
        "kind": "branch",
        "street": "Burgemeester Meijboomstraat 1",
        "postcode": "2231 AB",
        "place": "Rijnsburg",
        "day2-opens": "10.00",
        "day2-closes": "17.30",
        "day5-opens": "10:00",
        "day5-closes": "12:00",
        "day5-opens_again": "13:00",
        "day5-closes_again": "20:00",
        "specials-0-day": "2026-12-25",
        "specials-0-reason": "Eerste kerstdag",
    }
    return data | dict.fromkeys(ACCESS, "unknown") | {"wheelchair": "yes"} | changes


def main_branch(scopes: Scopes, slug: str = "katwijk") -> Branch:
    with scopes.reading(slug) as scope:
        return scope.session.scalars(select(Branch).where(Branch.kind == BranchKind.MAIN)).one()


def test_a_branch_is_added_with_its_hours_and_found_on_the_map(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    told: list[set[uuid.UUID]] = []

    def listen(_scope: Any, *, branch_ids: set[uuid.UUID]) -> None:
        told.append(branch_ids)

    with branch_changed.connected_to(listen):
        answer = clients["redactie_katwijk"].post(f"{URL}nieuw", data=filled_in())
    assert answer.status_code == 303

    with scopes.reading() as scope:
        branch = scope.session.scalars(select(Branch).where(Branch.name == "Bibliotheek Rijnsburg")).one()
        assert (branch.postcode, branch.place, branch.municipality_code) == ("2231AB", "Rijnsburg", "GM0537")
        assert abs(branch.lat - 52.19) < 0.03
        assert abs(branch.lon - 4.44) < 0.03
        assert branch.wheelchair is Fact.YES
        assert branch.toilet is Fact.UNKNOWN
        assert [(row.weekday, row.opens) for row in branch.hours] == [(2, time(10)), (5, time(10)), (5, time(13))]
        assert [(row.day, row.opens) for row in branch.exceptions] == [(date(2026, 12, 25), None)]
        assert scope.session.scalars(
            select(AuditEntry.deed).where(AuditEntry.object_id == str(branch.id)).order_by(AuditEntry.seq)
        ).all() == ["branch.added"]
    assert told == [{branch.id}]
    page = clients["redactie_katwijk"].get(answer.location)
    assert 'value="2231 AB"' in page.text
    assert 'value="20:00"' in page.text
    assert "Vandaag open tot 17.30 uur" in clients["redactie_katwijk"].get(URL).text


@pytest.mark.parametrize(
    ("changes", "where", "says"),
    [
        ({"name": ""}, "name", "Vul dit in"),
        ({"isil": "NL-08"}, "isil", "NL-0800070000"),
        ({"place": "Nergenshuizerveen"}, "place", "kennen we niet"),
        ({"lat": "51,37", "lon": "6,17"}, "lat", "ver van deze plaats"),
        ({"lat": "honderd"}, "lat", "graden"),
        ({"day2-closes": "09.00"}, "day2-closes", "voor de openingstijd"),
        ({"day2-closes": ""}, "day2-closes", "ook deze tijd"),
        ({"day5-opens_again": "11.00"}, "day5-closes", "door elkaar"),
        ({"specials-0-day": "30-02-2027"}, "specials-0-day", "bestaat"),
        ({"specials-0-day": "01-01-10000"}, "specials-0-day", "bestaat"),
        ({"specials-0-day": ""}, "specials-0-day", "Vul de datum in"),
        ({"kind": "main"}, "kind", "al een hoofdvestiging"),
        ({"phone": "12"}, "phone", "telefoonnummer"),
        ({"directions": "Mijn nummer is 123456782."}, "directions", ""),
    ],
)
def test_a_mistake_stands_at_its_field_and_keeps_what_was_typed(
    clients: Clients, scopes: Scopes, clock: Clock, changes: dict[str, str], where: str, says: str
) -> None:
    answer = clients["redactie_katwijk"].post(f"{URL}nieuw", data=filled_in(**changes))

    assert answer.status_code == 422
    message = re.search(rf'id="{where}-error".*?</p>', answer.text, re.S)
    assert message is not None
    assert says in message[0]
    assert "Burgemeester Meijboomstraat 1" in answer.text
    assert "Eerste kerstdag" in answer.text
    with scopes.reading() as scope:
        assert len(scope.session.scalars(select(Branch)).all()) == 1


@pytest.mark.parametrize("text", [text for text in TEXTS if text.encode("utf-8", "ignore").decode() == text])
@pytest.mark.parametrize("field", ["name", "place", "postcode", "lat", "isil", "meant", "day1-opens", "kind"])
def test_hostile_input_gives_a_message(clients: Clients, clock: Clock, field: str, text: str) -> None:
    answer = clients["redactie_katwijk"].post(f"{URL}nieuw", data=filled_in(**{field: text}))
    assert answer.status_code in {413, 422}


def test_a_place_of_many_is_asked_about_and_the_answer_saves(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    editor = clients["redactie_katwijk"]
    data = filled_in(place="Hengelo", postcode="")
    asked = editor.post(f"{URL}nieuw", data=data)
    assert asked.status_code == 422
    queries = re.findall(r'name="meant" value="([^"]+)"', asked.text)
    village = next(query for query in queries if "Bronckhorst" in query)

    assert editor.post(f"{URL}nieuw", data=data | {"meant": village}).status_code == 303
    with scopes.reading() as scope:
        branch = scope.session.scalars(select(Branch).where(Branch.place == "Hengelo")).one()
        assert branch.municipality_code == "GM1876"


def test_the_pin_is_put_at_the_address_without_saving(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    answer = clients["redactie_katwijk"].post(f"{URL}nieuw", data=filled_in(zoek="1"))
    assert answer.status_code == 200
    assert re.search(r'name="lat"[^>]*value="52,\d+"', answer.text)
    assert 'value="Bibliotheek Rijnsburg"' in answer.text
    with scopes.reading() as scope:
        assert len(scope.session.scalars(select(Branch)).all()) == 1


def test_the_map_asks_for_points_and_boundaries(clients: Clients) -> None:
    editor = clients["redactie_katwijk"]
    spot = editor.get(f"{URL}plek?plaats=Katwijk&postcode=2225").get_json()
    assert abs(spot["lat"] - 52.2) < 0.05
    assert editor.get(f"{URL}plek?plaats=Nergenshuizerveen").status_code == 422
    near = editor.get(f"{URL}kaart.geojson?lat=52.2&lon=4.4").get_json()["features"]
    assert "Katwijk" in {one["properties"].get("naam") for one in near}
    for rubbish in ("", "?lat=nan&lon=4", "?lat=1e400&lon=4", "?lat=x&lon=y", "?lat=-90&lon=999"):
        assert len(editor.get(f"{URL}kaart.geojson{rubbish}").get_json()["features"]) == 12


def test_two_tabs_the_second_sees_both_versions_and_chooses(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    branch = main_branch(scopes)
    editor, url = clients["redactie_katwijk"], f"{URL}{branch.id}"
    same = {"version": str(branch.version), "name": branch.name, "place": "Katwijk", "postcode": "", "kind": "main"}

    assert editor.post(url, data=filled_in(**same)).status_code == 303
    refused = editor.post(url, data=filled_in(**same | {"day2-closes": "21.00"}))
    assert refused.status_code == 409
    assert "10.00 – 17.30" in refused.text
    assert "10.00 – 21.00" in refused.text

    version = re.search(r'name="version"[^>]*value="(\d+)"', refused.text)
    assert version is not None
    again = filled_in(**same | {"day2-closes": "21.00", "version": version[1]})
    assert editor.post(url, data=again).status_code == 303
    third = editor.post(url, data=filled_in(**same | {"version": version[1], "day2-closes": "22.00"}))
    assert third.status_code == 409, "hours alone are another version too"
    with scopes.reading() as scope:
        assert scope.session.scalars(select(OpeningHours.closes).where(OpeningHours.weekday == 2)).one() == time(21)


def test_a_branch_with_coming_activities_is_not_closed_and_says_what_stands_in_the_way(
    clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    branch = main_branch(scopes)
    line = Line(Frequency.WEEKLY, begins=time(10), ends=time(12), since=date(2026, 12, 1), weekdays=(2,))
    with scopes.work() as scope:
        offer = Offer(title="Taalcafé", branch_id=branch.id, concept_slug="taalcafe", lines=(line,))
        activity_id = activities.plan(scope, offer).id
        activities.publish(scope, activity_id)
    editor, url = clients["redactie_katwijk"], f"{URL}{branch.id}/sluiten"

    refused = editor.post(url, data={"closes_on": "2026-12-20"})
    assert refused.status_code == 422
    assert "Taalcafé" in refused.text
    assert "dinsdag 22 december" in refused.text

    with scopes.work() as scope:
        activities.withdraw(scope, activity_id)
    assert editor.post(url, data={"closes_on": "2026-12-20"}).status_code == 303
    assert "Dicht vanaf zo 20 dec" in editor.get(URL).text
    clock.forward(days=30)
    editor.sign_in("redactie_katwijk")
    assert "Gesloten sinds 20 december 2026" in editor.get(URL).text
    assert editor.post(f"{URL}{branch.id}/heropenen").status_code == 303
    with scopes.reading() as scope:
        assert scope.session.get_one(Branch, (scope.tenant_id, branch.id)).closed_on is None
        deeds = scope.session.scalars(
            select(AuditEntry.deed).where(AuditEntry.object_id == str(branch.id)).order_by(AuditEntry.seq)
        ).all()
    assert deeds[-2:] == ["branch.closed", "branch.reopened"]


@pytest.mark.parametrize("day", ["2026-11-30", "2028-01-01", "9999-12-31", "10000-01-01", ""])
def test_a_closing_day_lies_within_a_year(clients: Clients, scopes: Scopes, clock: Clock, day: str) -> None:
    branch = main_branch(scopes)
    assert clients["redactie_katwijk"].post(f"{URL}{branch.id}/sluiten", data={"closes_on": day}).status_code == 422
    with scopes.reading() as scope:
        assert scope.session.get_one(Branch, (scope.tenant_id, branch.id)).closed_on is None


def test_dates_that_are_past_stay_when_a_branch_is_saved(scopes: Scopes, clock: Clock) -> None:
    branch = main_branch(scopes)
    with scopes.work() as scope:
        scope.session.add(OpeningException(branch_id=branch.id, day=date(2026, 1, 1), reason="Nieuwjaarsdag"))
    with scopes.work() as scope:
        branches.revise(scope, branch.id, BranchFacts(name="Katwijk", place="Katwijk"), version=branch.version)
    with scopes.reading() as scope:
        assert scope.session.scalars(select(OpeningException.reason)).all() == ["Nieuwjaarsdag"]


def test_a_second_branch_with_the_same_isil_is_refused_by_the_database(clients: Clients, clock: Clock) -> None:
    editor = clients["redactie_katwijk"]
    assert editor.post(f"{URL}nieuw", data=filled_in(isil="nl-0812340000")).status_code == 303
    answer = editor.post(f"{URL}nieuw", data=filled_in(isil="NL-0812340000", name="Nog een"))
    assert answer.status_code == 422
    assert re.search(r'id="isil-error".*Een andere vestiging', answer.text, re.S)


def test_the_list_asks_the_same_number_of_questions_for_two_and_for_twenty(
    clients: Clients, scopes: Scopes, clock: Clock, count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    editor = clients["redactie_katwijk"]
    with scopes.work() as scope:
        branches.add(scope, BranchFacts(name="Een", place="Rijnsburg"))
    with count_queries() as few:
        editor.get(URL)
    with scopes.work() as scope:
        for number in range(18):
            branches.add(scope, BranchFacts(name=f"Nog {number}", place="Valkenburg", postcode="2235"))
    with count_queries() as many:
        assert editor.get(URL).text.count("Valkenburg") >= 18
    assert len(few) == len(many)


def test_closed_to_the_wrong_role_and_the_wrong_library(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    branch = main_branch(scopes)
    for page in ("", "nieuw", str(branch.id), f"{branch.id}/sluiten", "plek", "kaart.geojson"):
        assert clients["redactie_katwijk"].get(f"{URL}{page}").status_code in {200, 422}
        assert clients["balie_katwijk"].get(f"{URL}{page}").status_code == 403
        assert clients["redactie_venlo"].get(f"{URL}{page}").status_code == 404
    assert clients["redactie_venlo"].get(f"/b/venlo/beheer/vestigingen/{branch.id}").status_code == 404
    sent = filled_in(version=str(branch.version))
    assert clients["redactie_venlo"].post(f"/b/venlo/beheer/vestigingen/{branch.id}", data=sent).status_code == 404
    assert clients["redactie_venlo"].post(f"/b/venlo/beheer/vestigingen/{branch.id}/heropenen").status_code == 404
    assert main_branch(scopes).name == branch.name
