"""The map on which a branch is pointed out: our own boundaries and places as GeoJSON, nothing from elsewhere."""

from collections.abc import Iterator
from math import isfinite
from typing import Any

from stelsel.geo.boundaries import Area, shipped_boundaries
from stelsel.geo.distance import bounding_box
from stelsel.geo.outline import UNITS
from stelsel.geo.queries import nearest_places
from stelsel.tenancy import Scope

MIDDLE = (52.15, 5.39)
"""Where a map without a point begins: the middle of the country."""
AROUND_KM, NAMED_KM = 30, 12
MOST_NAMES = 40


def around(scope: Scope, lat: float | None, lon: float | None) -> dict[str, Any]:
    """Municipalities and places around a point, as a FeatureCollection. Without a point: the provinces."""
    if lat is None or lon is None or not (isfinite(lat) and isfinite(lon) and 50 <= lat <= 54 and 3 <= lon <= 8):
        return {"type": "FeatureCollection", "features": [_area(area) for area in shipped_boundaries().provinces]}
    box = bounding_box(lat, lon, AROUND_KM)
    areas = [_area(area) for area in shipped_boundaries().municipalities if area.box.meets(box)]
    return {"type": "FeatureCollection", "features": [*areas, *_names(scope, lat, lon)]}


def _area(area: Area) -> dict[str, Any]:
    rings = [[[lon / UNITS, lat / UNITS] for lat, lon in (*ring, ring[0])] for ring in area.outline]
    # Rings of islands and holes alike: each is drawn as a part of its own, by an even-odd fill.
    return {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": rings}}


def _names(scope: Scope, lat: float, lon: float) -> Iterator[dict[str, Any]]:
    near = nearest_places(scope, lat, lon, km=NAMED_KM, limit=MOST_NAMES)
    for place in sorted(near, key=lambda one: (-one.inhabitants, one.km)):
        point = {"type": "Point", "coordinates": [place.lon, place.lat]}
        yield {"type": "Feature", "properties": {"naam": place.name, "inwoners": place.inhabitants}, "geometry": point}
