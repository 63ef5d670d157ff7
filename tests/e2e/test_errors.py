"""What somebody sees when it does not go as it should: in our own words, in our own looks, with a way on."""

import pytest
from playwright.sync_api import expect
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from stelsel import errors
from tests.edge.bare import Sqlite
from tests.support.browser import DESKTOP, PHONE, Visitor

pytestmark = pytest.mark.browser

FAULTS: dict[int, Exception] = {
    400: BadRequest(),
    409: errors.Conflict(),
    410: errors.Gone(successor="/b/venlo/", successor_name="Bibliotheek Venlo"),
    413: RequestEntityTooLarge(),
    422: errors.Refused("Dat mag niet."),
    429: errors.TooMany(retry_after=90),
    500: RuntimeError("geheim"),
    503: OperationalError("UPDATE x", {}, Sqlite(5)),
}
"""By status; the last is a database that somebody else keeps locked."""


@pytest.mark.parametrize("status", sorted(FAULTS))
def test_a_fault_is_a_page_of_ours(visit: Visitor, monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    def raising(**_values: object) -> None:
        raise FAULTS[status]

    monkeypatch.setitem(visit.site.app.view_functions, "finder.partners", raising)
    page = visit.at_each_width("/partners", status=status)
    expect(page.get_by_role("main").get_by_role("link").last).to_be_visible()
    expect(page.get_by_text("geheim")).to_have_count(0)


def test_a_closed_door_says_who_has_the_key(visit: Visitor) -> None:
    page = visit.at_each_width("/b/katwijk/beheer/mensen/", as_role="balie_katwijk", status=403)
    expect(page.get_by_role("main")).to_contain_text("Wie dit wel kan")
    page = visit("/b/venlo/beheer/", as_role="balie_katwijk", status=404)
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit boek staat hier niet")


def test_a_wrong_letter_in_a_library_leads_to_the_right_one(visit: Visitor) -> None:
    page = visit("/b/katwijck/", width=PHONE, status=404)
    page.get_by_role("link", name="Bibliotheek Katwijk").click()
    page.wait_for_url("**/b/katwijk/")


def test_a_method_that_an_address_does_not_know(visit: Visitor) -> None:
    visit("/account/aanmeldingen/beeindigen", as_role="redactie_katwijk", width=DESKTOP, status=405)
