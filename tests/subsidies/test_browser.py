"""Every page of this room in Chromium, on a phone and on a desk: axe, keyboard, 320 px."""

import pytest

from stelsel_admin.subsidies.assessment import service as assessment
from tests.subsidies.stage import Stage
from tests.support.browser import Visitor

pytestmark = pytest.mark.browser

WIDE = 1280
APPLY = "/subsidies/hulp/aanvragen"
CASES = "/subsidies/behandelen"


def test_schemes_and_the_way_in(visit: Visitor, stage: Stage) -> None:
    visit("/subsidies/")
    stage.scheme()
    for width in (390, WIDE):
        visit("/subsidies/", width=width)
        visit("/subsidies/hulp/", width=width)
        visit(f"{APPLY}/katwijk/", as_role="redactie_katwijk", width=width)
    page = visit(f"{APPLY}/", as_role="redactie_katwijk")
    assert page.url.endswith(f"{APPLY}/katwijk/"), "somebody of one library goes straight on"
    visit(f"{APPLY}/", as_role="beoordelaar1")
    visit("/b/katwijk/beheer/subsidies/", as_role="directie_katwijk")


def test_filling_in_signing_and_the_receipt(visit: Visitor, stage: Stage) -> None:
    stage.filled(stage.scheme(), vraag_plan="")
    page = visit(f"{APPLY}/katwijk/invullen", as_role="redactie_katwijk", width=WIDE)
    page.get_by_role("textbox", name="Plan").fill("We helpen op drie plekken.")
    page.get_by_role("button", name="Bewaar").click()
    page.wait_for_url(f"**{APPLY}/katwijk/")
    assert page.get_by_text("Alles is ingevuld").is_visible()

    visit(f"{APPLY}/katwijk/", as_role="directie_katwijk")
    page = visit(f"{APPLY}/katwijk/ondertekenen", as_role="directie_katwijk")
    page.get_by_label("Ik mag deze aanvraag").check()
    page.get_by_role("button", name="Onderteken en verstuur").click()
    page.wait_for_url("**/ontvangst")
    assert page.get_by_text("Verstuurd. U krijgt ook een mail").is_visible()
    for address in ("", "ontvangst", "intrekken"):
        visit(f"{APPLY}/katwijk/{address}", as_role="directie_katwijk", width=WIDE)


def test_two_tabs_choose_between_two_versions(visit: Visitor, stage: Stage) -> None:
    stage.filled(stage.scheme())
    address = f"{APPLY}/katwijk/invullen"
    first, second = (visit(address, as_role="redactie_katwijk", judged=False) for _ in range(2))
    first.get_by_role("textbox", name="Plan").fill("Van de ene.")
    first.get_by_role("button", name="Bewaar").click()
    first.wait_for_url(f"**{APPLY}/katwijk/")
    visit.expected.append("409")
    second.get_by_role("textbox", name="Plan").fill("Van de andere.")
    second.get_by_role("button", name="Bewaar").click()
    assert second.get_by_role("cell", name="Van de ene.").is_visible()
    assert second.get_by_role("textbox", name="Plan").input_value() == "Van de andere."
    second.get_by_role("button", name="Bewaar").click()
    second.wait_for_url(f"**{APPLY}/katwijk/")


def test_a_case_from_statement_to_decision(visit: Visitor, stage: Stage) -> None:
    case_id = stage.submitted(stage.scheme())
    for who in ("controleur", "beslisser", "coordinator"):
        stage.declare(who, case_id)
    case = f"{CASES}/{case_id}"
    page = visit(case, as_role="beoordelaar1")
    assert page.url.endswith("/verklaring")
    page.get_by_label("Nee, ik heb geen belang").check()
    page.get_by_role("button", name="Bewaar mijn verklaring").click()
    page.wait_for_url(f"**{case}")
    page.get_by_role("button", name="Pak deze zaak op").click()
    page.get_by_role("heading", name="Kijk of de aanvraag volledig is").wait_for()
    visit(f"{case}/aanvulling", as_role="beoordelaar1", width=WIDE)
    page.get_by_role("button", name="De aanvraag is volledig").click()
    page.get_by_role("link", name="Begin met beoordelen").wait_for()
    for width in (390, WIDE):
        visit(case, as_role="beoordelaar1", width=width)
        visit(f"{case}/beoordeling", as_role="beoordelaar1", width=width)
        visit(f"{CASES}/", as_role="beoordelaar1", width=width)
    with stage.between("beoordelaar1", "katwijk") as scope:
        points = {"bereik": (4, "Goed."), "samenwerking": (4, "Goed.")}
        assessment.assess(scope, case_id, points=points, positive=True, reason="Voldoet.")
    with stage.between("controleur", "katwijk") as scope:
        assessment.take_control(scope, case_id)
    visit(f"{case}/controle", as_role="controleur")
    stage.agreed(case_id)
    stage.adopted(case_id)
    page = visit(f"{case}/besluit", as_role="beslisser", width=WIDE)
    page.get_by_label("Verleen de subsidie").check()
    page.get_by_label("Motivering").fill("U voldoet aan alle voorwaarden.")
    page.get_by_role("button", name="Onderteken").click()
    page.wait_for_url(f"**{case}")
    visit(case, as_role="coordinator", width=WIDE)
    visit(f"{APPLY}/katwijk/", as_role="directie_katwijk")
    visit(f"{CASES}/?toon=klaar", as_role="coordinator")


def test_a_supplement_as_the_applicant_sees_it(visit: Visitor, stage: Stage) -> None:
    case_id = stage.declared(stage.submitted(stage.scheme()))
    with stage.between("beoordelaar1", "katwijk") as scope:
        assessment.take_up(scope, case_id)
    with stage.between("beoordelaar1", "katwijk") as scope:
        assessment.ask_supplement(scope, case_id, names=["vraag_plan"], text="Wat doet u precies?")
    for width in (390, WIDE):
        visit(f"{APPLY}/katwijk/", as_role="directie_katwijk", width=width)
        visit(f"{CASES}/{case_id}", as_role="beoordelaar1", width=width)
    visit(f"{APPLY}/katwijk/invullen", as_role="redactie_katwijk")


def test_an_officer_without_schemes(visit: Visitor, stage: Stage) -> None:
    visit(f"{CASES}/", as_role="coordinator")
