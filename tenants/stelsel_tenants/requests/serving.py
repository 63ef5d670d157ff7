"""Which library works where, and who gives a kind of activity: who sees a request, and who is told of many."""

import uuid
from dataclasses import dataclass

from sqlalchemy import CompoundSelect, select, union

from stelsel.tenancy import Organisation, Scope, Tenant, TenantKind, TenantState
from stelsel_tenants.activities.models import Concept
from stelsel_tenants.libraries.models import WorkingArea
from stelsel_tenants.site.models import PublishedBranch, PublishedSession


@dataclass(frozen=True, slots=True)
class Library:
    id: int
    slug: str
    name: str


def area(library_id: int) -> CompoundSelect[tuple[str]]:
    """The municipalities of a library: those that it works for, and those where it has a branch (network scope)."""
    works = select(WorkingArea.municipality_code).where(
        WorkingArea.tenant_id == library_id, WorkingArea.until.is_(None)
    )
    return union(works, select(PublishedBranch.municipality_code).where(PublishedBranch.tenant_id == library_id))


def libraries(scope: Scope, municipality_code: str) -> list[Library]:
    """Active libraries that work for a municipality, by name (network scope). One statement."""
    works = select(WorkingArea.tenant_id).where(
        WorkingArea.municipality_code == municipality_code, WorkingArea.until.is_(None)
    )
    stands = select(PublishedBranch.tenant_id).where(PublishedBranch.municipality_code == municipality_code)
    statement = (
        select(Tenant.id, Tenant.slug, Tenant.name)
        .where(
            Tenant.kind == TenantKind.LIBRARY,
            Tenant.state == TenantState.ACTIVE,
            Tenant.id.in_(union(works, stands)),
        )
        .order_by(Tenant.name, Tenant.id)
    )
    return [Library(*row) for row in scope.session.execute(statement)]


def givers(scope: Scope, concept_slug: str) -> list[uuid.UUID]:
    """Organisations that give this kind of activity somewhere, or whose concept it is (network scope)."""
    give = select(PublishedSession.organisation_id).where(
        PublishedSession.concept_slug == concept_slug, PublishedSession.organisation_id.is_not(None)
    )
    own = select(Concept.organisation_id).where(Concept.slug == concept_slug, Concept.organisation_id.is_not(None))
    statement = select(Organisation.id).where(Organisation.id.in_(union(give, own))).order_by(Organisation.id)
    return list(scope.session.scalars(statement))
