"""What the database itself says of its tables, roles and policies, held against the models."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import Connection, UniqueConstraint, create_engine, inspect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from stelsel.db import ROLES, Base, Owned, Role
from stelsel.db.engines import role_name
from stelsel.tenancy import security
from tests.isolation.laboratory import Laboratory
from tests.isolation.tables import Note
from tests.isolation.test_probes import Laboratories
from tests.support.databases import Postgresql, Sqlite

VERBS = {"SELECT": "r", "INSERT": "a", "UPDATE": "w", "DELETE": "d"}

NETWORK_WIDE_KEYS: dict[str, str] = {}
"""Unique keys of owned tables that do not begin with the tenant: random tokens only, each with its reason."""

SHARED_FOR_WRITING = {"job", "letter", "organisation"}
"""Shared tables that a library adds to but changes nothing in; a row once written is out of its hands."""


def owned() -> list[type[Owned]]:
    return [model for model in security.models() if issubclass(model, Owned)]


@pytest.fixture
def catalogue(database: Postgresql) -> Iterator[Connection]:
    """The owner's connection to a database as the application has it."""
    engine = create_engine(database.url, poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


def rows(connection: Connection, query: str) -> list[tuple[str, ...]]:
    return [tuple(map(str, row)) for row in connection.exec_driver_sql(query)]


# PostgreSQL alone has roles, grants and policies.
on_postgresql = pytest.mark.only_on("postgresql")


@on_postgresql
def test_every_tenant_table_forces_row_level_security(catalogue: Connection) -> None:
    with_tenant = rows(
        catalogue,
        "select table_name from information_schema.columns"
        " where table_schema = 'public' and column_name = 'tenant_id' order by 1",
    )
    forced = rows(
        catalogue,
        "select relname from pg_class where relnamespace = 'public'::regnamespace"
        " and relrowsecurity and relforcerowsecurity order by 1",
    )
    assert with_tenant, "there are tenant tables"
    assert set(with_tenant) - set(forced) == set()
    assert {name for (name,) in with_tenant} == {str(model.__tablename__) for model in owned()}


@on_postgresql
def test_the_policies_are_those_of_the_models(catalogue: Connection) -> None:
    """Not their names alone: who, which verb, and which rows."""
    asked = {
        (str(model.__tablename__), said.split()[2]): said
        for model in security.models()
        for said in security.policies(model)
        if said.startswith("CREATE POLICY")
    }
    query = "select tablename, policyname, cmd, roles[1], permissive, qual, with_check from pg_policies order by 1, 2"
    found = {(table, name): rest for table, name, *rest in rows(catalogue, query)}
    assert set(found) == set(asked)
    for key, (verb, role, permissive, using, check) in found.items():
        assert f"FOR {verb} TO {role} " in f"{asked[key]} "
        assert permissive == "PERMISSIVE"
        assert (using == "None") == (verb == "INSERT")
        assert (check == "None") == (verb in {"SELECT", "DELETE"})
        assert check in {using, "None"} or verb == "INSERT", "what is seen and what is written are the same rows"
        assert not re.search(r"\bor\b|\bselect\b", f"{using} {check}", re.IGNORECASE), (
            "one equality, no OR, no subquery"
        )


@on_postgresql
def test_no_policy_says_true_to_a_role_that_acts_for_one_tenant(catalogue: Connection) -> None:
    query = (
        "select tablename, policyname from pg_policies where (qual = 'true' or with_check = 'true')"
        " and roles && array['stelsel_app', 'stelsel_bridge', 'stelsel_partner']::name[]"
    )
    names = {str(model.__tablename__) for model in owned()}
    assert [row for row in rows(catalogue, query) if row[0] in names] == []


@on_postgresql
def test_grants_are_those_of_the_models(catalogue: Connection) -> None:
    query = """
        select table_name, grantee, privilege_type, 'table', null from information_schema.role_table_grants
        where table_schema = 'public' and grantee like 'stelsel\\_%%' and grantee <> 'stelsel_probe_bypass'
        union all
        select g.table_name, g.grantee, g.privilege_type, 'column', g.column_name
        from information_schema.role_column_grants g
        where g.table_schema = 'public' and g.grantee like 'stelsel\\_%%' and g.grantee <> 'stelsel_probe_bypass'
        and not exists (select from information_schema.role_table_grants t where t.table_schema = 'public'
            and t.table_name = g.table_name and t.grantee = g.grantee and t.privilege_type = g.privilege_type)
    """
    found = set(rows(catalogue, query))
    asked = {line for model in security.models() for role in ROLES for line in expected_grants(model, role)}
    assert found - asked == set(), "granted beyond the models"
    assert asked - found == set(), "asked by the models and not granted"


def expected_grants(model: type[Base], role: Role) -> Iterator[tuple[str, ...]]:
    table, who = str(model.__tablename__), role_name(role)
    for verb, letter in VERBS.items():
        if letter not in model.rights(role):
            continue
        narrow = {"r": model.access.columns, "w": model.access.writes}.get(letter, {}).get(role)
        if narrow:
            yield from ((table, who, verb, "column", column) for column in narrow)
        else:
            yield (table, who, verb, "table", "None")


@on_postgresql
def test_the_runtime_roles_own_nothing_and_pass_nothing_by(catalogue: Connection) -> None:
    names = sorted(role_name(role) for role in ROLES)
    listed = ", ".join(f"'{name}'" for name in names)
    flags = rows(
        catalogue,
        "select rolname, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication, rolcanlogin"
        f" from pg_roles where rolname in ({listed}) order by 1",
    )
    assert flags == [(name, "False", "True") for name in names]
    owns = f"select relname from pg_class where pg_get_userbyid(relowner) in ({listed})"
    assert rows(catalogue, owns) == []
    member = f"select roleid::regrole, member::regrole from pg_auth_members where member::regrole::text in ({listed})"
    assert rows(catalogue, member) == [], "no role is a member of another"
    for name in names:
        assert rows(catalogue, f"select has_schema_privilege('{name}', 'public', 'CREATE')") == [("False",)]
        assert rows(catalogue, f"select has_table_privilege('{name}', 'alembic_version', 'UPDATE')") in (
            [("False",)],
            [],
        )


@on_postgresql
def test_nothing_runs_as_somebody_else(catalogue: Connection) -> None:
    definers = "select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace"
    assert rows(catalogue, definers) == []
    views = (
        "select relname from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace"
        " and (relkind = 'm' or not coalesce(reloptions @> array['security_invoker=true'], false))"
    )
    assert rows(catalogue, views) == [], "a view reads as its owner, and a kept one as nobody"


def test_unique_keys_begin_with_the_tenant() -> None:
    """One that does not tells, by its error, that a value exists elsewhere."""
    loose = []
    for model in owned():
        table = model.metadata.tables[str(model.__tablename__)]
        keys = [(str(key.name), list(key.columns)) for key in table.constraints if isinstance(key, UniqueConstraint)]
        keys += [(str(index.name), list(index.columns)) for index in table.indexes if index.unique]
        keys += [(str(table.primary_key.name), list(table.primary_key.columns))]
        loose += [name for name, columns in keys if columns[0].name != "tenant_id"]
    assert sorted(loose) == sorted(NETWORK_WIDE_KEYS)


def test_no_key_points_into_another_tenant() -> None:
    """Between owned tables a foreign key carries the tenant on both sides."""
    tables = {str(model.__tablename__): model for model in owned()}
    loose = [
        f"{name}: {sorted(key.column_keys)}"
        for name, model in tables.items()
        for key in model.metadata.tables[name].foreign_key_constraints
        if key.referred_table.name in tables
        and ("tenant_id", "tenant_id") not in {(one.parent.name, one.column.name) for one in key.elements}
    ]
    assert loose == []


def test_a_library_changes_only_its_own_lines_of_the_networks_tables() -> None:
    """A shared table has no tenant policy of itself. Where a library writes, the table says whose a row is."""
    loose = [
        str(model.__tablename__)
        for model in security.models()
        if not issubclass(model, Owned) and model.tenant_column is None and set("wd") & set(model.rights("app"))
    ]
    assert loose == []
    adds = {
        str(model.__tablename__)
        for model in security.models()
        if not issubclass(model, Owned) and model.tenant_column is None and "a" in model.rights("app")
    }
    assert adds <= SHARED_FOR_WRITING


def test_a_partner_column_is_an_organisation(laboratories: Laboratories) -> None:
    for model in owned():
        if model.partner_column:
            column = inspect(model).columns[model.partner_column]
            assert {key.column.table.name for key in column.foreign_keys} == {"organisation"}, model
        assert model.rights("partner") in {"", "r"}, "a partner's own deeds go through the library's services"


# -- only grows ----------------------------------------------------------------------------------------------------

CHANGES = {
    "update": "UPDATE {table} SET {key} = {key}",
    "delete": "DELETE FROM {table}",
    "truncate": "TRUNCATE {table}",
}
MODELS: list[type[Base]] = [*security.models(), Note]
GROWS = {str(model.__tablename__): inspect(model).primary_key[0].name for model in MODELS if model.append_only}


@contextmanager
def as_app(laboratory: Laboratory) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """The application role with nothing between it and the database."""
    engine = create_engine(laboratory.url, poolclass=NullPool).url.set(username="stelsel_app")
    address = f"dbname={engine.database} user={engine.username} host={engine.query['host']}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("select set_config('app.tenant_id', %s, false)", (str(laboratory.other),))
        yield connection


@pytest.mark.parametrize("deed", CHANGES)
@pytest.mark.parametrize("table", GROWS)
def test_append_only_is_held_on_postgresql(laboratories: Laboratories, table: str, deed: str) -> None:
    """Twice: by the grants of the role, and by a trigger for whoever has more rights than that."""
    laboratory = laboratories("postgresql")
    laboratory.fill()
    statement = CHANGES[deed].format(table=table, key=GROWS[table]).encode()
    with as_app(laboratory) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)
    if table == "probe_note":
        with pytest.raises(DBAPIError, match="only grows"), laboratory.behind() as owner:
            owner.exec_driver_sql(statement.decode())


ATTEMPTS = {
    "update": "UPDATE probe_note SET text = 'x'",
    "update or replace": "UPDATE OR REPLACE probe_note SET text = 'x'",
    "delete": "DELETE FROM probe_note",
    "replace by primary key": "REPLACE INTO probe_note {columns} SELECT tenant_id, id, 9, 'x' FROM probe_note",
    "replace by unique key": "REPLACE INTO probe_note {columns} SELECT tenant_id, 'ff', seq, 'x' FROM probe_note",
    "replace by rowid": "REPLACE INTO probe_note (rowid, tenant_id, id, seq, text)"
    " SELECT rowid, tenant_id, 'ff', 9, 'x' FROM probe_note",
    "upsert": "INSERT INTO probe_note {columns} SELECT tenant_id, id, seq, 'x' FROM probe_note WHERE true"
    " ON CONFLICT (tenant_id, id) DO UPDATE SET text = 'x'",
}


@pytest.mark.parametrize("pragma", ["ON", "OFF"])
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_append_only_is_held_on_sqlite(laboratories: Laboratories, attempt: str, pragma: str) -> None:
    """By triggers, also on a connection that did not ask for recursive ones, as a shell does not."""
    laboratory = laboratories("sqlite")
    laboratory.fill()
    connection = sqlite3.connect(laboratory.url.removeprefix("sqlite:///"), isolation_level=None)
    connection.execute(f"PRAGMA recursive_triggers={pragma}")
    before = connection.execute("SELECT * FROM probe_note").fetchall()
    with pytest.raises(sqlite3.IntegrityError, match="only grows"):
        connection.execute(ATTEMPTS[attempt].format(columns="(tenant_id, id, seq, text)"))
    assert connection.execute("SELECT * FROM probe_note").fetchall() == before != []
    connection.close()


@pytest.mark.only_on("sqlite")  # PostgreSQL's triggers are compared above
def test_the_triggers_are_those_of_the_models(database: Sqlite) -> None:
    found = sqlite3.connect(database.path).execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    said = {sql for (sql,) in found}
    assert set(security.sqlite()) <= said
