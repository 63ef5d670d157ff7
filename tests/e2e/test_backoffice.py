"""The back office in a real browser: every page, under our Content-Security-Policy, with a script and without one."""

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from stelsel.billing.models import Plan
from stelsel.clock import now
from stelsel.geo.models import Place
from stelsel.jobs import Job, JobState
from stelsel.tenancy import Organisation
from stelsel.text import fold
from stelsel_tenants.activities.models import Concept, Programme
from tests.backoffice.desk import user_id
from tests.support.browser import DESKTOP, Visitor
from tests.support.scopes import Scopes

pytestmark = pytest.mark.browser

ME = "platform"
LISTS = (
    "",
    "soorten/?vraag=tax",
    "programmas/",
    "abonnementen/",
    "plaatsen/?sort=2&desc=1",
    "plaatsnamen/?search=denhaag",
    "feestdagen/",
    "schoolvakanties/?regio=north",
    "organisaties/",
    "deelnemers/",
    "mensen/",
    "ingelogd/",
    "taken/",
    "vaste-taken/",
    "mails/",
)
HOLIDAY = "2027-04-27,kings-day"
VACATION = "2026-2027,may,north"


@pytest.fixture
def katwijk(scopes: Scopes) -> str:
    """The id of a place; and a row in each list that the test network leaves empty."""
    with scopes.identity() as scope:
        scope.session.add(
            Job(name="jobs.sweep", state=JobState.GAVE_UP, ended_at=now(), attempts=8, error="Unavailable")
        )
    with scopes.national() as scope:
        scope.session.add(Programme(slug="digitaal", name="Digitaal burgerschap"))
        scope.session.add(Plan(slug="klein", name="Klein", price_cents=120_000))
        scope.session.add(
            Organisation(
                slug="humanitas", name="Humanitas", folded=fold("Humanitas"), proposed_by_id=scopes.tenant("venlo").id
            )
        )
        wanted = select(Place.id).where(Place.name == "Katwijk", Place.municipality_code == "GM0537")
        return str(scope.session.scalars(wanted).one())


def name_of(scopes: Scopes, slug: str) -> str | None:
    with scopes.national(reading=True) as scope:
        return scope.session.scalar(select(Concept.name).where(Concept.slug == slug))


@pytest.mark.parametrize("path", LISTS)
def test_a_list(visit: Visitor, katwijk: str, path: str) -> None:
    assert visit(f"/admin/{path}", as_role=ME).locator("h1").count() == 1


def test_pages_that_ask_or_take_something_in(visit: Visitor, scopes: Scopes, katwijk: str) -> None:
    pages = (
        "soorten/nieuw/",
        "soorten/wijzigen/?id=ido",
        "programmas/nieuw/",
        "programmas/wijzigen/?id=digitaal",
        "programmas/verwijderen/?id=digitaal",
        "abonnementen/nieuw/",
        "abonnementen/wijzigen/?id=klein",
        "abonnementen/verwijderen/?id=klein",
        "plaatsen/nieuw/",
        f"plaatsen/wijzigen/?id={katwijk}",
        f"plaatsen/verwijderen/?id={katwijk}",
        f"plaatsnamen/nieuw/?plaats={katwijk}",
        f"plaatsnamen/verwijderen/?id=katwyk,{katwijk}",
        "feestdagen/nieuw/",
        f"feestdagen/wijzigen/?id={HOLIDAY}",
        f"feestdagen/verwijderen/?id={HOLIDAY}",
        "schoolvakanties/nieuw/",
        f"schoolvakanties/wijzigen/?id={VACATION}",
        f"schoolvakanties/verwijderen/?id={VACATION}",
        f"mensen/uitloggen/?id={user_id(scopes, 'balie_katwijk')}",
    )
    for path in pages:
        visit(f"/admin/{path}", as_role=ME).close()


def remove(page: Page) -> None:
    page.get_by_role("link", name="Verwijder").click()


@pytest.mark.parametrize("width", [390, DESKTOP])
def test_a_row_is_removed_only_after_asking(visit: Visitor, scopes: Scopes, width: int) -> None:
    page = visit("/admin/soorten/", as_role=ME, width=width)
    page.get_by_role("link", name="Walk&Talk").click()
    remove(page)
    assert page.get_by_role("heading", level=1).inner_text() == "Walk&Talk verwijderen?"
    assert name_of(scopes, "walkentalk") == "Walk&Talk", "asking removes nothing"
    visit.judge(page)

    page.get_by_role("link", name="Nee, laat staan").click()
    assert name_of(scopes, "walkentalk") == "Walk&Talk"
    page.get_by_role("link", name="Walk&Talk").click()
    remove(page)
    page.get_by_role("button", name="Ja, verwijder").press("Enter")
    page.get_by_role("status").get_by_text("Verwijderd.").wait_for()
    assert name_of(scopes, "walkentalk") is None


def test_it_asks_where_there_is_no_script_too(visit: Visitor, scopes: Scopes) -> None:
    bare = visit("/admin/soorten/wijzigen/?id=walkentalk", as_role=ME, scripts=False)
    remove(bare)
    bare.get_by_role("link", name="Nee, laat staan").click()
    assert name_of(scopes, "walkentalk") == "Walk&Talk"
    bare.goto("/admin/soorten/verwijderen/?id=walkentalk")
    bare.get_by_role("button", name="Ja, verwijder").click()
    bare.wait_for_url("**/admin/soorten/")
    assert name_of(scopes, "walkentalk") is None


def test_a_refused_form_leads_to_its_mistakes(visit: Visitor) -> None:
    visit.expected.append("422")
    page = visit("/admin/plaatsen/nieuw/", as_role=ME)
    page.get_by_label("Naam").fill("Nieuwdorp")
    page.get_by_label("Noorderbreedte").fill("91")
    page.get_by_role("button", name="Bewaar").click()
    page.locator("[data-st-errors]").wait_for()
    visit.judge(page)
    assert page.get_by_label("Naam").input_value() == "Nieuwdorp"
    assert page.get_by_label("Noorderbreedte").get_attribute("aria-invalid") == "true"


def test_two_tabs_show_both_versions(visit: Visitor, scopes: Scopes) -> None:
    visit.expected.append("409")
    address = "/admin/soorten/wijzigen/?id=ido"
    first, second = visit(address, as_role=ME), visit(address, as_role=ME)
    for page, name in ((first, "Van tab een"), (second, "Van tab twee")):
        page.get_by_label("Naam", exact=True).fill(name)
        page.get_by_role("button", name="Bewaar").click()
    second.get_by_role("heading", name="Twee versies").wait_for()
    visit.judge(second)
    second.get_by_role("button", name="Bewaar").click()
    second.get_by_role("status").wait_for()
    assert name_of(scopes, "ido") == "Van tab twee"


def test_the_list_is_searched_and_sorted_by_keyboard(visit: Visitor) -> None:
    page = visit("/admin/plaatsen/", as_role=ME, width=DESKTOP)
    page.get_by_label("Zoek", exact=True).fill("leid")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Leiderdorp").wait_for()
    page.get_by_role("link", name="Inwoners").press("Enter")
    page.locator("th[aria-sort=ascending]").wait_for()
    assert page.get_by_label("Zoek", exact=True).input_value() == "leid"
    page.get_by_role("link", name="Inwoners").press("Enter")
    page.locator("th[aria-sort=descending]").wait_for()
    assert page.locator("tbody th").first.inner_text() == "Leiden"
