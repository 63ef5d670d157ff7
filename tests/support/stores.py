"""The databases of one worker, each with its application: made when a test first asks for it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from pydantic import SecretStr
from sqlalchemy import event

from stelsel.app import create_app
from stelsel.config import Settings
from stelsel.db import db
from tests.support import databases, session, world

SECRET = "a-secret-that-only-tests-know-of-48-characters-x"
TEMPLATE = "stelsel_template"
BASE_URL = "http://localhost"


@dataclass(frozen=True, slots=True)
class Store:
    """A database and the application that runs on it."""

    database: databases.Sqlite | databases.Postgresql
    app: Flask

    @contextmanager
    def used(self) -> Iterator["Store"]:
        """Lend it to one test, and put it back as it was."""
        try:
            if isinstance(self.database, databases.Postgresql):
                with databases.seen_by(self.database):
                    yield self
            else:
                yield self
        finally:
            self.database.restore()
            # the ends of the trail that a test signed are of deeds that are gone now
            shutil.rmtree(self.app.extensions["stelsel.settings"].audit_heads, ignore_errors=True)


class Stores:
    """One worker's stores by the name of the database."""

    def __init__(self, folder: Path, worker: str) -> None:
        self._shared = folder
        self._worker = worker
        self._own = folder / worker
        self._own.mkdir(exist_ok=True)
        self._made: dict[str, Store] = {}

    def __getitem__(self, name: str) -> Store:
        if name not in self._made:
            self._made[name] = {"sqlite": self._sqlite, "postgresql": self._postgresql}[name]()
        return self._made[name]

    def app(self, url: str, **settings: object) -> Flask:
        """An application on a database of its own, with other settings than the tests' usual ones."""
        return application(url, self._own, **settings)

    def _sqlite(self) -> Store:
        template = self._shared / "template.sqlite"

        def make() -> dict[str, str]:
            url = f"sqlite:///{template}"
            world.make_schema(url)
            app = application(url, self._shared)
            world.fill(app)
            close(app)
            databases.settle(template)
            return {}

        session.once(self._shared, "sqlite-template", make)
        database = databases.Sqlite(template, self._own / "test.sqlite")
        return Store(database, hurried(application(database.url, self._own)))

    def _postgresql(self) -> Store:
        server = session.server(self._shared)
        prefix = self._shared.name.replace("-", "_")
        template = f"{TEMPLATE}_{prefix}"

        def make() -> dict[str, str]:
            url = server.create(template)
            world.make_schema(url)
            app = application(url, self._shared)
            world.fill(app)
            close(app)
            with server.connect(template) as connection:
                databases.keep(connection)
            return {}

        session.once(self._shared, "postgresql-template", make)
        name = f"{prefix}_{self._worker}"
        with session.one_at_a_time(self._shared, "postgresql-clone"):
            url = server.create(name, template=template)
        return Store(databases.Postgresql(server, url, name), application(url, self._own))

    def close(self) -> None:
        for store in self._made.values():
            close(store.app)
            store.database.close()


def application(url: str, folder: Path, **settings: object) -> Flask:
    """The application as it runs for people, on this database, with a secret of the tests."""
    from_tests = {
        "database_url": url,
        "data_dir": folder,
        "secret_key": SecretStr(SECRET),
        "base_url": BASE_URL,
        "testing": True,
    }
    app = create_app(Settings.model_validate({**from_tests, **settings}))
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache()  # a run has many applications, of the same templates
    return app


def hurried(app: Flask) -> Flask:
    """The same, without waiting for the disk: what a test writes need not outlive a power cut."""
    with app.app_context():
        for engine in db.engines.values():
            event.listen(engine, "connect", databases.hurry)
    return app


def close(app: Flask) -> None:
    """Let go of every connection of an application."""
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()
