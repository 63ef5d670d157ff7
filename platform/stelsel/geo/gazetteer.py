"""Making one place out of several rows about it.

The open sources name a place more than once: "Bergen", "Bergen (NH)"; "Den Haag", "'s-Gravenhage". Rows of one
municipality whose names have one key, marks left off, or that our list of spellings joins, are one place.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stelsel.geo.shipped import PlaceFact
from stelsel.geo.spelling import base, key

Spellings = Mapping[tuple[str, str], tuple[str, ...]]
"""(municipality, name) → other names."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One row about a place. `postal`: the row comes from the postal register."""

    name: str
    municipality_code: str
    lat: float
    lon: float
    inhabitants: int | None = None
    postal: bool = False


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Which rows are about one place."""

    spellings: Spellings
    leading: Mapping[tuple[str, str], str]
    """(municipality, key of another name) → the key that leads."""

    @classmethod
    def of(cls, spellings: Spellings) -> "Gazetteer":
        leading = {
            (municipality, key(other)): key(name)
            for (municipality, name), others in spellings.items()
            for other in others
        }
        return cls(spellings, leading)

    def identity(self, municipality_code: str, name: str) -> tuple[str, str]:
        """(municipality, key): equal for rows about the same place."""
        own = key(base(name))
        return municipality_code, self.leading.get((municipality_code, own), own)

    def consolidate(self, sightings: Iterable[Sighting]) -> list[PlaceFact]:
        """The places behind the rows, sorted by municipality and name."""
        groups: dict[tuple[str, str], list[Sighting]] = defaultdict(list)
        for sighting in sightings:
            groups[self.identity(sighting.municipality_code, sighting.name)].append(sighting)
        return sorted(map(self._place, groups.values()), key=lambda place: (place.municipality_code, place.name))

    def _place(self, group: list[Sighting]) -> PlaceFact:
        municipality = group[0].municipality_code
        name = self._name(group)
        spot = max(group, key=lambda row: (row.inhabitants or -1, not row.postal, row.name))
        others: dict[str, str] = {}
        for other in (*sorted(row.name for row in group), *self.spellings.get((municipality, name), ())):
            others.setdefault(key(other), other)
        others.pop(key(name), None)
        return PlaceFact(
            name=name,
            municipality_code=municipality,
            lat=spot.lat,
            lon=spot.lon,
            inhabitants=spot.inhabitants,
            postal=any(row.postal for row in group),
            other_names=tuple(others.values()),
        )

    def _name(self, group: list[Sighting]) -> str:
        listed = [row.name for row in group if (row.municipality_code, row.name) in self.spellings]
        if listed:
            return listed[0]
        best = max(group, key=lambda row: (row.name == base(row.name), row.postal, row.inhabitants or 0, row.name))
        return base(best.name)
