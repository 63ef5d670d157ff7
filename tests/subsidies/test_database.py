"""What the database itself holds, whoever writes to it: probes with plain SQL as the owner of the tables."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from stelsel_admin.subsidies import verifying
from stelsel_admin.subsidies.transitions import State
from tests.subsidies.stage import Stage
from tests.support.databases import Postgresql, Sqlite

Raw = Callable[..., None]
GROWING = ["posting", "transition", "snapshot", "decision", "assessment", "score", "case_duty", "conflict_statement"]
GROWING += ["scheme_version", "ceiling_change", "sent_copy"]


@contextmanager
def raw(database: Sqlite | Postgresql) -> Iterator[Connection]:
    """A connection that no guard of ours watches; as the owner, with row-level security off."""
    engine = create_engine(database.url.replace("postgresql://", "postgresql+psycopg://", 1), poolclass=NullPool)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")
            connection.exec_driver_sql("PRAGMA recursive_triggers=ON")
        yield connection


def refused(connection: Connection, statement: str, **values: object) -> str:
    """What the database says against this statement."""
    try:
        connection.execute(text(statement), values)
        connection.commit()
    except DBAPIError as error:
        connection.rollback()
        return str(error.orig)
    raise AssertionError(f"the database let it pass: {statement}")


@pytest.fixture
def granted(stage: Stage) -> uuid.UUID:
    case_id = stage.declared(stage.submitted(stage.scheme()))
    stage.controlled(case_id)
    stage.agreed(case_id)
    return stage.granted(stage.adopted(case_id))


@pytest.mark.parametrize("table", GROWING)
def test_p27_records_only_grow(granted: uuid.UUID, database: Sqlite | Postgresql, table: str) -> None:
    with raw(database) as connection:
        assert connection.execute(text(f"select count(*) from subsidy_{table}")).scalar_one() > 0
        assert "only grows" in refused(connection, f"update subsidy_{table} set id = id")
        assert "only grows" in refused(connection, f"delete from subsidy_{table}")


@pytest.mark.only_on("sqlite")  # REPLACE is SQLite's own
def test_p27_nothing_is_replaced(granted: uuid.UUID, database: Sqlite) -> None:
    with raw(database) as connection:
        assert "only grows" in refused(
            connection, "insert or replace into subsidy_posting select * from subsidy_posting"
        )


@pytest.mark.parametrize("cents", [0, -1, 10**12 + 1, 2**63])
def test_p27_no_posting_of_such_cents(granted: uuid.UUID, database: Sqlite | Postgresql, cents: int) -> None:
    with raw(database) as connection:
        refused(connection, _posting(cents))
        connection.execute(text(_posting(1)))


@pytest.mark.only_on("sqlite")  # PostgreSQL refuses a text and rounds half a cent itself
@pytest.mark.parametrize("cents", ["0.5", "1.5", "'abc'", "'12 euro'"])
def test_p27_no_half_cents(granted: uuid.UUID, database: Sqlite, cents: str) -> None:
    with raw(database) as connection:
        assert "ck_subsidy_posting_cents" in refused(connection, _posting(cents))


def test_i6_a_posting_has_two_accounts(granted: uuid.UUID, database: Sqlite | Postgresql) -> None:
    with raw(database) as connection:
        assert "two_accounts" in refused(connection, _posting(1, debit="reserved", credit="reserved"))


def test_i9_a_state_is_that_of_a_step(granted: uuid.UUID, database: Sqlite | Postgresql) -> None:
    with raw(database) as connection:
        said = refused(connection, "update subsidy_case set state = 'under_assessment', granted_cents = null")
        assert "foreign key" in said.lower()


def test_i8_a_step_follows_the_one_before(granted: uuid.UUID, database: Sqlite | Postgresql) -> None:
    with raw(database) as connection:
        last = connection.execute(text("select max(seq) from subsidy_transition")).scalar_one()
        for seq, before, after in (
            (last + 2, "granted", "refused"),
            (last + 1, "draft", "granted"),
            (1, "draft", "submitted"),
        ):
            refused(connection, _transition(seq, seq - 1 if seq > 1 else None, before, after))
        connection.execute(text(_transition(last + 1, last, "granted", "refused")))


def test_i13_a_second_duty_is_refused(granted: uuid.UUID, database: Sqlite | Postgresql) -> None:
    copy = (
        "insert into subsidy_case_duty (tenant_id, id, case_id, user_id, duty, since)"
        " select tenant_id, :id, case_id, {user}, 'decider', since from subsidy_case_duty where duty = 'assessor'"
    )
    with raw(database) as connection:
        new = uuid.uuid4()
        key = new.hex if database.name == "sqlite" else new
        said = refused(connection, copy.format(user="user_id"), id=key)
        assert "user_id" in said or "only grows" in said  # SQLite's guard against REPLACE sees the taken key first
        connection.execute(text(copy.format(user=":id")), {"id": key})


def test_i13_who_judged_cannot_be_who_decides(granted: uuid.UUID, database: Sqlite | Postgresql) -> None:
    columns = "tenant_id, case_id, outcome, ground, requested_cents, cents, motivation, decided_at"
    columns += ", notified_on, objection_until"
    copy = (
        f"insert into subsidy_decision (id, number, replaces_id, decided_by, duty, {columns})"
        f" select :id, 2, id, (select user_id from subsidy_case_duty where duty = '{{duty}}'), 'decider', {columns}"
        " from subsidy_decision"
    )
    with raw(database) as connection:
        new = uuid.uuid4()
        key = new.hex if database.name == "sqlite" else new
        assert "foreign key" in refused(connection, copy.format(duty="assessor"), id=key).lower()
        connection.execute(text(copy.format(duty="decider")), {"id": key})


@pytest.mark.parametrize(
    "change",
    [
        "reserved_cents = cents + 1",
        "committed_cents = cents + 1",
        "reserved_cents = -1",
        "cents = committed_cents - 1",
    ],
)
def test_i1_the_counters_stay_within_the_ceiling(
    granted: uuid.UUID, database: Sqlite | Postgresql, change: str
) -> None:
    with raw(database) as connection:
        assert "ck_subsidy_ceiling" in refused(connection, f"update subsidy_ceiling set {change}")


def test_i4_no_more_is_granted_than_was_asked(granted: uuid.UUID, database: Sqlite | Postgresql) -> None:
    with raw(database) as connection:
        for table in ("subsidy_case", "subsidy_application"):
            said = refused(connection, f"update {table} set granted_cents = requested_cents + 1")
            assert "granted_within_requested" in said


def test_i16_only_one_stop_lasts(granted: uuid.UUID, database: Sqlite | Postgresql) -> None:
    stop = (
        "insert into subsidy_clock_stop (tenant_id, id, case_id, number, asked_on, answer_until, asked, text, by)"
        " select tenant_id, {id}, id, {number}, '2026-12-01', '2026-12-15', '[]', 'x', assessor_id from subsidy_case"
    )
    with raw(database) as connection:
        connection.execute(text(stop.format(id="id", number=1)))
        connection.commit()
        refused(connection, stop.format(id="application_id", number=2))
        connection.execute(text("update subsidy_clock_stop set resumed_on = '2026-12-02'"))
        connection.execute(text(stop.format(id="application_id", number=2)))


def test_what_is_tampered_with_is_named(granted: uuid.UUID, stage: Stage, database: Sqlite | Postgresql) -> None:
    """The triggers are taken away first: this is what `subsidies verify` is for."""
    with stage.looking() as scope:
        assert verifying.faults(scope) == []
    with raw(database) as connection:
        _without_triggers(connection, database, "update subsidy_transition set reason = 'iets anders' where seq = 4")
        _without_triggers(
            connection, database, "update subsidy_posting set cents = cents - 1 where debit = 'committed'"
        )
        _without_triggers(connection, database, "update subsidy_snapshot set content = '{}'")
        connection.commit()
    with stage.looking() as scope:
        said = "\n".join(verifying.faults(scope))
    for wrong in ("step 4 was changed (I-8)", "committed counts 660150, posted 660149", "what was sent was changed"):
        assert wrong in said
    assert stage.case(granted).state is State.GRANTED


def _posting(cents: object, debit: str = "committed", credit: str = "reserved") -> str:
    return (
        "insert into subsidy_posting (tenant_id, id, ceiling_id, debit, credit, cents, what, at)"
        f" select tenant_id, id, id, '{debit}', '{credit}', {cents}, 'probe', '2026-12-01' from subsidy_ceiling"
    )


def _transition(seq: int, before_seq: int | None, before: str, after: str) -> str:
    return (
        "insert into subsidy_transition (tenant_id, id, case_id, seq, seq_before, step, before, after, actor, at,"
        " reason, snapshot_number, said, hash_before, hash)"
        f" select tenant_id, id, id, {seq}, {before_seq if before_seq else 'null'}, 'refuse', '{before}', '{after}',"
        " 'SYS:probe', '2026-12-01', '', 1, '', '', '' from subsidy_case"
    )


def _without_triggers(connection: Connection, database: Sqlite | Postgresql, statement: str) -> None:
    table = statement.split()[1]
    if database.name == "sqlite":
        kept = connection.execute(
            text("select name, sql from sqlite_master where type = 'trigger' and tbl_name = :table"), {"table": table}
        ).all()
        for name, _sql in kept:
            connection.exec_driver_sql(f"drop trigger {name}")
        connection.execute(text(statement))
        for _name, sql in kept:
            connection.exec_driver_sql(sql)
        return
    connection.execute(text("set local session_replication_role = replica"))
    connection.execute(text(statement))
    connection.execute(text("set local session_replication_role = origin"))
