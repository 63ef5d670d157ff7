"""A library's own space in a browser: each page is judged, and the map and the colours are used."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from stelsel_tenants.libraries.models import Branch
from tests.support.browser import DESKTOP, Visitor
from tests.support.scopes import Scopes

pytestmark = pytest.mark.browser

URL = "/b/katwijk/beheer/"


def branch_address(scopes: Scopes) -> str:
    with scopes.reading() as scope:
        return f"{URL}vestigingen/{scope.session.scalars(select(Branch.id)).one()}"


def test_every_page_is_in_order(visit: Visitor, scopes: Scopes) -> None:
    branch = branch_address(scopes)
    there = ("profiel", "vestigingen/", "vestigingen/nieuw")
    for path in (URL, *(URL + one for one in there), branch, f"{branch}/sluiten", f"{branch}/ruimtes/nieuw"):
        visit.at_each_width(path, as_role="beheer_katwijk")


def test_a_branch_is_pointed_out_on_the_map_by_address_by_mouse_and_by_keyboard(visit: Visitor, scopes: Scopes) -> None:
    page = visit(f"{URL}vestigingen/nieuw", as_role="redactie_katwijk", width=DESKTOP)
    lat, lon = page.locator("#lat"), page.locator("#lon")
    page.fill("#name", "Bibliotheek Rijnsburg")
    page.fill("#place", "Rijnsburg")
    page.get_by_role("button", name="Zet de speld bij dit adres").click()
    expect(lat).to_have_value(re.compile("52,1"))
    expect(page.locator("[data-st-said]")).to_have_text("Rijnsburg")
    expect(page.locator(".m-named", has_text="Rijnsburg")).to_be_visible()

    found = lat.input_value(), lon.input_value()
    chart = page.locator("[data-st-map]")
    chart.click(position={"x": 60, "y": 60})
    clicked = lat.input_value(), lon.input_value()
    assert clicked != found
    chart.focus()
    page.keyboard.press("Enter")
    assert (lat.input_value(), lon.input_value()) != clicked
    visit.judge(page)
    expect(page.locator("[data-st-map] a")).to_have_count(0)

    page.get_by_role("button", name="Bewaar de vestiging").click()
    page.wait_for_url("**/vestigingen/*-*")
    expect(page.locator("#name")).to_have_value("Bibliotheek Rijnsburg")


def test_a_place_of_many_is_asked_about_in_the_page(visit: Visitor) -> None:
    visit.expected.append("422")
    page = visit(f"{URL}vestigingen/nieuw", as_role="redactie_katwijk")
    page.fill("#name", "Bibliotheek Hengelo")
    page.fill("#place", "Hengelo")
    page.get_by_role("button", name="Zet de speld bij dit adres").click()
    expect(page.get_by_role("group", name="Welke plaats bedoelt u?")).to_be_visible()
    expect(page.locator("#name")).to_have_value("Bibliotheek Hengelo")
    visit.judge(page)


def test_a_colour_is_shown_while_it_is_chosen(visit: Visitor) -> None:
    visit.expected.append("422")
    page = visit(f"{URL}profiel", as_role="beheer_katwijk", width=DESKTOP)
    button = page.locator('rect[data-st-fill="licht.accent"]')
    page.fill("#accent", "#e07a1f")
    expect(button).to_have_attribute("fill", "#8a4603")
    expect(page.locator("[data-st-said]")).to_contain_text("#8a4603")
    page.fill("#accent", "#e07a1")
    expect(page.locator("[data-st-said]")).to_contain_text("Kies een kleur")
    page.fill("#accent", "#c8102e")
    expect(button).to_have_attribute("fill", "#9a3135")
    visit.judge(page)
