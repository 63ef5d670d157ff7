"""The pages of the national body in a real browser."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from stelsel import clock
from stelsel.tenancy import Organisation, Tenant, TenantState
from stelsel.text import fold
from stelsel.web.periods import next_month
from stelsel_admin.dashboards.models import MonthFigures, SeriesBreak
from stelsel_tenants.activities.models import Concept
from stelsel_tenants.libraries.models import Branch
from tests.support.browser import DESKTOP, PHONE, Visitor
from tests.support.scopes import Scopes

pytestmark = pytest.mark.browser


@pytest.fixture
def figures(scopes: Scopes) -> Callable[[], None]:
    """Two years of figures of five libraries, one of them small."""

    def make() -> None:
        last = clock.today().replace(day=1)
        for number, slug in enumerate(("katwijk", "venlo", "gooi-en-meer", "oost-achterhoek", "den-haag")):
            with scopes.work(slug) as scope:
                branch_id = scope.session.scalars(select(Branch.id)).one()
                for back in range(26):
                    present = 3 if number == 1 and back == 0 else 40 * (number + 1) + back
                    scope.session.add(
                        MonthFigures(
                            branch_id=branch_id,
                            concept_slug="ido",
                            month=next_month(last, -back),
                            held=4,
                            minutes=480,
                            planned=1,
                            present=present,
                            registered=present - 2,
                            registered_present=present - 2,
                            present_at_sign_up=present,
                        )
                    )
        with scopes.national() as scope:
            scope.session.get_one(Concept, "ido").places_target = 10
            scope.session.add(SeriesBreak(month=next_month(last, -20), words="vraag gewijzigd"))
            scope.session.add(Tenant(slug="nieuw", name="Bibliotheek Nieuw", state=TenantState.INVITED))
            scope.session.add(
                Organisation(
                    slug="geldfit", name="Geldfit", folded=fold("Geldfit"), proposed_by_id=scopes.tenant("venlo").id
                )
            )

    return make


def test_the_first_page_and_the_figures(visit: Visitor, figures: Callable[[], None]) -> None:
    empty = visit("/landelijk/cijfers", as_role="landelijk")
    assert empty.get_by_text("Hier is nog niets te tellen").is_visible()
    figures()
    home = visit.at_each_width("/landelijk/", as_role="landelijk")
    assert home.get_by_text("Bibliotheek Nieuw").is_visible()
    for width in (PHONE, DESKTOP):
        page = visit("/landelijk/cijfers", as_role="landelijk", width=width, judged=False)
        for fold_ in page.locator("main details summary").all():
            fold_.click()
        visit.judge(page)
        assert page.locator("#tabel tbody tr").count() == 13
        assert page.get_by_role("cell", name="5 van 10").is_visible()


def test_filters_work_without_a_mouse(visit: Visitor, figures: Callable[[], None]) -> None:
    figures()
    page = visit("/landelijk/cijfers", as_role="landelijk", width=DESKTOP, judged=False)
    page.get_by_label("Provincie", exact=True).focus()
    page.keyboard.type("Zuid")
    page.keyboard.press("Enter")
    page.wait_for_url("**provincie=PV28**")
    assert page.get_by_role("heading", level=1).inner_text() == "Hulp in de bibliotheek, Zuid-Holland"


def test_the_libraries(visit: Visitor, figures: Callable[[], None]) -> None:
    figures()
    for path in (
        "/landelijk/bibliotheken",
        "/landelijk/bibliotheken?staat=closed",
        "/landelijk/bibliotheken?staat=niet-klaar",
        "/landelijk/bibliotheken/uitnodigen",
        "/landelijk/bibliotheken/venlo",
        "/landelijk/bibliotheken/nieuw",
        "/landelijk/bibliotheken/venlo/sluiten",
        "/landelijk/organisaties/",
    ):
        visit.at_each_width(path, as_role="landelijk")


def test_a_library_is_invited_from_the_page(visit: Visitor, scopes: Scopes) -> None:
    page = visit("/landelijk/bibliotheken/uitnodigen", as_role="landelijk")
    page.get_by_role("button", name="Verstuur de uitnodiging").click()
    assert page.get_by_role("alert").is_visible(), "what is missing is said"
    visit.expected.append("422")
    page.get_by_label("Naam van de bibliotheek").fill("Bibliotheek Nieuwland")
    page.get_by_label("Plaats").fill("Nieuwland")
    page.get_by_label("Provincie").select_option("PV28")
    page.get_by_label("Kort adres").fill("nieuwland")
    page.get_by_label("Naam van de beheerder").fill("Anna de Boer")
    page.get_by_label("E-mailadres van de beheerder").fill("anna@nieuwland.example")
    page.get_by_role("button", name="Verstuur de uitnodiging").click()
    page.wait_for_url("**/landelijk/bibliotheken/nieuwland")
    visit.judge(page)
    with scopes.national(reading=True) as scope:
        library = scope.session.scalars(select(Tenant).where(Tenant.slug == "nieuwland")).one()
        assert library.state is TenantState.INVITED
