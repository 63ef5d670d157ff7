"""Somebody is sent on from the desk, comes with a card, and turns out to be at the wrong place: seen by everybody."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.referrals.desk import THEIRS, codes_of, desk_of, held
from tests.support.browser import PHONE, Visitor
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

pytestmark = pytest.mark.browser

DESK, PARTNER = "balie_katwijk", "partner_belastingdienst"


@pytest.fixture(autouse=True)
def _places(scopes: Scopes, clock: Clock) -> None:
    held(scopes, "katwijk", partner="belastingdienst", title="Spreekuur van de Belastingdienst")
    held(scopes, "den-haag", title="Hulp bij de aangifte")


def code_on(page: Page) -> str:
    return page.locator(".st-card__code").inner_text()


def make_card(visit: Visitor, title: str) -> Page:
    """On a telephone, without script."""
    page = visit(desk_of("katwijk"), as_role=DESK, width=PHONE, scripts=False)
    page.get_by_label("Wat is er nodig?").select_option("Belasting en toeslagen")
    page.get_by_role("button", name="Zoek een plek").click()
    page.get_by_role("listitem").filter(has_text=title).get_by_role("button", name="Maak een kaart").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    return page


def test_a_card_is_made_on_a_telephone_without_script_and_mailed(visit: Visitor) -> None:
    visit.at_each_width(desk_of("katwijk"), as_role=DESK)
    visit.at_each_width(f"{desk_of('katwijk')}?soort=tax&bij=2225", as_role=DESK)
    visit.at_each_width(f"{desk_of('katwijk')}?soort=tax&bij=Katwijk", as_role=DESK)
    visit.at_each_width(f"{desk_of('katwijk')}?soort=tax&bij=Xyzzy", as_role=DESK)
    page = make_card(visit, "Spreekuur van de Belastingdienst")
    address = page.url.removeprefix(visit.site.url)
    visit.expected.append("422")
    page.get_by_label("E-mailadres van de bezoeker").fill("samira")
    page.get_by_role("button", name="Mail de kaart").click()
    expect(page.get_by_role("alert")).to_contain_text("Vul een e-mailadres in met een @")
    page.get_by_label("E-mailadres van de bezoeker").fill("samira@voorbeeld.example")
    page.get_by_role("button", name="Mail de kaart").click()
    expect(page.get_by_text("De kaart is gemaild.")).to_be_visible()
    seen = visit.at_each_width(address, as_role=DESK)
    assert re.fullmatch(r"[2-9A-Z]{3} [2-9A-Z]{3}", code_on(seen))


def test_a_partner_types_the_code_and_sends_somebody_on(visit: Visitor) -> None:
    code = code_on(make_card(visit, "Spreekuur van de Belastingdienst"))
    visit.at_each_width(THEIRS, as_role=PARTNER)
    page = visit(THEIRS, as_role=PARTNER, width=PHONE, scripts=False)
    visit.expected.append("422")
    page.get_by_label("Code op de kaart").fill("KKKKKK")
    page.get_by_role("radio", name="Het was niet voor ons").check()
    page.get_by_role("button", name="Noteer").click()
    expect(page.get_by_role("alert")).to_contain_text("Deze code kennen we niet")
    page.get_by_label("Code op de kaart").fill(code.lower())
    page.get_by_role("button", name="Noteer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Verwijs verder")
    visit.at_each_width(page.url.removeprefix(visit.site.url), as_role=PARTNER)
    page.get_by_label("Wat is er nodig?").select_option("Belasting en toeslagen")
    page.get_by_role("button", name="Zoek een plek").click()
    page.get_by_role("listitem").filter(has_text="Den Haag").get_by_role("button", name="Maak een kaart").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hulp bij de aangifte")
    visit.at_each_width(page.url.removeprefix(visit.site.url), as_role=PARTNER)


def test_a_library_types_the_code_and_sees_what_landed(visit: Visitor) -> None:
    code = code_on(make_card(visit, "Hulp bij de aangifte"))
    page = visit.at_each_width(codes_of("den-haag"), as_role="balie_den-haag")
    page.get_by_label("Code op de kaart").fill(code)
    page.get_by_role("radio", name="De bezoeker is gekomen").check()
    page.get_by_role("button", name="Noteer").click()
    expect(page.get_by_text("Genoteerd: deze bezoeker is gekomen.")).to_be_visible()
    page = visit.at_each_width(codes_of("katwijk"), as_role=DESK)
    expect(page.get_by_role("table", name="Kaarten die u gaf")).to_contain_text("te weinig om te tonen")
