"""Activities, sign-ups, the desk, partners, the mailbox: every page, empty and filled, judged by axe and at 320 px."""

import uuid
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from stelsel.web.format import amsterdam
from stelsel_tenants.activities import service
from stelsel_tenants.activities.models import Entry, Session, Theme
from stelsel_tenants.partners import service as partners
from stelsel_tenants.partners.models import Partnership
from stelsel_tenants.registrations import service as registrations
from stelsel_tenants.registrations.service import Person
from tests.site import shelf
from tests.support.browser import Visitor
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

pytestmark = pytest.mark.browser

WORK = "/b/katwijk/beheer"
SESSIONS = "/b/katwijk/sessies"


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in Katwijk's workroom."""

    activity_id: uuid.UUID
    draft_id: uuid.UUID
    session_id: uuid.UUID
    partnership_id: uuid.UUID
    waiting_id: uuid.UUID


@pytest.fixture
def filled(scopes: Scopes, clock: Clock) -> Filled:
    """A partner's published activity with two sign-ups and one date off, a draft, and something withdrawn."""
    with scopes.work() as scope:
        shelf.opened(scope)
        partner = shelf.partner(scope)
        offer = {"entry": Entry.SIGN_UP, "capacity": 3, "organisation_id": partner, "text": "Samen *kijken*."}
        activity_id = shelf.published(scope, "Hulp bij uw aangifte", **offer)
        draft_id = shelf.planned(scope, "Nieuw plan").id
        service.withdraw(scope, shelf.published(scope, "Oud plan"))
        first, second, *_rest = shelf.sessions(scope, activity_id)
        service.cancel(scope, second.id, reason="De begeleider is ziek.")
        partnership = scope.session.scalars(select(Partnership)).one()
        terms = partners.Terms(does="Helpt bij de aangifte.", themes=(Theme.TAX,), contact="Noor, 071 555 01 23")
        partners.revise(scope, partnership.id, terms, version=partnership.version)
        session_id, partnership_id = first.id, partnership.id
    people = (Person("Samira", email="samira@voorbeeld.example", seats=2), Person("Bilal", email="b@voorbeeld.example"))
    for person in people:
        with scopes.work() as scope:
            registrations.sign_up(scope, session_id, person, request_key=person.name)
    with scopes.work() as scope:
        waits = registrations.sign_up(scope, session_id, Person("Els", phone="+31612345678"), request_key="Els")
        return Filled(activity_id, draft_id, session_id, partnership_id, waits.id)


@pytest.mark.parametrize(
    ("path", "who"),
    [
        (f"{WORK}/activiteiten/", "redactie_katwijk"),
        (f"{WORK}/aanmeldingen/", "balie_katwijk"),
        (f"{WORK}/balie", "balie_katwijk"),
        (f"{WORK}/partners/", "redactie_katwijk"),
        ("/partner/", "partner_walkentalk"),
        ("/partner/agenda", "partner_walkentalk"),
        ("/landelijk/postbus/", "landelijk"),
    ],
)
def test_where_there_is_nothing_yet_it_says_what_to_do(visit: Visitor, path: str, who: str) -> None:
    page = visit(path, as_role=who)
    assert page.locator(".st-empty").is_visible()


def test_activities(visit: Visitor, filled: Filled) -> None:
    here = f"{WORK}/activiteiten/"
    for path in (
        here,
        f"{here}nieuw",
        f"{here}overnemen",
        f"{here}{filled.activity_id}",
        f"{here}{filled.draft_id}",
        f"{here}{filled.draft_id}/publiceren-op",
        f"{here}{filled.draft_id}/voorbeeld",
        f"{here}momenten/{filled.session_id}",
        f"{here}momenten/{filled.session_id}/afzeggen",
    ):
        visit.at_each_width(path, as_role="redactie_katwijk")


def test_a_day_that_closes_asks_what_becomes_of_what_is_planned(visit: Visitor, filled: Filled, scopes: Scopes) -> None:
    visit.expected.append("422")
    with scopes.reading() as scope:
        session = scope.session.get_one(Session, (scope.tenant_id, filled.session_id))
        branch_id, day = session.branch_id, f"{amsterdam(session.starts_at):%Y-%m-%d}"
    page = visit(f"{WORK}/vestigingen/{branch_id}", as_role="redactie_katwijk", judged=False)
    page.locator("#specials-0-day").fill(day)
    page.get_by_role("button", name="Bewaar de vestiging").click()
    planned = page.get_by_role("group", name="Gaat niet door").get_by_role("checkbox")
    expect(planned.first).to_be_checked()
    visit.judge(page)
    page.locator("#off_reason").fill("Inventaris")
    page.get_by_role("button", name="Bewaar de vestiging").click()
    expect(planned).to_have_count(0)
    with scopes.reading() as scope:
        assert scope.session.get_one(Session, (scope.tenant_id, filled.session_id)).reason == "Inventaris"


def test_sign_ups_and_the_desk(visit: Visitor, filled: Filled) -> None:
    for path in (
        f"{WORK}/aanmeldingen/",
        f"{WORK}/aanmeldingen/{filled.session_id}",
        f"{WORK}/balie",
        f"{WORK}/balie/{filled.session_id}",
        f"{WORK}/aanmeldingen/{filled.session_id}/nieuw",
        f"{WORK}/aanmeldingen/kaart/{filled.waiting_id}",
        f"{WORK}/aanmeldingen/bellen",
    ):
        visit.at_each_width(path, as_role="balie_katwijk")
    visit.at_each_width(f"{WORK}/aanmeldingen/regels/{filled.activity_id}", as_role="redactie_katwijk")


def test_signing_up(visit: Visitor, filled: Filled, scopes: Scopes) -> None:
    visit.at_each_width(f"{SESSIONS}/{filled.session_id}/aanmelden")  # full
    visit.at_each_width(f"{SESSIONS}/{filled.session_id}/aangemeld")
    visit.at_each_width("/b/katwijk/aanmelding-gewist")
    with scopes.reading() as scope:
        *_rest, last = shelf.sessions(scope, filled.activity_id)
    visit.at_each_width(f"{SESSIONS}/{last.id}/aanmelden")


def test_partners(visit: Visitor, filled: Filled) -> None:
    here = f"{WORK}/partners/"
    for path in (here, f"{here}nieuw", f"{here}{filled.partnership_id}", f"{here}{filled.partnership_id}/stoppen"):
        visit.at_each_width(path, as_role="redactie_katwijk")
    for path in ("/partner/", "/partner/agenda", f"/partner/tellen/katwijk/{filled.session_id}"):
        visit.at_each_width(path, as_role="partner_belastingdienst")


def test_the_mailbox(visit: Visitor, filled: Filled) -> None:
    page = visit.at_each_width("/landelijk/postbus/", as_role="landelijk")
    page.get_by_role("main").get_by_role("link").first.click()
    page.wait_for_url("**/postbus/*-*")
    visit.judge(page)
    visit(page.url.removeprefix(visit.site.url), as_role="landelijk")
