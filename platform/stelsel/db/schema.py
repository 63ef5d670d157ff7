"""Migrations: up, one down, a new one, and whether database and models agree."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, make_url, text
from sqlalchemy.pool import NullPool

from stelsel.db import revisions
from stelsel.db.base import Root


def config(url: str) -> Config:
    made = Config()
    made.set_main_option("script_location", str(revisions.directory()))
    made.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    made.attributes["url"] = url
    return made


def upgrade(url: str, revision: str = "head") -> None:
    backend = make_url(url)
    if backend.get_backend_name() == "sqlite" and backend.database:
        Path(backend.database).parent.mkdir(parents=True, exist_ok=True)
    command.upgrade(config(url), revision)


def downgrade(url: str, revision: str = "-1") -> None:
    command.downgrade(config(url), revision)


def tables(url: str) -> set[str]:
    """The tables that a database has."""
    engine = create_engine(url, poolclass=NullPool)
    return set(inspect(engine).get_table_names())


def revise(url: str, name: str, guards: dict[str, list[str]]) -> None:
    """Write a migration from the difference between this (upgraded) database and the models.

    `guards` are the statements for its new tables by dialect; the migration carries them literally.
    """
    heads = ScriptDirectory.from_config(config(url)).get_heads()
    number = f"{int(heads[0].split('_')[0]) + 1:04d}" if heads else "0001"
    made = config(url)
    made.attributes["guards"] = guards
    command.revision(made, name, autogenerate=True, rev_id=number)


def differences(url: str, guards: dict[str, set[str]]) -> list[str]:
    """What the database lacks of the models, or has beyond them, in words; empty when they agree.

    `guards` are the policies and triggers that the models ask for, by table (see tenancy.security.catalogue).
    """
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found: list[Any] = compare_metadata(context, Root.metadata)
        said = [str(difference) for difference in found]
        query = CATALOGUE[engine.dialect.name]
        present = {(str(row[0]), str(row[1])) for row in connection.execute(text(query))}
    wanted = {(table, name) for table, names in guards.items() for name in names}
    said += [f"missing: {table}.{name}" for table, name in sorted(wanted - present)]
    said += [f"not asked for: {table}.{name}" for table, name in sorted(present - wanted)]
    return said


CATALOGUE = {
    "sqlite": "select tbl_name, name from sqlite_master where type = 'trigger'",
    "postgresql": (
        "select tablename, policyname from pg_policies where schemaname = 'public'"
        " union all select c.relname, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid"
        " where not t.tgisinternal"
        " union all select c.relname, x.conname from pg_constraint x join pg_class c on c.oid = x.conrelid"
        " where x.contype = 'x'"
        " union all select relname, 'forced' from pg_class"
        " where relforcerowsecurity and relnamespace = 'public'::regnamespace"
    ),
}
