"""The test network with a row of every tenant table at two libraries, so that every address leads somewhere."""

import pytest
from flask import Flask
from sqlalchemy import create_engine, select, update
from sqlalchemy.pool import NullPool

from stelsel.audit import AuditEntry
from stelsel.audit.models import AuditHead
from tests.isolation.walk import two_libraries
from tests.support.databases import Postgresql, Sqlite
from tests.support.fixtures import Clock


@pytest.fixture
def network(app: Flask, clock: Clock, database: Sqlite | Postgresql) -> Flask:
    """The application, with the rows of `tests.isolation.walk` behind it and the clock held."""
    with two_libraries(app, database.url):
        _mend_the_trail(database.url)
        return app


def _mend_the_trail(url: str) -> None:
    """The example's audit entry is the first of its chain, so that a next one can be written."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        for tenant_id, seq, said in connection.execute(select(AuditEntry.tenant_id, AuditEntry.seq, AuditEntry.hash)):
            head = update(AuditHead).where(AuditHead.tenant_id == tenant_id)
            connection.execute(head.values(seq=seq, hash=said))
    engine.dispose()
