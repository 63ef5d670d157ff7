"""A citizen on a telephone that runs no scripts asks for what is not near, and hears of it; a partner offers, an editor
answers, the national body looks on."""

import re
import uuid
from datetime import date

import pytest
from playwright.sync_api import expect

from stelsel_tenants.libraries import service as libraries
from stelsel_tenants.requests import service
from stelsel_tenants.requests.service import Asked
from tests.requests.asking import CONCEPT, KATWIJK, NOORDWIJK
from tests.site import shelf
from tests.support.browser import PHONE, Visitor
from tests.support.scopes import Scopes

pytestmark = pytest.mark.browser
SAMIRA = "samira@voorbeeld.example"


def test_asking_from_an_empty_search_and_taking_it_back_without_scripts(visit: Visitor, scopes: Scopes) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
    page = visit("/zoeken?bij=2225&soort=walkentalk", width=PHONE, scripts=False)
    page.get_by_role("link", name="Vraag of het bij u in de buurt kan komen").click()
    expect(page.get_by_label("Uw postcode of plaats")).to_have_value("2225")
    expect(page.get_by_label("Wat mist u in de buurt?")).to_have_value(CONCEPT)
    expect(page.get_by_label("Maakt niet uit")).to_be_checked()
    page.get_by_label("Avond").check()
    page.get_by_label("Voor hoeveel mensen?").fill("4")
    page.get_by_label("Uw e-mailadres").fill("samira")
    visit.expected.append("422")
    page.get_by_role("button", name="Vraag het aan").click()
    expect(page.get_by_role("alert")).to_contain_text("Vul een e-mailadres in met een @")
    expect(page.get_by_label("Avond")).to_be_checked()
    page.get_by_label("Uw e-mailadres").fill(SAMIRA)
    page.get_by_role("button", name="Vraag het aan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw aanvraag telt mee")
    assert page.context.cookies() == []
    visit.at_each_width("/aanvragen?bij=2225&soort=walkentalk")
    visit.at_each_width("/aanvragen/gevraagd")

    box = visit("/landelijk/postbus/", as_role="landelijk", judged=False)
    box.get_by_role("listitem").filter(has_text=SAMIRA).get_by_role("link").click()
    address = box.get_by_role("main").get_by_role("link", name="/aanvragen/").get_attribute("href")
    assert address is not None
    own = address.removeprefix(visit.site.url)
    visit.at_each_width(own)
    page.goto(address)
    page.get_by_role("button", name="Ja, stuur mij bericht").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw aanvraag")
    visit.at_each_width(own)
    page = visit(own, judged=False)
    page.get_by_role("button", name="Trek de aanvraag in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw aanvraag is ingetrokken")
    visit.judge(page)


def test_a_partner_offers_an_editor_answers_and_the_national_body_looks_on(visit: Visitor, scopes: Scopes) -> None:
    with scopes.work("den-haag") as scope:
        shelf.opened(scope)
        shelf.published(scope, "Walk&Talk", concept_slug=CONCEPT, organisation_id=shelf.partner(scope, "walkentalk"))
    with scopes.work() as scope:
        shelf.opened(scope)
        libraries.work_for(scope, [KATWIJK, NOORDWIJK], since=date(2020, 1, 1))
    with scopes.scheme() as scope:
        for place, concept, people in (("2225", CONCEPT, 8), ("2201", CONCEPT, 6), ("2225", "taalcafe", 3)):
            service.ask(scope, uuid.uuid4(), Asked(place, concept, people=people))

    visit.at_each_width("/partner/aanvragen/", as_role="partner_walkentalk")
    partner = visit("/partner/aanvragen/", as_role="partner_walkentalk", judged=False)
    partner.get_by_role("link", name="Walk&Talk in Katwijk").click()
    visit.judge(partner)
    partner.get_by_label("Wij willen hier beginnen").check()
    partner.get_by_label("Vanaf wanneer kunt u?").fill("2030-01-15")
    partner.get_by_label("Zoals u het nu geeft in").select_option("Walk&Talk, Bibliotheek Den Haag")
    partner.get_by_role("button", name="Bied dit aan").click()
    expect(partner.get_by_text("Wacht op de bibliotheek")).to_be_visible()

    visit.at_each_width("/b/katwijk/beheer/aanvragen/", as_role="redactie_katwijk")
    desk = visit("/b/katwijk/beheer/aanvragen/", as_role="redactie_katwijk", judged=False)
    expect(desk.get_by_text("Past dit?").first).to_be_visible()
    desk.get_by_role("link", name=re.compile(r"Walk&Talk\s+in Katwijk")).click()
    expect(desk.get_by_text("Zoals in Walk&Talk, Bibliotheek Den Haag.")).to_be_visible()
    visit.at_each_width(desk.url.removeprefix(visit.site.url), as_role="redactie_katwijk")
    desk.get_by_role("radio").first.check()
    desk.get_by_role("button", name="Geef dit antwoord").click()
    expect(desk.get_by_text("Wie een e-mailadres achterliet, krijgt nu één mail.")).to_be_visible()
    expect(desk.get_by_role("heading", name="Beantwoord")).to_be_visible()

    visit.at_each_width("/landelijk/aanvragen", as_role="landelijk")
