"""What a person at a keyboard does: sign in, open the newest letter, press a button."""

import re
from typing import Any

from flask import Flask
from sqlalchemy import select

from stelsel.access import Person
from stelsel.identity import service, sign_ins
from stelsel.identity.models import User
from stelsel.jobs.worker import Worker
from stelsel.mail.models import Letter
from tests.support.client import PageClient
from tests.support.scopes import Scopes
from tests.support.world import PEOPLE

PASSWORD = "vier blauwe olifanten dansen"
OTHER = "zeven kalme ijsberen zingen"
WHO = "redactie_katwijk"
EMAIL = PEOPLE[WHO]
ADDRESS = re.compile(r"http://localhost(/(?:wachtwoord|uitnodiging)/[\w-]{22})\b")


def give_password(scopes: Scopes, email: str = EMAIL, password: str = PASSWORD) -> User:
    """Somebody of the test network, who from now on has this password."""
    with scopes.identity() as scope:
        user = service.find(scope, email)
        assert user is not None
        service.set_password(scope, user, password)
        return user


def person(scopes: Scopes, who: str) -> Person:
    """Somebody of the test network as a request knows them."""
    with scopes.identity() as scope:
        user = service.find(scope, PEOPLE[who])
        assert user is not None
        token = service.begin(scope, user.id)
        scope.session.flush()
        found = sign_ins.person(scope, token)
    assert found is not None
    return found


def sign_in(client: PageClient, email: str = EMAIL, password: str = PASSWORD, **more: Any) -> Any:
    """Fill in the sign-in page. `from_`: the address of the computer."""
    network = {"REMOTE_ADDR": more.pop("from_")} if "from_" in more else {}
    data = {"email": email, "password": password, **more}
    return client.post("/inloggen", data=data, environ_overrides=network)


def is_in(client: PageClient) -> bool:
    return client.get("/account/").status_code == 200


def letters(scopes: Scopes, email: str) -> list[Letter]:
    """What was written to an address, newest last."""
    with scopes.identity() as scope:
        return list(scope.session.scalars(select(Letter).where(Letter.receiver == email).order_by(Letter.queued_at)))


def link_to(scopes: Scopes, email: str) -> str:
    """The path of the link in the newest letter."""
    found = ADDRESS.search(letters(scopes, email)[-1].text)
    assert found is not None
    return found[1]


def do_jobs(app: Flask) -> None:
    """Do what waits, as the worker would."""
    Worker(app).run_due()
