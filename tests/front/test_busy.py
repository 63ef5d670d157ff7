"""A database that somebody else holds: told as "later", with when to come back, and nothing half-written."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import select

from stelsel.tenancy import Organisation
from tests.support.client import Clients
from tests.support.databases import Sqlite
from tests.support.scopes import Scopes


@contextmanager
def held(database: Sqlite) -> Iterator[None]:
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.mark.only_on("sqlite")  # PostgreSQL has no lock on the whole
def test_writing_waits_its_turn_and_then_says_later(clients: Clients, scopes: Scopes, database: Sqlite) -> None:
    editor = clients["redactie_katwijk"]
    data = {"organisation_id": "", "name": "Stichting Buurthulp", "does": "Leest mee.", "themes": ["letter"]}
    with held(database), editor.faults_expected():
        assert editor.get("/b/katwijk/beheer/partners/").status_code == 200, "reading goes on"
        refused = editor.post("/b/katwijk/beheer/partners/nieuw", data=data)
    assert refused.status_code == 503
    assert refused.headers["Retry-After"]
    with scopes.reading() as scope:
        names = scope.session.scalars(select(Organisation.name)).all()
    assert "Stichting Buurthulp" not in names
    assert editor.post("/b/katwijk/beheer/partners/nieuw", data=data).status_code == 303
