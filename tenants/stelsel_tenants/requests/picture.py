"""Where it is asked, as sketches: the surroundings of a library with numbered pins, the country with its areas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import case, select

from stelsel.geo import queries as geo
from stelsel.geo import sketch
from stelsel.geo.neighbourhood import Found, Neighbourhood, neighbourhood, view_box
from stelsel.tenancy import Scope
from stelsel_tenants.libraries.models import Branch, BranchKind

Pin = tuple[int, float, float]
"""Number, latitude, longitude."""
LIMITS = (1, 5, 10, 20)
"""Classes: nobody, fewer than five, and so on."""


@dataclass(frozen=True, slots=True)
class Country:
    """`areas`: (path, figure, name) of each municipality; `borders`: of the provinces."""

    areas: list[tuple[str, int, str]]
    borders: list[str]


def around(scope: Scope, pins: Sequence[Pin]) -> Neighbourhood | None:
    """All pins, around the library's main branch; None without either. Two statements."""
    order = case((Branch.kind == BranchKind.MAIN, 0), else_=1)
    mains = select(Branch.lat, Branch.lon, Branch.place).where(Branch.closed_on.is_(None))
    main = scope.session.execute(mains.order_by(order, Branch.name, Branch.id).limit(1)).first()
    if main is None or not pins:
        return None
    found = [Found(*pin) for pin in pins]
    places = geo.places_in(scope, view_box(main.lat, main.lon, found))
    return neighbourhood(main.lat, main.lon, label=main.place, found=found, places=places)


def country(people: Mapping[str, int]) -> Country:
    """By how many people ask, by municipality. Of few it is told that they are few: 1, however many they are."""
    drawn = sketch.country()
    areas = [(shape.path, people.get(shape.code, 0), shape.code) for shape in drawn.municipalities]
    return Country(areas, [shape.path for shape in drawn.provinces])
