"""`stelsel people`, for whoever runs the house."""

import pytest
from flask import Flask

from stelsel.errors import NotFound
from stelsel.identity.passwords import WeakPassword
from tests.identity.desk import EMAIL, OTHER, PASSWORD, is_in, letters, sign_in
from tests.support.client import Clients, PageClient
from tests.support.scopes import Scopes
from tests.support.world import NATIONAL_SLUG

NEW = "eerste@stelsel.example"


def run(app: Flask, *arguments: str) -> str:
    result = app.test_cli_runner().invoke(args=["people", *arguments])
    if result.exception:
        raise result.exception
    return str(result.output)


def test_the_first_account_is_made_on_the_command_line(app: Flask, client: PageClient) -> None:
    with pytest.raises(WeakPassword):
        run(app, "add", NEW, "Eerste", "--role", "national_admin", "--at", NATIONAL_SLUG, "--password", "kort")
    run(app, "add", NEW, "Eerste", "--role", "national_admin", "--at", NATIONAL_SLUG, "--password", OTHER)
    assert sign_in(client, NEW, OTHER).headers["Location"] == "/landelijk/"


def test_a_place_that_is_not_there_is_said(app: Flask) -> None:
    for role in ("desk", "partner"):
        with pytest.raises(NotFound):
            run(app, "add", NEW, "Eerste", "--role", role, "--at", "nergens", "--password", OTHER)
    with pytest.raises(NotFound):
        run(app, "add", NEW, "Eerste", "--role", "desk", "--at", "belastingdienst", "--password", OTHER)


def test_somebody_is_invited(app: Flask, scopes: Scopes) -> None:
    run(app, "invite", NEW, "Eerste", "--role", "partner", "--at", "belastingdienst")
    assert "Belastingdienst" in letters(scopes, NEW)[-1].subject


def test_a_role_or_an_account_is_ended(app: Flask, clients: Clients) -> None:
    editor = clients["redactie_katwijk"]
    assert is_in(editor)
    run(app, "end", EMAIL, "--at", "katwijk")
    assert "nergens een rol" in editor.get("/account/").text
    run(app, "end", EMAIL)
    assert not is_in(editor)
    with pytest.raises(NotFound):
        run(app, "end", "niemand@nergens.example")


def test_an_account_that_was_closed_by_mistake_is_opened_again(app: Flask, client: PageClient) -> None:
    run(app, "end", EMAIL)
    assert sign_in(client).status_code == 422
    run(app, "restore", EMAIL)
    assert sign_in(client).status_code == 303
    assert client.get("/b/katwijk/beheer/").status_code == 200, "with the roles that it had"
    with pytest.raises(NotFound):
        run(app, "restore", "niemand@nergens.example")


def test_a_link_for_a_new_password_is_printed(app: Flask, client: PageClient, scopes: Scopes) -> None:
    link = run(app, "reset", EMAIL).strip()
    assert link.startswith("http://localhost/wachtwoord/")
    assert client.post(link.removeprefix("http://localhost"), data={"password": PASSWORD}).status_code == 303
    assert sign_in(client).status_code == 303
