"""From what was typed to one municipality and one point."""

import pytest

from stelsel_tenants.libraries import places
from stelsel_tenants.libraries.places import settle
from tests.support.scopes import Scopes


def test_a_postcode_gives_the_point_and_the_place_the_municipality(scopes: Scopes) -> None:
    with scopes.reading() as scope:
        site = settle(scope, "katwijk", postcode="2225AB")
        middle = settle(scope, "Katwijk")
    assert (site.place, site.municipality_code) == ("Katwijk", "GM0537")
    assert (site.lat, site.lon) != (middle.lat, middle.lon)


@pytest.mark.parametrize("typed", ["Den Haag", "'s-Gravenhage", "sGravenhage", "2511"])
def test_any_spelling_is_the_same_town(scopes: Scopes, typed: str) -> None:
    with scopes.reading() as scope:
        assert settle(scope, typed).municipality_code == "GM0518"


def test_a_name_that_more_places_have_is_asked_about_and_the_answer_is_taken(scopes: Scopes) -> None:
    with scopes.reading() as scope:
        with pytest.raises(places.WhichPlace) as asked:
            settle(scope, "Hengelo")
        answers = {settle(scope, spot.query).municipality_code for spot in asked.value.choices}
    assert {"GM0164", "GM1876"} <= answers, "the town in Twente and the village in Bronckhorst"


def test_a_library_means_the_namesake_on_its_own_ground(scopes: Scopes) -> None:
    with scopes.reading("katwijk") as scope:
        assert settle(scope, "Katwijk").municipality_code == "GM0537"
    with scopes.reading("venlo") as scope, pytest.raises(places.WhichPlace):
        settle(scope, "Katwijk")


def test_a_postcode_or_a_point_tells_which_of_them(scopes: Scopes) -> None:
    with scopes.reading() as scope:
        assert settle(scope, "Hengelo", postcode="7255").municipality_code == "GM1876"
        assert settle(scope, "Hengelo", lat=52.2658, lon=6.7931).municipality_code == "GM0164"


@pytest.mark.parametrize(
    ("typed", "point", "refusal"),
    [
        ("Nergenshuizerveen", (None, None), places.UnknownPlace),
        ("Katwijk", (51.37, 6.17), places.FarFromPlace),
        ("Katwijk", (0.0, 0.0), places.NotHere),
        ("Katwijk", (52.2, None), places.HalfAPoint),
    ],
)
def test_what_cannot_be_is_refused(
    scopes: Scopes, typed: str, point: tuple[float | None, float | None], refusal: type[Exception]
) -> None:
    with scopes.reading() as scope:
        assert settle(scope, "Katwijk", lat=52.2, lon=4.41).municipality_code == "GM0537"
        with pytest.raises(refusal):
            settle(scope, typed, lat=point[0], lon=point[1])


def test_what_looks_like_it_is_offered(scopes: Scopes) -> None:
    with scopes.reading() as scope, pytest.raises(places.UnknownPlace) as refused:
        settle(scope, "Katwijck")
    assert "Katwijk" in str(refused.value)
