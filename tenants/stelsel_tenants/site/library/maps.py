"""Where the branches lie: our own sketch from boundaries, numbered as the list beside it."""

from collections.abc import Sequence

from stelsel.geo.neighbourhood import Found, Neighbourhood, neighbourhood, view_box
from stelsel.geo.queries import places_in
from stelsel.tenancy import Scope
from stelsel_tenants.site.places import Place


def of(scope: Scope, found: Sequence[Place]) -> Neighbourhood | None:
    """A sketch around the first branch that holds them all; None without branches. The first is the point itself.

    One statement, for the names of places around it.
    """
    if not found:
        return None
    first, *others = found
    pins = [Found(number, place.lat, place.lon) for number, place in enumerate(others, start=2)]
    return neighbourhood(
        first.lat,
        first.lon,
        label=first.place,
        found=pins,
        places=places_in(scope, view_box(first.lat, first.lon, pins)),
        own=first.municipality_code,
    )
