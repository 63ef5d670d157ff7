"""What the national body says to what libraries propose."""

import uuid

from stelsel import audit, clock
from stelsel.errors import NotFound
from stelsel.tenancy import Organisation, Scope
from stelsel_tenants.organisations.models import MergeWish


def take_up(scope: Scope, organisation_id: uuid.UUID) -> Organisation:
    """An organisation that a library proposed belongs to the network's list from now on; twice is once."""
    organisation = scope.session.get(Organisation, organisation_id, with_for_update=True)
    if organisation is None:
        raise NotFound
    if organisation.proposed_by_id is not None:
        organisation.proposed_by_id = None
        audit.record_nationally(scope, "organisation.taken_up", organisation)
    return organisation


def refuse(scope: Scope, wish_id: uuid.UUID) -> MergeWish:
    """They are two after all; twice is once. Raises NotFound."""
    wish = scope.session.get(MergeWish, wish_id, with_for_update=True)
    if wish is None:
        raise NotFound
    if wish.refused_at is None:
        wish.refused_at = clock.now()
        audit.record_nationally(scope, "organisation.merge_refused", wish)
    return wish
