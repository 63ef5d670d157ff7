"""A citizen asks for a mail each week on a telephone that runs no scripts, says yes, chooses and stops: for the agenda
of a library, and for what is new around a place."""

import re

import pytest
from playwright.sync_api import expect

from tests.site import shelf
from tests.support.browser import PHONE, Visitor
from tests.support.scopes import Scopes

pytestmark = pytest.mark.browser


def test_asking_for_the_agenda_by_mail_and_stopping_it_without_scripts(visit: Visitor, scopes: Scopes) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        shelf.published(scope)
    page = visit("/b/katwijk/agenda?soort=language", width=PHONE, scripts=False)
    page.get_by_role("link", name="Elke week per mail").click()
    expect(page.get_by_label("Waarover wilt u een mail?")).to_have_value("language")
    visit.expected.append("422")
    page.get_by_label("Uw e-mailadres").fill("samira")
    page.get_by_role("button", name="Stuur mij een mail").click()
    expect(page.get_by_role("alert")).to_contain_text("Vul een e-mailadres in met een @")
    page.get_by_label("Uw e-mailadres").fill("samira@voorbeeld.example")
    page.get_by_role("button", name="Stuur mij een mail").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in uw mail")
    visit.at_each_width("/b/katwijk/nieuwsbrief")
    visit.at_each_width("/b/katwijk/nieuwsbrief/aangevraagd")

    box = visit("/landelijk/postbus/", as_role="landelijk", judged=False)
    box.get_by_role("listitem").filter(has_text="samira@voorbeeld.example").get_by_role("link").click()
    address = box.get_by_role("main").get_by_role("link", name="/nieuwsbrief/").get_attribute("href")
    assert address is not None
    visit.at_each_width(address.removeprefix(visit.site.url))
    page.goto(address)
    page.get_by_role("button", name="Ja, stuur mij deze mail").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw mail van elke week")
    visit.at_each_width(address.removeprefix(visit.site.url))
    page.get_by_label("Waarover wilt u een mail?").select_option("Alles in de agenda")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text(re.compile("Hij gaat over: Alles in de agenda"))).to_be_visible()
    page = visit(address.removeprefix(visit.site.url), judged=False)
    page.get_by_role("button", name="Stop met deze mail").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("U krijgt deze mail niet meer")
    visit.judge(page)


def test_asking_for_what_is_new_around_a_place_from_a_search_without_scripts(visit: Visitor, scopes: Scopes) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        shelf.published(scope)
    found = visit("/zoeken?bij=2225&straal=50", width=PHONE, scripts=False)
    expect(found.get_by_role("link", name="Mail mij als hier iets bij komt")).to_be_visible()
    page = visit("/zoeken?bij=9933&soort=tax&straal=50", width=PHONE, scripts=False)
    expect(page.get_by_role("heading", level=1)).to_contain_text("nog niets bij 9933")
    page.get_by_role("link", name="Mail mij als hier iets bij komt").click()
    expect(page.get_by_label("Uw postcode of plaats")).to_have_value("9933")
    expect(page.get_by_label("tot 50 km")).to_be_checked()
    expect(page.get_by_label("Waarover wilt u een mail?")).to_have_value("tax")
    page.get_by_label("Uw e-mailadres").fill("samira@voorbeeld.example")
    page.get_by_label("Uw postcode of plaats").fill("Nergensveen")
    visit.expected.append("422")
    page.get_by_role("button", name="Stuur mij een mail").click()
    expect(page.get_by_role("alert")).to_contain_text("Deze plaats kennen we niet")
    page.get_by_label("Uw postcode of plaats").fill("2225 AB")
    page.get_by_role("button", name="Stuur mij een mail").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in uw mail")
    assert page.context.cookies() == []
    visit.at_each_width("/nieuwsbrief?bij=2225&soort=tax")
    visit.at_each_width("/nieuwsbrief/aangevraagd")

    box = visit("/landelijk/postbus/", as_role="landelijk", judged=False)
    box.get_by_role("listitem").filter(has_text="samira@voorbeeld.example").get_by_role("link").click()
    address = box.get_by_role("main").get_by_role("link", name="/nieuwsbrief/").get_attribute("href")
    assert address is not None
    own = address.removeprefix(visit.site.url)
    visit.at_each_width(own)
    page.goto(address)
    page.get_by_role("button", name="Ja, stuur mij deze mail").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw mail van elke week")
    visit.at_each_width(own)
    page.get_by_label("tot 5 km").check()
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("tot 5 km van 2225")).to_be_visible()
    page = visit(own, judged=False)
    page.get_by_role("button", name="Stop met deze mail").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("U krijgt deze mail niet meer")
    visit.judge(page)
