"""What happens to a library by itself: it begins when its first person comes in, and the finder follows it."""

from stelsel import jobs
from stelsel.db import unit_of_work
from stelsel.identity.events import invitation_accepted
from stelsel.identity.models import Invitation
from stelsel.tenancy import Actor, Hat, Scope
from stelsel_admin.network import service
from stelsel_tenants.site import projection

BEGIN = "network.begin"


@invitation_accepted.connect
def _came_in(scope: Scope, *, invitation: Invitation) -> None:
    """Queued in the transaction of the acceptance: the identity role may not touch a library itself."""
    if invitation.at_tenant_id is not None:
        jobs.enqueue(scope, BEGIN, for_tenant=invitation.at_tenant_id)


@jobs.job(BEGIN)
def begin(tenant_id: int) -> None:
    """An invited library is there from now on; for one that is there already nothing happens."""
    with Scope.national(Actor(Hat.SYSTEM, BEGIN), why=BEGIN) as scope, unit_of_work(scope):
        service.begin(scope, tenant_id)


@jobs.job(service.REPUBLISH)
def republish(tenant_id: int) -> None:
    """What the finder shows of a library that came, went or came back."""
    with Scope.system(tenant_id, why=service.REPUBLISH) as scope, unit_of_work(scope):
        projection.rebuild(scope)
