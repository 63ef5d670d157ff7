"""The laboratory of each database, made once a worker."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import stelsel
import stelsel_admin
import stelsel_tenants
from tests.isolation.laboratory import Laboratory
from tests.support import session
from tests.support.plugin import FOLDER
from tests.support.scopes import Scopes
from tests.support.stores import TEMPLATE, Stores, close

for floor in (stelsel, stelsel_tenants, stelsel_admin):
    for module in walk_packages(floor.__path__, f"{floor.__name__}."):
        if module.name.endswith(".models"):
            import_module(module.name)  # a table is judged also where the application does not use it yet


@pytest.fixture(scope="session")
def laboratories(request: pytest.FixtureRequest, stores: Stores) -> Iterator[Callable[[str], Laboratory]]:
    """`laboratories("sqlite")`: a copy of the test network with the probe tables beside it."""
    made: dict[str, Laboratory] = {}

    def laboratory(name: str) -> Laboratory:
        if name not in made:
            url = _copy(request.config.stash[FOLDER], stores, name)
            app = stores.app(url)
            scopes = Scopes(app)
            made[name] = Laboratory(app, url, scopes.tenant("katwijk").id, scopes.tenant("venlo").id)
        return made[name]

    yield laboratory
    for one in made.values():
        close(one.app)


def _copy(folder: Path, stores: Stores, name: str) -> str:
    store = stores[name]
    if name == "sqlite":
        path = Path(store.database.url.removeprefix("sqlite:///")).with_name("laboratory.sqlite")
        path.write_bytes((folder / "template.sqlite").read_bytes())
        return f"sqlite:///{path}"
    prefix = folder.name.replace("-", "_")
    with session.one_at_a_time(folder, "postgresql-clone"):
        return session.server(folder).create(
            f"{store.database.url.partition('?')[0].rpartition('/')[2]}_lab", template=f"{TEMPLATE}_{prefix}"
        )
