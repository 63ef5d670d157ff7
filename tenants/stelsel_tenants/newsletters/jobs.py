"""What happens to subscriptions by itself."""

from stelsel import clock, jobs
from stelsel.access.current import tenant_by_id
from stelsel.db import unit_of_work
from stelsel.tenancy import Scope
from stelsel_tenants.newsletters import service, telling


@jobs.for_each_tenant("0 7 * * 1", "newsletters.write")
def write(tenant_id: int) -> None:
    """The letters of this week, a number at a time; begun again, it goes on where it was."""
    library, moment = tenant_by_id(tenant_id), clock.now()
    while True:
        with Scope.system(library, why="newsletters.write") as scope, unit_of_work(scope):
            if not telling.write(scope, moment):
                return


@jobs.for_each_tenant("50 2 * * *", "newsletters.forget")
def forget(tenant_id: int) -> None:
    """Addresses that nobody confirmed (SECURITY P-33)."""
    with Scope.system(tenant_by_id(tenant_id), why="newsletters.forget") as scope, unit_of_work(scope):
        service.forget_unconfirmed(scope)
