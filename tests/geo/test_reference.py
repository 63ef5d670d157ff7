from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from stelsel.geo import service
from stelsel.geo.models import Municipality, MunicipalityInhabitants, Place, PlaceName, PostcodeArea
from stelsel.tenancy import OutOfScope, Scope

if TYPE_CHECKING:
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


def test_names_are_looked_up_in_an_index(geography: "Scopes", count_queries: Counting) -> None:
    by_key = select(PlaceName.place_id).where(PlaceName.key == "katwyk")
    with geography.national(reading=True) as scope:
        assert len(scope.session.execute(by_key).all()) == 2
