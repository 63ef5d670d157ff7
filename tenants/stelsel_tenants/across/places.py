"""Where the libraries of a partner are: their branches, as everybody may see them."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from stelsel.tenancy import Scope
from stelsel_tenants.libraries.models import BranchKind
from stelsel_tenants.site.models import PublishedBranch


@dataclass(frozen=True, slots=True)
class Place:
    """A branch. Degrees."""

    id: uuid.UUID
    name: str
    place: str
    lat: float
    lon: float


def branches(tenant_ids: Collection[int]) -> Mapping[int, Sequence[Place]]:
    """The branches of these libraries, the main one first. One statement."""
    row = PublishedBranch
    statement = (
        select(row.tenant_id, row.id, row.name, row.place, row.lat, row.lon)
        .where(row.tenant_id.in_(tenant_ids))
        .order_by(row.tenant_id, row.kind != BranchKind.MAIN.value, row.name, row.id)
    )
    found = defaultdict[int, list[Place]](list)
    with Scope.network(why="where partners work") as scope:
        for one in scope.session.execute(statement):
            found[one.tenant_id].append(Place(*one[1:]))
    return found
