import pytest

from stelsel.geo import shipped
from stelsel.geo.boundaries import municipality_of, shipped_boundaries


@pytest.mark.parametrize(
    ("lat", "lon", "code"),
    [
        (52.2, 4.41, "GM0537"),  # Katwijk
        (51.37, 6.172, "GM0983"),  # Venlo
        (52.0767, 4.2986, "GM0518"),  # Den Haag
        (50.8514, 5.691, "GM0935"),  # Maastricht
        (53.4, 5.5, None),  # the Wadden Sea
        (52.7, 5.4, None),  # the IJsselmeer
        (51.05, 3.72, None),  # Gent
        (0, 0, None),
    ],
)
def test_a_point_lies_in_its_municipality(lat: float, lon: float, code: str | None) -> None:
    assert municipality_of(lat, lon) == code


def test_every_town_centre_lies_in_its_own_municipality() -> None:
    assert [
        one.name for one in shipped.municipalities() if municipality_of(one.centre_lat, one.centre_lon) != one.code
    ] == []


def test_nearly_all_places_and_postcodes_lie_where_the_tables_say() -> None:
    """Boundaries are generalised and points are rough, so that a few lie just across a line or in a harbour."""
    spots = [(one.lat, one.lon, one.municipality_code) for one in shipped.places()]
    spots += [(one.lat, one.lon, one.municipality_code) for one in shipped.postcodes()]
    wrong = [spot for spot in spots if municipality_of(*spot[:2]) != spot[2]]
    assert len(wrong) < len(spots) / 250


def test_a_point_lies_in_the_province_of_its_municipality() -> None:
    boundaries = shipped_boundaries()
    assert len(boundaries.municipalities) == 342
    assert len(boundaries.provinces) == 12
    for one in shipped.municipalities():
        around = [area.code for area in boundaries.provinces if area.holds(one.centre_lat, one.centre_lon)]
        assert around == [one.province_code], one.name
