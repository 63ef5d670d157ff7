import pytest
from hypothesis import given
from hypothesis import strategies as st

from stelsel.geo.boundaries import Area, merged
from stelsel.geo.outline import NoOutline, centroid, decode, encode, from_geometry, from_topology, ring

UNIT = st.integers(-1_800_000, 1_800_000)
RINGS = st.lists(st.lists(st.tuples(UNIT, UNIT), min_size=3, max_size=12).map(tuple), min_size=1, max_size=4).map(tuple)
SQUARE = {"type": "Polygon", "coordinates": [[[5, 52], [6, 52], [6, 53], [5, 53], [5, 52]]]}


@given(RINGS)
def test_what_is_kept_comes_back_to_the_point(outline: tuple[tuple[tuple[int, int], ...], ...]) -> None:
    text = encode(outline)
    assert decode(text) == outline
    assert "\t" not in text
    assert "\n" not in text


def test_an_area_holds_what_is_inside_and_not_what_is_in_its_hole() -> None:
    hole = [[5.4, 52.4], [5.6, 52.4], [5.6, 52.6], [5.4, 52.6], [5.4, 52.4]]
    area = Area.of("x", from_geometry({"type": "Polygon", "coordinates": [*SQUARE["coordinates"], hole]}))
    assert area.holds(52.2, 5.2)
    assert not area.holds(52.5, 5.5)
    assert not area.holds(53.2, 5.2)


def test_the_middle_of_a_square_is_its_middle() -> None:
    assert centroid(from_geometry(SQUARE)) == pytest.approx((52.5, 5.5))


def test_neighbours_merge_into_one_ring_around_both() -> None:
    west = from_geometry(SQUARE)
    east = from_geometry({"type": "Polygon", "coordinates": [[[6, 52], [7, 52], [7, 53], [6, 53], [6, 52]]]})
    (around,) = merged([west, east])
    assert len(around) == 6
    both = Area.of("x", (around,))
    assert both.holds(52.5, 5.9)
    assert both.holds(52.5, 6.1)
    assert not both.holds(52.5, 7.1)


def test_a_topology_gives_its_features_with_shared_lines_either_way() -> None:
    topology = {
        "type": "Topology",
        "transform": {"scale": [0.5, 0.5], "translate": [5, 52]},
        "arcs": [[[2, 0], [0, 2]], [[2, 2], [-2, 0], [0, -2], [2, 0]], [[2, 0], [2, 0], [0, 2], [-2, 0]]],
        "objects": {
            "areas": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, 1]], "properties": {"code": "west"}},
                    {"type": "MultiPolygon", "arcs": [[[2, ~0]]], "properties": {"code": "east"}},
                ],
            }
        },
    }
    (west, west_shape), (east, east_shape) = from_topology(topology)
    assert (west["code"], east["code"]) == ("west", "east")
    assert Area.of("w", from_geometry(west_shape)).holds(52.5, 5.5)
    assert Area.of("e", from_geometry(east_shape)).holds(52.5, 6.5)


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {},
        {"type": "Point", "coordinates": [5, 52]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [7]},
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": [[[5, 52]] * 9]},
        {"type": "Polygon", "coordinates": [[[5, 52], [500, 52], [6, 53]] * 3]},
        {"type": "Polygon", "coordinates": [[["a", "b"], [6, 52], [6, 53]] * 3]},
    ],
)
def test_what_is_no_area_is_refused(geometry: object) -> None:
    with pytest.raises(NoOutline):
        from_geometry(geometry)


@pytest.mark.parametrize(
    "topology",
    [
        {},
        [],
        {"arcs": []},
        {"arcs": [[[0]]], "objects": {}},
        {"arcs": [], "objects": {"a": {"type": "Polygon", "arcs": [[4]]}}},
    ],
)
def test_what_is_no_topology_is_refused(topology: object) -> None:
    with pytest.raises(NoOutline):
        list(from_topology(topology))


def test_a_ring_needs_three_points_that_differ() -> None:
    with pytest.raises(NoOutline):
        ring([(5, 52), (5, 52.00000001), (6, 52), (5, 52)])
