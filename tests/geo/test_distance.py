import pytest
from hypothesis import given
from hypothesis import strategies as st

from stelsel.geo.distance import bounding_box, distance_km

LAT = st.floats(50.7, 53.7)
LON = st.floats(3.2, 7.3)
ANYWHERE = (st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("here", "there", "km"),
    [
        ((52.3731, 4.8922), (51.9225, 4.4792), 57.4),  # Amsterdam - Rotterdam
        ((53.2192, 6.5667), (50.8514, 5.6910), 270.0),  # Groningen - Maastricht
        ((52.2, 4.4), (52.2, 4.4), 0.0),
    ],
)
def test_known_distances(here: tuple[float, float], there: tuple[float, float], km: float) -> None:
    assert distance_km(*here, *there) == pytest.approx(km, abs=0.7)


@given(*ANYWHERE, *ANYWHERE)
def test_there_is_as_far_as_back_and_never_further_than_round_half_the_world(
    lat: float, lon: float, other_lat: float, other_lon: float
) -> None:
    there = distance_km(lat, lon, other_lat, other_lon)
    assert there == pytest.approx(distance_km(other_lat, other_lon, lat, lon), abs=1e-6)
    assert 0 <= there <= 20_016


@given(LAT, LON, LAT, LON, LAT, LON)
def test_a_detour_is_never_shorter(a: float, b: float, c: float, d: float, e: float, f: float) -> None:
    assert distance_km(a, b, e, f) <= distance_km(a, b, c, d) + distance_km(c, d, e, f) + 1e-9


@given(LAT, LON, LAT, LON, st.floats(0, 300))
def test_the_box_holds_every_point_within_the_radius(
    lat: float, lon: float, other_lat: float, other_lon: float, km: float
) -> None:
    if distance_km(lat, lon, other_lat, other_lon) <= km:
        assert bounding_box(lat, lon, km).holds(other_lat, other_lon)


@given(LAT, LON, st.floats(0.1, 300))
def test_the_box_is_no_larger_than_it_must_be(lat: float, lon: float, km: float) -> None:
    box = bounding_box(lat, lon, km)
    assert distance_km(lat, lon, box.north, lon) == pytest.approx(km, abs=0.001)
    assert distance_km(lat, lon, lat, box.east) < km * 1.05 + 0.001


def test_a_radius_below_nought_is_refused_and_the_pole_is_survived() -> None:
    with pytest.raises(ValueError, match="radius"):
        bounding_box(52, 5, -1)
    assert bounding_box(89.99, 0, 100).east == 180
