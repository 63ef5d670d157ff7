"""A library's public pages in a browser: judged by axe and at 320 px; the script marks what is true at this moment."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from stelsel import clock as now
from stelsel_tenants.activities import service
from stelsel_tenants.activities.models import Entry, Frequency
from stelsel_tenants.activities.schedule import Line
from stelsel_tenants.libraries.models import Profile
from stelsel_tenants.partners.models import Partnership
from tests.site import shelf
from tests.support.browser import DESKTOP, PHONE, Visitor
from tests.support.scopes import Scopes

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]
AT_NOON = Line(Frequency.WEEKLY, begins=time(12), ends=time(14), since=date(2026, 1, 1), weekdays=(1, 2, 3, 4, 5, 6, 7))


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in Katwijk's library."""

    activity_id: uuid.UUID
    session_id: uuid.UUID
    draft_id: uuid.UUID
    branch_id: uuid.UUID


@pytest.fixture
def filled(scopes: Scopes) -> Filled:
    """Something on every page, one date off."""
    with scopes.work() as scope:
        branch = shelf.opened(scope)
        scope.session.add(Profile(tagline="Loop gerust binnen.", about="Voor **iedereen**.", phone="0715550123"))
        partner = shelf.partner(scope)
        partnership = scope.session.scalars(select(Partnership)).one()
        partnership.verified_on, partnership.does = now.today(), "Invulhulp bij de aangifte"
        offer = {
            "entry": Entry.SIGN_UP,
            "capacity": 6,
            "bring": "Uw telefoon",
            "text": "Samen *kijken*.",
            "room": "Leeszaal",
        }
        activity_id = shelf.published(scope, "Hulp bij uw aangifte", organisation_id=partner, lines=(AT_NOON,), **offer)
        shelf.published(scope, "Walk&Talk", concept_slug="walkentalk", lines=(AT_NOON,))
        draft_id = shelf.planned(scope, "Nieuw plan", lines=(AT_NOON,)).id
        first, second, *_rest = shelf.sessions(scope, activity_id)
        service.cancel(scope, second.id, reason="De begeleider is ziek.")
        return Filled(activity_id, first.id, draft_id, branch.id)


def test_every_page_can_be_read_by_everybody(visit: Visitor, filled: Filled) -> None:
    here = "/b/katwijk"
    for path in (
        f"{here}/",
        f"{here}/agenda",
        f"{here}/agenda?maand={now.today():%Y-%m}",
        f"{here}/agenda?dag=2020-01-01",
        f"{here}/activiteiten/{filled.activity_id}",
        f"{here}/sessies/{filled.session_id}",
        f"{here}/vestigingen",
        f"{here}/vestigingen/{filled.branch_id}",
        f"{here}/netwerk",
        f"{here}/contact",
    ):
        visit.at_each_width(path)
    visit("/b/katwyk/", status=404)


def test_the_preview(visit: Visit, filled: Filled) -> None:
    page = visit(f"/b/katwijk/beheer/activiteiten/{filled.draft_id}/voorbeeld", as_role="redactie_katwijk")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nieuw plan")
    expect(page.get_by_text("Alleen uw collega's zien dit.")).to_be_visible()


def test_the_script_says_what_is_true_now(visit: Visit, filled: Filled, scopes: Scopes) -> None:
    """The kept page has absolute words; opened on another moment it says what holds then."""
    with scopes.reading() as scope:
        session = shelf.sessions(scope, filled.activity_id)[0]
        begins, ends = session.starts_at, session.ends_at
    page = visit("/b/katwijk/agenda?week=" + f"{begins:%G-W%V}", judged=False)
    day = page.locator(f'[data-st-day="{begins.astimezone(now.AMSTERDAM):%Y-%m-%d}"]')

    def at(moment: datetime) -> None:
        page.clock.install(time=moment)
        page.reload()

    at(begins + timedelta(minutes=30))
    expect(day.locator(".st-not-on-paper")).to_have_text("Vandaag")
    expect(day.locator(".st-day.is-now")).to_have_count(1)
    expect(day.locator(".st-line--now").first).to_contain_text("nu bezig")
    at(ends + timedelta(minutes=1))
    expect(day.locator(".st-line.st-past").first).to_contain_text("Voorbij")
    expect(day.locator(".st-line--now")).to_have_count(0)
    at(begins - timedelta(days=1))
    expect(day.locator(".st-not-on-paper")).to_have_text("Morgen")


def test_open_now(visit: Visit, filled: Filled) -> None:
    page = visit("/b/katwijk/contact", judged=False)
    today = now.today()
    working_day = next(day for day in (today + timedelta(days=n) for n in range(7)) if day.isoweekday() <= 5)
    place = page.locator("[data-st-open]").first
    page.clock.install(time=now.at(working_day, time(9)))
    page.reload()
    expect(place).not_to_contain_text("Nu open")
    page.clock.set_fixed_time(now.at(working_day, time(16)))
    page.reload()
    expect(place).to_have_text("Nu open tot 17.30 uur")
    page.clock.set_fixed_time(now.at(working_day, time(18)))
    page.reload()
    expect(place).not_to_contain_text("Nu open")


def test_filters_work_by_keyboard_and_without_scripts(visit: Visit, filled: Filled) -> None:
    page = visit("/b/katwijk/agenda", width=PHONE, judged=False)
    page.locator("summary", has_text="Kies vestiging, soort, voor wie of taal").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Partner").select_option("belastingdienst")
    page.wait_for_url("**partner=belastingdienst**")
    expect(page.locator(".st-line a").first).to_have_text("Hulp bij uw aangifte")
    assert "Walk&Talk" not in page.locator(".st-agenda").inner_text()
    expect(page.get_by_label("Partner")).to_have_value("belastingdienst")


def test_on_paper_the_agenda_keeps_its_columns(visit: Visit, filled: Filled) -> None:
    page = visit("/b/katwijk/agenda", width=DESKTOP, judged=False)
    page.emulate_media(media="print")
    expect(page.locator(".st-nav").first).to_be_hidden()
    expect(page.locator(".st-pill").first).to_be_hidden()
    line = page.locator(".st-line").first
    assert len(line.evaluate("line => getComputedStyle(line).gridTemplateColumns").split()) == 3
