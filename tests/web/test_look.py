"""The gallery and the shells in a real browser: readable, reachable by keyboard, in the dark, on paper."""

import pytest

from tests.support.browser import DESKTOP, PHONE, Visitor

pytestmark = pytest.mark.browser

GALLERY = "/onderdelen"


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_every_component_can_be_used_by_everybody(visit: Visitor, width: int) -> None:
    page = visit(GALLERY, width=width)
    page.emulate_media(color_scheme="dark")
    visit.judge(page)


def test_the_first_tab_leads_to_the_content(visit: Visitor) -> None:
    page = visit("/bestaat-niet", status=404)
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Naar de inhoud")
    assert link.evaluate("element => element === document.activeElement")
    assert link.is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"


def test_a_refused_form_has_its_summary_in_focus_and_leads_to_the_field(visit: Visitor) -> None:
    page = visit(GALLERY, judged=False)
    summary = page.locator("[data-st-errors]")
    assert summary.evaluate("element => element === document.activeElement")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id || location.hash.slice(1)") == "g-naam"


def test_fonts_icons_and_style_come_from_our_own_address(visit: Visitor) -> None:
    page = visit(GALLERY, judged=False)
    fonts = page.evaluate("document.fonts.ready.then(fonts => [...fonts].map(f => `${f.family} ${f.status}`))")
    assert sorted(fonts) == ["Familjen Grotesk loaded", "Hanken Grotesk loaded"]
    drawn = page.locator("svg.i").first.evaluate("icon => icon.getBBox().width")
    assert drawn > 5


def test_a_choice_side_by_side_is_a_real_radio(visit: Visitor) -> None:
    page = visit(GALLERY, judged=False)
    choice = page.get_by_role("radio", name="Oneven weken")
    page.get_by_role("radio", name="Elke week").focus()
    page.keyboard.press("ArrowRight")
    assert choice.is_checked()


def test_on_paper_there_is_no_navigation(visit: Visitor) -> None:
    page = visit(GALLERY, width=DESKTOP, judged=False)
    page.emulate_media(media="print", color_scheme="dark")
    for gone in (".st-nav", ".st-bottom", ".utrecht-button", ".st-map", ".st-strip"):
        assert not page.locator(gone).first.is_visible(), gone
    assert page.locator(".st-agenda__day").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('.st-agenda strong')).color") == "rgb(0, 0, 0)"


def test_without_scripts_everything_is_still_there(visit: Visitor) -> None:
    page = visit(GALLERY, judged=False)
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.reload()
    page.get_by_text("Deze cijfers als tabel").click()
    assert page.get_by_role("table", name="Bezoekers per maand").is_visible()
