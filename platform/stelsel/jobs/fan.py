"""Work that is done for every tenant at set times: one job each, so that one that fails holds up no other."""

from collections.abc import Callable

from sqlalchemy import select

from stelsel.db import unit_of_work
from stelsel.jobs.registry import Function, every, job
from stelsel.jobs.service import enqueue
from stelsel.tenancy import Scope, Tenant


def for_each_tenant(times: str, name: str) -> Callable[[Function], Function]:
    """Name a function `(tenant_id)` as a job that is queued for every tenant at these `times` (see `every`)."""

    def add(function: Function) -> Function:
        all_of_them = f"{name}-all"

        def queue_all(_tenant_id: None) -> None:
            with Scope.identity(why=all_of_them) as scope, unit_of_work(scope):
                for tenant_id in scope.session.scalars(select(Tenant.id).order_by(Tenant.id)):
                    enqueue(scope, name, for_tenant=tenant_id)

        every(times, all_of_them)(queue_all)
        return job(name)(function)

    return add
