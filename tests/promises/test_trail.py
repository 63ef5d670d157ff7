"""P-35: whoever tampers with the trail is found: a deed changed, taken away, swapped, put between, cut off the end."""

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from stelsel import audit
from stelsel.audit import service
from stelsel.tenancy import Tenant
from tests.support.databases import Postgresql, Sqlite, asleep
from tests.support.scopes import Scopes

TAMPERING = {
    "changed": "UPDATE audit_entry SET deed = 'probe.other' WHERE seq = 2 AND tenant_id = :tenant",
    "taken away": "DELETE FROM audit_entry WHERE seq = 2 AND tenant_id = :tenant",
    "swapped": "UPDATE audit_entry SET seq = CASE seq WHEN 2 THEN 3 ELSE 2 END"
    " WHERE seq IN (2, 3) AND tenant_id = :tenant",
    "cut": "DELETE FROM audit_entry WHERE seq = 4 AND tenant_id = :tenant",
    "cut with its head": "DELETE FROM audit_head WHERE tenant_id = :tenant",
    "given to another": "UPDATE audit_entry SET user_id = NULL, hat = 'national' WHERE seq = 3 AND tenant_id = :tenant",
}


@pytest.fixture
def tenant_id(app: Flask, scopes: Scopes) -> int:
    for _deed in range(4):
        with scopes.work() as scope:
            audit.record(scope, "probe.done", scope.session.get_one(Tenant, scope.tenant_id))
    return scopes.tenant().id


@pytest.mark.parametrize("how", sorted(TAMPERING))
def test_tampering_is_found_with_its_place(
    tenant_id: int, app: Flask, scopes: Scopes, database: Sqlite | Postgresql, how: str
) -> None:
    commands = app.test_cli_runner()
    whole = commands.invoke(args=["audit", "verify"])
    assert (whole.exit_code, whole.stdout) == (0, "Every chain is whole.\n")
    engine = create_engine(database.url, poolclass=NullPool)
    with engine.begin() as connection:
        asleep(connection)  # the triggers refuse all of this; the chain is for whoever gets past them
        connection.execute(text("DROP INDEX uq_audit_entry_seq"))  # it would look between the two halves of a swap
        connection.execute(text(TAMPERING[how]), {"tenant": tenant_id})
        connection.execute(text("CREATE UNIQUE INDEX uq_audit_entry_seq ON audit_entry (tenant_id, seq)"))
    engine.dispose()
    with scopes.reading() as scope:
        broken = list(service.verify(scope))
    assert broken
    assert all(one.tenant_id == tenant_id for one in broken)
    assert {one.seq for one in broken} & {2, 3, 4}

    said = commands.invoke(args=["audit", "verify"])
    assert said.exit_code == 1
    assert [f"{scopes.tenant().slug} {one.seq}: {one.reason}" for one in broken] == said.stdout.splitlines()
    assert "keep the database" in said.stderr
