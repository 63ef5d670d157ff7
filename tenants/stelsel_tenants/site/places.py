"""A library and its branches, as pages show them. One statement each, however many there are."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import and_, case, select

from stelsel.errors import NotFound
from stelsel.tenancy import Scope, Tenant
from stelsel_tenants.libraries.branch import written
from stelsel_tenants.libraries.models import BranchKind, Profile
from stelsel_tenants.site.models import PublishedBranch


@dataclass(frozen=True, slots=True)
class Place:
    """A branch."""

    id: uuid.UUID
    name: str
    kind: BranchKind
    street: str
    postcode: str
    place: str
    municipality_code: str
    lat: float
    lon: float
    phone: str
    email: str
    directions: str
    hours: dict[str, Any]
    facts: tuple[str, ...]
    lacks: tuple[str, ...]
    is_example: bool

    @property
    def address(self) -> str:
        """'Voorbeeldplein 1, 2225 AA Katwijk', or what there is of it."""
        town = " ".join(part for part in (written(self.postcode), self.place) if part)
        return ", ".join(part for part in (self.street, town) if part)


@dataclass(frozen=True, slots=True)
class About:
    """How a library presents itself."""

    name: str
    place: str
    website: str
    tagline: str
    about: str
    email: str
    phone: str


def branches(scope: Scope) -> list[Place]:
    """Open branches: the main one first, then by name."""
    return [of(row.id, row._asdict()) for row in scope.session.execute(_branches())]


def branch(scope: Scope, branch_id: uuid.UUID) -> Place:
    """Raises NotFound for one that is closed, and for another library's."""
    row = scope.session.get(PublishedBranch, (scope.tenant_id, branch_id))
    if row is None:
        raise NotFound
    return _place(row)


def about(scope: Scope) -> About:
    """The library itself; one that has filled in nothing yet has its name."""
    statement = (
        select(Tenant.name, Tenant.place, Tenant.website, Profile.tagline, Profile.about, Profile.email, Profile.phone)
        .outerjoin(Profile, and_(Profile.tenant_id == Tenant.id, Profile.tenant_id == scope.tenant_id))
        .where(Tenant.id == scope.tenant_id)
    )
    return About(*(value or "" for value in scope.session.execute(statement).one()))


@cache
def _branches() -> Any:
    """Put together once; columns, because the page needs no rows that can be changed."""
    first = case((PublishedBranch.kind == BranchKind.MAIN.value, 0), else_=1)
    columns = (getattr(PublishedBranch, name) for name in Place.__dataclass_fields__)
    return select(*columns).order_by(first, PublishedBranch.name, PublishedBranch.id)


def of(branch_id: uuid.UUID, row: Mapping[str, Any]) -> Place:
    """From the values of a published row."""
    names = Place.__dataclass_fields__.keys() - {"id", "kind", "facts", "lacks"}
    return Place(
        id=branch_id,
        **{name: row[name] for name in names},
        kind=BranchKind(row["kind"]),
        facts=tuple(row["facts"]),
        lacks=tuple(row["lacks"]),
    )


def _place(row: PublishedBranch) -> Place:
    return of(row.id, {name: getattr(row, name) for name in Place.__dataclass_fields__})
