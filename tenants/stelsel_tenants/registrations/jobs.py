"""What happens to sign-ups by itself."""

from sqlalchemy import select

from stelsel import jobs
from stelsel.db import unit_of_work
from stelsel.tenancy import Scope, Tenant
from stelsel_tenants.registrations import service


@jobs.every("30 2 * * *", "registrations.erase-all")
def erase_all(_tenant_id: None) -> None:
    """Each night, a job for each library."""
    with Scope.identity(why="registrations.erase-all") as scope, unit_of_work(scope):
        for tenant_id in scope.session.scalars(select(Tenant.id).order_by(Tenant.id)):
            jobs.enqueue(scope, "registrations.erase", for_tenant=tenant_id)


@jobs.job("registrations.erase")
def erase(tenant_id: int) -> None:
    """Forget who came, two weeks after (SECURITY P-33)."""
    with Scope.system(tenant_id, why="registrations.erase") as scope, unit_of_work(scope):
        service.erase(scope)
