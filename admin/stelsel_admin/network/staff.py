"""The people of a library as the national body deals with them: how many there are, inviting the first, ending all.

Called in an identity scope: nobody else reads memberships.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from stelsel import clock
from stelsel.access import links
from stelsel.access.models import LinkPurpose
from stelsel.identity import memberships
from stelsel.identity.models import Invitation, Membership, SignIn
from stelsel.tenancy import Scope

RECENT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Staff:
    """How many people work somewhere, and how many of them were here in the last thirty days."""

    people: int = 0
    recent: int = 0


def staff(scope: Scope, library_ids: Collection[int]) -> dict[int, Staff]:
    """Per library; two statements. Numbers, never who."""
    ids = sorted(library_ids)
    number = func.count(func.distinct(Membership.user_id))
    everybody = select(Membership.at_tenant_id, number).where(Membership.at_tenant_id.in_(ids))
    recent = everybody.join(SignIn, SignIn.user_id == Membership.user_id).where(SignIn.seen_at > clock.now() - RECENT)
    people = dict(scope.session.execute(everybody.group_by(Membership.at_tenant_id)).all())
    seen = dict(scope.session.execute(recent.group_by(Membership.at_tenant_id)).all())
    return {one: Staff(people.get(one, 0), seen.get(one, 0)) for one in ids}


def pending_until(scope: Scope, library_id: int) -> datetime | None:
    """Until when an invitation of this library can still be accepted; None when none can."""
    return scope.session.scalar(
        select(func.max(Invitation.ends_at)).where(
            Invitation.at_tenant_id == library_id,
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.ends_at > clock.now(),
        )
    )


def end_all(scope: Scope, library_id: int) -> int:
    """Nobody works at this library any more, and no invitation to it opens. Returns how many roles ended."""
    found = scope.session.scalars(
        select(Membership).where(Membership.at_tenant_id == library_id).order_by(Membership.id)
    ).all()
    for membership in found:
        memberships.drop(scope, membership)
    waiting = select(Invitation).where(
        Invitation.at_tenant_id == library_id, Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None)
    )
    for invitation in scope.session.scalars(waiting.order_by(Invitation.id)):
        invitation.withdrawn_at = clock.now()
        links.take_back(scope, LinkPurpose.INVITATION, invitation.id)
    return len(found)
