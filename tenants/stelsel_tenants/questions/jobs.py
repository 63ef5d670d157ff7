"""What happens to questions by itself."""

from sqlalchemy import select

from stelsel import jobs
from stelsel.db import unit_of_work
from stelsel.tenancy import Scope, Tenant
from stelsel_tenants.questions import service


@jobs.every("45 2 * * *", "questions.forget-all")
def forget_all(_tenant_id: None) -> None:
    """Each night, a job for each library."""
    with Scope.identity(why="questions.forget-all") as scope, unit_of_work(scope):
        for tenant_id in scope.session.scalars(select(Tenant.id).order_by(Tenant.id)):
            jobs.enqueue(scope, "questions.forget", for_tenant=tenant_id)


@jobs.job("questions.forget")
def forget(tenant_id: int) -> None:
    """Keep no finer time than the half of the day (FEATURES B14)."""
    with Scope.system(tenant_id, why="questions.forget") as scope, unit_of_work(scope):
        service.forget(scope)
