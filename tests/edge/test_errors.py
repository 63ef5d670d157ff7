"""What goes wrong is said in words, with a number that finds it in the logs, and with nothing of anybody's rows."""

import io
import json
import sqlite3
from collections.abc import Iterator

import psycopg
import pytest
import structlog
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    create_engine,
)
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from werkzeug.test import TestResponse

from stelsel import errors, logs
from tests.edge import bare
from tests.support.databases import Postgresql, Sqlite

STATUS = {
    "geweigerd": 422,
    "conflict": 409,
    "weg": 410,
    "rol": 403,
    "onbekend": 404,
    "vaak": 429,
    "storing": 503,
    "slot": 503,
    "vol": 503,
    "schijf": 503,
    "dubbel": 409,
    "bestand": 500,
    "alleen-lezen": 500,
    "fout": 500,
    "sleutel": 500,
}


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the logs say in this test."""
    stream = io.StringIO()
    logs.configure(json=True, stream=stream)
    yield stream
    structlog.reset_defaults()


@pytest.mark.parametrize("name", sorted(STATUS))
def test_every_fault_is_a_page_or_a_problem_and_tells_no_row(
    visitor: FlaskClient, lines: io.StringIO, name: str
) -> None:
    page = visitor.get(f"/fout/{name}")
    problem = visitor.get(f"/api/fout/{name}")

    assert page.status_code == problem.status_code == STATUS[name]
    assert page.mimetype == "text/html"
    assert problem.mimetype == "application/problem+json"
    assert problem.get_json()["status"] == STATUS[name]
    assert problem.get_json()["title"]
    told = page.text + problem.text + lines.getvalue()
    assert not any(part in told for part in (bare.ROW_VALUE, "geheim", "Traceback", "UPDATE", "sqlite"))
    assert ("Retry-After" in page.headers) == (STATUS[name] in {429, 503})
    assert page.headers["Cache-Control"] == "no-store"


def test_the_number_on_the_page_finds_the_fault_in_the_logs(visitor: FlaskClient, lines: io.StringIO) -> None:
    answer = visitor.get("/fout/fout")

    fault = next(line for line in map(json.loads, lines.getvalue().splitlines()) if line["event"] == "fault")
    assert fault["reference"] in answer.text
    assert fault["request_id"] == answer.headers["X-Request-Id"]
    assert fault["error"] == "RuntimeError"
    assert fault["frames"][-1].startswith("tests.edge.bare:")


def test_who_can_and_where_it_goes_on_are_said(visitor: FlaskClient) -> None:
    assert "beheerder" in visitor.get("/fout/rol").text
    gone = visitor.get("/fout/weg").text
    assert 'href="/b/venlo/"' in gone
    assert "Bibliotheek Venlo" in gone
    assert visitor.get("/fout/vaak").headers["Retry-After"] == "90"
    assert visitor.get("/api/fout/geweigerd").get_json()["errors"] == [{"field": "title", "message": "Dat mag niet."}]


def test_two_things_that_are_not_there_answer_alike(visitor: FlaskClient) -> None:
    first, second = visitor.get("/nummer/x"), visitor.get("/fout/onbekend")
    assert _without_numbers(first, "/nummer/x") == _without_numbers(second, "/fout/onbekend")


def test_a_page_whose_template_fails_is_said_plainly(
    edge: Flask, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_names: object, **_values: object) -> str:
        raise OperationalError("SELECT", {}, bare.Sqlite(5))

    monkeypatch.setattr("stelsel.web.errors.render_template", broken)
    answer = visitor.get("/fout/fout")
    assert answer.status_code == 500
    assert "Er ging bij ons iets mis" in answer.text
    assert bare.ROW_VALUE not in answer.text


def test_a_page_speaks_the_readers_language(visitor: FlaskClient) -> None:
    assert 'lang="nl"' in visitor.get("/nergens").text
    assert 'lang="en"' in visitor.get("/nergens?taal=en").text


# --- named constraints, as the two databases really say them ---------------------------------------------------------

METADATA = MetaData(
    naming_convention={"uq": "uq_%(table_name)s_%(column_0_N_name)s", "ck": "ck_%(table_name)s_%(constraint_name)s"}
)
Table(
    "thing",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("a", Integer, nullable=False),
    Column("b", String),
    Column("parent", ForeignKey("thing.id", name="fk_thing_parent")),
    UniqueConstraint("a", "b"),
    CheckConstraint("a < 100", name="small"),
    Column("c", String),
    Index("ix_thing_c", "c", unique=True),
    prefixes=["TEMPORARY"],
)


class Twice(errors.Conflict):
    field = "b"


class TooLarge(errors.Refused):
    field = "a"


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        errors, "CONSTRAINTS", {"uq_thing_a_b": Twice, "ck_thing_small": TooLarge, "closed": errors.Gone}
    )
    monkeypatch.setattr(errors, "_SCHEMAS", [METADATA])


def _said(url: str, *statements: str) -> DBAPIError:
    """What a database of this kind says to the last of these statements."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            if engine.name == "sqlite":
                connection.exec_driver_sql("PRAGMA foreign_keys=ON")
            METADATA.create_all(connection, checkfirst=False)
            for statement in statements:
                connection.exec_driver_sql(statement)
    except DBAPIError as error:
        return error
    finally:
        engine.dispose()
    raise AssertionError("the database took it")


@pytest.mark.usefixtures("known", "in_dutch")
@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        (["(1, 1, 'x', NULL, 'p')", "(2, 1, 'x', NULL, 'q')"], Twice),
        (["(1, 100, 'x', NULL, 'p')"], TooLarge),
        (["(1, 1, 'x', 9, 'p')"], errors.BrokenLink),
        (["(1, 1, 'x', NULL, 'p')", "(2, 2, 'x', NULL, 'p')"], errors.AlreadyThere),
        (["(1, NULL, 'x', NULL, 'p')"], None),
    ],
    ids=["unique", "check", "foreign key", "unique without words", "not null"],
)
def test_both_databases_name_the_rule(
    database: Sqlite | Postgresql, rows: list[str], kind: type[errors.Refused] | None
) -> None:
    refusal = errors.translate(_said(database.url, *(f"INSERT INTO thing VALUES {row}" for row in rows)))
    assert (type(refusal) if refusal else None) is kind


@pytest.mark.usefixtures("known", "in_dutch")
def test_a_trigger_of_sqlite_names_its_rule() -> None:
    trigger = "CREATE TEMP TRIGGER t BEFORE INSERT ON thing BEGIN SELECT RAISE(ABORT, 'closed'); END"
    said = _said("sqlite://", trigger, "INSERT INTO thing VALUES (1, 1, 'x', NULL, 'p')")
    assert type(errors.translate(said)) is errors.Gone


@pytest.mark.usefixtures("known", "in_dutch")
def test_what_nobody_named_is_a_fault_of_ours() -> None:
    assert (
        errors.translate(IntegrityError("", {}, sqlite3.IntegrityError("NOT NULL constraint failed: thing.a"))) is None
    )


class Diagnosis:
    constraint_name = "uq_thing_a_b"


class Named(psycopg.errors.UniqueViolation):
    diag = Diagnosis()  # type: ignore[assignment] # the driver fills it from the wire


@pytest.mark.usefixtures("known", "in_dutch")
@pytest.mark.parametrize(
    ("raised", "kind"),
    [
        (Named, Twice),
        (psycopg.errors.UniqueViolation, errors.AlreadyThere),
        (psycopg.errors.ForeignKeyViolation, errors.BrokenLink),
        (psycopg.errors.CheckViolation, None),
        (psycopg.errors.NotNullViolation, None),
        (psycopg.errors.LockNotAvailable, errors.Unavailable),
        (psycopg.errors.DeadlockDetected, errors.Unavailable),
        (psycopg.errors.SerializationFailure, errors.Unavailable),
        (psycopg.errors.QueryCanceled, errors.Unavailable),
        (psycopg.errors.AdminShutdown, errors.Unavailable),
        (psycopg.errors.TooManyConnections, errors.Unavailable),
        (psycopg.errors.DiskFull, errors.OutOfSpace),
        (psycopg.errors.UndefinedColumn, None),
        (psycopg.errors.InsufficientPrivilege, None),
        (psycopg.errors.ReadOnlySqlTransaction, None),
        (psycopg.OperationalError, errors.Unavailable),
    ],
)
def test_postgresql_names_the_rule_or_the_outage(
    raised: type[psycopg.Error], kind: type[errors.Refused] | None
) -> None:
    wrapped = (
        OperationalError("", {}, raised("x"))
        if issubclass(raised, psycopg.OperationalError)
        else IntegrityError("", {}, raised("x"))
    )
    refusal = errors.translate(wrapped)
    assert (type(refusal) if refusal else None) is kind


def _without_numbers(answer: TestResponse, path: str) -> tuple[int, str, list[tuple[str, str]]]:
    number = answer.headers["X-Request-Id"]
    reference = f"{number[:4]}-{number[4:8]}".upper()
    headers = [(name, value) for name, value in answer.headers if name not in {"X-Request-Id", "Content-Length"}]
    return answer.status_code, answer.text.replace(reference, "").replace(path, ""), headers
