"""What happens to referrals by itself."""

from stelsel import jobs
from stelsel.db import unit_of_work
from stelsel.tenancy import Scope
from stelsel_tenants.referrals import service


@jobs.for_each_tenant("35 2 * * *", "referrals.forget")
def forget(tenant_id: int) -> None:
    """No card is shown again after its day, and none opens anything after sixty (FEATURES C13)."""
    with Scope.system(tenant_id, why="referrals.forget") as scope, unit_of_work(scope):
        service.forget(scope)
