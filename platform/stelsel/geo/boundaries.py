"""The areas of municipalities and provinces, and which one a point lies in. Pure; read once per process."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from stelsel.geo import outline, shipped
from stelsel.geo.distance import Box
from stelsel.geo.outline import UNITS, Outline, Point, Ring


@dataclass(frozen=True, slots=True)
class Area:
    """A municipality or province with its outline, in units of `outline.UNITS` per degree."""

    code: str
    outline: Outline
    box: Box

    @classmethod
    def of(cls, code: str, rings: Outline) -> "Area":
        lats = [lat for ring in rings for lat, _ in ring]
        lons = [lon for ring in rings for _, lon in ring]
        box = Box(min(lats) / UNITS, min(lons) / UNITS, max(lats) / UNITS, max(lons) / UNITS)
        return cls(code, rings, box)

    def holds(self, lat: float, lon: float) -> bool:
        """True inside the outline; on the line itself it is either."""
        if not self.box.holds(lat, lon):
            return False
        y, x = lat * UNITS, lon * UNITS
        return sum(_crossings(ring, y, x) for ring in self.outline) % 2 == 1


@dataclass(frozen=True, slots=True)
class Boundaries:
    """All municipalities and, made of them, all provinces; both sorted by code."""

    municipalities: tuple[Area, ...]
    provinces: tuple[Area, ...]

    @classmethod
    def of(cls, outlines: Mapping[str, Outline], province_of: Mapping[str, str]) -> "Boundaries":
        parts: dict[str, list[Outline]] = {}
        for code, rings in outlines.items():
            parts.setdefault(province_of[code], []).append(rings)
        return cls(
            tuple(Area.of(code, outlines[code]) for code in sorted(outlines)),
            tuple(Area.of(code, merged(parts[code])) for code in sorted(parts)),
        )

    def municipality_of(self, lat: float, lon: float) -> str | None:
        """The code of the municipality that the point lies in; None in open water and abroad."""
        return next((area.code for area in self.municipalities if area.holds(lat, lon)), None)


@cache
def shipped_boundaries() -> Boundaries:
    """The boundaries that the project ships (generalised: good for a sketch, not for a dispute)."""
    return Boundaries.of(
        {code: outline.decode(rings) for code, rings in shipped.outlines()},
        {fact.code: fact.province_code for fact in shipped.municipalities()},
    )


def municipality_of(lat: float, lon: float) -> str | None:
    """The code of the municipality that the point lies in; None in open water and abroad."""
    return shipped_boundaries().municipality_of(lat, lon)


def merged(outlines: Iterable[Outline]) -> Outline:
    """One outline around neighbouring ones. They must run along the same points, each the other way round."""
    following: dict[Point, list[Point]] = {}
    edges: dict[tuple[Point, Point], None] = {}  # a dict and not a set: its order makes the result the same each time
    for rings in outlines:
        for ring in rings:
            for edge in zip(ring, ring[1:] + ring[:1], strict=True):
                if edge[::-1] in edges:
                    del edges[edge[::-1]]
                else:
                    edges[edge] = None
    for start, end in edges:
        following.setdefault(start, []).append(end)
    return tuple(_chained(following))


def _chained(following: dict[Point, list[Point]]) -> Iterable[Ring]:
    while following:
        first = here = next(iter(following))
        ring = []
        while here in following:
            ring.append(here)
            ends = following[here]
            onward = ends.pop()
            if not ends:
                del following[here]
            here = onward
        if here != first:
            raise outline.NoOutline("the outlines do not fit together")
        yield tuple(ring)


def _crossings(ring: Ring, y: float, x: float) -> int:
    """How often a ray from the point to the east crosses the ring."""
    count = 0
    before_y, before_x = ring[-1]
    for here_y, here_x in ring:
        between = (here_y > y) != (before_y > y)
        if between and x < (before_x - here_x) * (y - here_y) / (before_y - here_y) + here_x:
            count += 1
        before_y, before_x = here_y, here_x
    return count
