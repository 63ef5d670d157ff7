"""Is it this one? What a library is asked before it proposes a new organisation."""

import time
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy import select

from stelsel.tenancy import Organisation
from stelsel_tenants.organisations import doubles, matching
from stelsel_tenants.organisations.matching import Reason
from stelsel_tenants.organisations.models import NameKind, OrganisationArea, OrganisationName
from tests.organisations import there
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

URL = "/b/katwijk/beheer/partners/"
MANY = 5000
QUICK = 1.5
"""Seconds for one look among five thousand, on a busy machine; `make bench` has the figure."""


@pytest.fixture
def known(scopes: Scopes) -> None:
    humanitas = there.added(scopes, "Humanitas", kvk="40594076", website="https://www.humanitas.nl")
    loket = there.added(scopes, "Het Juridisch Loket", "juridisch-loket")
    with scopes.identity() as scope:
        tax = scope.session.scalars(select(Organisation.id).where(Organisation.slug == "belastingdienst")).one()
        scope.session.add(OrganisationName(organisation_id=tax, name="BD", folded="bd", kind=NameKind.ABBREVIATION))
        scope.session.add(OrganisationArea(organisation_id=loket, municipality_code="GM0537"))
        scope.session.add(OrganisationArea(organisation_id=humanitas, province_code="PV28"))


@pytest.mark.parametrize(
    ("asked", "name", "reason", "local"),
    [
        ({"name": "Belasting dienst"}, "Belastingdienst", Reason.NAME, ""),
        ({"name": "BD"}, "Belastingdienst", Reason.OTHER_NAME, ""),
        ({"name": "SDOA"}, "Sociale Dienst Oost Achterhoek", Reason.INITIALS, ""),
        ({"name": "Humanitas afd. Katwijk"}, "Humanitas", Reason.BRANCH, "Katwijk"),
        ({"name": "Thuisadministratie", "website": "katwijk.humanitas.nl"}, "Humanitas", Reason.WEBSITE, ""),
        ({"name": "Maatjes", "kvk": "4059 4076"}, "Humanitas", Reason.KVK, ""),
        ({"name": "Juridish loket"}, "Het Juridisch Loket", Reason.SPELLING, ""),
    ],
)
def test_it_is_found_and_why(
    scopes: Scopes, known: None, asked: dict[str, Any], name: str, reason: Reason, local: str
) -> None:
    with scopes.reading() as scope:
        first, *_rest = matching.candidates(scope, **asked)
    assert (first.name, first.reasons[0], first.local) == (name, reason, local)


@pytest.mark.parametrize("asked", [{"name": "Geldfit"}, {"name": ""}, {"name": "Maatjes", "kvk": "12"}, {"name": "!"}])
def test_what_is_new_is_new(scopes: Scopes, known: None, asked: dict[str, Any]) -> None:
    with scopes.reading() as scope:
        assert matching.candidates(scope, **asked) == []


def test_a_place_tells_two_alike_apart(scopes: Scopes, known: None) -> None:
    there.added(scopes, "Juridisch Loket Plus", "loket-plus")
    with scopes.reading() as scope:
        first = matching.candidates(scope, "Juridish Loket", place="Katwijk aan Zee")[0]
    assert first.name == "Het Juridisch Loket"
    assert Reason.PLACE in first.reasons


def test_a_second_step_asks_whether_it_is_this_one(clients: Clients, scopes: Scopes, clock: Clock, known: None) -> None:
    editor = clients["redactie_katwijk"]
    data = {"organisation_id": "", "name": "Humanitas afd. Katwijk", "does": "Helpt.", "themes": ["tax"]}

    asked = editor.post(f"{URL}nieuw", data=data)
    assert asked.status_code == 422
    assert "Humanitas (een afdeling van Humanitas: Katwijk)" in asked.text
    assert 'value="Humanitas afd. Katwijk"' in asked.text, "nothing typed is lost"

    with scopes.reading() as scope:
        own = scope.session.scalars(select(Organisation.id).where(Organisation.name == "Humanitas")).one()
    assert editor.post(f"{URL}nieuw", data={**data, "which": str(own)}).status_code == 303
    assert there.partnership(scopes, "katwijk", own) is not None


def test_who_says_that_it_is_another_proposes_it(clients: Clients, scopes: Scopes, clock: Clock, known: None) -> None:
    data = {"organisation_id": "", "name": "Humanitas DMH", "does": "Helpt.", "themes": ["tax"], "which": "nieuw"}
    assert clients["redactie_katwijk"].post(f"{URL}nieuw", data=data).status_code == 303
    same = clients["redactie_venlo"].post("/b/venlo/beheer/partners/nieuw", data={**data, "name": "Humanitas dmh"})
    assert same.status_code == 422
    assert "Humanitas DMH staat al in de landelijke lijst" in same.text


def test_it_is_shown_while_one_types(clients: Clients, known: None) -> None:
    told = clients["redactie_katwijk"].get(f"{URL}lijkt-op?naam=Humanitas+afd.+Katwijk").json
    assert told is not None
    assert told["gevonden"] == [{"naam": "Humanitas", "waarom": "een afdeling van Humanitas: Katwijk"}]
    assert '"gevonden":[]' in clients["redactie_katwijk"].get(f"{URL}lijkt-op?naam=").text.replace(" ", "")
    assert clients["redactie_venlo"].get(f"{URL}lijkt-op?naam=Humanitas").status_code == 404


def test_doubles_are_found_without_comparing_all_with_all(scopes: Scopes, known: None) -> None:
    there.added(scopes, "Vereniging Humanitas", "humanitas-2")
    with scopes.reading() as scope:
        found = doubles.likely(matching.known(scope))
    assert [(pair.one.name, pair.other.name) for pair in found] == [("Humanitas", "Vereniging Humanitas")]


def test_among_five_thousand_it_is_quick_and_costs_the_same(
    scopes: Scopes, known: None, count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    with scopes.reading() as scope, count_queries() as few:
        matching.candidates(scope, "Humanitas afd. Katwijk", place="Katwijk")
    with scopes.national() as scope:
        scope.insert_many(
            Organisation,
            [
                {"id": uuid.uuid4(), "slug": f"o{n}", "name": f"Buurtteam {n} Noord", "folded": f"buurtteam {n}"}
                | there.PLAIN
                for n in range(MANY)
            ],
        )
    with scopes.reading() as scope, count_queries() as many:
        began = time.perf_counter()
        found = matching.candidates(scope, "Humanitas afd. Katwijk", place="Katwijk")
        took = time.perf_counter() - began
    assert found[0].name == "Humanitas"
    assert len(few) == len(many) == 3
    assert took < QUICK
