"""P-5: nothing forged is done, at any route that writes; no link leads to a host that a request named."""

import pytest
from flask import Flask

from stelsel.web.csrf import protect
from tests.isolation.walk import OWN, Door, doors
from tests.promises.asking import ask
from tests.promises.roles import fitting
from tests.promises.rows import Ledger, changed
from tests.support.client import Clients
from tests.support.databases import Postgresql, Sqlite

ELSEWHERE = "elders.example"
FORGED: tuple[dict[str, str], ...] = (
    {},
    {"X-CSRFToken": "verzonnen"},
    {"Origin": f"https://{ELSEWHERE}"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
)
HOSTS = (
    {"Host": ELSEWHERE},
    {"Host": f"localhost.{ELSEWHERE}"},
    {"Host": f"localhost@{ELSEWHERE}"},
)
FORWARDED = {
    "X-Forwarded-Host": ELSEWHERE,
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": f"//{ELSEWHERE}",
    "X-Forwarded-Server": ELSEWHERE,
    "X-Original-URL": f"https://{ELSEWHERE}/",
    "X-Rewrite-URL": "/landelijk/",
    "Forwarded": f"host={ELSEWHERE};proto=https",
}


def writing(app: Flask) -> list[Door]:
    return [door for door in doors(app) if door.method not in {"GET"}]


def test_no_route_that_writes_is_exempt(network: Flask) -> None:
    """What a cookie opens bears a token. A webhook or an API may be exempt; there is none yet."""
    assert protect._exempt_views == set()
    assert protect._exempt_blueprints == set()


def test_nothing_forged_is_done(network: Flask, clients: Clients, database: Sqlite | Postgresql) -> None:
    ledger, found = Ledger(database.url), []
    people = {who for door in writing(network) for who in fitting(door.permission)}
    for who in people:  # so that their sign-ins are there before
        ask(clients[who], "/account/")
    before = ledger.state()
    for door in writing(network):
        view = network.view_functions[door.rule.endpoint]
        for headers in FORGED:
            if (
                getattr(view, "checked_by_origin", False)
                and "Origin" not in headers
                and "Sec-Fetch-Site" not in headers
            ):
                continue
            who = fitting(door.permission)[-1]
            answer = ask(clients[who], door.address(OWN), method=door.method, data={"name": "x"}, headers=headers)
            if answer.status_code < 400:
                found.append(f"{who} {door} {headers}: {answer.status_code}")
    assert found == []
    assert changed(before, ledger.state()) <= {"sign_in"}, "that somebody is there is noted"


def test_without_the_forgery_it_is_done(network: Flask, clients: Clients, database: Sqlite | Postgresql) -> None:
    """Else the test above proves nothing."""
    ledger = Ledger(database.url)
    before = ledger.state()
    address = "/b/katwijk/beheer/agenda-bekeken"
    assert ask(clients["redactie_katwijk"], address, method="POST", token=True).status_code == 303
    assert changed(before, ledger.state()) >= {"readiness"}


@pytest.mark.only_on("sqlite")  # a host is read before any database
def test_a_host_that_is_not_ours_is_refused_at_every_page(network: Flask, clients: Clients) -> None:
    found = []
    for door in doors(network):
        for headers in HOSTS:
            who = fitting(door.permission)[0]
            answer = ask(clients[who], door.address(OWN), method=door.method, headers=headers)
            if answer.status_code != 400 or ELSEWHERE in answer.text + str(answer.headers):
                found.append(f"{door} {headers}: {answer.status_code}")
    assert found == []


@pytest.mark.only_on("sqlite")  # links are made before any database
def test_no_forwarded_word_reaches_a_page_or_a_redirect(network: Flask, clients: Clients) -> None:
    found = []
    for door in doors(network):
        who = fitting(door.permission)[0]
        answer = ask(clients[who], door.address(OWN), method=door.method, headers=FORWARDED)
        if ELSEWHERE in f"{answer.get_data()!r}{answer.headers}" or answer.status_code >= 500:
            found.append(f"{door}: {answer.status_code}")
    assert found == []
