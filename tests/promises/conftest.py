"""The test network with a row of every tenant table at two libraries, so that every address leads somewhere."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, select, update
from sqlalchemy.pool import NullPool

from stelsel.audit import AuditEntry
from stelsel.audit.models import AuditHead
from stelsel_tenants.activities.models import Session
from tests.isolation.walk import FOREIGN, OWN, two_libraries
from tests.promises import examples
from tests.promises.forms import Shown, shown
from tests.promises.rows import Copy
from tests.registrations.conftest import make_session
from tests.support import session
from tests.support.client import Clients
from tests.support.databases import Postgresql, Sqlite
from tests.support.fixtures import Clock
from tests.support.plugin import FOLDER

__all__ = ["make_session"]


@pytest.fixture
def network(app: Flask, clock: Clock, database: Sqlite | Postgresql) -> Flask:
    """The application, with the rows of `tests.isolation.walk` behind it and the clock held."""
    two_libraries(app, database.url)
    _mend(database.url)
    return app


def _mend(url: str) -> None:
    """What the example rows say of each other: the audit entry is the first of its chain, so that a next one can be
    written; the sign-up has one of the places."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        for tenant_id, seq, said in connection.execute(select(AuditEntry.tenant_id, AuditEntry.seq, AuditEntry.hash)):
            head = update(AuditHead).where(AuditHead.tenant_id == tenant_id)
            connection.execute(head.values(seq=seq, hash=said))
        held = update(Session).where(Session.id.in_((OWN, FOREIGN)))
        connection.execute(held.values(taken=1))
    engine.dispose()


@pytest.fixture
def real_pages(
    network: Flask, clients: Clients, database: Sqlite | Postgresql, request: pytest.FixtureRequest
) -> list[tuple[str, str]]:
    """Who opens what: pages of rows that commands made. On SQLite one test of the run makes them, for all."""
    if not isinstance(database, Sqlite):
        return examples.pages(network, clients)
    folder = request.config.stash[FOLDER]
    kept, here = folder / "real-pages.sqlite", False

    def make() -> dict[str, str]:
        nonlocal here
        here, made = True, examples.pages(network, clients)
        database.keep(kept)
        return {"pages": json.dumps(made)}

    made = session.once(folder, "real-pages", make)
    if not here:
        database.put(kept)
    return [(who, address) for who, address in json.loads(made["pages"])]


@pytest.fixture
def every_form(
    network: Flask, clients: Clients, real_pages: list[tuple[str, str]], request: pytest.FixtureRequest
) -> list[Shown]:
    """Each kind of form that any role is shown, behind `real_pages` and all other pages. To open them all takes long,
    and the rows are the same: one test of the run does it, for all."""

    def make() -> dict[str, str]:
        found = shown(network, clients, *real_pages, every_role=True)
        return {"forms": json.dumps([asdict(form) | {"offered": sorted(form.offered)} for form in found])}

    made = session.once(request.config.stash[FOLDER], "forms", make)
    forms = [Shown.kept(**values) for values in json.loads(made["forms"])]
    clients.sign_in(form.who for form in forms)  # now, so that a copy of the database knows of it
    return forms


@pytest.fixture
def copy(forms: list[Shown], database: Sqlite, tmp_path: Path) -> Iterator[Copy]:
    """The database as it is once every form was shown."""
    made = Copy(database, tmp_path / "kept.sqlite")
    yield made
    made.close()
