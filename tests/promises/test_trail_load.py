"""P-35 under load: fifty writers at once leave no gap, and in a long chain every tampering is found."""

import uuid

import pytest
from flask import Flask
from sqlalchemy import Connection, create_engine, func, select, text
from sqlalchemy.pool import NullPool

from stelsel.audit import AuditEntry
from tests.promises.trail_writer import AT_ONCE
from tests.support.databases import asleep
from tests.support.load import load
from tests.support.race import PATIENCE, THREADS, race
from tests.support.scopes import Scopes
from tests.support.stores import Store

WRITERS = 50
SLOWEST = 50
"""Deeds in a second, on a machine that has other things to do."""
ROWS = 1_000_000

HERE = "tenant_id = :tenant AND seq = :seq"
SWAPPED = "tenant_id = :tenant AND seq IN (:seq, :seq + 1)"
TAMPERING = {
    "changed": f"UPDATE audit_entry SET deed = 'probe.other' WHERE {HERE}",
    "taken away": f"DELETE FROM audit_entry WHERE {HERE}",
    "swapped": f"UPDATE audit_entry SET seq = CASE seq WHEN :seq THEN :seq + 1 ELSE :seq END WHERE {SWAPPED}",
    "put between": f"INSERT INTO audit_entry (%s) SELECT %s FROM audit_entry WHERE {HERE}",
    "cut": "DELETE FROM audit_entry WHERE tenant_id = :tenant AND seq > :end - 1",
}


@pytest.mark.long
def test_fifty_writers_leave_no_gap_and_five_tamperings_are_found(store: Store, app: Flask, scopes: Scopes) -> None:
    each = max(AT_ONCE, load(ROWS) // WRITERS)
    with scopes.reading() as scope:
        before = scope.session.scalar(select(func.count()).select_from(AuditEntry)) or 0

    written = race(
        store,
        "tests.promises.trail_writer:write",
        [["katwijk", each]] * WRITERS,
        processes=-(-WRITERS // THREADS),
        patience=PATIENCE + each * WRITERS / SLOWEST,
    )

    assert written == [each] * WRITERS
    end = before + each * WRITERS
    commands = app.test_cli_runner()
    whole = commands.invoke(args=["audit", "verify"])
    assert (whole.exit_code, whole.stdout) == (0, "Every chain is whole.\n")
    with scopes.reading() as scope:
        assert scope.session.scalar(select(func.max(AuditEntry.seq))) == end
    places = {how: (number + 1) * end // (len(TAMPERING) + 1) for number, how in enumerate(TAMPERING)}
    places["cut"] = end

    tamper(store.database.url, scopes.tenant().id, places, end)
    said = commands.invoke(args=["audit", "verify"])

    named = {int(line.split()[1].rstrip(":")) for line in said.stdout.splitlines()}
    found = {how for how, seq in places.items() if named & {seq - 1, seq, seq + 1}}
    print(f"{store.database.name}: {end:,} deeds by {WRITERS} writers, {len(found)} of {len(TAMPERING)} found")
    assert said.exit_code == 1
    assert found == set(TAMPERING)


def tamper(url: str, tenant_id: int, places: dict[str, int], end: int) -> None:
    """All of it, each at a place of its own, past the triggers that refuse it."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        asleep(connection)
        connection.execute(text("DROP INDEX uq_audit_entry_seq"))
        for how, statement in TAMPERING.items():
            values = {"tenant": tenant_id, "seq": places[how], "end": end, "id": new_id(connection)}
            done = connection.execute(text(copied(statement) if how == "put between" else statement), values)
            assert done.rowcount > 0, how
    engine.dispose()


def new_id(connection: Connection) -> str:
    made = uuid.uuid4()
    return str(made) if connection.dialect.name == "postgresql" else made.hex


def copied(statement: str, **other: str) -> str:
    """The same row once more, under an id of its own; `other` says which columns differ besides."""
    names = [column.name for column in AuditEntry.__table__.columns]
    sources = [{"id": ":id", **other}.get(name, name) for name in names]
    return statement % (", ".join(names), ", ".join(sources))
