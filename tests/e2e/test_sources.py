"""Importing: every page, empty and filled, judged by axe and at 320 px; and a list that comes in with the keyboard."""

from pathlib import Path

import pytest

from tests.sources import made
from tests.support.browser import Visitor
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

pytestmark = [pytest.mark.browser, pytest.mark.only_on("sqlite")]  # the pages are the same on every database

IMPORT = "/b/katwijk/beheer/importeren"


def test_the_pages_of_importing(visit: Visitor, scopes: Scopes, clock: Clock) -> None:
    visit.at_each_width(f"{IMPORT}/", as_role="redactie_katwijk")
    with scopes.work() as scope:
        there = made.sources(scope)
    for path in ("/", "/bestand", "/adres", f"/{there.address_id}", f"/wachtend/{there.calendar_id}"):
        visit.at_each_width(f"{IMPORT}{path}", as_role="redactie_katwijk")
    visit.at_each_width(f"{IMPORT}/wachtend/{there.table_id}", as_role="redactie_katwijk")


def test_a_list_with_other_names_comes_in(visit: Visitor, scopes: Scopes, clock: Clock, tmp_path: Path) -> None:
    file = tmp_path / "lijst.csv"
    file.write_text(f"{made.HEAD.replace('titel', 'wat')}\n{made.ROW}\n", "utf-8")
    page = visit(f"{IMPORT}/bestand", as_role="redactie_katwijk")
    page.get_by_label("Bestand").set_input_files(file)
    page.get_by_label("Vestiging").select_option(made.BRANCH)
    page.get_by_label("Soort hulp of activiteit").select_option("Taalcafé")
    page.get_by_role("button", name="Bekijk het voorbeeld").press("Enter")
    page.get_by_label("titel").select_option("wat")
    page.get_by_role("button", name="Gebruik deze kolommen").press("Enter")
    page.get_by_text("1 nieuw, 0 veranderd").wait_for()
    page.get_by_role("button", name="Ja, lees in").press("Enter")
    page.get_by_text("Klaar: 1 nieuw").wait_for()
    assert page.get_by_role("link", name="Taalcafé").is_visible()
