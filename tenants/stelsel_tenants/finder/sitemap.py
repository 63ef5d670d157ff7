"""What search engines are told: every published page, in parts that they take. A session stands on its activity."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from stelsel import clock
from stelsel.tenancy import Scope, Tenant, TenantKind, TenantState
from stelsel.web.format import iso
from stelsel_tenants.site.models import PublishedBranch, PublishedSession

MOST = 45_000
"""Addresses in one file; the format allows 50,000."""
OF_THE_NETWORK = (
    "/",
    "/zoeken",
    "/bibliotheken",
    "/partners",
    "/toegankelijkheid",
    "/privacy",
    "/open-data",
    "/voor-bibliotheken",
    "/voor-partners",
)
OF_A_LIBRARY = ("", "agenda", "netwerk", "vestigingen", "contact")


@dataclass(frozen=True, slots=True)
class Address:
    """A path, and the day of its last change where that is known."""

    path: str
    changed_on: str = ""


def addresses(scope: Scope) -> list[Address]:
    """All of them, in an order that stays. Three statements."""
    return [*map(Address, OF_THE_NETWORK), *_libraries(scope), *_branches(scope), *_activities(scope)]


def parts(found: list[Address], most: int = MOST) -> list[list[Address]]:
    return [found[start : start + most] for start in range(0, len(found), most)]


def _libraries(scope: Scope) -> Iterator[Address]:
    active = select(Tenant.slug).where(Tenant.kind == TenantKind.LIBRARY, Tenant.state == TenantState.ACTIVE)
    for slug in scope.session.scalars(active.order_by(Tenant.slug)):
        yield from (Address(f"/b/{slug}/{page}") for page in OF_A_LIBRARY)


def _branches(scope: Scope) -> Iterator[Address]:
    branch = PublishedBranch
    rows = select(branch.library_slug, branch.id).order_by(branch.library_slug, branch.id)
    for slug, branch_id in scope.session.execute(rows):
        yield Address(f"/b/{slug}/vestigingen/{branch_id}")


def _activities(scope: Scope) -> Iterator[Address]:
    """Activities with dates to come."""
    session = PublishedSession
    rows = (
        select(Tenant.slug, session.activity_id, func.max(session.changed_at))
        .join(Tenant, Tenant.id == session.tenant_id)
        .where(session.starts_at >= clock.start_of(clock.today()))
        .group_by(Tenant.slug, session.activity_id)
        .order_by(Tenant.slug, session.activity_id)
    )
    for slug, activity_id, changed_at in scope.session.execute(rows):
        yield Address(f"/b/{slug}/activiteiten/{activity_id}", iso(changed_at.astimezone(clock.AMSTERDAM).date()))
