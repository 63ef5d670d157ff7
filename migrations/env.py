"""How migrations run: as the owner of the database, with the tables that the models name."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import create_engine, make_url
from sqlalchemy.pool import NullPool

from stelsel.db import Root
from stelsel.db.engines import pragmas
from stelsel.db.types import Cents, UtcDateTime

OPTIONS: dict[str, Any] = {
    "target_metadata": Root.metadata,
    "compare_type": True,
    "compare_server_default": True,
    "render_as_batch": True,
}


def render(kind: str, thing: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Our own column types by name."""
    if kind == "type" and isinstance(thing, UtcDateTime | Cents):
        autogen.imports.add("from stelsel.db.types import Cents, UtcDateTime")
        return f"{type(thing).__name__}()"
    return False


def run() -> None:
    url = make_url(context.config.attributes["url"])
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        if url.get_backend_name() == "sqlite":
            raw: Any = connection.connection.dbapi_connection
            pragmas(raw, None)
            raw.isolation_level = ""
        context.configure(connection=connection, render_item=render, **OPTIONS)
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
