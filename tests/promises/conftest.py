"""The test network with a row of every tenant table at two libraries, so that every address leads somewhere."""

import pytest
from flask import Flask
from sqlalchemy import create_engine, select, update
from sqlalchemy.pool import NullPool

from stelsel.audit import AuditEntry
from stelsel.audit.models import AuditHead
from stelsel_tenants.activities import service
from stelsel_tenants.activities.models import Entry, Session
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.libraries.models import Branch
from tests.isolation.walk import FOREIGN, OWN, two_libraries
from tests.registrations.conftest import make_session
from tests.site.shelf import TUESDAYS
from tests.support.databases import Postgresql, Sqlite
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

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
        examples = update(Session).where(Session.id.in_((OWN, FOREIGN)))
        connection.execute(examples.values(taken=1))
    engine.dispose()


@pytest.fixture
def real_pages(network: Flask, scopes: Scopes) -> list[tuple[str, str]]:
    """Who opens what: pages of rows that commands made. The examples' own hold no more than words, and forms of them
    are refused."""
    with scopes.work() as scope:
        branch_id = scope.session.scalars(select(Branch.id).where(Branch.id != OWN)).one()
        offer = Offer("Inloop", branch_id, "belastinghulp", entry=Entry.SIGN_UP, capacity=9, lines=(TUESDAYS,))
        activity_id = service.plan(scope, offer).id
        service.publish(scope, activity_id)
        held = select(Session.id).where(Session.activity_id == activity_id).order_by(Session.starts_at)
        session_id = scope.session.scalars(held.limit(1)).one()
    return [
        ("bezoeker", f"/b/katwijk/sessies/{session_id}/aanmelden"),
        *(
            (who, f"/b/katwijk/beheer/{page}")
            for who in ("redactie_katwijk", "beheer_katwijk")
            for page in (
                f"activiteiten/{activity_id}",
                f"vestigingen/{branch_id}",
                f"balie/{session_id}",
                "mensen/",
            )
        ),
    ]
