"""A local map: our own sketch around a point, distances in a straight line."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

KM_PER_DEGREE = 111.32
WIDTH, HEIGHT, MARGIN = 400, 462, 34
PIN = 13
_RINGS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class Pin:
    """A place to mark. Latitude and longitude in degrees (WGS 84)."""

    rank: int
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Sketch:
    """The drawing: you in the middle, pins in pixels, rings of (radius, words)."""

    you: tuple[float, float]
    pins: tuple[tuple[int, str, float, float], ...]
    rings: tuple[tuple[float, int], ...]
    pixels_per_km: float
    latitude: float
    longitude: float
    width: int = WIDTH
    height: int = HEIGHT

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        """A point of the earth in pixels of the sketch: flat enough for a hundred kilometres."""
        east = (longitude - self.longitude) * KM_PER_DEGREE * math.cos(math.radians(self.latitude))
        north = (latitude - self.latitude) * KM_PER_DEGREE
        x = self.width / 2 + east * self.pixels_per_km
        y = self.height / 2 - north * self.pixels_per_km
        return round(x, 1), round(y, 1)

    def outline(self, ring: Sequence[tuple[float, float]]) -> str:
        """A closed ring of (longitude, latitude), as GeoJSON has it, as a path."""
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in (self.at(lat, lon) for lon, lat in ring)) + "z"


def sketch(latitude: float, longitude: float, pins: Sequence[Pin]) -> Sketch:
    """A sketch around a point that holds all pins, and shows at least two kilometres around."""
    frame = Sketch((0, 0), (), (), 1, latitude, longitude)
    away = [abs(a - b) for pin in pins for a, b in zip(frame.at(pin.latitude, pin.longitude), (200, 231), strict=True)]
    reach = max([2.0, *away])
    frame = Sketch((0, 0), (), (), (WIDTH / 2 - MARGIN) / reach, latitude, longitude)
    rings = [km for km in _RINGS if reach / 6 < km <= reach * 1.2][-2:]
    return Sketch(
        you=(WIDTH / 2, HEIGHT / 2),
        pins=tuple((pin.rank, pin.name, *frame.at(pin.latitude, pin.longitude)) for pin in pins),
        rings=tuple((round(km * frame.pixels_per_km, 1), km) for km in rings),
        pixels_per_km=frame.pixels_per_km,
        latitude=latitude,
        longitude=longitude,
    )
