"""The network's geography in the database, and the open files that it was made from."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from stelsel.geo import service
from stelsel.geo.models import Province
from stelsel.tenancy import Scope

if TYPE_CHECKING:
    from tests.support.scopes import Scopes
    from tests.support.stores import Stores

OPEN_FILES = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture
def open_files() -> Path:
    """The folder of open files beside the project. It is no part of it, so a clone may stand alone."""
    if not OPEN_FILES.is_dir():
        pytest.skip("the open files are not here: put them in ../shared/data to check the shipped tables against them")
    return OPEN_FILES


@pytest.fixture
def geography(scopes: "Scopes") -> "Scopes":
    """The scopes of a network that knows its places."""
    with scopes.national() as scope:
        if not scope.session.scalars(select(Province.code)).first():
            service.load_reference(scope)
    return scopes


@pytest.fixture
def empty(stores: "Stores", tmp_path: Path) -> "Scopes":
    """The scopes of a network that knows nothing yet, in a file of its own."""
    from tests.support.scopes import Scopes
    from tests.support.world import make_schema

    url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    make_schema(url)
    return Scopes(stores.app(url))


@pytest.fixture
def finder(geography: "Scopes") -> Iterator[Scope]:
    """The scope of a visitor who looks for a place."""
    with geography.app.app_context(), Scope.network(why="finder") as scope:
        yield scope
