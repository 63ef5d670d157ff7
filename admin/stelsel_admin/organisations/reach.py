"""Between which tenants a merge acts: the national body, and each library that has a row about the organisation."""

import uuid
from collections.abc import Collection

from stelsel.access.current import national_tenant
from stelsel.tenancy import Actor, Scope, TenantKind, all_tenants
from stelsel_admin.organisations import pointing

LOOKING = "organisations.where"
MERGING = "organisations.merge"


def opened(scope: Scope, *organisation_ids: uuid.UUID, also: Collection[int] = ()) -> Scope:
    """The scope in which a merge of these is done or taken back, by the same person.

    The scope of the request lets go first: what was read in it would hold SQLite's one place for writing.
    """
    scope.session.rollback()
    return between(scope.actor, *organisation_ids, also=also)


def between(actor: Actor, *organisation_ids: uuid.UUID, also: Collection[int] = ()) -> Scope:
    """Looks in all libraries, only reading, and then reaches those where something is (and `also`)."""
    libraries = [one.id for one in all_tenants(TenantKind.LIBRARY, why=LOOKING)]
    found = set(also)
    with Scope.between(actor, *libraries, why=LOOKING, reading=True) as looking:
        for one in organisation_ids:
            found |= set(pointing.holders(looking, one))
    return Scope.between(actor, national_tenant().id, *sorted(found), why=MERGING)
