"""A library and its partners; a partner over all its libraries and nowhere else."""

import re
import uuid

import pytest
from sqlalchemy import select

from stelsel.tenancy import Organisation
from stelsel_tenants.activities import service as activities
from stelsel_tenants.activities.models import Activity, ActivityState, Session, SessionState, Theme
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.partners import service
from stelsel_tenants.partners.models import Partnership, PartnershipState
from tests.site.shelf import TUESDAYS, organisation
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

URL = "/b/katwijk/beheer/partners/"
TERMS = service.Terms(does="Helpt bij de aangifte.", themes=(Theme.TAX,))


def work_together(scopes: Scopes, slug: str, partner: str = "belastingdienst") -> uuid.UUID:
    """A partnership with one published activity; the id of this afternoon's session."""
    with scopes.work(slug) as scope:
        partner_id = organisation(scope, partner)
        service.begin(scope, partner_id, TERMS)
        branch = scope.session.scalars(select(Branch)).one()
        offer = Offer(f"Spreekuur {slug}", branch.id, "belastinghulp", organisation_id=partner_id, lines=(TUESDAYS,))
        activity = activities.publish(scope, activities.plan(scope, offer).id)
        first = select(Session.id).where(Session.activity_id == activity.id).order_by(Session.starts_at)
        return scope.session.scalars(first).first()  # type: ignore[return-value]


def test_a_library_chooses_a_partner_from_the_list(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    editor = clients["redactie_katwijk"]
    with scopes.reading() as scope:
        chosen = organisation(scope)
    data = {"organisation_id": str(chosen), "does": "Helpt bij de aangifte.", "themes": ["tax"]}

    answer = editor.post(f"{URL}nieuw", data=data)
    assert answer.status_code == 303
    assert "Belastingdienst" in editor.get(URL).text
    assert "Gecontroleerd op dinsdag 1 december" in editor.get(URL).text
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
        partnership = scope.session.scalars(select(Partnership)).one()
        service.end(scope, partnership.id, take_over=True)
    assert partner.get(url).status_code == 404, "rights stop with the partnership, in the same second"
    assert partner.post(url, data={"aanwezig": "99", "weggestuurd": ""}).status_code == 404
    assert "Spreekuur katwijk" not in partner.get("/partner/agenda").text


@pytest.mark.parametrize("take_over", [True, False])
def test_what_becomes_of_the_activities_is_a_choice(
    clients: Clients, scopes: Scopes, clock: Clock, take_over: bool
) -> None:
    work_together(scopes, "katwijk")
    with scopes.reading() as scope:
        partnership_id = scope.session.scalars(select(Partnership.id)).one()
    url = f"{URL}{partnership_id}/stoppen"
    assert "Spreekuur katwijk" in clients["redactie_katwijk"].get(url).text

    clients["redactie_katwijk"].post(url, data={"afterwards": "take_over" if take_over else "withdraw"})

    with scopes.reading() as scope:
        activity = scope.session.scalars(select(Activity)).one()
        assert scope.session.scalars(select(Partnership.state)).one() is PartnershipState.ENDED
    if take_over:
        assert (activity.state, activity.organisation_id) == (ActivityState.PUBLISHED, None)
    else:
        assert activity.state is ActivityState.WITHDRAWN


def test_the_second_of_two_tabs_sees_both_versions(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    work_together(scopes, "katwijk")
    with scopes.reading() as scope:
        partnership_id = scope.session.scalars(select(Partnership.id)).one()
    editor, url = clients["redactie_katwijk"], f"{URL}{partnership_id}"
    data = {"version": "1", "does": "Van tabblad één", "themes": ["tax"], "contact": ""}

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
    with scopes.reading() as scope:
        partnership_id = scope.session.scalars(select(Partnership.id)).one()
    assert clients["redactie_katwijk"].get(f"{URL}{partnership_id}").status_code == 200
    assert clients["balie_katwijk"].get(URL).status_code == 403
    assert clients["redactie_venlo"].get(f"/b/venlo/beheer/partners/{partnership_id}").status_code == 404
