"""A library that works with both: its two partnerships become one, earlier since, of all themes, and with all branches
and kinds of help that one of the two had.

The partnership with the organisation that goes stays as a row that has ended, for its history.
"""

from typing import Any

from sqlalchemy import select

from stelsel import clock
from stelsel.tenancy import Scope
from stelsel_admin.organisations import moving, snapshots
from stelsel_admin.organisations.models import OrganisationMerge
from stelsel_tenants.partners.models import Partnership, PartnershipState

STRENGTH = {
    PartnershipState.ACTIVE: 2,
    PartnershipState.INVITED: 1,
    PartnershipState.ENDED: 0,
    PartnershipState.DECLINED: 0,
    PartnershipState.WITHDRAWN: 0,
}
"""Of two that are joined, the stronger says how the one stands."""
OF_THE_ROW = frozenset({"tenant_id", "id", "organisation_id", "version", "created_at", "since", "themes", "is_example"})
AGREED = ("branches", "concepts")
"""Lists of what was agreed, of which an empty one means all."""


def join_partnerships(scope: Scope, merge: OrganisationMerge) -> int:
    """Returns how many were joined."""
    both = select(Partnership).where(Partnership.organisation_id.in_([merge.gone_id, merge.kept_id]))
    by_tenant: dict[int, dict[Any, Partnership]] = {}
    for one in scope.session.scalars(both.order_by(Partnership.tenant_id, Partnership.id).with_for_update()):
        by_tenant.setdefault(one.tenant_id, {})[one.organisation_id] = one
    pairs = [(tenant_id, two) for tenant_id, two in by_tenant.items() if len(two) > 1]
    for tenant_id, two in pairs:
        gone, kept = two[merge.gone_id], two[merge.kept_id]
        before = _told(gone, kept)
        _join(gone, kept)
        scope.session.flush()
        moving.joined(scope, merge, tenant_id, before, _told(gone, kept))
    return len(pairs)


def _join(gone: Partnership, kept: Partnership) -> None:
    if STRENGTH[gone.state] == STRENGTH[kept.state]:
        for name in AGREED:
            mine, other = getattr(kept, name), getattr(gone, name)
            setattr(kept, name, sorted({*mine, *other}) if mine and other else [])
    elif STRENGTH[gone.state] > STRENGTH[kept.state]:
        for name in snapshots.told(gone).keys() - OF_THE_ROW:
            setattr(kept, name, getattr(gone, name))
    kept.since = min(kept.since, gone.since)
    kept.themes = sorted({*kept.themes, *gone.themes})
    kept.does, kept.contact = kept.does or gone.does, kept.contact or gone.contact
    if gone.state is not PartnershipState.ENDED:
        gone.state, gone.ends_at = PartnershipState.ENDED, clock.now()


def _told(*rows: Partnership) -> dict[str, Any]:
    return {str(one.id): snapshots.told(one) for one in rows}
