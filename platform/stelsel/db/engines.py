"""Engines: one on SQLite, one per database role on PostgreSQL; each in a reading and a writing form.

A reading transaction cannot write, and the database itself says so: `PRAGMA query_only`, `BEGIN READ ONLY`.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from stelsel.config import Settings
from stelsel.db.base import ROLES, Role, Root

POOL = {"pool_size": 4, "max_overflow": 4, "pool_timeout": 2, "pool_pre_ping": True}
PATIENCE_MS = 5000
IDLE_MS = 30_000
"""How long a client may keep a transaction open and say nothing: one that vanished is not to keep its locks."""
SILENCE = PATIENCE_MS / 1000 + 1
"""Seconds that a server may say nothing: one more than it may take for a statement, so that it can say that itself."""


class UnscopedSession(Session):
    """`db.session` answers nobody: whoever wants rows says on whose behalf, through a scope."""

    def __init__(self, _db: SQLAlchemy, **_options: Any) -> None:
        raise RuntimeError("Open a scope (stelsel.tenancy.Scope) and use its session: db.session belongs to nobody.")


db = SQLAlchemy(
    model_class=Root,
    disable_autonaming=True,
    add_models_to_shell=False,
    session_options={"class_": UnscopedSession},
)


def role_name(role: Role) -> str:
    return f"stelsel_{role}"


def role_url(settings: Settings, role: Role) -> URL:
    """The owner's URL with another login. Only PostgreSQL has roles."""
    secret = settings.database_role_passwords
    return make_url(settings.url).set(username=role_name(role), password=secret.get_secret_value() if secret else None)


def configure(app: Flask, settings: Settings) -> None:
    """Tell Flask-SQLAlchemy where the data are. Called once by the application factory."""
    if make_url(settings.url).get_backend_name() == "sqlite":
        options: dict[str, Any] = {**POOL, "connect_args": {"timeout": PATIENCE_MS / 1000, "check_same_thread": False}}
        app.config["SQLALCHEMY_DATABASE_URI"] = settings.url
    else:
        limits = {
            "statement_timeout": PATIENCE_MS,
            "lock_timeout": PATIENCE_MS,
            "idle_in_transaction_session_timeout": IDLE_MS,
            "timezone": "UTC",
        }
        said = " ".join(f"-c {name}={value}" for name, value in limits.items())
        options = {**POOL, "connect_args": {"options": said, "prepare_threshold": None, "connect_timeout": 2}}
        app.config["SQLALCHEMY_BINDS"] = {
            None: {"url": role_url(settings, "app"), **options},
            **{role: {"url": role_url(settings, role), **options} for role in ROLES if role != "app"},
        }
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)
    with app.app_context():
        app.extensions["stelsel.engines"] = {
            (role, reading): engine.execution_options(**_mode(engine, reading))
            for role, engine in _by_role().items()
            for reading in (True, False)
        }
        for engine in db.engines.values():
            _listen(engine)


def engine(role: Role, *, reading: bool) -> Engine:
    """The engine of a database role."""
    engines: dict[tuple[Role, bool], Engine] = current_app.extensions["stelsel.engines"]
    return engines[role, reading]


def let_go() -> None:
    """Close the connections of this application that nobody uses now."""
    for one in db.engines.values():
        one.dispose()


@contextmanager
def owned(url: str, **options: Any) -> Iterator[Engine]:
    """The owner's engine, past every guard: for what no scope may do. Writers on SQLite queue as all others do."""
    made = create_engine(url, poolclass=NullPool, **options)
    if made.dialect.name == "sqlite":
        event.listen(made, "connect", pragmas)
        if "isolation_level" not in options:
            event.listen(made, "begin", _begin)
    try:
        yield made
    finally:
        made.dispose()


def _by_role() -> dict[Role, Engine]:
    return {role: db.engines.get(role, db.engine) for role in ROLES}


def _mode(engine: Engine, reading: bool) -> dict[str, Any]:
    mode: dict[str, Any] = {"stelsel_reading": reading}
    if engine.dialect.name == "postgresql":
        mode["postgresql_readonly"] = reading
    return mode


def _listen(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", pragmas)
        event.listen(engine, "begin", _begin)
    else:
        from stelsel.db import patience  # the driver is loaded only where there is a server

        patience.limit(engine, SILENCE)


def pragmas(connection: sqlite3.Connection, _record: object) -> None:
    """Promises that SQLite makes only when asked, on every connection (SECURITY P-36, trap 9)."""
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",
        "secure_delete=ON",
        f"busy_timeout={PATIENCE_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """A deferred BEGIN that later writes loses to a concurrent writer; so writers queue from the start."""
    reading = connection.get_execution_options().get("stelsel_reading", False)
    raw = cast(sqlite3.Connection, connection.connection.dbapi_connection)
    begin = "BEGIN" if reading else "BEGIN IMMEDIATE"
    try:
        raw.execute(f"PRAGMA query_only={'ON' if reading else 'OFF'}")
        raw.execute(begin)
    except sqlite3.OperationalError as busy:
        # As the library itself would say it: whoever handles a busy database looks for its name of it.
        raise OperationalError(begin, None, busy) from busy
