import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from stelsel.geo import service
from stelsel.geo.distance import bounding_box
from stelsel.geo.models import Municipality, MunicipalityInhabitants, Place, PlaceName, PostcodeArea
from stelsel.geo.queries import nearest_places, places_in
from stelsel.tenancy import OutOfScope, Scope

if TYPE_CHECKING:
    from tests.support.databases import Sqlite
    from tests.support.scopes import Scopes

Counting = Callable[[], AbstractContextManager[list[str]]]


def test_loading_twice_adds_nothing(geography: "Scopes") -> None:
    with geography.national() as scope:
        assert set(service.load_reference(scope).values()) == {0}
        assert scope.session.scalar(select(func.count()).select_from(Municipality)) == 342
        assert scope.session.scalar(select(func.count()).select_from(PostcodeArea)) == 4124
        assert scope.session.scalar(select(func.sum(MunicipalityInhabitants.inhabitants))) == 18_130_231 + 17_475_415


def test_loading_puts_back_what_is_missing_and_leaves_what_was_changed(geography: "Scopes") -> None:
    with geography.national() as scope:
        scope.session.get_one(Municipality, "GM0537").seat = "Katwijk aan Zee"
        scope.session.delete(scope.session.get_one(PostcodeArea, "2225"))
    with geography.national() as scope:
        assert {name: count for name, count in service.load_reference(scope).items() if count} == {"postcode_area": 1}
        assert scope.session.get_one(Municipality, "GM0537").seat == "Katwijk aan Zee"


def test_a_library_reads_the_places_but_does_not_write_them(geography: "Scopes") -> None:
    with geography.app.app_context(), Scope.system(1, why="tests") as scope:
        assert len(scope.session.scalars(select(Place.id).limit(1)).all()) == 1
        with pytest.raises(OutOfScope):
            service.load_reference(scope)


def test_a_place_keeps_its_id_on_every_machine() -> None:
    assert str(service.place_id("GM0537", "Katwijk")) == "ce154d9a-915b-53d6-afae-61e097b47640"


@pytest.mark.only_on("sqlite")  # its plan says in one word whether the table itself was read
def test_names_and_surroundings_are_answered_from_an_index_alone(
    geography: "Scopes", database: "Sqlite", count_queries: Counting
) -> None:
    with geography.national(reading=True) as scope, count_queries() as seen:
        scope.session.execute(select(PlaceName.place_id).where(PlaceName.key == "katwyk")).all()
        nearest_places(scope, 52.2, 4.4)
        places_in(scope, bounding_box(52.2, 4.4, 5))
    for statement in seen:
        with closing(sqlite3.connect(database.path)) as connection:
            plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}", ["x"] * statement.count("?")).fetchall()
        assert all("SEARCH" in step[3] and "COVERING INDEX" in step[3] for step in plan), plan
