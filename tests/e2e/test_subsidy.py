"""A subsidy from an empty form to a decision, each by their own hands, and the ceiling that moves with it."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.subsidies.stage import Stage
from tests.support.browser import DESKTOP, PHONE, Visitor
from tests.support.fixtures import Clock

pytestmark = pytest.mark.browser

SCHEME = "/subsidies/hulp/"
APPLY = f"{SCHEME}aanvragen/katwijk/"
AMOUNT = "€\u00a06.601,50"
"""Katwijk's 66,015 inhabitants at ten cents."""


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).click()


def take_part(visit: Visitor, who: str, case: str) -> Page:
    """Open a case as one of the officers: the statement comes first."""
    page = visit(case, as_role=who, width=DESKTOP, judged=False)
    page.wait_for_url("**/verklaring")
    page.get_by_label("Nee, ik heb geen belang").check()
    press(page, "Bewaar mijn verklaring")
    page.wait_for_url(f"**{case}")
    return page


def test_from_an_empty_form_to_a_grant(visit: Visitor, app: Flask, clock: Clock) -> None:
    stage = Stage(app)
    stage.areas(katwijk=66_015)
    stage.scheme()

    editor = visit(APPLY, as_role="redactie_katwijk", width=PHONE, judged=False)
    press(editor, "Begin met de aanvraag")
    editor.get_by_role("textbox", name="Contact").fill("Noor van Dijk, 071 555 01 23")
    editor.get_by_label("Hoeveel vestigingen").fill("3")
    editor.get_by_role("textbox", name="Plan").fill("We helpen op drie plekken.")
    for what in ("computers", "cursussen", "spreekuren", "Privacy is geregeld"):
        editor.get_by_label(what).check()
    press(editor, "Bewaar")
    expect(editor.get_by_text("De directie leest en ondertekent haar")).to_be_visible()
    expect(editor.get_by_role("main")).to_contain_text(AMOUNT)
    visit.judge(editor)

    director = visit(APPLY, as_role="directie_katwijk", width=PHONE, judged=False)
    director.get_by_role("link", name="Lees en onderteken").click()
    director.get_by_label("Ik mag deze aanvraag").check()
    press(director, "Onderteken en verstuur")
    director.wait_for_url("**/ontvangst")
    visit.judge(director)

    assessor = visit("/subsidies/behandelen/", as_role="beoordelaar1", width=DESKTOP, judged=False)
    assessor.get_by_role("link", name="Bibliotheek Katwijk").click()
    assessor.wait_for_url("**/verklaring")
    case = assessor.url.removeprefix(visit.site.url).removesuffix("/verklaring")
    assessor.get_by_label("Nee, ik heb geen belang").check()
    press(assessor, "Bewaar mijn verklaring")
    press(assessor, "Pak deze zaak op")
    press(assessor, "De aanvraag is volledig")
    assessor.get_by_role("link", name="Begin met beoordelen").click()
    for criterion in ("Bereik", "Samenwerking"):
        part = assessor.get_by_role("region", name=criterion)
        part.get_by_role("radio", name="4").check()
        part.get_by_label("Waarom deze punten").fill("Bereikt wie het nodig heeft.")
    advice = assessor.get_by_role("region", name="Advies")
    advice.get_by_role("radio", name="Verlenen").check()
    advice.get_by_label("Waarom").fill("Een goed plan.")
    press(assessor, "Leg de beoordeling vast")
    assessor.wait_for_url(f"**{case}")

    controller = take_part(visit, "controleur", case)
    press(controller, "Begin met controleren")
    controller.get_by_role("link", name="Geef uw oordeel").click()
    controller.get_by_label("Akkoord met de beoordeling").check()
    press(controller, "Leg mijn oordeel vast")
    controller.wait_for_url(f"**{case}")
    expect(controller.get_by_role("term").filter(has_text="Gereserveerd")).to_be_visible()

    coordinator = take_part(visit, "coordinator", case)
    press(coordinator, "Leg de verdeling vast")

    scheme = visit(SCHEME, judged=False)
    granted = scheme.get_by_role("term").filter(has_text="Verleend").locator("xpath=following-sibling::dd[1]")
    expect(granted).to_have_text("€\u00a00")
    decider = take_part(visit, "beslisser", case)
    decider.get_by_role("link", name="Neem het besluit").click()
    decider.get_by_label("Verleen de subsidie").check()
    decider.get_by_label("Motivering").fill("U voldoet aan alle voorwaarden.")
    press(decider, "Onderteken")
    decider.wait_for_url(f"**{case}")
    visit.judge(decider)

    scheme.reload()
    expect(granted).to_have_text(AMOUNT)
    coordinator.goto("/subsidies/behandelen/?toon=klaar")
    for row in ("Verleend 1 aanvraag", "Bibliotheek Katwijk"):
        expect(coordinator.get_by_role("row", name=row)).to_contain_text(AMOUNT)
    director.goto(APPLY)
    expect(director.get_by_text("U voldoet aan alle voorwaarden.")).to_be_visible()
    visit.judge(director)
