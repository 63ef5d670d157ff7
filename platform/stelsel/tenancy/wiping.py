"""Wiping all rows of one tenant, as the owner of the database: past the guards, and past what only grows.

Which rows go is read from the metadata (`tenancy.whose`), in an order that foreign keys allow. What stays says so
(`Base.stays`), and the tenant's own row stays without its names: the grantor's files and the trail point at it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, Update, delete, func, select, text, update
from sqlalchemy.exc import DBAPIError

from stelsel.db import Base
from stelsel.db.engines import owned
from stelsel.db.personal import KEY
from stelsel.tenancy import whose
from stelsel.tenancy.models import Tenant, TenantState

PLAIN_ACCENT = "#04654b"


class NotCleared(Exception):
    """The rows are gone, and what they said may still stand in the files of the database. The message is for an
    operator, and holds no row."""


class NotOwner(Exception):
    """Whoever connects is held by row-level security, and would find nothing to wipe without a word."""


def check(url: str) -> None:
    """Raises NotOwner where rows would be hidden from this connection."""
    with owned(url) as engine, engine.begin() as connection:
        if engine.dialect.name != "postgresql":
            return
        passing = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
        if not connection.scalar(text(passing)):
            raise NotOwner("The owner of the database needs BYPASSRLS: without it rows are hidden from this command.")


def wipe(url: str, tenant_id: int, *, at: datetime, before_commit: Callable[[], None]) -> dict[str, int]:
    """Take away every row of a tenant in one transaction. Returns how many went, by table.

    `before_commit` is called when all is gone and can still come back: what it raises undoes it.
    """
    gone = {}
    with owned(url) as engine, engine.begin() as connection:
        for model in reversed(whose.models()):
            if model.stays is None and model is not Tenant:
                gone[str(model.__tablename__)] = _take(connection, model, tenant_id)
        connection.execute(_emptied(tenant_id, at))
        before_commit()
    return {name: rows for name, rows in gone.items() if rows}


def clear(url: str) -> None:
    """Leave nothing of rows that are gone in the files of the database. Raises NotCleared.

    SQLite: the file is written anew and its journal emptied. PostgreSQL: the room of dead rows is given free, to be
    written over.
    """
    try:
        with owned(url, isolation_level="AUTOCOMMIT") as engine, engine.connect() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text(f"VACUUM {', '.join(_holding())}"))
                return
            connection.execute(text("VACUUM"))
            busy = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()[0]
    except DBAPIError as error:
        raise NotCleared(f"The files could not be cleared: {type(error.orig).__name__}.") from error
    if busy:
        raise NotCleared("Somebody is reading the database, so that its journal cannot be emptied.")


def _take(connection: Connection, model: type[Base], tenant_id: int) -> int:
    rows = _count(connection, model, tenant_id)
    if rows:
        table = Base.metadata.tables[str(model.__tablename__)]
        with _loosened(connection, model):
            connection.execute(delete(table).where(table.c[str(whose.key_of(model))] == tenant_id))
    return rows


def _count(connection: Connection, model: type[Base], tenant_id: int) -> int:
    table = Base.metadata.tables[str(model.__tablename__)]
    own = table.c[str(whose.key_of(model))] == tenant_id
    return connection.scalar(select(func.count()).select_from(table).where(own)) or 0


def _emptied(tenant_id: int, at: datetime) -> Update:
    """The row that stays: who it was is told by nothing in it, and its short address can be another's."""
    table = Base.metadata.tables[Tenant.__tablename__]
    return (
        update(table)
        .where(table.c.id == tenant_id)
        .values(
            slug=f"gewist-{tenant_id}",
            name=f"Gewiste bibliotheek {tenant_id}",
            state=TenantState.CLOSED,
            closed_at=func.coalesce(table.c.closed_at, at),
            erased_at=at,
            place="",
            province_code=None,
            website=None,
            accent=PLAIN_ACCENT,
            logo_hash=None,
            revision=table.c.revision + 1,
        )
    )


@contextmanager
def _loosened(connection: Connection, model: type[Base]) -> Iterator[None]:
    """Let rows go of a table that only grows: within this transaction, so that nobody else ever sees it loose."""
    if not model.append_only:
        yield
        return
    name = model.__tablename__
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"ALTER TABLE {name} DISABLE TRIGGER {name}_only_grows"))
        yield
        connection.execute(text(f"ALTER TABLE {name} ENABLE TRIGGER {name}_only_grows"))
        return
    trigger = f"{name}_no_delete"
    said = connection.scalar(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": trigger})
    connection.execute(text(f"DROP TRIGGER {trigger}"))
    yield
    connection.execute(text(str(said)))


def _holding() -> list[str]:
    """The tables that hold something of a tenant or of a person."""
    of_tenants = {str(model.__tablename__) for model in whose.models()}
    of_people = {table.name for table in Base.metadata.sorted_tables if any(c.info.get(KEY) for c in table.columns)}
    return sorted(of_tenants | of_people)
