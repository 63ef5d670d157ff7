"""Is the database there, and has it run every migration? Asked often, so it costs little and waits briefly."""

from urllib.parse import quote

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from stelsel.db import revisions

PATIENCE = 2


def fault(url: str) -> str | None:
    """What is wrong, in a word: "database" (it does not answer) or "migrations"; None when nothing is."""
    try:
        found = _revisions(url)
    except SQLAlchemyError:
        return "database"
    return None if found == {revisions.newest()} else "migrations"


def _revisions(url: str) -> set[str]:
    """The revisions that the database is at; none where it is empty. Never makes a database that is not there."""
    engine = create_engine(_reading(url), poolclass=NullPool, connect_args=_limits(url))
    if engine.dialect.name == "postgresql":
        from stelsel.db import patience  # as in `engines`

        patience.limit(engine, PATIENCE + 1)
    try:
        with engine.connect() as connection:
            if not engine.dialect.has_table(connection, "alembic_version"):
                return set()
            return set(connection.scalars(text("SELECT version_num FROM alembic_version")))
    finally:
        engine.dispose()


def _reading(url: str) -> str:
    made = make_url(url)
    if made.get_backend_name() != "sqlite":
        return url
    return f"sqlite:///file:{quote(made.database or '')}?mode=ro&uri=true"


def _limits(url: str) -> dict[str, object]:
    if make_url(url).get_backend_name() == "sqlite":
        return {"timeout": PATIENCE}
    return {"connect_timeout": PATIENCE, "options": f"-c statement_timeout={PATIENCE * 1000}"}
