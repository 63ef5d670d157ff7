"""A citizen signs up on a telephone that runs no scripts, and takes it back by the link in the letter."""

import pytest
from playwright.sync_api import expect

from stelsel_tenants.activities.models import Entry
from tests.site import shelf
from tests.support.browser import PHONE, Visitor
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

pytestmark = pytest.mark.browser


def test_signing_up_and_taking_it_back_without_scripts(visit: Visitor, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        activity_id = shelf.published(scope, "Hulp bij uw aangifte", entry=Entry.SIGN_UP, capacity=8)
    page = visit(f"/b/katwijk/activiteiten/{activity_id}", width=PHONE, scripts=False)
    expect(page.get_by_text("Er zijn nog 8 plaatsen.")).to_be_visible()
    page.get_by_role("link", name="Meld u aan").first.click()
    page.get_by_label("Uw voornaam").fill("Samira")
    page.get_by_role("radio", name="Met zijn tweeën").check()
    visit.expected.append("422")
    page.get_by_role("button", name="Meld mij aan").click()
    expect(page.get_by_role("alert")).to_contain_text("Vul een e-mailadres of een telefoonnummer in")
    expect(page.get_by_label("Uw voornaam")).to_have_value("Samira")
    expect(page.get_by_role("radio", name="Met zijn tweeën")).to_be_checked()
    page.get_by_label("Uw e-mailadres").fill("samira@voorbeeld.example")
    page.get_by_role("button", name="Meld mij aan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw aanmelding is binnen")
    page.goto(f"/b/katwijk/activiteiten/{activity_id}")
    expect(page.get_by_text("Er zijn nog 6 plaatsen.")).to_be_visible()

    box = visit("/landelijk/postbus/", as_role="landelijk")
    box.get_by_role("listitem").filter(has_text="samira@voorbeeld.example").get_by_role("link").click()
    link = box.get_by_role("main").get_by_role("link", name="/aanmelding/")
    visit.judge(box)
    address = link.get_attribute("href")
    assert address is not None
    page.goto(address)
    expect(page.get_by_text("Op naam van Samira.")).to_be_visible()
    visit.at_each_width(address.removeprefix(visit.site.url))
    page.get_by_role("button", name="Zeg mijn aanmelding af").click()
    expect(page.get_by_text("U hebt dit afgezegd.")).to_be_visible()
    page.goto(f"/b/katwijk/activiteiten/{activity_id}")
    expect(page.get_by_text("Er zijn nog 8 plaatsen.")).to_be_visible()
