"""The schedule of an activity in a browser: what comes of it while one types, with and without a script."""

import pytest
from playwright.sync_api import expect

from tests.activities.test_workroom import planned
from tests.libraries.test_rooms import room
from tests.support.browser import PHONE, Visitor
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

pytestmark = pytest.mark.browser

NEW = "/b/katwijk/beheer/activiteiten/nieuw"


def test_the_sentence_and_the_dates_follow_what_is_typed(visit: Visitor, clock: Clock) -> None:
    page = visit(NEW, as_role="redactie_katwijk", judged=False)
    page.get_by_label("Titel").fill("Spreekuur")
    sentence = page.locator("[data-st-sentence]")

    page.get_by_label("Zeg het in één zin").fill("1e en 3e maandag; 2e en 4e woensdag 10.00 tot 12.00 uur")
    page.keyboard.press("Enter")
    expect(sentence).to_contain_text("De 1e en 3e maandag van de maand, 10.00 tot 12.00 uur")
    expect(page.get_by_role("group", name="Regel 2")).to_be_visible()

    page.get_by_role("group", name="Regel 1").get_by_label("Tot", exact=True).fill("11:30")
    expect(sentence).to_contain_text("10.00 tot 11.30 uur")
    page.get_by_role("button", name="Haal deze regel weg Regel 2").click()
    expect(page.get_by_role("group", name="Regel 2")).to_have_count(0)

    page.get_by_role("button", name="Voeg een uitzondering toe").click()
    expect(page.locator("#exceptions-0-day")).to_be_focused()
    page.locator("#exceptions-0-day").fill("2026-12-07")
    page.locator("#exceptions-0-kind").select_option("skip")
    expect(sentence).to_contain_text("behalve op 7 december 2026")
    expect(page.get_by_text("maandag 7 december: gaat niet door")).to_be_visible()
    expect(page.get_by_label("Titel")).to_have_value("Spreekuur")
    visit.judge(page)


def test_without_a_script_the_buttons_do_the_same(visit: Visitor, clock: Clock) -> None:
    page = visit(NEW, as_role="redactie_katwijk", width=PHONE, scripts=False, judged=False)
    page.get_by_label("Zeg het in één zin").fill("oneven weken op dinsdag 10.00 tot 12.00 uur")
    page.get_by_role("button", name="Vul het rooster hiermee in").click()
    expect(page.locator("[data-st-sentence]")).to_contain_text("Oneven weken op dinsdag")
    page.locator("#lines-0-ends").fill("11:00")
    page.get_by_role("button", name="Bekijk de data").click()
    expect(page.locator("[data-st-sentence]")).to_contain_text("10.00 tot 11.00 uur")


def test_a_room_that_is_taken_is_seen_while_one_types_and_its_dates_are_skipped(
    visit: Visitor, clock: Clock, scopes: Scopes
) -> None:
    room_id = room(scopes, "Vergaderkamer", seats=12)
    planned(scopes, room="Vergaderkamer")
    visit.at_each_width(f"/b/katwijk/beheer/vestigingen/ruimtes/{room_id}", as_role="beheer_katwijk")
    visit.expected.append("422")
    page = visit(NEW, as_role="redactie_katwijk", judged=False)
    page.get_by_label("Titel").fill("Leeskring")
    page.get_by_label("Soort hulp of activiteit").select_option("taalcafe")
    page.get_by_label("Vestiging", exact=True).select_option(index=1)
    page.locator("#entry").check(force=True)
    page.get_by_label("Zeg het in één zin").fill("elke dinsdag 11.00 tot 12.00 uur")
    page.keyboard.press("Enter")
    assert page.locator("datalist#rooms option").get_attribute("value") == "Vergaderkamer"
    page.get_by_label("Plek in het gebouw").first.fill("vergaderkamer")
    expect(page.get_by_text("Vergaderkamer is bezet door Taalcafé, 10.00 – 12.00").first).to_be_visible()

    page.get_by_label("Zeg het in één zin").fill("elke dinsdag en woensdag 11.00 tot 12.00 uur")
    page.keyboard.press("Enter")
    expect(page.locator("[data-st-sentence]")).to_contain_text("woensdag")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_role("heading", name="De ruimte is niet vrij")).to_be_visible()
    visit.judge(page)
    page.get_by_role("button", name="Sla deze data over").click()
    expect(page.get_by_role("heading", name="Overgeslagen, de ruimte was bezet")).to_be_visible()
    visit.judge(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_only_what_applies_is_asked_and_a_mistake_is_always_seen(visit: Visitor, clock: Clock, scripts: bool) -> None:
    page = visit(NEW, as_role="redactie_katwijk", judged=False, scripts=scripts)
    asked = {
        name: page.locator(f"[name={name}]").first
        for name in ("slot_minutes", "kept_seats", "mode", "online_link", "online_capacity")
    }

    def seen() -> set[str]:
        return {name for name, field in asked.items() if field.is_visible()}

    def choose(word: str) -> None:
        page.locator(f".st-how [value={word}]").check(force=True)

    choose("walk_in")
    assert seen() == set()
    choose("appointment")
    assert seen() == {"slot_minutes", "kept_seats", "mode"}
    choose("sign_up")
    choose("both")
    assert seen() == {"kept_seats", "mode", "online_link", "online_capacity"}
    choose("walk_in")
    assert seen() == {"mode", "online_link", "online_capacity"}, "it says something that does not go with this"
    choose("sign_up")
    asked["online_link"].fill("geen adres")
    choose("at_branch")
    assert seen() == {"kept_seats", "mode"}

    visit.expected.append("422")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_role("alert").first).to_be_visible()
    assert seen() == {"kept_seats", "mode", "online_link"}
    expect(asked["online_link"]).to_have_value("geen adres")
    if scripts:
        visit.judge(page)
