"""A network of a test's own: it may be restored, and the files of its database may be looked into."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from stelsel import clock as time_now
from stelsel.cli import stelsel
from stelsel_admin.network import service as network
from tests.support import session
from tests.support.fixtures import Clock
from tests.support.plugin import FOLDER, RAN_ON
from tests.support.scopes import Scopes
from tests.support.stores import BASE_URL, SECRET, TEMPLATE, Stores, close


@dataclass
class Own:
    """The test network in a database of its own, below `folder`."""

    app: Flask
    url: str
    folder: Path

    @property
    def scopes(self) -> Scopes:
        return Scopes(self.app)

    def run(self, *arguments: str) -> Result:
        """A command of a room, on this application."""
        return self.app.test_cli_runner().invoke(args=list(arguments))

    def operate(self, *arguments: str) -> Result:
        """A command of the house, which makes its own application from the environment."""
        self.let_go()
        return CliRunner().invoke(stelsel, list(arguments))

    def close_library(self, slug: str) -> int:
        """The national body closes it; returns its number."""
        tenant = self.scopes.tenant(slug)
        with self.scopes.national() as scope:
            network.close(scope, tenant.id, reason="Gestopt.", closed_on=time_now.today())
        return tenant.id

    def erase(self, slug: str) -> Result:
        return self.run("tenant", "erase", slug, "--yes-erase", slug)

    def let_go(self) -> None:
        """Nobody has the database open."""
        close(self.app)


@pytest.fixture
def own(
    request: pytest.FixtureRequest,
    stores: Stores,
    database_name: str,
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Own]:
    """The network of `world`, on this test's kind of database; `stelsel backup` and `restore` mean this one."""
    shared = request.config.stash[FOLDER]
    version = stores[database_name].database.version  # and so that there is a template
    request.node.user_properties.append((RAN_ON, f"{database_name} {version}"))
    name = f"departure_{shared.name.replace('-', '_')}_{tmp_path.name.replace('-', '_')}"[:60].lower()
    server = session.server(shared) if database_name == "postgresql" else None
    if server is None:
        (tmp_path / "stelsel.sqlite").write_bytes((shared / "template.sqlite").read_bytes())
        url = f"sqlite:///{tmp_path / 'stelsel.sqlite'}"
    else:
        with session.one_at_a_time(shared, "postgresql-clone"):
            url = server.create(name, template=f"{TEMPLATE}_{shared.name.replace('-', '_')}")
    for setting, value in {
        "DATABASE_URL": url,
        "DATA_DIR": str(tmp_path),
        "SECRET_KEY": SECRET,
        "BASE_URL": BASE_URL,
        "TESTING": "true",
    }.items():
        monkeypatch.setenv(f"STELSEL_{setting}", value)
    made = Own(stores.app(url, data_dir=tmp_path), url, tmp_path)
    yield made
    made.let_go()
    if server is not None:
        server.drop(name)
