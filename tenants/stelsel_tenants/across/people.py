"""The people of a partner: read and changed in an identity scope, under the name of who works there."""

import uuid
from collections.abc import Sequence

from stelsel import jobs
from stelsel.access.requires import signed_in
from stelsel.db import unit_of_work
from stelsel.identity import queries as identity
from stelsel.identity.events import membership_ended
from stelsel.identity.models import Membership, User
from stelsel.tenancy import Actor, Hat, Scope
from stelsel_tenants.across import queries
from stelsel_tenants.activities import leading

WHY = "across.leader_left"


def scope_of(scope: Scope, *, reading: bool = False) -> Scope:
    """The partner's own scope lets go first: what it read would be an old state."""
    scope.session.rollback()
    people = Scope.identity(why="people of a partner", reading=reading)
    people.actor = signed_in().actor(Hat.PARTNER)
    return people


def names(scope: Scope) -> Sequence[str]:
    """Everybody who works for the partner, by name: who may lead a session."""
    with scope_of(scope, reading=True) as people:
        return [one.name for one in identity.members(people, None, scope.organisation_id) if one.active]


@membership_ended.connect
def _ended(scope: Scope, *, membership: Membership) -> None:
    """What somebody led for a partner asks for a new leader."""
    if membership.organisation_id is not None:
        jobs.enqueue(scope, WHY, user_id=membership.user_id, organisation_id=membership.organisation_id)


@jobs.job(WHY, network=True)
def leader_left(_tenant_id: None, *, user_id: uuid.UUID, organisation_id: uuid.UUID) -> None:
    """In every library of the partner; once more changes nothing."""
    with Scope.identity(why=WHY, reading=True) as scope:
        user = scope.session.get(User, user_id)
        name = user.name if user is not None else ""
    if not name:
        return
    with Scope.partner(Actor(Hat.SYSTEM, WHY), organisation_id) as scope:
        tenant_ids = [row.tenant_id for row in queries.libraries(scope)]
    for tenant_id in tenant_ids:
        with Scope.system(tenant_id, why=WHY) as scope, unit_of_work(scope):
            leading.leave(scope, name, organisation_id)
