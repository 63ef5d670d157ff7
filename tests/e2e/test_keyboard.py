"""Everything by the keyboard alone: each stop can be seen, and nothing lies over it."""

import pytest
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from stelsel_tenants.activities.models import Entry
from tests.site import shelf
from tests.support.browser import DESKTOP, PHONE, Visitor
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes
from tests.support.world import PASSWORD, PEOPLE

pytestmark = pytest.mark.browser

MOST = 120
"""Stops on the way to something; more is too far for anybody."""
SCROLLED = 2_000
"""Milliseconds in which a page has scrolled to what has the focus."""
HIDDEN = """
() => {
    const at = document.activeElement, box = at.getBoundingClientRect();
    const drawn = element => element && getComputedStyle(element).outlineStyle !== 'none'
        && parseFloat(getComputedStyle(element).outlineWidth) >= 2;
    const x = box.left + box.width / 2;
    const covered = [box.top + 2, box.top + box.height / 2, box.bottom - 2].every(y => {
        const hit = document.elementFromPoint(x, y);
        return !hit || !(hit === at || at.contains(hit) || hit.contains(at) || hit.closest('label')?.contains(at));
    });
    // The button in a date or a time belongs to the browser, which draws its own ring.
    if (!at.matches(':focus') && ['date', 'time'].includes(at.type)) return '';
    // A choice side by side is an invisible radio over the words beside it, which show the focus for it.
    if (at === document.body) return 'nothing has the focus';
    const what = at.outerHTML.slice(0, 160);
    return drawn(at) || drawn(at.nextElementSibling) ? (covered ? `covered: ${what}` : '') : `not to be seen: ${what}`;
}
"""


def has_focus(target: Locator) -> bool:
    return bool(target.evaluate("element => element === document.activeElement"))


def settle(page: Page) -> None:
    """What has the focus can be seen, once the page has scrolled to it."""
    try:
        page.wait_for_function(f"({HIDDEN})() === ''", timeout=SCROLLED)
    except PlaywrightTimeout:
        raise AssertionError(page.evaluate(HIDDEN)) from None


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until `target` has the focus; every stop on the way must be visible."""
    for _press in range(MOST):
        page.keyboard.press("Tab")
        settle(page)
        if has_focus(target):
            return
    raise AssertionError(f"{MOST} times Tab did not lead to {target}")


def test_from_the_front_door_to_an_activity(visit: Visitor, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        shelf.published(scope, "Hulp bij uw aangifte", concept_slug="belastinghulp", entry=Entry.SIGN_UP, capacity=8)
    page = visit("/", width=DESKTOP, judged=False)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    tab_to(page, page.get_by_label("Waarmee zoekt u hulp?"))
    page.keyboard.type("Belasting")
    tab_to(page, page.get_by_label("Uw postcode of plaats"))
    page.keyboard.type("2225")
    page.keyboard.press("Enter")

    page.wait_for_url("**/zoeken?*bij=2225*")
    tab_to(page, page.get_by_role("link", name="Hulp bij uw aangifte").first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/b/katwijk/sessies/*")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hulp bij uw aangifte")
    tab_to(page, page.get_by_role("complementary").get_by_role("link", name="Meld u aan"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/aanmelden")
    tab_to(page, page.get_by_label("Uw voornaam"))
    page.keyboard.type("Bilal")
    tab_to(page, page.get_by_label("Uw telefoonnummer"))
    page.keyboard.type("06 12345678")
    tab_to(page, page.get_by_role("radio", name="Alleen"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw aanmelding is binnen")


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_signing_in_and_filling_in_an_activity(visit: Visitor, scopes: Scopes, clock: Clock, width: int) -> None:
    page = visit("/b/katwijk/beheer/activiteiten/nieuw", width=width, judged=False)
    tab_to(page, page.get_by_label("E-mailadres"))
    page.keyboard.type(PEOPLE["redactie_katwijk"])
    tab_to(page, page.get_by_label("Wachtwoord"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    page.wait_for_url("**/beheer/activiteiten/nieuw")
    tab_to(page, page.locator("#title"))
    page.keyboard.type("Samen uw post lezen")
    tab_to(page, page.locator("#concept_slug"))
    page.keyboard.type("Informatiepunt")
    tab_to(page, page.locator("#text"))
    page.keyboard.type("Neem uw brieven mee.")
    tab_to(page, page.locator("#branch_id"))
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_role("checkbox", name="donderdag"))
    page.keyboard.press("Space")
    for name, typed in (("begins", "1000AM"), ("ends", "1130AM"), ("since", "12122026")):
        tab_to(page, page.locator(f"#lines-0-{name}"))
        page.keyboard.type(typed)
    tab_to(page, page.locator("#entry"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Bewaar", exact=True))
    page.keyboard.press("Enter")

    page.wait_for_url("**/beheer/activiteiten/*-*")
    expect(page.get_by_role("radio", name="Iedere week")).to_be_checked()
    expect(page.locator("#lines-0-since")).to_have_value("2026-12-12")
    expect(page.locator("#lines-0-begins")).to_have_value("10:00")
    tab_to(page, page.get_by_role("button", name="Publiceer"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Gepubliceerd. Het staat nu op uw site")).to_be_visible()


def test_a_menu_on_a_phone_opens_by_a_key(visit: Visitor) -> None:
    page = visit("/b/katwijk/beheer/activiteiten/", as_role="redactie_katwijk", width=PHONE, judged=False)
    menu = page.locator("summary", has_text="Menu")
    tab_to(page, menu)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("navigation", name="Werkkamer").get_by_role("link", name="Partners"))
    visit.judge(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/beheer/partners/")
