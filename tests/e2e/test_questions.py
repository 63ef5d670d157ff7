"""Questions at the desk: three taps, by thumb, by keyboard, without script and without a network; and their figures."""

import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from stelsel import clock as clocks
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.questions.models import Body, Half, HelpQuestion, Kind, Topic
from tests.support.browser import Visitor
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

pytestmark = pytest.mark.browser

DESK, PEOPLE = "/b/katwijk/beheer/balie/vragen", "balie_katwijk"
Kept = Callable[[], list[tuple[Topic, uuid.UUID]]]


@pytest.fixture
def kept(scopes: Scopes, clock: Clock) -> Kept:
    """Topic and visit of what was written down, by topic."""

    def look() -> list[tuple[Topic, uuid.UUID]]:
        with scopes.reading() as scope:
            found = select(HelpQuestion.topic, HelpQuestion.visit_id).order_by(HelpQuestion.topic)
            return [(row.topic, row.visit_id) for row in scope.session.execute(found)]

    return look


def test_three_taps_write_a_question_down_and_one_takes_it_back(visit: Visitor, kept: Kept) -> None:
    page = visit.at_each_width(DESK, as_role=PEOPLE)
    page.get_by_role("radio", name="DigiD").check(force=True)
    page.get_by_role("radio", name="15").check(force=True)
    page.get_by_role("button", name="Bewaar, nog een vraag").click()
    expect(page.get_by_text("Bewaard: DigiD, 15 minuten.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nog een vraag van dezelfde bezoeker")
    expect(page.locator("main")).to_be_focused()
    visit.judge(page)

    page.get_by_role("button", name="Bewaar, volgende bezoeker").click()
    expect(page.get_by_role("alert")).to_contain_text("Kies")
    visit.judge(page)
    page.get_by_role("radio", name="Toeslagen").check(force=True)
    page.get_by_role("radio", name="30").check(force=True)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Bewaard: Toeslagen, 30 minuten.")).to_be_visible()
    (_benefits, first), (_digid, second) = kept()
    assert first == second
    page.get_by_role("button", name="Haal terug").click()
    expect(page.get_by_text("Teruggehaald.")).to_be_visible()
    assert [topic for topic, _visit in kept()] == [Topic.DIGID]
    visit.expected.append("422")


def test_what_is_tapped_without_a_network_is_sent_later_each_visitor_by_itself(visit: Visitor, kept: Kept) -> None:
    page = visit(DESK, as_role=PEOPLE)
    page.context.set_offline(True)
    for topic, after in (("DigiD", "nog een vraag"), ("Belasting", "volgende bezoeker"), ("Zorg", "volgende bezoeker")):
        page.get_by_role("radio", name=topic, exact=True).check(force=True)
        page.get_by_role("radio", name="5", exact=True).check(force=True)
        page.get_by_role("button", name=f"Bewaar, {after}").click()
        expect(page.get_by_role("radio", name=topic, exact=True)).not_to_be_checked()
    page.get_by_role("button", name="Bewaar, volgende bezoeker").click()
    expect(page.get_by_role("radio", name="DigiD")).to_be_focused()
    expect(page.get_by_text("3 tikken wachten op verbinding")).to_be_visible()
    assert kept() == []
    page.context.set_offline(False)

    expect(page.get_by_text("Bewaard: Zorg, 5 minuten.")).to_be_visible()
    (care, third), (digid, first), (tax, second) = kept()
    assert (care, digid, tax) == (Topic.CARE, Topic.DIGID, Topic.TAX)
    assert first == second != third
    visit.expected.append("ERR_INTERNET_DISCONNECTED")


def test_it_works_without_script(visit: Visitor, kept: Kept) -> None:
    page = visit(DESK, as_role=PEOPLE, scripts=False)
    page.get_by_role("radio", name="Werk en uitkering").check(force=True)
    page.get_by_role("radio", name="60").check(force=True)
    page.get_by_role("button", name="Bewaar, volgende bezoeker").click()
    page.get_by_role("link", name="Nog een vraag van deze bezoeker").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nog een vraag van dezelfde bezoeker")
    assert [topic for topic, _visit in kept()] == [Topic.WORK]


def test_the_figures_are_seen_empty_and_filled(visit: Visitor, scopes: Scopes, clock: Clock) -> None:
    address = "/b/katwijk/beheer/vragen/"
    visit.at_each_width(address, as_role="directie_katwijk")
    with scopes.work() as scope:
        branch_id = scope.session.scalars(select(Branch.id)).one()
        scope.session.add_all(
            HelpQuestion(
                branch_id=branch_id,
                visit_id=uuid.uuid4(),
                day=clocks.today(),
                half=Half.MORNING,
                kind=Kind.CONTACT,
                topic=topic,
                minutes=30,
                referred_body=Body.UWV if topic is Topic.WORK else None,
            )
            for topic in Topic
        )

    page = visit.at_each_width(address, as_role="directie_katwijk")

    expect(page.locator(".st-kpi").first).to_contain_text("17")
    expect(page.get_by_role("img", name="Vragen per onderwerp").locator("visible=true")).to_have_count(1)
