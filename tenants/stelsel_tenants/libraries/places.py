"""Where a branch stands: from a place, postcode or point on the map to one municipality and one point."""

from collections.abc import Sequence
from dataclasses import dataclass

from stelsel.errors import Refused
from stelsel.geo.boundaries import municipality_of
from stelsel.geo.distance import distance_km
from stelsel.geo.queries import Answer, Found, Spot, SpotKind, find
from stelsel.i18n import _
from stelsel.tenancy import Scope

FAR_KM = 25
"""A point farther than this from its place is a mistake."""


@dataclass(frozen=True, slots=True)
class Site:
    """A place by its own name, in its municipality, and a point in degrees."""

    place: str
    municipality_code: str
    lat: float
    lon: float


class UnknownPlace(Refused):
    field = "place"
    message = _("Deze plaats kennen we niet. Kijk hoe u hem schrijft, of vul een plaats in de buurt in.")


class WhichPlace(Refused):
    """There are more places of this name; `choices` are theirs."""

    field = "place"
    message = _("Er zijn meer plaatsen met deze naam. Kies hieronder welke u bedoelt.")

    def __init__(self, choices: Sequence[Spot]) -> None:
        super().__init__()
        self.choices = tuple(choices)


class FarFromPlace(Refused):
    field = "lat"
    message = _("De speld staat ver van deze plaats. Zet hem opnieuw, of kijk de plaats na.")


class NotHere(Refused):
    field = "lat"
    message = _("De speld staat niet in Nederland. Zet hem opnieuw.")


class HalfAPoint(Refused):
    field = "lat"
    message = _("Vul beide getallen van de plek op de kaart in, of laat ze allebei leeg.")


def settle(scope: Scope, place: str, *, postcode: str = "", lat: float | None = None, lon: float | None = None) -> Site:
    """The site that is meant. Without a point it becomes the middle of the postcode area, else of the place.

    Raises UnknownPlace, WhichPlace (neither postcode nor point told which), FarFromPlace, NotHere, HalfAPoint.
    """
    if (lat is None) != (lon is None):
        raise HalfAPoint
    area = find(scope, postcode[:4]).spot if postcode else None
    spot = _chosen(find(scope, place), _hint(area, lat, lon))
    name = spot.name.partition(" ")[2] if spot.kind is SpotKind.POSTCODE else spot.name
    if lat is None or lon is None:
        near = area if area is not None and _km(area, spot.lat, spot.lon) <= FAR_KM else spot
        return Site(name, spot.municipality_code, near.lat, near.lon)
    if not (50 <= lat <= 54 and 3 <= lon <= 8):
        raise NotHere
    if _km(spot, lat, lon) > FAR_KM:
        raise FarFromPlace
    # The place tells the municipality: the boundaries are drawn coarsely. Only a municipality's own name, which
    # may cover many places, leaves it to the point.
    inside = municipality_of(lat, lon) if spot.kind is SpotKind.MUNICIPALITY else None
    return Site(name, inside or spot.municipality_code, lat, lon)


def _hint(area: Spot | None, lat: float | None, lon: float | None) -> tuple[float, float] | None:
    if lat is not None and lon is not None:
        return lat, lon
    return (area.lat, area.lon) if area is not None else None


def _chosen(found: Found, near: tuple[float, float] | None) -> Spot:
    if found.answer is Answer.FOUND and found.spot is not None:
        candidates = (found.spot, *found.choices)
    elif found.answer is Answer.CHOOSE:
        candidates = found.choices
    elif found.suggestions:
        names = ", ".join(spot.label for spot in found.suggestions[:3])
        raise UnknownPlace(_("Deze plaats kennen we niet. Bedoelt u: %(names)s?", names=names))
    else:
        raise UnknownPlace
    if near is not None:
        best = min(candidates, key=lambda spot: _km(spot, *near))
        if _km(best, *near) <= FAR_KM:
            return best
    if found.spot is None:
        raise WhichPlace(found.choices)
    return found.spot


def _km(spot: Spot, lat: float, lon: float) -> float:
    return distance_km(spot.lat, spot.lon, lat, lon)
