"""Keys for programs in the two workrooms, on a telephone, with scripts and without, and the page for developers."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.site import shelf
from tests.support.browser import PHONE, Visitor
from tests.support.scopes import Scopes

pytestmark = pytest.mark.browser

KEY = re.compile(r"stl_[0-9A-Za-z]{38}")


def make(page: Page, visit: Visitor) -> None:
    """From the list of keys to one that is shown."""
    page.get_by_role("link", name="Maak een sleutel").click()
    visit.expected.append("422")
    page.get_by_role("button", name="Maak de sleutel").click()
    expect(page.get_by_role("alert")).to_contain_text("Vul dit in.")
    page.get_by_label("Waarvoor is de sleutel").fill("Onze website")
    page.get_by_label("Tellen hoeveel mensen er waren").check()
    page.get_by_role("button", name="Maak de sleutel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw nieuwe sleutel")
    expect(page.get_by_text(KEY)).to_be_visible()


def test_a_manager_makes_a_key_and_takes_it_back(visit: Visitor) -> None:
    there = "/b/katwijk/beheer/koppelingen/"
    page = visit(there, as_role="beheer_katwijk", width=PHONE, scripts=False)
    expect(page.get_by_text("Er is nog geen sleutel.")).to_be_visible()
    make(page, visit)
    page.get_by_role("link", name="Terug naar de koppelingen").click()
    expect(page.get_by_text(KEY)).to_have_count(0)
    visit.at_each_width(there, as_role="beheer_katwijk")
    visit.at_each_width(f"{there}nieuw", as_role="beheer_katwijk")
    page.get_by_role("button", name="Trek in Onze website").click()
    expect(page.get_by_text("Ingetrokken", exact=True)).to_be_visible()


def test_a_partner_makes_a_key(visit: Visitor) -> None:
    there = "/partner/koppelingen/"
    page = visit(there, as_role="partner_belastingdienst", width=PHONE)
    make(page, visit)
    visit.judge(page)
    visit.at_each_width(there, as_role="partner_belastingdienst")
    visit.at_each_width(f"{there}nieuw", as_role="partner_belastingdienst")


def test_developers_read_how_it_works(visit: Visitor, scopes: Scopes) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
    page = visit("/", width=PHONE, scripts=False)
    page.get_by_role("link", name="Voor ontwikkelaars").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Voor ontwikkelaars")
    sessions = page.locator("details", has_text="Momenten van activiteiten, vanaf vandaag")
    sessions.locator("summary").click()
    expect(sessions.get_by_text("Kilometers rond „near”; anders 15.")).to_be_visible()
    visit.at_each_width("/ontwikkelaars")
    visit("/ontwikkelaars?taal=en")
