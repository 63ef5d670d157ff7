"""Figures of a library, its yearly delivery, and the same of the network: every page, empty and filled."""

import uuid
from datetime import date

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from stelsel_tenants.activities.models import Concept, CoreFunction, Entry
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.questions import service as questions
from stelsel_tenants.questions.models import Body, Half, Kind, Topic
from stelsel_tenants.registrations import counting
from stelsel_tenants.registrations import service as registrations
from stelsel_tenants.registrations.models import Registration
from stelsel_tenants.registrations.service import Person
from tests.site import shelf
from tests.support.browser import Visitor
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

pytestmark = pytest.mark.browser

FIGURES = "/b/katwijk/beheer/cijfers/"
ANNUAL, NATIONAL = f"{FIGURES}jaaropgave?jaar=2026", "/landelijk/cijfers/jaaropgave?jaar=2026"


@pytest.fixture
def activity_id(scopes: Scopes, clock: Clock) -> uuid.UUID:
    """An activity of which one session was counted and one was not, and questions at the desk."""
    with scopes.national() as scope:
        scope.session.get_one(Concept, "taalcafe").core_function = CoreFunction.EDUCATION
    with scopes.work() as scope:
        made = shelf.published(scope, "Taalles", entry=Entry.SIGN_UP, capacity=9)
        session_id = shelf.sessions(scope, made)[0].id
        for name in ("Els", "Bas"):
            person = Person(name, phone="0612345678", seats=3)
            registrations.sign_up(scope, session_id, person, request_key=name)
        branch_id = scope.session.scalars(select(Branch.id)).one()
        for topic in list(Topic)[:6]:
            asked = questions.Asked(
                branch_id, uuid.uuid4(), date(2026, 11, 3), Half.MORNING, Kind.CONTACT, topic, 15, body=Body.UWV
            )
            questions.record(scope, asked, question_id=uuid.uuid4())
    clock.forward(days=9)
    with scopes.work() as scope:
        els = scope.session.scalars(select(Registration.id).where(Registration.name == "Els")).one()
        counting.tick(scope, session_id, els, came=True)
        counting.count(scope, session_id, present=7)
    return made


def test_every_page_of_figures(visit: Visitor, activity_id: uuid.UUID) -> None:
    page = visit.at_each_width(FIGURES, as_role="redactie_katwijk")
    expect(page.get_by_text("3 van 6 aangemelde plaatsen, bij 1 moment met afgevinkte namen")).to_be_visible()
    page.get_by_text("Zo tellen we").click()
    visit.judge(page)
    page.get_by_role("link", name="Taalles").click()
    expect(page.get_by_role("heading", name="Aangemeld en niet gekomen")).to_be_visible()
    visit("/b/venlo/beheer/cijfers/", as_role="directie_venlo")

    page = visit.at_each_width(ANNUAL, as_role="directie_katwijk")
    expect(page.get_by_role("heading", name="Nog 1 moment te tellen")).to_be_visible()
    page.get_by_role("button", name="Deel de cijfers van 2026").click()
    expect(page.get_by_role("button", name="Stop met delen")).to_be_visible()
    visit.judge(page)
    visit("/b/venlo/beheer/cijfers/jaaropgave?jaar=2026", as_role="directie_venlo")

    page = visit.at_each_width(NATIONAL, as_role="landelijk")
    expect(page.get_by_text("N: 1 van 5 bibliotheken")).to_be_visible()
    page = visit("/landelijk/cijfers", as_role="landelijk")
    expect(page.get_by_role("heading", name="Vragen aan de balie")).to_be_visible()
