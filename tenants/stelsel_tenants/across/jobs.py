"""What happens by itself: activities catch up with the offer of their partner."""

from stelsel import jobs
from stelsel.db import unit_of_work
from stelsel.tenancy import Scope
from stelsel_tenants.across import following


@jobs.for_each_tenant("45 1 * * *", "across.follow")
def follow(tenant_id: int) -> None:
    with Scope.system(tenant_id, why="across.follow") as scope, unit_of_work(scope):
        following.follow(scope)
