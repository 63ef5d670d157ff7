"""Reference data is added, changed and removed by commands: checked, recorded, and followed by what it means."""

import re
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select

from stelsel import audit
from stelsel.geo import queries as geo
from stelsel.geo.models import Place, PlaceName, PublicHoliday, SchoolHoliday
from stelsel.jobs import Job
from stelsel_tenants.activities import service as activities
from stelsel_tenants.activities.models import Concept, Programme, Theme
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.libraries.models import Branch
from tests.backoffice.desk import CONCEPT, PLACE, deeds, place_id, seen
from tests.site.shelf import organisation
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

CONCEPTS = "/admin/soorten/"
PLACES = "/admin/plaatsen/"
NAMES = "/admin/plaatsnamen/"
HOLIDAYS = "/admin/feestdagen/"
VACATIONS = "/admin/schoolvakanties/"


def jobs(scopes: Scopes, name: str) -> int:
    with scopes.identity() as scope:
        return len(scope.session.scalars(select(Job).where(Job.name == name)).all())


def test_a_concept_is_added_changed_and_removed(clients: Clients, scopes: Scopes) -> None:
    platform = clients["platform"]
    before = scopes.tenant().revision
    assert platform.post(f"{CONCEPTS}nieuw/", data=CONCEPT).status_code == 303
    assert "Leeskring" in platform.get(f"{CONCEPTS}?search=leeskr").text

    url = f"{CONCEPTS}wijzigen/?id=leeskring"
    changed = CONCEPT | {"name": "Leesclub", "theme": "language", "slug": "anders", "seen": seen(platform, url)}
    assert platform.post(url, data=changed).status_code == 303
    with scopes.national(reading=True) as scope:
        row = scope.session.get_one(Concept, "leeskring")
        assert (row.name, row.theme, row.position) == ("Leesclub", Theme.LANGUAGE, 50)
        assert scope.session.get(Concept, "anders") is None, "a slug stands in addresses: it never changes"

    assert platform.post(f"{CONCEPTS}verwijderen/?id=leeskring").status_code == 303
    with scopes.national(reading=True) as scope:
        assert scope.session.get(Concept, "leeskring") is None
    assert deeds(scopes) == [
        ("concept.added", "concept", {}),
        ("concept.changed", "concept", {"fields": ["name", "theme"]}),
        ("concept.removed", "concept", {}),
    ]
    with scopes.scheme() as scope:
        assert list(audit.verify(scope)) == []
    assert scopes.tenant().revision == before + 3, "pages that libraries keep show its name"
    assert jobs(scopes, "site.align") == 5, "each library's published rows repeat its theme"


def test_a_form_that_changes_nothing_leaves_no_trace(clients: Clients, scopes: Scopes) -> None:
    platform, url = clients["platform"], f"{CONCEPTS}wijzigen/?id=ido"
    with scopes.national(reading=True) as scope:
        row = scope.session.get_one(Concept, "ido")
        data = CONCEPT | {"name": row.name, "name_en": "", "theme": row.theme.value, "position": "100", "summary": ""}
    assert platform.post(url, data=data | {"seen": seen(platform, url)}).status_code == 303
    assert deeds(scopes) == []


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("slug", "Lees Kring", "kleine letters"),
        ("slug", "admin", "kleine letters"),
        ("name", "", "Vul dit in."),
        ("name", "x" * 121, "korter"),
        ("name", "Bel 111222333", "burgerservicenummer"),
        ("theme", "bestaat-niet", "Kies een van de antwoorden"),
        ("position", "1e3", "heel getal"),
        ("programme_slug", "verzonnen", "Kies een van de antwoorden"),
    ],
)
def test_a_mistake_keeps_what_was_typed(clients: Clients, scopes: Scopes, field: str, typed: str, said: str) -> None:
    answer = clients["platform"].post(f"{CONCEPTS}nieuw/", data=CONCEPT | {"summary": "Blijft staan.", field: typed})
    assert answer.status_code == 422
    assert said in answer.text
    assert "Blijft staan." in answer.text
    assert deeds(scopes) == []


def test_what_is_there_already_is_not_added_twice(clients: Clients, scopes: Scopes) -> None:
    answer = clients["platform"].post(f"{CONCEPTS}nieuw/", data=CONCEPT | {"slug": "ido"})
    assert answer.status_code == 409
    assert "staat er al" in answer.text
    assert deeds(scopes) == []


def test_the_second_of_two_tabs_sees_both_versions(clients: Clients, scopes: Scopes) -> None:
    platform, url = clients["platform"], f"{CONCEPTS}wijzigen/?id=ido"
    both = seen(platform, url)
    first, second = CONCEPT | {"name": "Van tab een", "seen": both}, CONCEPT | {"name": "Van tab twee", "seen": both}

    assert platform.post(url, data=first).status_code == 303
    refused = platform.post(url, data=second)
    assert refused.status_code == 409
    assert "<td>Van tab twee</td><td>Van tab een</td>" in refused.text
    found = re.search(r'name="seen"[^>]*value="(\w+)"', refused.text)
    assert found is not None
    assert platform.post(url, data=second | {"seen": found[1]}).status_code == 303
    with scopes.national(reading=True) as scope:
        assert scope.session.get_one(Concept, "ido").name == "Van tab twee"


def test_a_row_that_is_used_stays(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    platform, url = clients["platform"], f"{CONCEPTS}verwijderen/?id=taalcafe"
    with scopes.work() as scope:
        branch = scope.session.scalars(select(Branch)).one()
        activities.plan(scope, Offer("Taalcafé", branch.id, "taalcafe"))
    assert "verwijderen?" in platform.get(url).text, "it asks first"

    refused = platform.post(url)
    assert refused.status_code == 409
    assert "wordt nog gebruikt" in refused.text
    with scopes.national(reading=True) as scope:
        assert scope.session.get(Concept, "taalcafe") is not None
    assert deeds(scopes) == [], "what did not happen is not recorded"
    assert platform.post(f"{CONCEPTS}verwijderen/?id=walkentalk").status_code == 303


def test_a_programme_has_an_owner(clients: Clients, scopes: Scopes) -> None:
    platform = clients["platform"]
    with scopes.national(reading=True) as scope:
        owner = organisation(scope, "belastingdienst")
    data = {"slug": "geldzaken", "name": "Geldzaken", "summary": "", "owner_id": str(owner)}
    assert platform.post("/admin/programmas/nieuw/", data=data).status_code == 303
    assert "Belastingdienst</option>" in platform.get("/admin/programmas/wijzigen/?id=geldzaken").text
    assert platform.post("/admin/programmas/nieuw/", data=data | {"owner_id": str(uuid.uuid4())}).status_code == 422
    with scopes.national(reading=True) as scope:
        assert scope.session.get_one(Programme, "geldzaken").owner_id == owner


def test_a_new_place_is_found_by_every_name_it_had(clients: Clients, scopes: Scopes) -> None:
    platform = clients["platform"]
    assert platform.post(f"{PLACES}nieuw/", data=PLACE).status_code == 303
    one = place_id(scopes, "Nieuwdorp")
    url = f"{PLACES}wijzigen/?id={one}"
    assert platform.post(url, data=PLACE | {"name": "Nieuwerdorp", "seen": seen(platform, url)}).status_code == 303
    assert platform.post(f"{NAMES}nieuw/?plaats={one}", data={"name": "'t Dörp"}).status_code == 303

    with scopes.national(reading=True) as scope:
        row = scope.session.get_one(Place, one)
        assert (row.lat, row.lon, row.inhabitants, row.postal) == (52.2, 4.4, 1200, True)
        for typed in ("nieuwdorp", "NIEUWERDORP", "t dorp"):
            assert geo.find(scope, typed) is not None, typed
    found = platform.get(f"{PLACES}?search=tdorp").text
    assert "Nieuwerdorp" in found, "the list is searched as the finder does"

    assert platform.post(f"{PLACES}verwijderen/?id={one}").status_code == 303
    with scopes.national(reading=True) as scope:
        assert scope.session.scalars(select(PlaceName).where(PlaceName.place_id == one)).all() == []


def test_the_own_name_of_a_place_stays(clients: Clients, scopes: Scopes) -> None:
    platform, one = clients["platform"], place_id(scopes, "Katwijk")
    assert platform.post(f"{NAMES}nieuw/?plaats={one}", data={"name": "Kattuk"}).status_code == 303
    refused = platform.post(f"{NAMES}verwijderen/?id=katwyk,{one}")
    assert refused.status_code == 422
    assert "naam van de plaats zelf" in refused.text
    assert platform.post(f"{NAMES}verwijderen/?id=kattuk,{one}").status_code == 303


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("lat", "91", "Vul iets in van 50"),
        ("lat", "nan", "Vul graden in"),
        ("lon", "1e1", "Vul graden in"),
        ("name", "!!!", "ten minste één letter"),
        ("municipality_code", "GM9999", "Kies een van de antwoorden"),
    ],
)
def test_a_place_lies_in_the_country(clients: Clients, scopes: Scopes, field: str, typed: str, said: str) -> None:
    answer = clients["platform"].post(f"{PLACES}nieuw/", data=PLACE | {field: typed})
    assert answer.status_code == 422
    assert said in answer.text
    assert deeds(scopes) == []


def test_a_public_holiday_reaches_the_schedules(clients: Clients, scopes: Scopes) -> None:
    platform = clients["platform"]
    data = {"day": "2027-03-09", "name": "Dag van het Boek", "closed": "1"}
    assert platform.post(f"{HOLIDAYS}nieuw/", data=data).status_code == 303
    url = f"{HOLIDAYS}wijzigen/?id=2027-03-09,dag-van-het-boek"
    changed = {"name": "Boekendag", "day": "2030-01-01", "seen": seen(platform, url)}
    assert platform.post(url, data=changed).status_code == 303

    with scopes.national(reading=True) as scope:
        (row,) = scope.session.scalars(select(PublicHoliday).where(PublicHoliday.key == "dag-van-het-boek"))
        assert (row.day.isoformat(), row.name, row.closed) == ("2027-03-09", "Boekendag", False)
    assert jobs(scopes, "activities.roll") == 10
    assert deeds(scopes)[-1] == ("public_holiday.changed", "public_holiday", {"fields": ["closed", "name"]})


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("last_day", "2030-04-01", "voor de eerste dag"),
        ("first_day", "2030-02-30", "een dag in die bestaat"),
        ("school_year", "2029-2031", "op elkaar volgen"),
        ("school_year", "2020-2021", "buiten het schooljaar"),
        ("certainty", "unknown", "Kies een van de antwoorden"),
        ("region", "oost", "Kies een van de antwoorden"),
    ],
)
def test_a_school_holiday_is_a_time_in_its_year(
    clients: Clients, scopes: Scopes, field: str, typed: str, said: str
) -> None:
    platform = clients["platform"]
    data = {
        "school_year": "2029-2030",
        "kind": "may",
        "region": "north",
        "first_day": "2030-04-27",
        "last_day": "2030-05-05",
        "certainty": "provisional",
        "source": "",
    }
    refused = platform.post(f"{VACATIONS}nieuw/", data=data | {field: typed})
    assert refused.status_code == 422
    assert said in refused.text
    assert platform.post(f"{VACATIONS}nieuw/", data=data).status_code == 303
    with scopes.national(reading=True) as scope:
        made = scope.session.scalars(select(SchoolHoliday).where(SchoolHoliday.school_year == "2029-2030")).all()
    assert len(made) == 1
    assert "2029-2030" in platform.get(f"{VACATIONS}?vakantie=may&regio=north").text
    assert "2029-2030" not in platform.get(f"{VACATIONS}?vakantie=may&regio=south").text


@pytest.mark.parametrize("many", [2, 20])
def test_a_list_takes_the_same_statements_for_few_and_for_many(
    clients: Clients, scopes: Scopes, count_queries: Callable[[], AbstractContextManager[list[str]]], many: int
) -> None:
    with scopes.national() as scope:
        scope.session.add_all(Programme(slug=f"programma-{n}", name=f"Programma {n}") for n in range(many))
    clients["platform"].get("/admin/programmas/")
    with count_queries() as asked:
        assert f"{many} regels" in clients["platform"].get("/admin/programmas/").text
    assert len([one for one in asked if "programme" in one]) == 2
