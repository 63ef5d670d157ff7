"""Where a branch stands: from a place, postcode or point on the map to one municipality and one point."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from stelsel.errors import Refused
from stelsel.geo.boundaries import municipality_of
from stelsel.geo.distance import distance_km
from stelsel.geo.queries import Found, Spot, SpotKind, find
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.libraries.service import current_areas

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

    Of namesakes it is the one near the point or the postcode, else the one where this library works already.
    Raises UnknownPlace, WhichPlace, FarFromPlace, NotHere, HalfAPoint.
    """
    if (lat is None) != (lon is None):
        raise HalfAPoint
    if lat is not None and lon is not None and not (50 <= lat <= 54 and 3 <= lon <= 8):
        raise NotHere
    area = find(scope, postcode[:4]).spot if postcode else None
    candidates = _candidates(find(scope, place))
    if lat is not None and lon is not None:
        spot = min(candidates, key=lambda one: _km(one, lat, lon))
        if _km(spot, lat, lon) > FAR_KM:
            raise FarFromPlace
        # The place tells the municipality: the boundaries are drawn coarsely. Only a municipality's own name, which
        # may cover many places, leaves it to the point.
        inside = municipality_of(lat, lon) if spot.kind is SpotKind.MUNICIPALITY else None
        return Site(_name(spot), inside or spot.municipality_code, lat, lon)
    spot = _meant(scope, candidates, area)
    near = area if area is not None and _km(area, spot.lat, spot.lon) <= FAR_KM else spot
    return Site(_name(spot), spot.municipality_code, near.lat, near.lon)


def _candidates(found: Found) -> tuple[Spot, ...]:
    """What the name may stand for; one when it is clear. Raises UnknownPlace."""
    if found.spot is not None:
        return (found.spot,)
    if found.choices:
        return found.choices
    if found.suggestions:
        names = ", ".join(spot.label for spot in found.suggestions[:3])
        raise UnknownPlace(_("Deze plaats kennen we niet. Bedoelt u: %(names)s?", names=names))
    raise UnknownPlace


def _meant(scope: Scope, candidates: tuple[Spot, ...], area: Spot | None) -> Spot:
    """The one that the postcode, else the library's own ground, points at. Raises WhichPlace."""
    if len(candidates) == 1:
        return candidates[0]
    if area is not None:
        likely = [spot for spot in candidates if _km(spot, area.lat, area.lon) <= FAR_KM]
    else:
        own = {*scope.session.scalars(select(Branch.municipality_code).distinct())}
        own |= {area.municipality_code for area in scope.session.scalars(current_areas())}
        likely = [spot for spot in candidates if spot.municipality_code in own]
    if len(likely) != 1:
        raise WhichPlace(likely or candidates)
    return likely[0]


def _name(spot: Spot) -> str:
    return spot.name.partition(" ")[2] if spot.kind is SpotKind.POSTCODE else spot.name


def _km(spot: Spot, lat: float, lon: float) -> float:
    return distance_km(spot.lat, spot.lon, lat, lon)
