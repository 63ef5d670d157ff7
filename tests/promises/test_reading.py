"""P-4: whoever looks changes nothing. Every page, by everybody, with every row behind it."""

import pytest
from flask import Flask

from tests.isolation.walk import OWN, doors
from tests.promises.asking import ask
from tests.promises.roles import EVERYBODY
from tests.promises.rows import Ledger, changed
from tests.support.client import Clients
from tests.support.databases import Postgresql, Sqlite

MAY_DIFFER = {"sign_in", "attempt", "request_count", "job", "job_schedule"}
"""That somebody is still there, how often somebody guessed or asked, and work that was due anyway."""

SAMPLE = ("bezoeker", "beheer_katwijk", "partner_belastingdienst", "landelijk")
"""On PostgreSQL, whose own refusal to write is proven in tests/isolation/test_guard.py."""

HEADED = ("bezoeker", "beheer_katwijk")
"""Who asks for the head of each page too, on SQLite: a view does not know the difference."""


@pytest.mark.parametrize(
    "who", [pytest.param(who, marks=() if who in SAMPLE else pytest.mark.only_on("sqlite")) for who in EVERYBODY]
)
def test_looking_changes_nothing(network: Flask, clients: Clients, database: Sqlite | Postgresql, who: str) -> None:
    client, ledger = clients[who], Ledger(database.url)
    before, met = ledger.state(), 0
    for door in doors(network):
        if door.method != "GET":
            continue
        address = door.address(OWN)
        answer = ask(client, address)
        assert answer.status_code < 500, door
        if answer.status_code == 200:
            met += 1
            if who in HEADED and isinstance(database, Sqlite):
                ask(client, address, method="HEAD")
    assert met > 20
    assert changed(before, ledger.state()) <= MAY_DIFFER


def test_a_change_would_be_seen(network: Flask, clients: Clients, database: Sqlite | Postgresql) -> None:
    """Else the crawls above prove nothing."""
    ledger = Ledger(database.url)
    before = ledger.state()
    assert clients["beheer_katwijk"].post("/account/", data={"name": "Noor", "language": "en"}).status_code < 500
    clients["redactie_katwijk"].post("/b/katwijk/beheer/agenda-bekeken")
    assert changed(before, ledger.state()) - MAY_DIFFER
