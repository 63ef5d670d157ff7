"""Own map sketches as plain data: paths, circles, labels and pins that a template draws as SVG. Pure.

Two pictures: the whole country for figures per municipality, and the surroundings of a point for the finder. Both
project degrees to a flat page with north up: at this size that differs less than a line's width from the official grid.
Paths are made for `fill-rule="evenodd"`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, radians

from stelsel.geo.boundaries import Area, shipped_boundaries
from stelsel.geo.outline import UNITS, Outline

COUNTRY_WIDTH, COUNTRY_HEIGHT = 560, 662
COUNTRY_MIDDLE_LAT = 52.15
"""The latitude at which the country is as wide as it should be."""
COUNTRY_WEST, COUNTRY_EAST, COUNTRY_SOUTH, COUNTRY_NORTH = 3.358, 7.228, 50.750, 53.555

Spot = tuple[float, float]
"""A point on the page, in user units: right, down."""


@dataclass(frozen=True, slots=True)
class Shape:
    """An area on the page. `path` is the value of a path's `d`."""

    code: str
    path: str


@dataclass(frozen=True, slots=True)
class Country:
    """The Netherlands, `width` by `height` user units; draw at that size, so that text keeps its own."""

    width: int
    height: int
    municipalities: tuple[Shape, ...]
    provinces: tuple[Shape, ...]


@cache
def country() -> Country:
    """The map of the whole country, drawn once per process. Half units: finer than a line at this size."""
    boundaries = shipped_boundaries()
    return Country(
        COUNTRY_WIDTH,
        COUNTRY_HEIGHT,
        tuple(_country_shape(area) for area in boundaries.municipalities),
        tuple(_country_shape(area) for area in boundaries.provinces),
    )


def on_country(lat: float, lon: float) -> Spot:
    """Where a point lies on the map of `country`, for a label or a mark."""
    x, y = _on_country(lat, lon)
    return x / 2, y / 2


def _on_country(lat: float, lon: float) -> tuple[int, int]:
    """In half user units."""
    scale = 2 * COUNTRY_HEIGHT / (COUNTRY_NORTH - COUNTRY_SOUTH)
    shrink = cos(radians(COUNTRY_MIDDLE_LAT))
    margin = COUNTRY_WIDTH - scale / 2 * shrink * (COUNTRY_EAST - COUNTRY_WEST)
    return round(margin + (lon - COUNTRY_WEST) * shrink * scale), round((COUNTRY_NORTH - lat) * scale)


def _country_shape(area: Area) -> Shape:
    rings = sorted(_rounded(area.outline), key=len, reverse=True)
    drawn = [ring for ring in rings if len(ring) > 2] or rings[:1]
    return Shape(area.code, "".join(_path(ring, halves=True) for ring in drawn))


def _rounded(outline: Outline) -> Iterator[list[tuple[int, int]]]:
    for ring in outline:
        yield _without_repeats(_on_country(lat / UNITS, lon / UNITS) for lat, lon in ring)


def _without_repeats(points: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for point in points:
        if not kept or kept[-1] != point:
            kept.append(point)
    if len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    return kept


def path_of(rings: Iterable[Sequence[Spot]]) -> str:
    """The path of rings on the page, rounded to whole units; what falls together is left out."""
    whole = (_without_repeats((round(x), round(y)) for x, y in ring) for ring in rings)
    return "".join(_path(ring, halves=False) for ring in whole if len(ring) > 2)


def _path(points: Sequence[tuple[int, int]], *, halves: bool) -> str:
    """Steps from point to point: shorter than places, and exact, as they are differences of rounded places."""
    (x, y), *others = points
    parts = [f"M{_written(x, halves)} {_written(y, halves)}"]
    command = "l"
    for u, v in others:
        right, down = _written(u - x, halves), _written(v - y, halves)
        parts.append(f"{command}{right}{'' if down.startswith('-') else ' '}{down}")
        x, y, command = u, v, " "
    return "".join(parts).replace(" -", "-") + "z"


def _written(value: int, halves: bool) -> str:
    if not halves:
        return str(value)
    whole, half = divmod(abs(value), 2)
    sign = "-" if value < 0 else ""
    return sign + (f"{whole or ''}.5" if half else str(whole))
