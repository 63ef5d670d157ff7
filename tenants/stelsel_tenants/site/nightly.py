"""Each night the projection follows what changed by the passing of time alone."""

from sqlalchemy import select

from stelsel import jobs
from stelsel.db import unit_of_work
from stelsel.tenancy import Scope, Tenant, TenantKind, TenantState
from stelsel_tenants.site import projection


@jobs.every("10 0 * * *", "site.midnight")
def midnight(_tenant_id: None) -> None:
    """Queue the work of each library, so that one that fails keeps no other waiting."""
    with Scope.network(why="site.midnight") as scope:
        libraries = select(Tenant.id).where(Tenant.kind == TenantKind.LIBRARY, Tenant.state == TenantState.ACTIVE)
        tenant_ids = list(scope.session.scalars(libraries.order_by(Tenant.id)))
    for tenant_id in tenant_ids:
        with Scope.system(tenant_id, why="site.midnight") as own, unit_of_work(own):
            jobs.enqueue(own, "site.align")


@jobs.job("site.align")
def align(tenant_id: int) -> None:
    """Bring one library's rows in line."""
    with Scope.system(tenant_id, why="site.align") as scope, unit_of_work(scope):
        projection.rebuild(scope)
