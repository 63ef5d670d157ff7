"""Before it is published, its makers see an activity as everybody will; nobody else does."""

from stelsel_tenants.activities import service
from tests.site import shelf
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes


def test_staff_see_the_draft_as_it_will_be(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        activity_id = shelf.planned(scope, "Hulp bij uw aangifte", summary="Wij kijken mee.").id
    url = f"/b/katwijk/beheer/activiteiten/{activity_id}/voorbeeld"
    page = clients["redactie_katwijk"].get(url)
    for expected in (
        "Voorbeeld.",
        "Alleen uw collega",
        "Wij kijken mee.",
        "Dinsdag 1 december, 14.00 tot 16.00 uur",
        "Na publiceren",
        'name="robots" content="noindex"',
    ):
        assert expected in page.text, expected
    assert "application/ld+json" not in page.text

    with scopes.work() as scope:
        service.publish(scope, activity_id)
    assert "Zo staat het nu op uw site." in clients["redactie_katwijk"].get(url).text


def test_nobody_else_does(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        activity_id = shelf.planned(scope).id
    url = f"/b/katwijk/beheer/activiteiten/{activity_id}/voorbeeld"
    assert clients["redactie_katwijk"].get(url).status_code == 200
    assert clients["balie_katwijk"].get(url).status_code == 403
    assert clients["redactie_venlo"].get(url).status_code == 404
    assert clients["redactie_venlo"].get(url.replace("katwijk", "venlo")).status_code == 404
    assert clients["bezoeker"].get(url).location.startswith("/inloggen")


def test_the_editor_leads_to_it(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        activity_id = shelf.planned(scope).id
    page = clients["redactie_katwijk"].get(f"/b/katwijk/beheer/activiteiten/{activity_id}")
    assert f"/b/katwijk/beheer/activiteiten/{activity_id}/voorbeeld" in page.text
