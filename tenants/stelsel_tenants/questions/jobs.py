"""What happens to questions by itself."""

from stelsel import jobs
from stelsel.db import unit_of_work
from stelsel.tenancy import Scope
from stelsel_tenants.questions import service


@jobs.for_each_tenant("45 2 * * *", "questions.forget")
def forget(tenant_id: int) -> None:
    """Keep no finer time than the half of the day (FEATURES B14)."""
    with Scope.system(tenant_id, why="questions.forget") as scope, unit_of_work(scope):
        service.forget(scope)
