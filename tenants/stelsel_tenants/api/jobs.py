"""What happens in the interface by itself."""

from stelsel import jobs
from stelsel.access.current import tenant_by_id
from stelsel.db import unit_of_work
from stelsel.tenancy import Scope
from stelsel_tenants.api import once


@jobs.for_each_tenant("25 2 * * *", "api.forget")
def forget(tenant_id: int) -> None:
    """Answers that are kept for a day."""
    with Scope.system(tenant_by_id(tenant_id), why="api.forget") as scope, unit_of_work(scope):
        once.forget(scope)
