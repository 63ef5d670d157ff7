"""The finder as somebody uses it: on a phone, by keyboard, with and without scripts. Each page is judged by axe."""

import pytest
from playwright.sync_api import expect

from tests.finder import published
from tests.support.browser import DESKTOP, PHONE, Visitor
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _filled(scopes: Scopes, clock: Clock) -> None:
    for slug, places in (("katwijk", ("Katwijk", "Rijnsburg")), ("den-haag", ("Den Haag",)), ("venlo", ("Venlo",))):
        with scopes.work(slug) as scope:
            for day, place in enumerate(places):
                branch = published.branch(scope, place)
                published.session(scope, branch, day)
                published.session(scope, branch, 2, 10, title="Hulp bij uw belastingaangifte", theme="tax")
                published.session(scope, branch, 3, 10, title="Walk&Talk", state="cancelled", left_over=0)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/zoeken",
        "/zoeken?bij=2225",
        "/zoeken?bij=Hengelo",
        "/zoeken?bij=Katwijck",
        "/zoeken?bij=9166&soort=care",
        "/bibliotheken",
        "/bibliotheken?zoek=niets",
        "/partners",
    ],
)
def test_each_page_is_readable_at_each_width(visit: Visitor, path: str) -> None:
    visit.at_each_width(path)


@pytest.mark.parametrize(
    "path", ["/toegankelijkheid", "/privacy", "/open-data", "/voor-bibliotheken", "/voor-partners"]
)
def test_each_page_of_text_is_readable(visit: Visitor, path: str) -> None:
    visit.at_each_width(path)


def test_somebody_finds_help_near_home_by_keyboard(visit: Visitor) -> None:
    page = visit("/", width=PHONE)
    page.get_by_label("Uw postcode of plaats").focus()
    page.keyboard.type("2225 AB")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("bij 2225 Katwijk")
    expect(page.get_by_label("Waar?")).to_have_value("2225")
    first = page.locator(".st-loc").first
    expect(first).to_contain_text("Bibliotheek Katwijk")

    fold = page.locator("summary", has_text="Kaart met")
    expect(page.locator("#kaart-t").locator("..")).to_be_hidden()
    fold.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#kaart-t").locator("..")).to_be_visible()


def test_filters_live_in_the_address_and_the_map_stands_beside(visit: Visitor) -> None:
    page = visit("/zoeken?bij=2225&soort=tax", width=DESKTOP)
    expect(page.locator("aside svg[role=img]")).to_be_visible()

    page.get_by_role("link", name="Rolstoel").click()
    expect(page).to_have_url("/zoeken?bij=2225&soort=tax&toegankelijk=1")
    page.get_by_label("Wanneer?").select_option("maand")
    page.get_by_role("button", name="Zoek").click()

    expect(page.get_by_role("link", name="Rolstoel")).to_have_attribute("aria-current", "true")
    expect(page.locator(".st-loc").first).to_contain_text("Hulp bij uw belastingaangifte")


def test_an_unknown_address_leads_to_a_search(visit: Visitor) -> None:
    page = visit("/dit-is-er-niet", width=PHONE, status=404)
    page.get_by_label("Zoek hulp bij uw postcode of plaats").fill("Venlo")
    page.get_by_role("button", name="Zoek").click()
    expect(page.locator(".st-loc").first).to_contain_text("Bibliotheek Venlo")
