"""Distance as the crow flies. Pure; degrees WGS84 in, kilometres out."""

from dataclasses import dataclass
from math import asin, cos, degrees, radians, sin, sqrt

EARTH_KM = 6371.0088
KM_PER_DEGREE = EARTH_KM * radians(1)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of degrees. `south <= north` and `west <= east`: the Netherlands do not cross the date line."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, lat: float, lon: float) -> bool:
        return self.south <= lat <= self.north and self.west <= lon <= self.east

    def meets(self, other: "Box") -> bool:
        return (
            self.south <= other.north
            and other.south <= self.north
            and self.west <= other.east
            and other.west <= self.east
        )


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in kilometres (haversine). Never negative, nought for one and the same point."""
    phi, psi = radians(lat), radians(other_lat)
    half = sin((psi - phi) / 2) ** 2 + cos(phi) * cos(psi) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))


def bounding_box(lat: float, lon: float, km: float) -> Box:
    """The smallest box that holds every point within `km` of here. Raises ValueError for less than nought.

    Cheap to look up in an index; what it holds too much is dropped by `distance_km` afterwards.
    """
    if km < 0:
        raise ValueError("a radius is nought or more")
    angle = km / EARTH_KM
    high = degrees(angle) * (1 + 1e-9) + 1e-9  # a hair wider, so that rounding never loses a point on the circle
    if abs(lat) + high >= 90:
        return Box(max(-90.0, lat - high), -180.0, min(90.0, lat + high), 180.0)
    wide = degrees(asin(min(1.0, sin(angle) / cos(radians(lat))))) * (1 + 1e-9) + 1e-9
    return Box(lat - high, lon - wide, lat + high, lon + wide)
