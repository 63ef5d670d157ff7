"""Nothing typed is lost: not by an expired sign-in, not by a second tab, not by a mistake."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from stelsel.identity import service, sign_ins
from stelsel_tenants.activities.models import Activity
from tests.site import shelf
from tests.support.browser import DESKTOP, PHONE, Visitor
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes
from tests.support.world import PASSWORD, PEOPLE

pytestmark = pytest.mark.browser

WHO = "redactie_katwijk"
HERE = "/b/katwijk/beheer/activiteiten/"
LONG = "Neem uw brieven mee.\n\nWe lezen ze samen, en u hoeft niets te tekenen.\n\n" + " ".join(
    ["Rustig, en met koffie."] * 60
)
TYPED = {
    "Titel": "Samen uw post lezen",
    "In één zin": "Een brief van de gemeente? Wij lezen mee.",
    "Uitleg": LONG,
    "Plek in het gebouw": "tafel bij het raam",
    "Voor wie": "Voor iedereen die een brief niet begrijpt",
    "Wat neemt iemand mee": "de brief, en uw bril",
}


def box(page: Page, label: str) -> Locator:
    """A text field, whatever stands behind its label."""
    return page.get_by_role("textbox", name=re.compile(rf"^{label}"))


def field(page: Page, label: str) -> str:
    return box(page, label).input_value()


def fill_in(page: Page, typed: dict[str, str] = TYPED) -> None:
    for label, text in typed.items():
        box(page, label).fill(text)
    page.get_by_label("Soort hulp of activiteit").select_option("ido")
    page.locator("#branch_id").select_option(index=1)
    page.get_by_role("radio", name="Iedere week").check()
    page.get_by_role("checkbox", name="donderdag").check()
    page.locator("#lines-0-begins").fill("13:30")
    page.locator("#lines-0-ends").fill("15:00")
    page.locator("#lines-0-since").fill("2026-12-03")
    page.get_by_role("radio", name="Binnenlopen").check()


def save(page: Page) -> None:
    page.get_by_role("button", name="Bewaar", exact=True).click()


def test_a_sign_in_that_ended_under_a_long_form(visit: Visitor, scopes: Scopes, clock: Clock) -> None:
    visit.expected.append("401")
    page = visit(f"{HERE}nieuw", as_role=WHO, judged=False)
    fill_in(page)
    with scopes.identity() as scope:
        user = service.find(scope, PEOPLE[WHO])
        assert user is not None
        sign_ins.end_all(scope, user.id)
    save(page)

    expect(page.get_by_role("heading", name="U was te lang weg en bent uitgelogd")).to_be_visible()
    expect(page.get_by_text("Wat u had ingevuld, is niet weg")).to_be_visible()
    visit.judge(page)
    page.get_by_label("E-mailadres").fill(PEOPLE[WHO])
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Uw tekst is bewaard")
    page.get_by_text("Bekijk wat u had ingevuld").click()
    expect(page.get_by_text("We lezen ze samen")).to_be_visible()
    visit.judge(page)
    with scopes.reading() as scope:
        assert scope.session.scalars(select(Activity)).all() == [], "nothing is sent by itself"
    page.get_by_role("button", name="Verstuur wat ik had ingevuld").click()

    page.wait_for_url(re.compile(rf"{HERE}[0-9a-f-]{{36}}$"))
    assert {label: field(page, label) for label in TYPED} == TYPED
    expect(page.locator("#lines-0-begins")).to_have_value("13:30")
    expect(page.get_by_role("checkbox", name="donderdag")).to_be_checked()


def test_the_second_of_two_tabs_sees_both_versions_and_chooses(visit: Visitor, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        address = f"{HERE}{shelf.published(scope, 'Taalcafé', audience='Voor iedereen')}"
    visit.expected.append("409")
    first, second = (visit(address, as_role=WHO, width=DESKTOP, judged=False) for _tab in range(2))
    first.get_by_label("Titel").fill("Taalcafé met soep")
    save(first)
    expect(first.get_by_text("Bewaard.")).to_be_visible()
    second.get_by_label("Titel").fill("Taalcafé voor beginners")
    box(second, "Voor wie").fill("Voor wie net begint")
    save(second)

    expect(second.get_by_role("heading", name="Twee versies")).to_be_visible()
    expect(second.get_by_role("cell", name="Taalcafé voor beginners")).to_be_visible()
    expect(second.get_by_role("cell", name="Taalcafé met soep")).to_be_visible()
    expect(second.get_by_role("cell", name="Voor iedereen")).to_be_visible()
    assert field(second, "Titel") == "Taalcafé voor beginners"
    visit.judge(second)
    save(second)
    expect(second.get_by_text("Bewaard.")).to_be_visible()
    first.reload()
    assert field(first, "Titel") == "Taalcafé voor beginners"
    assert field(first, "Voor wie") == "Voor wie net begint"


def test_the_second_of_two_tabs_may_take_the_saved_version(visit: Visitor, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        address = f"{HERE}{shelf.published(scope)}"
    visit.expected.append("409")
    first, second = (visit(address, as_role=WHO, judged=False) for _tab in range(2))
    for page, title in ((first, "Van de ene"), (second, "Van de andere")):
        page.get_by_label("Titel").fill(title)
        save(page)
    visit.judge(second)
    second.get_by_role("link", name="Neem de bewaarde versie").click()
    expect(second.get_by_label("Titel")).to_have_value("Van de ene")


def test_a_mistake_keeps_the_words_and_leads_to_the_field(visit: Visitor, scopes: Scopes, clock: Clock) -> None:
    visit.expected.append("422")
    page = visit(f"{HERE}nieuw", as_role=WHO, width=PHONE, judged=False)
    fill_in(page, TYPED | {"Titel": ""})
    page.locator("#lines-0-begins").fill("")
    page.locator("#concept_slug").select_option("")
    page.locator("#cost_cents").fill("een tientje")
    save(page)

    summary = page.locator("[data-st-errors]")
    expect(summary).to_be_focused()
    assert page.title().startswith("Fout:")
    visit.judge(page)
    kept = {label: field(page, label) for label in TYPED if label != "Titel"}
    assert kept == {label: text for label, text in TYPED.items() if label != "Titel"}
    expect(page.locator("#cost_cents")).to_have_value("een tientje")
    expect(page.locator("#lines-0-ends")).to_have_value("15:00")
    expect(page.get_by_role("checkbox", name="donderdag")).to_be_checked()

    links = summary.get_by_role("link")
    assert [link.get_attribute("href") for link in links.all()] == [
        "#title",
        "#concept_slug",
        "#cost_cents",
        "#lines-0-begins",
    ]
    for link in links.all():
        link.click()
        at = page.locator(link.get_attribute("href") or "")
        expect(at).to_be_focused()
        expect(at).to_have_attribute("aria-invalid", "true")
        about = (at.get_attribute("aria-describedby") or "").split()
        expect(page.locator(f"#{about[-1]}")).to_have_text(link.inner_text())

    page.get_by_label("Titel").fill(TYPED["Titel"])
    page.locator("#lines-0-begins").fill("13:30")
    page.locator("#concept_slug").select_option("ido")
    page.locator("#cost_cents").fill("10")
    save(page)
    page.wait_for_url(re.compile(rf"{HERE}[0-9a-f-]{{36}}$"))
