"""Partnerships and slots on both sides: every page, in each of its states, judged by axe and at 320 px."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from stelsel import clock as now
from stelsel_tenants.organisations import proposing
from stelsel_tenants.partners import ending, proposals, service, slots
from stelsel_tenants.partners.models import Partnership, PartnershipState, Side
from tests.partners.deals import TERMS, asked_slot, proposed, work_together
from tests.site import shelf
from tests.support.browser import Visitor
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

pytestmark = pytest.mark.browser

WORK = "/b/katwijk/beheer/partners"
OWN = "/partner/bibliotheken"
EDITOR, PARTNER = "redactie_katwijk", "partner_belastingdienst"


@dataclass(frozen=True, slots=True)
class Filled:
    """Katwijk works with the Belastingdienst, which asks for a slot; Walk&Talk proposes; nobody acts for the third."""

    active_id: uuid.UUID
    proposed_id: uuid.UUID
    unconfirmed_id: uuid.UUID
    slot_id: uuid.UUID


@pytest.fixture
def filled(scopes: Scopes, clock: Clock) -> Filled:
    work_together(scopes)
    proposed_id = proposed(scopes, by=Side.PARTNER, partner="walkentalk")
    with scopes.work() as scope:
        new = proposing.propose(scope, name="Stichting Buurthulp")
        unconfirmed_id = service.begin(scope, new.id, TERMS).id
        active = scope.session.scalars(
            select(Partnership).where(Partnership.organisation_id == shelf.organisation(scope))
        ).one()
        return Filled(active.id, proposed_id, unconfirmed_id, asked_slot(scope))


def test_the_library_sees_each_page(visit: Visitor, filled: Filled) -> None:
    for path in (
        f"{WORK}/",
        f"{WORK}/nieuw",
        f"{WORK}/{filled.active_id}",
        f"{WORK}/{filled.active_id}/stoppen",
        f"{WORK}/{filled.proposed_id}",
        f"{WORK}/{filled.proposed_id}/aannemen",
        f"{WORK}/{filled.proposed_id}/afwijzen",
        f"{WORK}/plekken/{filled.slot_id}",
        f"{WORK}/plekken/{filled.slot_id}/afwijzen",
    ):
        visit.at_each_width(path, as_role=EDITOR)
    for path in (f"{WORK}/{filled.unconfirmed_id}", f"{WORK}/{filled.unconfirmed_id}/uitnodigen"):
        visit.at_each_width(path, as_role="beheer_katwijk")


def test_the_partner_sees_each_page(visit: Visitor, filled: Filled, scopes: Scopes) -> None:
    proposed(scopes, by=Side.LIBRARY, slug="venlo")
    for path in (
        "/partner/",
        f"{OWN}/nieuw",
        f"{OWN}/nieuw/den-haag",
        f"{OWN}/katwijk",
        f"{OWN}/katwijk/stoppen",
        f"{OWN}/katwijk/plek/",
        f"{OWN}/katwijk/plek/{filled.slot_id}",
        f"{OWN}/venlo",
        f"{OWN}/venlo/afwijzen",
    ):
        visit.at_each_width(path, as_role=PARTNER)


def test_how_it_looks_when_it_ends_and_when_it_has_ended(visit: Visitor, filled: Filled, scopes: Scopes) -> None:
    with scopes.work() as scope:
        ending.end(scope, filled.active_id, by=Side.LIBRARY, last_day=now.today() + timedelta(days=14), reason="Klaar.")
        proposals.decline(scope, filled.proposed_id, by=Side.LIBRARY, reason="Wij doen dit al.")
        slots.decline(scope, filled.slot_id, answer="Dan is de zaal bezet.")
    for path in (
        f"{WORK}/",
        f"{WORK}/{filled.active_id}",
        f"{WORK}/{filled.proposed_id}",
        f"{WORK}/plekken/{filled.slot_id}",
    ):
        visit.at_each_width(path, as_role=EDITOR)
    visit.at_each_width(f"{OWN}/katwijk/plek/{filled.slot_id}", as_role=PARTNER)
    visit.at_each_width(f"{OWN}/katwijk", as_role="partner_walkentalk")
    with scopes.work() as scope:
        ending.end(scope, filled.active_id, by=Side.LIBRARY, last_day=None)
    visit.at_each_width(f"{OWN}/katwijk", as_role=PARTNER)
    visit.at_each_width(f"{WORK}/{filled.active_id}", as_role=EDITOR)


def test_a_partner_proposes_by_hand_and_the_library_accepts(visit: Visitor, scopes: Scopes, clock: Clock) -> None:
    visit.expected.append("422")
    page = visit(f"{OWN}/nieuw", as_role=PARTNER, judged=False)
    page.get_by_label("Welke bibliotheek?").select_option("venlo")
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Wat wilt u doen bij deze bibliotheek?").fill("Wij helpen bij de aangifte.")
    page.get_by_role("button", name="Stel voor").click()
    expect(page.get_by_role("alert")).to_contain_text("Kies ten minste één vraag")
    expect(page.get_by_label("Wat wilt u doen bij deze bibliotheek?")).to_have_value("Wij helpen bij de aangifte.")
    page.get_by_role("group", name="Bij welke vragen helpt u?").get_by_role("checkbox").nth(1).check()
    page.get_by_role("button", name="Stel voor").click()
    expect(page.get_by_role("main")).to_contain_text("De bibliotheek heeft bericht gekregen.")

    work = visit("/b/venlo/beheer/partners/", as_role="redactie_venlo", judged=False)
    work.get_by_role("link", name="Belastingdienst wil met u samenwerken").click()
    work.get_by_role("button", name="Neem aan").click()
    expect(work.get_by_role("main")).to_contain_text("Aangenomen. De partner krijgt bericht.")
    with scopes.reading("venlo") as scope:
        assert scope.session.scalars(select(Partnership.state)).one() is PartnershipState.ACTIVE


def test_it_works_without_script(visit: Visitor, filled: Filled) -> None:
    page = visit(f"{OWN}/katwijk/plek/", as_role=PARTNER, scripts=False)
    page.locator("#branch_id").select_option(index=1)
    page.get_by_label("donderdag").check()
    page.get_by_label("Van", exact=True).fill("14:00")
    page.get_by_label("Tot", exact=True).fill("16:00")
    page.get_by_role("button", name="Bekijk de data").click()
    expect(page.get_by_role("main")).to_contain_text("Iedere donderdag")
    page.get_by_label("Titel").fill("Spreekuur")
    page.get_by_label("Soort hulp of activiteit").select_option("belastinghulp")
    page.get_by_role("button", name="Vraag deze plek").click()
    expect(page.get_by_role("main")).to_contain_text("Gevraagd.")
