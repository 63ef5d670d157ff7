"""Several roles: where somebody lands, and the way between them."""

import pytest
from flask import Flask

from stelsel.access import Person, RoleName
from stelsel.identity import landing, service
from stelsel.identity.service import Seat
from tests.identity.desk import PASSWORD, give_password, sign_in
from tests.support.client import Clients, PageClient
from tests.support.scopes import Scopes
from tests.support.world import PEOPLE


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("balie_venlo", "/b/venlo/beheer/"),
        ("landelijk", "/landelijk/"),
        ("beoordelaar1", "/subsidies/"),
        ("platform", "/admin/"),
        ("partner_walkentalk", "/partner/"),
    ],
)
def test_who_works_at_one_place_goes_straight_there(client: PageClient, scopes: Scopes, who: str, path: str) -> None:
    give_password(scopes, PEOPLE[who])
    assert sign_in(client, PEOPLE[who]).headers["Location"].partition("?")[0] == path


def test_who_works_at_several_places_chooses(clients: Clients, client: PageClient, scopes: Scopes) -> None:
    user = give_password(scopes, PEOPLE["beheer_katwijk"])
    with scopes.identity() as scope:
        for slug in ("katwijk", "venlo"):
            service.join(scope, user.id, RoleName.DESK, tenant_id=scopes.tenant(slug).id)
    entered = sign_in(client, PEOPLE["beheer_katwijk"])
    assert entered.headers["Location"] == "/account/"
    page = client.get("/account/").text
    for address in ("/b/katwijk/beheer/", "/b/venlo/beheer/"):
        assert f'href="{address}"' in page
    assert "balie, beheerder" in page, "two roles at one place are one line"
    workroom = client.get("/b/katwijk/beheer/mensen/").text
    assert 'href="/b/venlo/beheer/"' in workroom, "the way to the other place is on every page"


def test_somebody_without_any_place_is_told_what_to_do(scopes: Scopes, client: PageClient) -> None:
    with scopes.identity() as scope:
        user = service.add(scope, email="los@elders.example", name="Lot Los")
        service.set_password(scope, user, PASSWORD)
    assert sign_in(client, "los@elders.example").headers["Location"] == "/account/"
    assert "nergens een rol" in client.get("/account/").text


def test_one_changes_ones_own_name_and_language(clients: Clients) -> None:
    editor = clients["redactie_katwijk"]
    assert editor.post("/account/", data={"name": "", "language": "en"}).status_code == 422
    assert editor.post("/account/", data={"name": "Noor", "language": "xx"}).status_code == 422
    saved = editor.post("/account/", data={"name": "Noor", "language": "en", "email": "x@y.example", "active": ""})
    assert saved.status_code == 303
    page = editor.get("/account/").text
    assert '<html lang="en">' in page
    assert "Noor" in page
    assert PEOPLE["redactie_katwijk"] in page, "the address is not changed by a form that does not ask for it"


def test_one_ends_ones_own_sign_ins_elsewhere_and_nobody_elses(clients: Clients, app: Flask) -> None:
    here = clients["redactie_katwijk"]
    phone, laptop = (PageClient(app, app.response_class, use_cookies=True) for _ in range(2))
    for other in (phone, laptop):
        other.sign_in("redactie_katwijk")
    page = here.get("/account/")
    addresses = sorted(
        line.split('"')[0]
        for line in page.text.split('action="')[1:]
        if line.startswith("/account/aanmeldingen/") and not line.startswith("/account/aanmeldingen/beeindigen")
    )
    assert len(addresses) == 2, "not the one at hand"
    assert clients["balie_katwijk"].post(addresses[0]).status_code == 404
    assert here.post(addresses[0]).status_code == 303
    assert sorted(client.get("/account/").status_code for client in (phone, laptop)) == [200, 303]
    assert here.post("/account/aanmeldingen/beeindigen").status_code == 303
    assert [client.get("/account/").status_code for client in (here, phone, laptop)] == [200, 303, 303]


def test_a_demo_account_is_made_once(scopes: Scopes, client: PageClient) -> None:
    def make() -> Person | None:
        with scopes.identity() as scope:
            user = service.ensure_user(
                scope,
                email="demo@katwijk.stelsel.test",
                name="Demo",
                password=PASSWORD,
                memberships=[Seat(RoleName.DESK, tenant_id=scopes.tenant("katwijk").id)],
            )
            token = service.begin(scope, user.id)
            scope.session.flush()
            return service.person(scope, token)

    first = make()
    assert first is not None
    assert landing.landing(first) == "/b/katwijk/beheer/"
    assert make() == first
    assert sign_in(client, "demo@katwijk.stelsel.test").status_code == 303
