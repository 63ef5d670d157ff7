"""Links in mails (SECURITY P-4, P-16)."""

import uuid

import pytest
from flask import Flask
from pydantic import SecretStr
from sqlalchemy import select

from stelsel.access import RoleName, links
from stelsel.access.models import Link, LinkPurpose
from stelsel.identity import invitations, resets
from stelsel.identity.models import Attempt, Invitation, User
from tests.identity.desk import EMAIL, OTHER, PASSWORD, do_jobs, is_in, letters, link_to, sign_in
from tests.support.client import Clients, PageClient
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes


@pytest.fixture
def reset_link(app: Flask, client: PageClient, account: User, scopes: Scopes, clock: Clock) -> str:
    """The path in the letter that somebody asked for."""
    assert "Kijk in uw mail" in client.post("/wachtwoord-vergeten", data={"email": EMAIL}).text
    do_jobs(app)
    return link_to(scopes, EMAIL)


def test_a_link_gives_a_new_password_once_and_signs_out_everywhere(
    clients: Clients, app: Flask, reset_link: str, scopes: Scopes
) -> None:
    client, elsewhere = clients["bezoeker"], PageClient(app, app.response_class, use_cookies=True)
    sign_in(elsewhere)
    assert EMAIL in client.get(reset_link).text

    weak = client.post(reset_link, data={"password": "wachtwoord12"})
    assert weak.status_code == 422
    assert "te makkelijk te raden" in weak.text
    assert is_in(elsewhere)

    done = client.post(reset_link, data={"password": OTHER})
    assert done.status_code == 303
    assert "nieuwe wachtwoord is bewaard" in client.get(done.headers["Location"]).text
    assert not is_in(elsewhere)
    assert sign_in(client, password=PASSWORD).status_code == 422
    assert sign_in(client, password=OTHER).status_code == 303
    assert "Uw wachtwoord is veranderd" in {letter.subject for letter in letters(scopes, EMAIL)}

    for again in (client.get(reset_link), client.post(reset_link, data={"password": PASSWORD})):
        assert again.status_code == 410
        assert "Deze link werkt niet meer" in again.text
    assert sign_in(elsewhere, password=OTHER).status_code == 303


def test_opening_a_link_changes_nothing(client: PageClient, reset_link: str, scopes: Scopes) -> None:
    for _scanner in range(3):
        page = client.get(reset_link)
        assert page.status_code == 200
        assert page.headers["Cache-Control"] == "no-store"
        assert client.head(reset_link).status_code == 200
    with scopes.identity() as scope:
        assert scope.session.scalars(select(Link.used_at)).all() == [None]
    assert client.post(reset_link, data={"password": OTHER}).status_code == 303


def test_a_link_ends_after_an_hour(clock: Clock, client: PageClient, reset_link: str) -> None:
    clock.forward(minutes=59)
    assert client.get(reset_link).status_code == 200
    clock.forward(minutes=2)
    assert client.get(reset_link).status_code == 410
    assert client.post(reset_link, data={"password": OTHER}).status_code == 410


def test_a_newer_link_ends_the_older(
    clock: Clock, app: Flask, client: PageClient, reset_link: str, scopes: Scopes
) -> None:
    client.post("/wachtwoord-vergeten", data={"email": EMAIL})
    do_jobs(app)
    assert link_to(scopes, EMAIL) == reset_link, "asking twice within minutes fills nobody's mailbox"
    clock.forward(minutes=6)
    client.post("/wachtwoord-vergeten", data={"email": EMAIL})
    do_jobs(app)
    assert client.get(reset_link).status_code == 410
    assert client.get(link_to(scopes, EMAIL)).status_code == 200


def test_a_link_of_one_purpose_does_not_open_the_page_of_another(client: PageClient, reset_link: str) -> None:
    assert client.get(reset_link.replace("/wachtwoord/", "/uitnodiging/")).status_code == 410
    assert client.get(reset_link).status_code == 200


@pytest.mark.parametrize("token", ["a" * 22, "kort", "%F0%9F%90%98", "x" * 200, "'%20OR%20'1'='1"])
def test_what_is_no_token_opens_nothing(client: PageClient, token: str) -> None:
    for path in (f"/wachtwoord/{token}", f"/uitnodiging/{token}"):
        assert client.get(path).status_code == 410
        assert client.post(path, data={"password": OTHER, "name": "Iemand"}).status_code == 410


def test_a_closed_account_gets_no_letter_and_its_link_opens_nothing(
    app: Flask, client: PageClient, reset_link: str, account: User, scopes: Scopes, clock: Clock
) -> None:
    with scopes.identity() as scope:
        scope.session.get_one(User, account.id).active = False
    assert client.get(reset_link).status_code == 410
    clock.forward(minutes=10)
    client.post("/wachtwoord-vergeten", data={"email": EMAIL})
    do_jobs(app)
    assert len(letters(scopes, EMAIL)) == 1


def test_of_a_link_only_a_fingerprint_is_kept(reset_link: str, scopes: Scopes) -> None:
    token = reset_link.rsplit("/", 1)[1]
    with scopes.identity() as scope:
        link = scope.session.scalars(select(Link)).one()
        kept = [str(getattr(link, column)) for column in ("id", "token_hash", "object_id")]
    assert token not in kept
    assert links.fingerprint(token) == link.token_hash
    assert len(token) * 6 >= 128


def test_another_signing_key_makes_other_links(app: Flask, scopes: Scopes, monkeypatch: pytest.MonkeyPatch) -> None:
    link_id = uuid.uuid4()
    with app.app_context():
        here = links.token(link_id)
        assert here == links.token(link_id), "a mail job can write the address again"
        assert here != links.token(uuid.uuid4())
        other = app.extensions["stelsel.settings"].model_copy(update={"secret_key": SecretStr("y" * 48)})
        monkeypatch.setitem(app.extensions, "stelsel.settings", other)
        assert here != links.token(link_id)


def test_a_link_for_citizens_opens_as_often_as_one_likes_until_it_is_taken_back(scopes: Scopes) -> None:
    thing = uuid.uuid4()
    with scopes.work("katwijk") as scope:
        secret = links.token(links.make(scope, LinkPurpose.SIGN_UP, thing, tenant_id=scope.tenant_id).id)
    for _time in range(2):
        with scopes.work("katwijk") as scope:
            assert links.use(scope, secret, LinkPurpose.SIGN_UP).object_id == thing
    with scopes.work("katwijk") as scope:
        links.take_back(scope, LinkPurpose.SIGN_UP, thing)
    with scopes.work("katwijk") as scope, pytest.raises(links.Spent):
        links.find(scope, secret, LinkPurpose.SIGN_UP)


def test_old_links_and_tries_are_forgotten(app: Flask, clock: Clock, reset_link: str, scopes: Scopes) -> None:
    clock.forward(days=32)
    with app.app_context():
        resets.tidy(None)
    with scopes.identity() as scope:
        assert scope.session.scalars(select(Link)).all() == []
        assert scope.session.scalars(select(Attempt)).all() == []


def test_an_invitation_is_forgotten_a_month_after_its_end(app: Flask, clock: Clock, scopes: Scopes) -> None:
    def invite(email: str) -> None:
        with scopes.identity() as scope:
            katwijk = scopes.tenant("katwijk").id
            invitations.invite(scope, email=email, name="Sam", role=RoleName.EDITOR, by=None, tenant_id=katwijk)

    def tidied() -> list[str]:
        with app.app_context():
            resets.tidy(None)
        with scopes.identity() as scope:
            return sorted(scope.session.scalars(select(Invitation.email)))

    invite("eerst@voorbeeld.nl")
    clock.forward(days=36)  # it ended after seven days
    invite("later@voorbeeld.nl")
    assert tidied() == ["eerst@voorbeeld.nl", "later@voorbeeld.nl"]
    clock.forward(days=2)
    assert tidied() == ["later@voorbeeld.nl"]
    clock.forward(days=38)
    assert tidied() == []
