"""The pages of organisations in a real browser: its own, a library's, the national body's, everybody's."""

import pytest
from flask import Flask
from sqlalchemy import select

from stelsel.tenancy import Organisation
from tests.organisations import there
from tests.site import shelf
from tests.support.browser import Visitor
from tests.support.scopes import Scopes

pytestmark = pytest.mark.browser
LIST = "/landelijk/organisaties/"


def test_each_keeper_sees_who_said_what(visit: Visitor, scopes: Scopes) -> None:
    own = there.added(scopes, "Humanitas", summary="Vrijwilligers.")
    there.added(scopes, "Humanitas Bollenstreek")
    there.works_at(scopes, "katwijk", own)
    partnership = there.partnership(scopes, "katwijk", own)
    assert partnership is not None

    page = visit.at_each_width("/partner/organisatie", as_role="partner_belastingdienst")
    page.get_by_label("Wat doet de organisatie, in één zin").fill("Heft belastingen.")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    page.get_by_text("Volgens de organisatie zelf").first.wait_for()
    visit.judge(page)

    at = f"/b/katwijk/beheer/partners/{partnership.id}"
    visit.at_each_width(f"{at}/organisatie", as_role="redactie_katwijk")
    visit.at_each_width(f"{at}/dubbel", as_role="redactie_katwijk")
    visit.at_each_width("/partners/humanitas")


def test_what_may_be_meant_is_shown_while_one_types(visit: Visitor, scopes: Scopes) -> None:
    there.added(scopes, "Humanitas")
    page = visit("/b/katwijk/beheer/partners/nieuw", as_role="redactie_katwijk")
    page.get_by_text("Staat de organisatie er niet bij?").click()
    page.get_by_label("Naam van de nieuwe organisatie").press_sequentially("Humanitas afd. Katwijk")
    page.get_by_text("een afdeling van Humanitas: Katwijk").wait_for()
    visit.judge(page)


def test_two_are_made_one_from_the_page(visit: Visitor, app: Flask, scopes: Scopes) -> None:
    pair = there.two(scopes)
    with scopes.national() as scope:
        scope.session.get_one(Organisation, pair.kept).phone = "+31701234567"
        assert scope.session.scalars(select(Organisation)).all()
    for path in ("", "dubbel", str(pair.gone), f"{pair.gone}/samenvoegen"):
        visit.at_each_width(LIST + path, as_role="landelijk")
    page = visit.at_each_width(f"{LIST}{pair.gone}/samenvoegen?met={pair.kept}", as_role="landelijk")
    page.get_by_label("+31715163000").check()
    page.get_by_role("button", name="Voeg samen").click()
    page.get_by_role("button", name="Draai het samenvoegen terug").wait_for()
    visit.judge(page)
    with scopes.reading() as scope:
        assert scope.session.get_one(Organisation, pair.kept).phone == "+31715163000"
        assert shelf.organisation(scope) == pair.kept
    page.get_by_role("button", name="Draai het samenvoegen terug").click()
    page.get_by_text("staat weer apart in de lijst").wait_for()
