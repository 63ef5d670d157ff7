"""A library at work: an editor plans a partner's hour and finds it back, the desk counts, the nation's figure moves."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from stelsel_tenants.activities.models import Entry
from stelsel_tenants.registrations import service as registrations
from stelsel_tenants.registrations.service import Person
from tests.site import shelf
from tests.support.browser import DESKTOP, PHONE, Visitor
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

pytestmark = pytest.mark.browser

WORK = "/b/katwijk/beheer"
EDITOR, DESK = "redactie_katwijk", "balie_katwijk"


def test_an_editor_plans_an_hour_with_a_partner_and_finds_it_back(visit: Visitor, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
    page = visit(f"{WORK}/partners/", as_role=EDITOR, width=DESKTOP, judged=False)
    page.get_by_role("link", name="Nieuwe partner").click()
    page.get_by_label("Organisatie uit de landelijke lijst").select_option(label="Belastingdienst")
    page.get_by_label("Wat doet deze partner bij u?").fill("Helpt bij de aangifte en bij toeslagen.")
    page.get_by_role("checkbox", name="Belasting en toeslagen").check()
    page.get_by_role("button", name="Stel voor").click()
    expect(page.get_by_text("Voorgesteld.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Belastingdienst")
    visit.judge(page)
    theirs = visit("/partner/bibliotheken/katwijk", as_role="partner_belastingdienst", width=DESKTOP, judged=False)
    theirs.get_by_role("button", name="Neem aan").click()
    page.reload()

    page.get_by_role("link", name="Plan een spreekuur").click()
    expect(page.locator("#organisation_id option:checked")).to_have_text("Belastingdienst")
    page.get_by_label("Titel").fill("Spreekuur van de Belastingdienst")
    page.get_by_label("Soort hulp of activiteit").select_option("belastinghulp")
    page.locator("#branch_id").select_option(label="Bibliotheek Katwijk Katwijk")
    page.get_by_role("radio", name="Iedere week").check()
    page.get_by_role("checkbox", name="donderdag").check()
    page.locator("#lines-0-begins").fill("10:00")
    page.locator("#lines-0-ends").fill("12:00")
    page.locator("#lines-0-since").fill("2026-12-03")
    page.get_by_role("radio", name="Binnenlopen").check()
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_text("Bewaard als concept.")).to_be_visible()
    page.get_by_role("link", name="Bekijk het voorbeeld").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Spreekuur van de Belastingdienst")
    page.go_back()
    page.get_by_role("button", name="Publiceer").click()
    expect(page.get_by_text("Gepubliceerd.", exact=False).first).to_be_visible()
    visit.judge(page)

    somebody = visit("/", width=PHONE, judged=False)
    somebody.get_by_label("Uw postcode of plaats").fill("2225")
    somebody.get_by_role("button", name="Zoek hulp").click()
    nearest = somebody.locator(".st-loc").first
    expect(nearest.get_by_role("heading", level=2)).to_contain_text("Bibliotheek Katwijk")
    expect(nearest).to_contain_text("donderdag 3 december 10.00 tot 12.00 uur", ignore_case=True)
    expect(nearest).to_contain_text("Met Belastingdienst")
    visit.judge(somebody)
    nearest.get_by_role("link", name="Spreekuur van de Belastingdienst").click()
    expect(somebody.get_by_text("Iedere donderdag, 10.00 tot 12.00 uur")).to_be_visible()
    somebody.get_by_role("link", name="Belastingdienst", exact=True).click()
    expect(somebody.locator("#belastingdienst")).to_contain_text("Helpt bij de aangifte en bij toeslagen.")

    subscribed = somebody.request.get("/b/katwijk/agenda.ics")
    assert subscribed.ok
    assert subscribed.headers["content-type"].startswith("text/calendar")
    unfolded = re.sub(r"\r\n[ \t]", "", subscribed.text())
    assert "SUMMARY:Spreekuur van de Belastingdienst" in unfolded
    assert re.search(r"DTSTART;TZID=Europe/Amsterdam:20261203T100000", unfolded)


def figure(page: Page, name: str) -> str:
    return page.locator(".st-kpi").filter(has=page.get_by_role("heading", name=name)).inner_text()


def test_the_desk_counts_104_of_70_by_tapping_and_the_nation_sees_it(
    visit: Visitor, scopes: Scopes, clock: Clock
) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        activity_id = shelf.published(scope, "Hulp bij uw aangifte", entry=Entry.SIGN_UP, capacity=80)
        first, *_rest = shelf.sessions(scope, activity_id)
        shelf.give_out(scope, first.id, 70)
    nation = visit("/landelijk/cijfers", as_role="landelijk", width=DESKTOP, judged=False)
    assert "104" not in nation.get_by_role("main").inner_text()

    page = visit(f"{WORK}/balie", as_role=DESK, width=PHONE, judged=False)
    page.get_by_role("link", name="Hulp bij uw aangifte").click()
    count = page.locator("[data-st-count]")
    expect(count).to_contain_text("70 aangemeld")
    there = 0
    for button, step in [("+5", 5)] * 21 + [("Terug", -1)]:
        there += step
        page.get_by_role("button", name=button, exact=True).click()
        expect(count).to_have_text(re.compile(rf"^{there}\D"))
    expect(page.get_by_text("24 meer dan er plaatsen zijn. Dat telt gewoon mee.")).to_be_visible()
    visit.judge(page)
    page.get_by_role("link", name="Ander moment").click()
    expect(page.get_by_text("104 geteld")).to_be_visible()

    nation.reload()
    assert "104" in figure(nation, "Aanwezigen")
    visit.judge(nation)


def test_taps_without_a_network_are_kept_and_sent_once(visit: Visitor, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        activity_id = shelf.published(scope, "Hulp bij uw aangifte", entry=Entry.SIGN_UP, capacity=8)
        moment = shelf.sessions(scope, activity_id)[0].id
    page = visit(f"{WORK}/balie/{moment}", as_role=DESK, width=PHONE, judged=False)
    count, more = page.locator("[data-st-count]"), page.get_by_role("button", name="1 erbij")
    lost = 0

    def lose_the_answer(route: Route) -> None:
        """The first tap arrives, and its answer does not."""
        nonlocal lost
        if lost == 0:
            lost += 1
            route.fetch(max_redirects=0)
            route.abort()
        else:
            route.continue_()

    page.route("**/erbij", lose_the_answer)
    more.click()
    expect(page.get_by_text("1 tik wacht op verbinding")).to_be_visible()
    page.context.set_offline(True)
    more.click()
    more.click()
    expect(count).to_have_text(re.compile(r"^3\D"))
    expect(page.get_by_text("3 tikken wachten op verbinding")).to_be_visible()
    visit.judge(page)
    page.context.set_offline(False)

    expect(page.locator("[data-st-taps]")).to_be_hidden()
    page.reload()
    expect(count).to_have_text(re.compile(r"^3\D"))
    visit.expected.extend(["ERR_FAILED", "ERR_INTERNET_DISCONNECTED"])


def test_a_name_is_ticked_by_the_whole_line_and_taken_back(visit: Visitor, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        activity_id = shelf.published(scope, "Hulp bij uw aangifte", entry=Entry.SIGN_UP, capacity=8)
        first, *_rest = shelf.sessions(scope, activity_id)
        moment = first.id
    for name, seats in (("Samira", 2), ("Bilal", 1)):
        with scopes.work() as scope:
            mail = f"{name.lower()}@voorbeeld.example"
            registrations.sign_up(scope, moment, Person(name, email=mail, seats=seats), request_key=name)
    page = visit(f"{WORK}/balie/{moment}", as_role=DESK, width=PHONE, judged=False)
    count, samira = page.locator("[data-st-count]"), page.get_by_role("button", name="Samira +1")
    line = samira.bounding_box()
    assert line is not None
    assert line["width"] > 300
    assert line["height"] >= 48
    page.mouse.click(line["x"] + line["width"] - 10, line["y"] + line["height"] / 2)
    expect(samira).to_have_attribute("aria-pressed", "true")
    expect(count).to_have_text(re.compile(r"^2\D"))
    visit.judge(page)
    samira.click()
    expect(samira).to_have_attribute("aria-pressed", "false")
    expect(count).to_have_text(re.compile(r"^0\D"))
