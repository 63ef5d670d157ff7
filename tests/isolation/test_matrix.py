"""Every role at every route, with another library's row of every table behind the address: 404, and not a byte of it.

All rows of one library bear one id (`tests/support/factories.py`), so each request tries all tables at once. A new
table, route or role joins by itself.
"""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from stelsel.access import Permission
from stelsel.db import Owned
from stelsel.tenancy import security
from tests.isolation.laboratory import Laboratory
from tests.isolation.walk import (
    ABSENT,
    ELSEWHERE,
    FOREIGN,
    FOREIGN_MARK,
    OWN,
    Door,
    doors,
    shape,
    two_libraries,
)
from tests.support.client import Clients
from tests.support.databases import Postgresql, Sqlite
from tests.support.factories import Rows
from tests.support.world import NATIONAL, STAFF

ROLES = (
    "bezoeker",
    *(f"{who}_katwijk" for who in STAFF),
    "beheer_den-haag",
    "partner_belastingdienst",
    *(who for who in NATIONAL if not who.endswith("2")),
)
SAMPLE = ("bezoeker", "redactie_katwijk", "partner_belastingdienst", "landelijk")
"""On SQLite, where every row behind an address is kept by one guard alone; the whole product runs on PostgreSQL."""

ASKERS = [pytest.param(who, marks=() if who in SAMPLE else pytest.mark.only_on("postgresql")) for who in ROLES]

# What the interface tells everybody is what all libraries publish: there is no other library's row behind it. That it
# tells no more than that is shown by the canaries, and what a key reaches by tests/api/test_writing.py.
INSIDE = {"site", "tenant"}
"""Permissions whose scope is one library: behind these, another's row does not exist for anybody."""


@pytest.fixture
def network(app: Flask, database: Sqlite | Postgresql) -> Flask:
    two_libraries(app, database.url)
    return app


def test_every_tenant_table_has_a_row(laboratories: Callable[[str], Laboratory], database_name: str) -> None:
    """Raises NoFactory with the name of the table that was forgotten."""
    laboratory = laboratories(database_name)
    with laboratory.behind() as connection:
        rows = Rows(connection, laboratory.own, OWN, "zq")
        for model in security.models():
            if issubclass(model, Owned):
                assert rows.row(str(model.__tablename__))["tenant_id"] == laboratory.own
        connection.rollback()


def outcomes(clients: Clients, who: str, door: Door) -> Iterator[str]:
    """What is wrong with the answers of one role at one door."""
    answers = {}
    for name, row in {"foreign": FOREIGN, "absent": ABSENT, "malformed": "geen-id"}.items():
        address = door.address(row)
        try:
            answer = clients[who].open(address, method=door.method)
        except AssertionError as fault:  # the client judges each page, and a 5xx
            yield f"{who} {door} for {name}: {fault}"
            continue
        answers[name] = shape(answer, address)
        if FOREIGN_MARK in answer.text or FOREIGN_MARK in str(answer.headers):
            yield f"{who} {door}: another library's words in the answer to {name}"
        if answer.status_code < 300 and door.permission.reach in INSIDE:
            yield f"{who} {door}: {answer.status_code} for {name}"
    if len(answers) < 3:
        return
    foreign, absent, malformed = answers.values()
    if foreign != absent:
        yield f"{who} {door}: a foreign row is answered otherwise than none: {difference(str(foreign), str(absent))}"
    if foreign[0] == 404 and malformed[0] != 404:
        yield f"{who} {door}: {malformed[0]} for a malformed id"


def difference(foreign: str, absent: str) -> str:
    at = next((n for n, (a, b) in enumerate(zip(foreign, absent, strict=False)) if a != b), 0)
    return f"{foreign[at - 20 : at + 60]!r} for {absent[at - 20 : at + 60]!r}"


@pytest.mark.parametrize("who", ASKERS)
def test_another_librarys_rows_do_not_exist(network: Flask, clients: Clients, who: str) -> None:
    asked = [door for door in doors(network) if door.ids and door.permission is not Permission.OPEN_API]
    assert asked
    assert [fault for door in asked for fault in outcomes(clients, who, door)] == []


@pytest.mark.parametrize("who", [asker for asker in ASKERS if asker.values != ("bezoeker",)])
def test_another_librarys_workroom_does_not_exist(network: Flask, clients: Clients, who: str) -> None:
    """By its own address, with a row that is really there: 404 for each method."""
    faults = []
    for door in doors(network):
        if door.permission.reach != "tenant":
            continue
        answer = clients[who].open(door.address(FOREIGN, slug=ELSEWHERE), method=door.method)
        if answer.status_code != 404 or FOREIGN_MARK in answer.text:
            faults.append(f"{who} {door}: {answer.status_code}")
    assert faults == []


def test_the_rows_are_really_there(network: Flask, clients: Clients) -> None:
    """Else the walks above prove nothing: a library's own staff reach their own row through most of these doors."""
    reached = {
        str(door)
        for door in doors(network)
        if door.ids and door.permission.reach in INSIDE and door.method == "GET"
        if clients["beheer_katwijk"].get(door.address(OWN)).status_code == 200
    }
    assert reached
