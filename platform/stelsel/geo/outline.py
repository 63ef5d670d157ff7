"""Outlines of areas: read from GeoJSON and TopoJSON, kept as short text.

An outline is a list of rings; a point is inside when a ray from it crosses them an odd number of times, so holes
need no mark. Kept text: rings in the encoded polyline form (differences in units of 1e-4 degree, zigzag, five bits
a character), with spaces between them: one unit is about 11 m north and 7 m east, finer than the generalised source.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

UNITS = 10_000
"""Units in a degree."""

Point: TypeAlias = tuple[int, int]
"""(latitude, longitude) in units."""
Ring: TypeAlias = tuple[Point, ...]
"""Without the closing point: the last joins the first."""
Outline: TypeAlias = tuple[Ring, ...]


class NoOutline(ValueError):
    """A geometry that is not an area, or lies outside the world."""


def ring(points: Iterable[Sequence[float]]) -> Ring:
    """A ring of (longitude, latitude) pairs in degrees, in units, without points that fall together.

    Raises NoOutline for fewer than three points, for a point that is none or that lies outside the world.
    """
    kept: list[Point] = []
    for point in points:
        try:
            lon, lat = float(point[0]), float(point[1])
        except (TypeError, ValueError, IndexError) as error:
            raise NoOutline("a point needs a longitude and a latitude") from error
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise NoOutline("a point lies outside the world")
        here = (round(lat * UNITS), round(lon * UNITS))
        if not kept or kept[-1] != here:
            kept.append(here)
    if len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    if len(kept) < 3:
        raise NoOutline("a ring needs three points or more")
    return tuple(kept)


def from_geometry(geometry: Any) -> Outline:
    """The outline of a GeoJSON Polygon or MultiPolygon. Rings too small for our units are left out.

    Raises NoOutline when it is neither, or nothing is left.
    """
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise NoOutline("the geometry is no Polygon or MultiPolygon")
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    rings = []
    for line in _lines(polygons):
        try:
            rings.append(ring(line))
        except NoOutline:
            if len(line) > 6:  # not just an islet that falls together in our units
                raise
    if not rings:
        raise NoOutline("the area has no rings")
    return tuple(rings)


def from_topology(topology: Any) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The features of a TopoJSON topology as (properties, GeoJSON geometry). Raises NoOutline when it is none."""
    try:
        arcs = [_arc(arc, topology.get("transform")) for arc in topology["arcs"]]
        for collection in topology["objects"].values():
            for geometry in collection.get("geometries", [collection]):
                yield geometry.get("properties") or {}, _joined(geometry, arcs)
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise NoOutline("this is no TopoJSON topology") from error


def encode(outline: Outline) -> str:
    return " ".join("".join(_characters(one)) for one in outline)


def decode(text: str) -> Outline:
    """The outline that `encode` wrote."""
    return tuple(_decoded(part) for part in text.split(" "))


def centroid(outline: Outline) -> tuple[float, float]:
    """Latitude and longitude, in degrees, of the middle of the largest ring."""
    largest = max(outline, key=lambda one: abs(_doubled_area(one)))
    doubled = _doubled_area(largest)
    lat = lon = 0.0
    for (y, x), (v, u) in zip(largest, largest[1:] + largest[:1], strict=True):
        cross = x * v - u * y
        lat += (y + v) * cross
        lon += (x + u) * cross
    return lat / (3 * doubled) / UNITS, lon / (3 * doubled) / UNITS


def _doubled_area(points: Ring) -> int:
    return sum(x * v - u * y for (y, x), (v, u) in zip(points, points[1:] + points[:1], strict=True)) or 1


def _lines(polygons: Any) -> Iterator[Any]:
    if not isinstance(polygons, list):
        raise NoOutline("the geometry has no coordinates")
    for polygon in polygons:
        if not isinstance(polygon, list) or not all(isinstance(line, list) for line in polygon):
            raise NoOutline("the geometry has no rings")
        yield from polygon


def _arc(arc: list[list[float]], transform: dict[str, list[float]] | None) -> list[tuple[float, float]]:
    if transform is None:
        return [(point[0], point[1]) for point in arc]
    (scale_x, scale_y), (shift_x, shift_y) = transform["scale"], transform["translate"]
    x = y = 0.0
    points = []
    for step in arc:
        x, y = x + step[0], y + step[1]
        points.append((x * scale_x + shift_x, y * scale_y + shift_y))
    return points


def _joined(geometry: dict[str, Any], arcs: list[list[tuple[float, float]]]) -> dict[str, Any]:
    def line(indexes: list[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for index in indexes:
            part = arcs[index] if index >= 0 else arcs[~index][::-1]
            points += part[1:] if points else part
        return points

    def polygon(rings: list[list[int]]) -> list[list[tuple[float, float]]]:
        return [line(indexes) for indexes in rings]

    kind = geometry["type"]
    if kind == "Polygon":
        return {"type": kind, "coordinates": polygon(geometry["arcs"])}
    if kind == "MultiPolygon":
        return {"type": kind, "coordinates": [polygon(rings) for rings in geometry["arcs"]]}
    return {"type": kind}


def _characters(points: Ring) -> Iterator[str]:
    before = (0, 0)
    for point in points:
        for here, there in zip(point, before, strict=True):
            step = here - there
            value = ~(step << 1) if step < 0 else step << 1
            while value >= 0x20:
                yield chr((0x20 | (value & 0x1F)) + 63)
                value >>= 5
            yield chr(value + 63)
        before = point


def _decoded(text: str) -> Ring:
    steps: list[int] = []
    value = shift = 0
    for character in text:
        bits = ord(character) - 63
        value |= (bits & 0x1F) << shift
        shift += 5
        if bits < 0x20:
            steps.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    lat = lon = 0
    points = []
    for north, east in zip(steps[::2], steps[1::2], strict=True):
        lat, lon = lat + north, lon + east
        points.append((lat, lon))
    return tuple(points)
