"""Branches, and what is near a spot."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from stelsel.geo import queries as geo
from stelsel.geo.queries import Spot
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web.query import BadQuery
from stelsel_tenants.api import addresses
from stelsel_tenants.api.lists import Asked
from stelsel_tenants.finder import near
from stelsel_tenants.finder.near import Point
from stelsel_tenants.finder.wish import USUAL_KM, Wish
from stelsel_tenants.site.models import PublishedBranch

NO_PLACE = _("Deze plaats kennen we niet, of er zijn er meer die zo heten. Stuur vier cijfers van een postcode.")
WITHOUT_PLACE = _("Een afstand hoort bij een plaats: stuur ook „near”.")


@dataclass(frozen=True, slots=True)
class Opening:
    """Hours of a weekday, 1 (Monday) to 7."""

    weekday: int
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class OtherOpening:
    """Hours of one day that differ; without hours it is closed."""

    day: str
    opens: str | None
    closes: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class BranchRow:
    """`present` and `absent` are facts of access that are known; about others nobody told. `distance`: kilometres."""

    id: uuid.UUID
    library: str
    name: str
    kind: str
    street: str
    postcode: str
    place: str
    municipality: str
    province: str
    latitude: float
    longitude: float
    phone: str
    email: str
    directions: str
    hours: list[Opening]
    other_hours: list[OtherOpening]
    present: list[str]
    absent: list[str]
    is_example: bool
    changed_at: datetime
    distance: float | None = None

    @property
    def url(self) -> str:
        return addresses.branch(self.library, self.id)


@dataclass(frozen=True, slots=True)
class Around:
    """Branches within reach of a spot: kilometres by branch."""

    km: dict[uuid.UUID, float]


def around(scope: Scope, query: dict[str, Any]) -> Around | None:
    """What `near` and `radius` ask for; None where they ask nothing. Raises BadQuery."""
    typed = query.get("near")
    if not typed:
        if "radius" in query:
            raise BadQuery({"radius": WITHOUT_PLACE})
        return None
    spot = spot_of(scope, typed)
    reach = near.within(scope, Point(spot.lat, spot.lon), query.get("radius") or USUAL_KM, Wish())
    return Around({branch_id: round(km, 1) for branch_id, (km, _tenant_id) in reach.items()})


def spot_of(scope: Scope, typed: str) -> Spot:
    """Where somebody means. Raises BadQuery."""
    spot = geo.find(scope, typed).spot
    if spot is None:
        raise BadQuery({"near": NO_PLACE})
    return spot


def branches(
    scope: Scope,
    which: Asked,
    within: Around | None,
    *,
    library: str | None = None,
    modified_since: datetime | None = None,
) -> list[BranchRow]:
    """Open branches in the order of their numbers; near a spot, the nearest first. One statement."""
    statement = _branches(library, modified_since)
    if within is not None:
        return _nearest(scope, statement, which, within)
    if which.after:
        statement = statement.where(PublishedBranch.id > uuid.UUID(which.after[0]))
    ordered = statement.order_by(PublishedBranch.id).limit(which.enough)
    return [_row(branch) for branch in scope.session.scalars(ordered)]


def place_of(row: BranchRow) -> tuple[str | float, ...]:
    """Where a branch stands in such a list."""
    return (str(row.id),) if row.distance is None else (row.distance, str(row.id))


def branch(scope: Scope, branch_id: uuid.UUID) -> BranchRow:
    """One of them. Raises NoResultFound."""
    return _row(scope.session.scalars(_branches().where(PublishedBranch.id == branch_id)).one())


def _nearest(scope: Scope, statement: Select[PublishedBranch], which: Asked, within: Around) -> list[BranchRow]:
    """Distances are not in the database: of those that are near the order is made here."""
    after = tuple(which.after) if which.after else None
    found = scope.session.scalars(statement.where(PublishedBranch.id.in_(sorted(within.km))))
    rows = sorted((_row(branch, within.km[branch.id]) for branch in found), key=place_of)
    return [row for row in rows if after is None or place_of(row) > after][: which.enough]


def _branches(library: str | None = None, modified_since: datetime | None = None) -> Select[PublishedBranch]:
    statement = select(PublishedBranch)
    if library:
        statement = statement.where(PublishedBranch.library_slug == library)
    if modified_since:
        statement = statement.where(PublishedBranch.told_at >= modified_since)
    return statement


def _row(branch: PublishedBranch, distance: float | None = None) -> BranchRow:
    return BranchRow(
        id=branch.id,
        library=branch.library_slug,
        name=branch.name,
        kind=branch.kind,
        street=branch.street,
        postcode=branch.postcode,
        place=branch.place,
        municipality=branch.municipality_code,
        province=branch.province_code,
        latitude=branch.lat,
        longitude=branch.lon,
        phone=branch.phone,
        email=branch.email,
        directions=branch.directions,
        hours=list(_hours(branch.hours)),
        other_hours=list(_other_hours(branch.hours)),
        present=branch.facts,
        absent=branch.lacks,
        is_example=branch.is_example,
        changed_at=branch.told_at,
        distance=distance,
    )


def _hours(told: dict[str, Any]) -> Iterator[Opening]:
    for weekday, spans in sorted(told.get("week", {}).items()):
        for opens, closes in spans:
            yield Opening(int(weekday), opens, closes)


def _other_hours(told: dict[str, Any]) -> Iterator[OtherOpening]:
    why = told.get("why", {})
    for day, spans in sorted(told.get("days", {}).items()):
        for opens, closes in spans or [(None, None)]:
            yield OtherOpening(day, opens, closes, why.get(day, ""))
