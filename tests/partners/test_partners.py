"""A library and its partners; a partner over all its libraries and nowhere else."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select

from stelsel.tenancy import Organisation
from stelsel_tenants.activities.models import Session, SessionState
from stelsel_tenants.partners import ending
from stelsel_tenants.partners.models import PartnershipState, Side
from tests.partners.deals import FORM, partnership, work_together
from tests.site.shelf import organisation
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

URL = "/b/katwijk/beheer/partners/"


def test_a_library_proposes_to_a_partner_of_the_list(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    editor = clients["redactie_katwijk"]
    with scopes.reading() as scope:
        chosen = organisation(scope)
    data = {"organisation_id": str(chosen), **FORM}

    answer = editor.post(f"{URL}nieuw", data=data)
    assert answer.status_code == 303
    assert "Belastingdienst" in editor.get(URL).text
    assert "Wacht op de partner" in editor.get(URL).text
    assert partnership(scopes).state is PartnershipState.INVITED
    again = editor.post(f"{URL}nieuw", data=data)
    assert again.status_code == 422, "it is no choice any more"


@pytest.mark.parametrize("spelling", ["Belasting dienst", "BELASTINGDIENST", "belastingdienst."])
def test_an_organisation_is_known_in_any_spelling(
    clients: Clients, scopes: Scopes, clock: Clock, spelling: str
) -> None:
    data = {"organisation_id": "", "name": spelling, "does": "Helpt.", "themes": ["tax"]}

    refused = clients["redactie_katwijk"].post(f"{URL}nieuw", data=data)

    assert refused.status_code == 422
    assert "Belastingdienst (dezelfde naam)" in refused.text
    assert f'value="{spelling}"' in refused.text


def test_a_new_organisation_is_proposed_to_the_network(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    data = {"organisation_id": "", "name": "Stichting Buurthulp", "does": "Leest mee.", "themes": ["letter"]}

    assert clients["redactie_katwijk"].post(f"{URL}nieuw", data=data).status_code == 303
    assert "Nog niet bevestigd door de partner" in clients["redactie_katwijk"].get(URL).text, "nobody can say yes"

    with scopes.reading() as scope:
        made = scope.session.scalars(select(Organisation).where(Organisation.name == "Stichting Buurthulp")).one()
        assert made.proposed_by_id == scope.tenant_id
    assert "Stichting Buurthulp" in clients["redactie_venlo"].get("/b/venlo/beheer/partners/nieuw").text


def test_a_partner_sees_all_its_libraries_and_no_others(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    work_together(scopes, "katwijk")
    work_together(scopes, "venlo")
    work_together(scopes, "den-haag", "walkentalk")
    partner = clients["partner_belastingdienst"]

    home, agenda = partner.get("/partner/").text, partner.get("/partner/agenda").text

    assert "Bibliotheek Katwijk" in home
    assert "Bibliotheek Venlo" in home
    assert "Den Haag" not in home + agenda
    assert "Spreekuur venlo" in agenda
    assert clients["redactie_katwijk"].get("/partner/").status_code == 404


def test_a_partner_counts_its_own_session_while_it_is_a_partner(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    session_id = work_together(scopes, "katwijk")
    partner, url = clients["partner_belastingdienst"], f"/partner/tellen/katwijk/{session_id}"

    assert partner.post(url, data={"aanwezig": "12", "weggestuurd": ""}).status_code == 303
    with scopes.reading() as scope:
        session = scope.session.get_one(Session, (scope.tenant_id, session_id))
        assert (session.present, session.state) == (12, SessionState.HELD)
    assert clients["partner_walkentalk"].get(url).status_code == 404

    with scopes.work() as scope:
        ending.end(scope, partnership(scopes).id, by=Side.LIBRARY, last_day=None)
    assert partner.get(url).status_code == 404, "rights stop with the partnership, in the same second"
    assert partner.post(url, data={"aanwezig": "99", "weggestuurd": ""}).status_code == 404
    assert "Spreekuur katwijk" not in partner.get("/partner/agenda").text


def test_the_second_of_two_tabs_sees_both_versions(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    work_together(scopes, "katwijk")
    partnership_id = partnership(scopes).id
    editor, url = clients["redactie_katwijk"], f"{URL}{partnership_id}"
    data = {"version": str(partnership(scopes).version), "does": "Van tabblad één", "themes": ["tax"], "contact": ""}

    assert editor.post(url, data=data).status_code == 303
    refused = editor.post(url, data=data | {"does": "Van tabblad twee"})

    assert refused.status_code == 409
    assert "Van tabblad één" in refused.text
    version = re.search(r'name="version"[^>]*value="(\d+)"', refused.text)
    assert version is not None
    again = editor.post(url, data=data | {"does": "Van tabblad twee", "version": version[1]})
    assert again.status_code == 303


def test_partners_are_closed_to_the_desk_and_to_another_library(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    work_together(scopes, "katwijk")
    partnership_id = partnership(scopes).id
    assert clients["redactie_katwijk"].get(f"{URL}{partnership_id}").status_code == 200
    assert clients["balie_katwijk"].get(URL).status_code == 403
    assert clients["redactie_venlo"].get(f"/b/venlo/beheer/partners/{partnership_id}").status_code == 404


def test_the_lists_ask_as_much_for_many_as_for_one(
    clients: Clients, scopes: Scopes, clock: Clock, count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    pages = (("redactie_katwijk", URL), ("partner_belastingdienst", "/partner/"))
    asked = []
    for more in (("katwijk", "belastingdienst"), ("katwijk", "walkentalk"), ("venlo", "belastingdienst")):
        work_together(scopes, *more)
        for who, page in pages:
            clients[who].get(page)
        with count_queries() as seen:
            for who, page in pages:
                assert clients[who].get(page).status_code == 200
        asked.append(len(seen))
    assert len(set(asked)) == 1, asked
