"""What happens to partnerships by itself. The rights need none of this: they stop by the clock (`standing`)."""

import uuid
from datetime import timedelta

from sqlalchemy import or_, update

from stelsel import clock, jobs
from stelsel.access.current import tenant_by_id
from stelsel.db import unit_of_work
from stelsel.tenancy import Scope
from stelsel_tenants.partners import ending, letters, proposals, slots
from stelsel_tenants.partners.models import Partnership, PartnershipState
from stelsel_tenants.partners.telling import Event, SlotEvent

CONTACTS_KEPT = timedelta(days=30)


@jobs.job("partners.tell")
def tell(tenant_id: int, *, partnership_id: uuid.UUID, event: str) -> None:
    """Write of what happened to a partnership."""
    with Scope.system(tenant_by_id(tenant_id), why="partners.tell") as scope, unit_of_work(scope):
        letters.write(scope, partnership_id, Event(event))


@jobs.job("partners.tell-of-slot")
def tell_of_slot(tenant_id: int, *, slot_id: uuid.UUID, event: str) -> None:
    """Write of a slot that was asked for, or answered."""
    with Scope.system(tenant_by_id(tenant_id), why="partners.tell-of-slot") as scope, unit_of_work(scope):
        letters.write_of_slot(scope, slot_id, SlotEvent(event))


@jobs.job("partners.end")
def end(tenant_id: int, *, partnership_id: uuid.UUID) -> None:
    """The end of a partnership has come: see to its activities."""
    with Scope.system(tenant_by_id(tenant_id), why="partners.end") as scope, unit_of_work(scope):
        ending.finish(scope, partnership_id)


@jobs.for_each_tenant("30 6 * * *", "partners.daily")
def daily(tenant_id: int) -> None:
    """What `partners.end` did not get to; a word to who keeps others waiting; contacts that are of no use any more."""
    library = tenant_by_id(tenant_id)
    with Scope.system(library, why="partners.daily", reading=True) as scope:
        late = ending.over(scope)
    for partnership_id in late:
        with Scope.system(library, why="partners.daily") as scope, unit_of_work(scope):
            ending.finish(scope, partnership_id)
    with Scope.system(library, why="partners.daily") as scope, unit_of_work(scope):
        proposals.remind(scope)
        slots.remind(scope)
        forget_contacts(scope)


def forget_contacts(scope: Scope) -> None:
    """Whom to call, thirty days after there is nothing to call about (SECURITY P-33)."""
    long_ago = clock.now() - CONTACTS_KEPT
    refused = (PartnershipState.DECLINED, PartnershipState.WITHDRAWN)
    over = or_(
        (Partnership.state == PartnershipState.ENDED) & (Partnership.ends_at < long_ago),
        Partnership.state.in_(refused) & (Partnership.answered_at < long_ago),
    )
    known = or_(Partnership.contact != "", Partnership.library_contact != "")
    scope.session.execute(update(Partnership).where(over, known).values(contact="", library_contact=""))
