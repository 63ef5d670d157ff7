"""The pages where staff choose what to print and copy, in a browser."""

import pytest
from playwright.sync_api import expect

from tests.site import shelf
from tests.support.browser import Visitor
from tests.support.scopes import Scopes

pytestmark = pytest.mark.browser

WORK = "/b/katwijk/beheer/drukwerk/"


def test_staff_see_a_poster_before_they_print_it(visit: Visitor, scopes: Scopes) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        activity_id = shelf.published(scope)
    visit.at_each_width(f"{WORK}?activiteit={activity_id}", as_role="redactie_katwijk")
    page = visit(WORK, as_role="redactie_katwijk", judged=False)
    page.get_by_label("Wat komt erop").select_option("Taalcafé")
    page.wait_for_url(f"**activiteit={activity_id}**")
    page.get_by_label("Formaat").select_option("A5, flyer")
    page.wait_for_url("**formaat=a5")
    picture = page.get_by_role("img", name="Voorbeeld van de eerste bladzijde")
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("picture => picture.naturalWidth") == 720
    expect(page.get_by_role("link", name="Open de PDF")).to_have_attribute(
        "href", f"/b/katwijk/poster.pdf?activiteit={activity_id}&formaat=a5&taal=nl"
    )


def test_the_text_for_the_newsletter_is_copied(visit: Visitor, scopes: Scopes) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        shelf.published(scope)
    visit.at_each_width(f"{WORK}nieuwsbrief?periode=seizoen", as_role="redactie_katwijk")
    page = visit(f"{WORK}nieuwsbrief?periode=seizoen", as_role="redactie_katwijk", judged=False)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopieer Gewone tekst").click()
    expect(page.get_by_role("button", name="Gekopieerd")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.replace("\r\n", "\n") == page.get_by_role("textbox", name="Gewone tekst").input_value()
