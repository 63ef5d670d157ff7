"""The test network with a row of every tenant table at two libraries, so that every address leads somewhere."""

from collections.abc import Iterator
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
from tests.promises.forms import Shown
from tests.promises.rows import Copy
from tests.registrations.conftest import make_session
from tests.support.client import Clients
from tests.support.databases import Postgresql, Sqlite
from tests.support.fixtures import Clock

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
def real_pages(network: Flask, clients: Clients) -> list[tuple[str, str]]:
    """Who opens what: pages of rows that commands made."""
    return examples.pages(network, clients)


@pytest.fixture
def copy(forms: list[Shown], database: Sqlite, tmp_path: Path) -> Iterator[Copy]:
    """The database as it is once every form was shown."""
    made = Copy(database, tmp_path / "kept.sqlite")
    yield made
    made.close()
