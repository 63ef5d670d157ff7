"""Signing in and out, as somebody at a public computer would meet it."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from stelsel.identity import COOKIE_KEY, service
from stelsel.identity.models import SignIn, User
from tests.support.client import Clients, PageClient
from tests.support.scopes import Scopes

PASSWORD = "vier blauwe olifanten dansen"
EMAIL = "redactie@katwijk.stelsel.test"


@pytest.fixture
def account(scopes: Scopes) -> User:
    """The editor of Katwijk, with a password."""
    with scopes.identity() as scope:
        user = service.find(scope, EMAIL)
        assert user is not None
        service.set_password(scope, user, PASSWORD)
        return user


def sign_in(client: PageClient, email: str = EMAIL, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/inloggen", data={"email": email, "password": password, **more})


def test_who_knows_the_password_comes_in_and_goes_to_the_one_place_of_work(client: PageClient, account: User) -> None:
    assert client.get("/account/").headers["Location"] == "/inloggen?next=%2Faccount%2F"

    wrong = sign_in(client, password="vier blauwe olifanten slapen")
    assert wrong.status_code == 422
    assert "horen niet bij elkaar" in wrong.text
    assert PASSWORD not in wrong.text

    entered = sign_in(client)
    assert (entered.status_code, entered.headers["Location"]) == (303, "/b/katwijk/beheer/")
    assert client.get("/account/").status_code == 200
