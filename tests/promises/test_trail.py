"""P-35: whoever tampers with the trail is found: a deed changed, taken away, swapped, put between, cut off the end."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Barrier

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import Connection, create_engine, func, select, text
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.pool import NullPool

from stelsel import audit
from stelsel.audit import AuditEntry, AuditHead, heads, service
from stelsel.config import Settings
from stelsel.db import backup
from stelsel.jobs import registry
from stelsel.tenancy import Tenant
from tests.promises.test_trail_load import copied, new_id
from tests.support.databases import Postgresql, Sqlite, asleep
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes
from tests.support.stores import SECRET, Stores

WORKERS, NIGHTS = 6, 20  # fewer than the connections of one application

TAMPERING = {
    "changed": "UPDATE audit_entry SET deed = 'probe.other' WHERE seq = 2 AND tenant_id = :tenant",
    "taken away": "DELETE FROM audit_entry WHERE seq = 2 AND tenant_id = :tenant",
    "swapped": "UPDATE audit_entry SET seq = CASE seq WHEN 2 THEN 3 ELSE 2 END"
    " WHERE seq IN (2, 3) AND tenant_id = :tenant",
    "put between": "UPDATE audit_entry SET seq = seq + 1 WHERE seq > 2 AND tenant_id = :tenant;"
    + copied("INSERT INTO audit_entry (%s) SELECT %s FROM audit_entry WHERE seq = 2 AND tenant_id = :tenant", seq="3"),
    "cut": "DELETE FROM audit_entry WHERE seq = 4 AND tenant_id = :tenant",
    "cut with its head": "DELETE FROM audit_head WHERE tenant_id = :tenant",
    "given to another": "UPDATE audit_entry SET user_id = NULL, hat = 'national' WHERE seq = 3 AND tenant_id = :tenant",
}

SPOILT: dict[str, tuple[Callable[[list[str]], list[str]], str]] = {
    "changed": (lambda lines: [lines[0], lines[1].replace("[", "[1", 1), lines[2]], "was changed, or signed with an"),
    "one less": (lambda lines: [lines[0], lines[2]], "one is missing"),
    "the first gone": (lambda lines: lines[1:], "one is missing"),
    "swapped": (lambda lines: [lines[0], lines[2], lines[1]], "one is missing"),
    "half a line": (lambda lines: [*lines, lines[2][:100]], "is not a line that was written here"),
}
"""What may happen to three lines of signed ends, and what is said of it."""


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
        for statement in TAMPERING[how].split(";"):
            connection.execute(text(statement), {"tenant": tenant_id, "id": new_id(connection)})
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


@pytest.fixture
def audit_command(app: Flask, tmp_path: Path) -> Callable[..., Result]:
    """`stelsel audit …`, with its signed ends in a folder of this test."""
    settings: Settings = app.extensions["stelsel.settings"]
    mine = settings.model_copy(update={"audit_dir": tmp_path / "audit"})

    def run(*arguments: str) -> Result:
        app.extensions["stelsel.settings"] = mine
        try:
            return app.test_cli_runner().invoke(args=["audit", *arguments])
        finally:
            app.extensions["stelsel.settings"] = settings

    return run


@contextmanager
def past_the_triggers(database: Sqlite | Postgresql) -> Iterator[Connection]:
    engine = create_engine(database.url, poolclass=NullPool)
    with engine.begin() as connection:
        asleep(connection)
        yield connection
    engine.dispose()


def deeds(scopes: Scopes, number: int) -> None:
    for _deed in range(number):
        with scopes.work() as scope:
            audit.record(scope, "probe.done", scope.session.get_one(Tenant, scope.tenant_id))


def test_an_end_that_is_cut_with_its_head_was_signed(
    tenant_id: int, audit_command: Callable[..., Result], scopes: Scopes, database: Sqlite | Postgresql
) -> None:
    assert audit_command("sign").exit_code == 0
    deeds(scopes, 1)
    whole = audit_command("verify")
    assert (whole.exit_code, whole.stdout) == (0, "Every chain is whole.\n")
    with scopes.reading() as scope:
        last = scope.session.scalars(select(func.max(AuditEntry.seq))).one()
        third = scope.session.scalars(select(AuditEntry).where(AuditEntry.seq == last - 2)).one().hash
    with past_the_triggers(database) as connection:
        mine = {"tenant": tenant_id, "seq": last - 2, "hash": third}
        connection.execute(text("DELETE FROM audit_entry WHERE seq > :seq AND tenant_id = :tenant"), mine)
        connection.execute(text("UPDATE audit_head SET seq = :seq, hash = :hash WHERE tenant_id = :tenant"), mine)
    with scopes.reading() as scope:
        assert list(service.verify(scope)) == [], "the chain itself shows nothing"

    said = audit_command("verify")
    assert said.exit_code == 1
    assert said.stdout.startswith(f"{scopes.tenant().slug} {last - 1}: was signed on ")
    assert "the end was cut, or an older copy was put back" in said.stdout


def made_anew(database: Sqlite | Postgresql, tenant_id: int) -> None:
    """Every entry, with right hashes, and the head: as whoever holds the database could do."""
    with past_the_triggers(database) as connection, OrmSession(connection) as session:
        before = service.EMPTY
        for entry in session.scalars(
            select(AuditEntry).where(AuditEntry.tenant_id == tenant_id).order_by(AuditEntry.seq)
        ):
            entry.user_id, entry.before = None, before
            entry.why = "something else"
            entry.hash = before = service.fingerprint(entry)
        head = session.scalars(select(AuditHead).where(AuditHead.tenant_id == tenant_id)).one()
        head.hash = before
        session.flush()


@pytest.mark.parametrize("nights", [0, 1])
def test_a_chain_that_is_made_anew_was_signed(
    tenant_id: int, audit_command: Callable[..., Result], scopes: Scopes, database: Sqlite | Postgresql, nights: int
) -> None:
    """Also when it was signed once more since, and nobody did anything in between."""
    audit_command("sign")
    made_anew(database, tenant_id)
    for _night in range(nights):
        audit_command("sign")
    with scopes.reading() as scope:
        assert list(service.verify(scope)) == [], "the chain itself shows nothing"
    said = audit_command("verify")
    assert said.exit_code == 1
    assert "is not what was signed on " in said.stdout


@pytest.mark.only_on("sqlite")  # the words are the same
def test_after_an_older_copy_was_put_back_it_is_said_which_ends_are_gone(
    tenant_id: int,
    audit_command: Callable[..., Result],
    scopes: Scopes,
    database: Sqlite,
    stores: Stores,
    tmp_path: Path,
) -> None:
    backup.backup(database.url, tmp_path / "copy")
    deeds(scopes, 2)
    audit_command("sign")
    with scopes.reading() as scope:
        last = scope.session.scalars(select(func.max(AuditEntry.seq))).one()
    url = f"sqlite:///{tmp_path / 'restored'}"
    backup.restore(url, tmp_path / "copy")
    restored = stores.app(url, audit_dir=tmp_path / "audit")

    said = restored.test_cli_runner().invoke(args=["audit", "verify"])
    assert said.exit_code == 1
    (line,) = said.stdout.splitlines()
    assert line.startswith(f"{scopes.tenant().slug} {last}: was signed on ")
    assert line.endswith(" and is gone: the end was cut, or an older copy was put back")


@pytest.mark.parametrize("how", sorted(SPOILT))
@pytest.mark.only_on("sqlite")  # the file is the same
def test_a_signed_line_is_not_changed_unseen(
    tenant_id: int, audit_command: Callable[..., Result], tmp_path: Path, how: str
) -> None:
    for _day in range(3):
        audit_command("sign")
    (file,) = (tmp_path / "audit").glob("*.jsonl")
    lines = [line for line in file.read_text().split("\n") if line]
    assert len(lines) == 3
    change, reason = SPOILT[how]
    file.write_text("\n".join(change(lines)))
    said = audit_command("verify")
    assert said.exit_code == 1
    assert f"{file.name} line" in said.stdout
    assert reason in said.stdout


@pytest.mark.only_on("sqlite")
def test_a_line_cut_short_by_a_full_disk_spoils_no_other(
    tenant_id: int, audit_command: Callable[..., Result], tmp_path: Path
) -> None:
    audit_command("sign")
    (file,) = (tmp_path / "audit").glob("*.jsonl")
    with file.open("a") as open_file:
        open_file.write('\n{"at": "2026-1')
    assert audit_command("sign").exit_code == 0
    said = audit_command("verify")
    assert said.stdout.splitlines() == [f"{file.name} line 3: is not a line that was written here"]


@pytest.mark.only_on("sqlite")
def test_signed_with_another_secret(tenant_id: int, app: Flask, tmp_path: Path, scopes: Scopes) -> None:
    with scopes.identity() as scope:
        heads.sign(scope, tmp_path, "a-secret-of-another-installation")
    found = heads.read(tmp_path, SECRET)
    assert [fault.reason for fault in found.faults] == ["was changed, or signed with another secret"]
    assert not found.ends, "nothing of such a line is believed"


def test_the_night_signs_once_a_day_and_an_old_signature_is_told(
    tenant_id: int, audit_command: Callable[..., Result], app: Flask, tmp_path: Path, clock: Clock
) -> None:
    assert "No end of a chain was signed yet" in audit_command("verify").stderr
    night = registry.find("audit.sign").function
    settings = app.extensions["stelsel.settings"]
    app.extensions["stelsel.settings"] = settings.model_copy(update={"audit_dir": tmp_path / "audit"})
    try:
        with app.app_context():
            for _twice in range(2):
                night(None)
            assert len(heads.read(tmp_path / "audit", SECRET).ends[tenant_id]) == 1
            clock.forward(days=1)
            night(None)
            assert len(heads.read(tmp_path / "audit", SECRET).ends[tenant_id]) == 2
    finally:
        app.extensions["stelsel.settings"] = settings
    assert "long ago" not in audit_command("verify").stderr
    clock.forward(days=3)
    assert "does the worker run?" in audit_command("verify").stderr


def test_workers_that_sign_at_once_write_one_line(tenant_id: int, scopes: Scopes, tmp_path: Path) -> None:
    together = Barrier(WORKERS, timeout=30)

    def nights(_worker: int) -> list[int]:
        signed = []
        with scopes.identity(reading=True) as scope:
            for night in range(NIGHTS):
                together.wait()
                signed.append(heads.sign(scope, tmp_path / str(night), SECRET, once_a_day=True))
        return signed

    with ThreadPoolExecutor(WORKERS) as pool:
        signed = list(pool.map(nights, range(WORKERS)))
    assert [sum(number > 0 for number in night) for night in zip(*signed, strict=True)] == [1] * NIGHTS
    assert [len(heads.read(tmp_path / str(night), SECRET).ends[tenant_id]) for night in range(NIGHTS)] == [1] * NIGHTS


def test_the_ends_of_many_chains_are_read_in_one_statement(
    tenant_id: int, scopes: Scopes, tmp_path: Path, count_queries: Callable[..., AbstractContextManager[list[str]]]
) -> None:
    with scopes.identity() as scope, count_queries() as seen:
        assert heads.sign(scope, tmp_path, SECRET) >= 1
    assert len(seen) == 1
