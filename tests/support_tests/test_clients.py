"""Clients are who they say, send what a browser sends, and see what is wrong with a page."""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from stelsel import clock as stelsel_clock
from stelsel.mail import Letter
from tests.support import world
from tests.support.client import Clients, PageClient
from tests.support.fixtures import MORNING, Clock
from tests.support.scopes import Scopes
from tests.support.stores import Stores


def test_a_signed_in_client_is_somebody_and_a_visitor_is_nobody(clients: Clients, client: PageClient) -> None:
    assert client.get("/account/").status_code == 303
    for who in ("redactie_katwijk", "partner_belastingdienst", "landelijk"):
        assert clients[who].get("/account/").status_code == 200, who


def test_the_password_of_everybody_opens_the_door(client: PageClient) -> None:
    typed = {"email": world.PEOPLE["balie_venlo"], "password": world.PASSWORD}
    assert client.post("/inloggen", data=typed, token=False).status_code == 400
    assert client.post("/inloggen", data=typed).status_code == 303


def test_a_sign_in_lives_by_the_clock_of_the_test(clients: Clients, clock: Clock) -> None:
    assert stelsel_clock.now() == MORNING
    assert clients["redactie_katwijk"].get("/account/").status_code == 200
    clock.forward(hours=13)
    assert clients["redactie_katwijk"].get("/account/").status_code == 303


def test_statements_are_counted(
    client: PageClient, count_queries: Callable[[], AbstractContextManager[list[str]]], scopes: Scopes
) -> None:
    with count_queries() as none, count_queries() as some:
        pass
    assert none == some == []
    with count_queries() as seen, scopes.reading("katwijk"):
        pass
    assert len(seen) == 1
    assert seen[0].startswith("SELECT")


def broken() -> str:
    raise ZeroDivisionError


@pytest.mark.only_on("sqlite")  # it is about the client, and no database is asked
def test_a_fault_fails_the_test_and_a_bad_page_too(stores: Stores, database_name: str) -> None:
    app = stores.app(stores[database_name].database.url)
    app.view_functions["identity.sign_in_page"] = broken
    client = PageClient(app, app.response_class)
    with pytest.raises(AssertionError, match="500") as failed:
        client.get("/inloggen")
    assert isinstance(failed.value.__cause__, ZeroDivisionError)
    with client.faults_expected():
        assert client.get("/inloggen").status_code == 500

    app.view_functions["identity.sign_in_page"] = lambda: "<h1>Een</h1><h1>Twee</h1>"
    with pytest.raises(AssertionError, match="2 <h1>"):
        client.get("/inloggen")


def test_letters_and_jobs_can_be_looked_at(
    scopes: Scopes, outbox: Callable[[], list[Letter]], run_jobs: Callable[[], int]
) -> None:
    assert outbox() == []
    with scopes.identity() as scope:
        scope.session.add(
            Letter(id=uuid.uuid4(), template="tests", receiver="lezer@post.test", subject="Dag", text="Tekst", html="")
        )
    assert [letter.receiver for letter in outbox()] == ["lezer@post.test"]
    run_jobs()
    assert run_jobs() == 0, "what was due has been done"
