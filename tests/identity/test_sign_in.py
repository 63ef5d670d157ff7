"""Signing in and out, as somebody at a public computer would meet it (SECURITY P-13)."""

from flask import Flask
from sqlalchemy import select

from stelsel.identity import COOKIE_KEY, service
from stelsel.identity.models import SignIn, User
from tests.identity.desk import EMAIL, OTHER, PASSWORD, is_in, sign_in
from tests.support.client import Clients, PageClient
from tests.support.databases import Database
from tests.support.fixtures import Clock
from tests.support.pages import parse
from tests.support.scopes import Scopes
from tests.support.stores import Stores


def test_who_knows_the_password_comes_in_and_goes_to_the_one_place_of_work(client: PageClient, account: User) -> None:
    wrong = sign_in(client, password=OTHER)
    assert wrong.status_code == 422
    assert "horen niet bij elkaar" in wrong.text
    assert OTHER not in wrong.text
    assert not is_in(client)

    entered = sign_in(client)
    assert (entered.status_code, entered.headers["Location"]) == (303, "/b/katwijk/beheer/")
    assert is_in(client)


def test_the_address_is_known_in_capitals_too(client: PageClient, account: User) -> None:
    assert sign_in(client, email=f" {EMAIL.upper()} ").status_code == 303


def test_a_closed_page_leads_to_the_sign_in_page_and_back(client: PageClient, account: User) -> None:
    closed = client.get("/account/wachtwoord?van=mail")
    assert (closed.status_code, closed.headers["Location"]) == (
        303,
        "/inloggen?next=%2Faccount%2Fwachtwoord%3Fvan%3Dmail",
    )
    assert 'value="/account/wachtwoord?van=mail"' in client.get(closed.headers["Location"]).text
    back = sign_in(client, next="/account/wachtwoord?van=mail")
    assert back.headers["Location"] == "/account/wachtwoord?van=mail"


def test_nobody_is_sent_to_another_site(client: PageClient, account: User) -> None:
    for foreign in ("https://boos.example/", "//boos.example", "/\\boos.example", "/%2F/boos.example", "javascript:1"):
        page = parse(client.get("/inloggen", query_string={"next": foreign}).text)
        assert [field["value"] for field in page.select("input[name=next]")] == [""]
        assert sign_in(client, next=foreign).headers["Location"] == "/b/katwijk/beheer/"
        client.post("/uitloggen")


def test_who_is_in_already_does_not_see_the_form(client: PageClient, account: User) -> None:
    sign_in(client)
    assert client.get("/inloggen?next=/account/").headers["Location"] == "/account/"


def test_a_cookie_copied_before_signing_out_opens_nothing(clients: Clients, app: Flask, account: User) -> None:
    mine, thief = clients["bezoeker"], PageClient(app, app.response_class, use_cookies=True)
    sign_in(mine)
    cookie = mine.get_cookie("stelsel")
    assert cookie is not None
    thief.set_cookie("stelsel", cookie.value)
    assert is_in(thief), "the copy is good, so that what follows proves something"

    assert "Log uit" in mine.get("/uitloggen").text
    assert is_in(mine), "a link that is opened signs nobody out"
    out = mine.post("/uitloggen")
    assert out.status_code == 303
    assert '"cookies"' in out.headers["Clear-Site-Data"]
    assert "U bent uitgelogd" in mine.get(out.headers["Location"]).text
    assert not is_in(mine)
    assert not is_in(thief)


def test_signing_in_gives_the_browser_a_new_session(client: PageClient, account: User) -> None:
    client.get("/inloggen")
    with client.session_transaction() as planted:
        before = planted["csrf_token"]
        planted["planted"] = "by somebody else"
        planted[COOKIE_KEY] = "a value that an attacker knows"
    sign_in(client)
    with client.session_transaction() as after:
        assert "planted" not in after
        assert after[COOKIE_KEY] != "a value that an attacker knows"
        assert after.get("csrf_token") != before


def test_of_the_cookie_only_a_fingerprint_is_kept(client: PageClient, account: User, scopes: Scopes) -> None:
    sign_in(client)
    with client.session_transaction() as session:
        token = session[COOKIE_KEY]
    with scopes.identity() as scope:
        kept = scope.session.scalars(select(SignIn).where(SignIn.user_id == account.id)).one()
        assert kept.id == service.fingerprint(token)
        assert len(token) >= 43


def test_signing_in_and_out_need_the_token_of_the_form(client: PageClient, account: User) -> None:
    data = {"email": EMAIL, "password": PASSWORD}
    assert client.post("/inloggen", data=data, token=False).status_code == 400
    assert not is_in(client)
    assert client.post("/inloggen", data=data, headers={"Origin": "https://boos.example"}).status_code == 400
    sign_in(client)
    assert client.post("/uitloggen", token=False).status_code == 400
    assert is_in(client)


def test_a_sign_in_ends_after_eight_idle_hours(clock: Clock, client: PageClient, account: User) -> None:
    sign_in(client)
    clock.forward(hours=7, minutes=59)
    assert is_in(client)
    clock.forward(hours=8, minutes=1)
    assert not is_in(client)


def test_a_sign_in_ends_after_twelve_hours_whatever_happens(clock: Clock, client: PageClient, account: User) -> None:
    sign_in(client)
    for _hour in range(11):
        clock.forward(hours=1)
        assert is_in(client)
    clock.forward(hours=1, minutes=1)
    assert not is_in(client)


def test_that_somebody_is_there_is_noted_every_five_minutes_at_most(
    clock: Clock, client: PageClient, account: User, scopes: Scopes
) -> None:
    def seen_at() -> object:
        with scopes.identity() as scope:
            return scope.session.scalars(select(SignIn.seen_at).where(SignIn.user_id == account.id)).one()

    sign_in(client)
    first = seen_at()
    clock.forward(minutes=4)
    is_in(client)
    assert seen_at() == first
    clock.forward(minutes=2)
    is_in(client)
    assert seen_at() != first


def test_a_closed_account_is_out_at_the_next_click_and_does_not_come_in(
    client: PageClient, account: User, scopes: Scopes
) -> None:
    sign_in(client)
    with scopes.identity() as scope:
        service.deactivate(scope, scope.session.get_one(User, account.id))
    assert not is_in(client)
    assert sign_in(client).status_code == 422
    with scopes.identity() as scope:
        service.activate(scope, scope.session.get_one(User, account.id))
    assert sign_in(client).status_code == 303


def test_on_https_the_cookie_is_bound_to_this_host(stores: Stores, database: Database, account: User) -> None:
    app = stores.app(database.url, base_url="https://stelsel.test")
    client = PageClient(app, app.response_class, use_cookies=True)
    page = client.get("/inloggen", base_url="https://stelsel.test")
    cookie = page.headers["Set-Cookie"]
    assert cookie.startswith("__Host-stelsel=")
    for flag in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert flag in cookie
    assert "Domain" not in cookie
    assert "Expires" not in cookie


def test_public_pages_do_not_look_into_the_session(client: PageClient) -> None:
    answer = client.get("/deze-pagina-bestaat-niet")
    assert "st-top" in answer.text, "a whole page of ours, with its header"
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Set-Cookie" not in answer.headers


def test_no_page_of_flask_security_is_left(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert not {name for name in endpoints if name.startswith("security.")}
    assert {rule.rule for rule in app.url_map.iter_rules()}.isdisjoint({"/login", "/logout", "/register", "/verify"})
