"""Signing in, the own account and the people of a library: each page judged, and the way in walked by hand."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from stelsel.access import RoleName
from stelsel.identity.models import Membership, User
from tests.identity.desk import OTHER, PASSWORD, link_to
from tests.support.browser import PHONE, Visitor
from tests.support.client import Clients
from tests.support.scopes import Scopes
from tests.support.world import PEOPLE

pytestmark = pytest.mark.browser

PEOPLE_PAGE = "/b/katwijk/beheer/mensen/"
NEW = "nieuw@katwijk.example"


@pytest.mark.parametrize("path", ["/inloggen", "/inloggen?uitgelogd=1", "/uitloggen", "/wachtwoord-vergeten"])
def test_the_pages_of_nobody(visit: Visitor, path: str) -> None:
    visit.at_each_width(path)


@pytest.mark.parametrize("path", ["/account/", "/account/wachtwoord", "/uitloggen"])
def test_the_pages_of_ones_own(visit: Visitor, clients: Clients, path: str) -> None:
    clients["redactie_katwijk"].get("/")  # signed in on another device too
    visit.at_each_width(path, as_role="redactie_katwijk")


def membership(scopes: Scopes, who: str) -> str:
    with scopes.identity() as scope:
        found = select(Membership.id).join(User, User.id == Membership.user_id).where(User.email == PEOPLE[who])
        return f"{PEOPLE_PAGE}{scope.session.scalars(found).one()}"


def invite(clients: Clients, email: str = NEW) -> None:
    data = {"name": "Sam Nieuw", "email": email, "role": RoleName.EDITOR.value}
    assert clients["beheer_katwijk"].post(f"{PEOPLE_PAGE}uitnodigen", data=data).status_code == 303


def test_the_people_of_a_library(visit: Visitor, clients: Clients, scopes: Scopes) -> None:
    invite(clients)
    for path in (
        PEOPLE_PAGE,
        f"{PEOPLE_PAGE}uitnodigen",
        membership(scopes, "redactie_katwijk"),
        membership(scopes, "beheer_katwijk"),
    ):
        visit.at_each_width(path, as_role="beheer_katwijk")


def test_an_invitation_as_each_sees_it(visit: Visitor, clients: Clients, scopes: Scopes) -> None:
    invite(clients)
    visit.at_each_width(link_to(scopes, NEW))
    email = PEOPLE["balie_venlo"]
    invite(clients, email)
    link = link_to(scopes, email)
    visit(link)
    visit(link, as_role="redactie_venlo")
    page = visit(link, as_role="balie_venlo")
    page.get_by_role("button", name="Ja, ik doe mee").click()
    expect(page.get_by_role("link", name="Bibliotheek Katwijk").first).to_be_visible()
    visit(link, status=410)


def test_an_invited_person_begins_on_a_phone(visit: Visitor, clients: Clients, scopes: Scopes) -> None:
    invite(clients)
    page = visit(link_to(scopes, NEW), width=PHONE)
    visit.expected.append("422")
    page.get_by_label("wachtwoord", exact=False).fill("kort")
    page.get_by_role("button", name="Maak mijn account").click()
    expect(page.locator("[data-st-errors]")).to_be_focused()
    expect(page.locator("#name")).to_have_value("Sam Nieuw")
    visit.judge(page)
    page.get_by_label("wachtwoord", exact=False).fill(OTHER)
    page.get_by_role("button", name="Maak mijn account").click()
    page.wait_for_url("**/b/katwijk/beheer/")
    visit.judge(page)


def test_somebody_forgot_the_password_and_comes_in_again(
    visit: Visitor, scopes: Scopes, run_jobs: Callable[[], int]
) -> None:
    who = PEOPLE["redactie_katwijk"]
    page = visit("/b/katwijk/beheer/activiteiten/")
    assert "/inloggen?next=" in page.url
    page.get_by_label("E-mailadres").fill(who)
    page.get_by_label("Wachtwoord").fill("iets heel anders dan dat")
    visit.expected.append("422")
    page.get_by_role("button", name="Log in").click()
    expect(page.locator("[data-st-errors]")).to_be_focused()
    expect(page.get_by_label("E-mailadres")).to_have_value(who)
    visit.judge(page)

    page.get_by_role("link", name="Wachtwoord vergeten").click()
    page.get_by_label("E-mailadres").fill(who)
    page.get_by_role("button", name="Stuur mij een link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in uw mail")
    visit.judge(page)

    run_jobs()
    page = visit.at_each_width(link_to(scopes, who))
    page.get_by_label(re.compile("wachtwoord", re.IGNORECASE)).fill(OTHER)
    page.get_by_role("button", name="Bewaar mijn wachtwoord").click()
    expect(page.get_by_text("Uw nieuwe wachtwoord is bewaard")).to_be_visible()
    visit.judge(page)
    page.get_by_label("E-mailadres").fill(who)
    page.get_by_label("Wachtwoord").fill(OTHER)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/b/katwijk/beheer/")


def test_who_signs_in_lands_where_they_were_going_and_signs_out(visit: Visitor) -> None:
    page = visit("/b/katwijk/beheer/activiteiten/nieuw")
    page.get_by_label("E-mailadres").fill(PEOPLE["redactie_katwijk"])
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/b/katwijk/beheer/activiteiten/nieuw")

    page.goto("/account/")
    page.get_by_role("button", name="Log uit", exact=True).click()
    expect(page.get_by_text("U bent uitgelogd")).to_be_visible()
    page.goto("/account/")
    assert "/inloggen" in page.url
