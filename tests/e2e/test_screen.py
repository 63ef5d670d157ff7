"""The lobby screen on its wall: it follows the agenda and the clock, and a lost network takes nothing from it."""

from datetime import datetime, time, timedelta

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from stelsel import clock as now
from stelsel.web.format import capital, day
from stelsel_tenants.activities import service
from stelsel_tenants.activities.models import Frequency
from stelsel_tenants.activities.schedule import Line
from tests.site import shelf
from tests.support.browser import Visitor
from tests.support.scopes import Scopes

pytestmark = pytest.mark.browser

URL = "/b/katwijk/scherm"
WALL: ViewportSize = {"width": 1920, "height": 1080}
TODAY, LATER, AGE, STORED = "[data-st-today]", "[data-st-later]", "[data-st-age]", "[data-st-stored]"


def at(clock_time: time) -> datetime:
    return now.at(now.today(), clock_time)


def plan(scopes: Scopes, title: str, begins: time, ends: time) -> None:
    """Every day, so that there is a today and a tomorrow."""
    line = Line(Frequency.WEEKLY, begins=begins, ends=ends, since=now.today(), weekdays=(1, 2, 3, 4, 5, 6, 7))
    with scopes.work() as scope:
        shelf.published(scope, title, room="Leeszaal", lines=(line,))


@pytest.fixture
def wall(visit: Visitor, scopes: Scopes) -> Page:
    """A screen at ten in the morning, with one thing going on and one to come."""
    with now.frozen(at(time(8))):
        with scopes.work() as scope:
            shelf.opened(scope)
        plan(scopes, "Taalcafé", time(9, 30), time(11))
        plan(scopes, "Leeskring", time(14), time(16))
    page = visit(URL, judged=False)
    page.set_viewport_size(WALL)
    expect(page.locator(STORED)).to_be_attached()
    page.clock.install(time=at(time(10)))
    page.reload()
    expect(page.locator(AGE)).to_have_text("Bijgewerkt om 10.00 uur")
    expect(page.locator(STORED)).to_be_attached()
    return page


def pass_by(page: Page, minutes: int) -> None:
    page.clock.fast_forward(timedelta(minutes=minutes) // timedelta(milliseconds=1))


def titles(page: Page, within: str) -> Locator:
    return page.locator(f"{within} b")


def test_everybody_can_read_it(visit: Visitor, wall: Page) -> None:
    visit.judge(wall)
    visit.at_each_width(URL)
    page = visit("/b/katwijk/insluiten", scripts=False)
    expect(page.get_by_role("link", name="Taalcafé").first).to_be_visible()
    visit.at_each_width("/b/katwijk/insluiten")
    visit.at_each_width("/b/katwijk/beheer/schermen", as_role="redactie_katwijk")
    bare = visit(URL, scripts=False)
    expect(titles(bare, TODAY)).to_have_text(["Taalcafé", "Leeskring"])
    expect(bare.locator("meta[http-equiv=refresh]")).to_have_count(1)


def test_it_follows_the_clock_and_the_agenda(wall: Page, scopes: Scopes) -> None:
    expect(titles(wall, TODAY)).to_have_text(["Taalcafé", "Leeskring"])
    expect(wall.locator(f"{TODAY} .is-now")).to_contain_text("Nu bezig. Leeszaal")
    expect(titles(wall, LATER).first).to_have_text("Taalcafé")

    with now.frozen(at(time(10))):
        plan(scopes, "Nieuw spreekuur", time(11, 20), time(12))
        with scopes.work() as scope:
            [*_before, reading] = [one for one in shelf.of_day(scope, now.today()) if one.starts_at == at(time(14))]
            service.cancel(scope, reading.id, reason="De begeleider is ziek.")
    pass_by(wall, 1)
    expect(titles(wall, TODAY)).to_have_text(["Taalcafé", "Nieuw spreekuur", "Leeskring"])
    expect(wall.locator(f"{TODAY} .is-off")).to_contain_text("Gaat niet door. De begeleider is ziek.")

    pass_by(wall, 60)
    expect(titles(wall, TODAY)).to_have_text(["Nieuw spreekuur", "Leeskring"])
    expect(wall.locator(f"{TODAY} li").first).to_contain_text("Over 19 minuten")
    expect(wall.locator("[data-st-clock]")).to_have_text("11.01")


def test_without_network_it_says_how_old_it_is(visit: Visitor, wall: Page) -> None:
    visit.expected += ["ERR_INTERNET_DISCONNECTED", "lamp.svg"]  # a browser asks for the icon when it likes
    wall.context.set_offline(True)
    pass_by(wall, 65)
    expect(wall.locator(AGE)).to_have_text("Geen verbinding. Gegevens van 10.00 uur")
    expect(titles(wall, TODAY)).to_have_text(["Leeskring"])

    wall.reload()  # the computer of the screen starts again, and there still is no network
    expect(wall.locator(AGE)).to_have_text("Geen verbinding. Gegevens van 10.00 uur")
    expect(titles(wall, TODAY)).to_have_text(["Leeskring"])
    assert wall.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"Familjen')

    pass_by(wall, 13 * 60)
    expect(titles(wall, TODAY)).to_have_text(["Taalcafé", "Leeskring"])
    expect(wall.locator("[data-st-day]")).to_have_text(capital(day(now.today() + timedelta(days=1))))
    expect(wall.locator(AGE)).to_have_text(f"Geen verbinding. Gegevens van {day(now.today())}, 10.00 uur")

    wall.context.set_offline(False)
    pass_by(wall, 1)
    expect(wall.locator(AGE)).to_contain_text("Bijgewerkt om 0.0")


FAILS_ONCE = """{
    const open = caches.open.bind(caches);
    let times = 0;
    caches.open = name => {
        if (times++) return open(name);
        document.documentElement.dataset.failedOnce = "";
        return Promise.reject(new TypeError("Failed to fetch"));
    };
}"""


def test_the_network_that_goes_while_the_page_is_kept_is_made_up_for(visit: Visitor, scopes: Scopes) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
    page = visit("/b/katwijk/insluiten", judged=False)
    page.add_init_script(FAILS_ONCE)
    page.clock.install()
    page.goto(URL)
    expect(page.locator(AGE)).to_contain_text("Bijgewerkt om")
    expect(
        page.locator("[data-failed-once]")
    ).to_be_attached()  # before it does, the next minute is still waiting for it
    expect(page.locator(STORED)).not_to_be_attached()
    pass_by(page, 1)
    expect(page.locator(STORED)).to_be_attached()
