"""The harness itself: every test starts from the same rows, on the database it says it runs on."""

import time

import pytest
from sqlalchemy import func, select

from stelsel.tenancy import Organisation, Tenant
from tests.support import postgres, session, world
from tests.support.databases import Postgresql, Sqlite
from tests.support.scopes import Scopes


def names(scopes: Scopes) -> list[str]:
    with scopes.reading("katwijk") as scope:
        return list(scope.session.scalars(select(Tenant.name).order_by(Tenant.id)))


@pytest.mark.parametrize("turn", ["first", "second"])
def test_what_a_test_changes_is_gone_for_the_next(scopes: Scopes, turn: str) -> None:
    before = names(scopes)
    assert len(before) == len(world.LIBRARIES) + 1, f"the {turn} test found the other's rows"

    with scopes.national() as scope:
        scope.session.add(Tenant(slug="erbij", name="Bibliotheek Erbij"))
        scope.session.scalars(select(Tenant).where(Tenant.slug == "venlo")).one().name = "Anders"

    assert "Bibliotheek Erbij" in names(scopes)
    assert "Anders" in names(scopes)


def test_putting_back_is_quick(scopes: Scopes, database: Sqlite | Postgresql) -> None:
    with scopes.national() as scope:
        scope.session.add_all(Organisation(slug=f"o{n}", name=f"O {n}", folded=f"o {n}") for n in range(50))
    database.restore()
    began = time.perf_counter()
    database.restore()
    assert time.perf_counter() - began < 1, "one test may not cost this much"
    with scopes.reading() as scope:
        assert scope.session.scalar(select(func.count()).select_from(Organisation)) == len(world.ORGANISATIONS)


def test_the_database_is_the_one_that_was_asked_for(database: Sqlite | Postgresql, database_name: str) -> None:
    assert database.name == database_name
    assert database.url.startswith(database_name)


@pytest.mark.only_on("postgresql")
def test_a_test_may_ask_for_one_database(database_name: str) -> None:
    assert database_name == "postgresql"


def test_where_debian_has_no_server_the_one_in_the_wheel_does_as_well() -> None:
    folder = session.make_folder()
    try:
        (folder / "postgres").mkdir()
        server = postgres.start(folder / "postgres", postgres.from_wheel(folder / "postgres"))
        assert server.origin == "wheel"
        url = server.create("proof")
        world.make_schema(url)
        with server.connect("proof") as connection:
            row = connection.execute("SELECT count(*) FROM pg_policies").fetchone()
            assert row is not None
            assert row[0] > 0
    finally:
        session.remove_folder(folder)
    assert not folder.exists()
