"""What search engines are told: every published page, in parts that they take. A session stands on its activity."""

from collections.abc import Iterator

from sqlalchemy import func, select

from stelsel import clock
from stelsel.tenancy import Scope, Tenant, TenantKind, TenantState
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


def addresses(scope: Scope) -> list[str]:
    """All paths, in an order that stays. Three statements."""
    active = select(Tenant.id, Tenant.slug).where(Tenant.kind == TenantKind.LIBRARY, Tenant.state == TenantState.ACTIVE)
    slugs = {row.id: row.slug for row in scope.session.execute(active.order_by(Tenant.id))}
    libraries = [f"/b/{slug}/{page}" for slug in slugs.values() for page in OF_A_LIBRARY]
    return [*OF_THE_NETWORK, *libraries, *_branches(scope, slugs), *_activities(scope, slugs)]


def parts(found: list[str], most: int = MOST) -> list[list[str]]:
    return [found[start : start + most] for start in range(0, len(found), most)]


def _branches(scope: Scope, slugs: dict[int, str]) -> Iterator[str]:
    branch = PublishedBranch
    rows = select(branch.tenant_id, branch.id).order_by(branch.tenant_id, branch.id)
    for tenant_id, branch_id in scope.session.execute(rows):
        if tenant_id in slugs:
            yield f"/b/{slugs[tenant_id]}/vestigingen/{branch_id}"


def _activities(scope: Scope, slugs: dict[int, str]) -> Iterator[str]:
    """Activities with dates to come; read from the index on activity and time alone."""
    session = PublishedSession
    rows = (
        select(session.tenant_id, session.activity_id)
        .group_by(session.tenant_id, session.activity_id)
        .having(func.max(session.starts_at) >= clock.start_of(clock.today()))
        .order_by(session.tenant_id, session.activity_id)
    )
    for tenant_id, activity_id in scope.session.execute(rows):
        if tenant_id in slugs:
            yield f"/b/{slugs[tenant_id]}/activiteiten/{activity_id}"
