"""The libraries of a partner on the map of the country: our own sketch, numbered as the list beside it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from stelsel.geo import sketch
from stelsel_tenants.across.places import Place
from stelsel_tenants.across.queries import LibraryRow


@dataclass(frozen=True, slots=True)
class Dot:
    """A library, in the units of the sketch. `tone`: planned, nothing, ended."""

    x: float
    y: float
    tone: str
    name: str


@dataclass(frozen=True, slots=True)
class Drawing:
    width: int
    height: int
    provinces: Sequence[str]
    dots: Sequence[Dot]


def of(rows: Sequence[LibraryRow], places: Mapping[int, Sequence[Place]]) -> Drawing:
    """Each library where its main branch is; those whose place nobody knows are in the list alone. What is planned is
    drawn last, over the others."""
    dots = [_dot(row, places[row.tenant_id][0]) for row in rows if places.get(row.tenant_id)]
    order = {"ended": 0, "nothing": 1, "planned": 2}
    country = sketch.country()
    return Drawing(country.width, country.height, _provinces(), sorted(dots, key=lambda dot: order[dot.tone]))


def _dot(row: LibraryRow, place: Place) -> Dot:
    x, y = sketch.on_country(place.lat, place.lon)
    tone = "ended" if not row.is_active else "planned" if row.coming else "nothing"
    return Dot(x, y, tone, row.name)


@cache
def _provinces() -> tuple[str, ...]:
    return tuple(shape.path for shape in sketch.country().provinces)
