"""What may happen between a library and a partner: rights follow from the partnership, and end with it."""

import uuid
from datetime import date

from stelsel import audit, clock
from stelsel.errors import Conflict
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.organisations import keeping
from stelsel_tenants.partners import ending, proposals, standing
from stelsel_tenants.partners.models import Partnership, PartnershipState, Side
from stelsel_tenants.partners.terms import Terms, check, put

__all__ = ["Changed", "Terms", "begin", "confirm", "is_ours", "revise", "revise_contact"]


class Changed(Conflict):
    message = _("Iemand anders heeft dit intussen veranderd. Kijk hieronder wat er anders is en kies.")


def begin(
    scope: Scope,
    organisation_id: uuid.UUID,
    terms: Terms,
    *,
    since: date | None = None,
    until: date | None = None,
    is_confirmed: bool = False,
    is_example: bool = False,
) -> Partnership:
    """Work with an organisation at once, on the library's word: for one that nobody acts for yet. It may say yes later
    (`proposals.accept`), unless it did so elsewhere (`is_confirmed`). One that ended begins anew. Raises as
    `proposals.propose`.
    """
    partnership = proposals.fresh(scope, organisation_id, terms, since=since, until=until, is_example=is_example)
    partnership.state, partnership.verified_on = PartnershipState.ACTIVE, clock.today()
    partnership.answered_at = clock.now() if is_confirmed else None
    keeping.refuse_merged(scope, organisation_id)
    audit.record(scope, "partnership.began", partnership, organisation=str(organisation_id))
    if partnership.ends_at is not None:
        ending.at_its_end(scope, partnership)
    return partnership


def revise(scope: Scope, partnership_id: uuid.UUID, terms: Terms, *, version: int) -> Partnership:
    """Change what was agreed, or what one proposed. Raises Changed when somebody else was first, ending.NotActive when
    there is nothing to agree on, and what `terms.check` raises.
    """
    partnership = standing.held(scope, partnership_id)
    if not is_ours(partnership):
        raise ending.NotActive
    if partnership.version != version:
        raise Changed
    check(scope, terms)
    put(partnership, terms)
    partnership.verified_on = clock.today()
    audit.record(scope, "partnership.revised", partnership)
    return partnership


def is_ours(partnership: Partnership) -> bool:
    """May the library say what was agreed? While it stands, and while the library's own proposal waits."""
    own_proposal = partnership.state is PartnershipState.INVITED and partnership.proposed_by is Side.LIBRARY
    return own_proposal or standing.is_active(partnership)


def revise_contact(scope: Scope, partnership_id: uuid.UUID, contact: str) -> Partnership:
    """A partner says whom of it the library calls. Raises standing.Stopped, NoResultFound for another's."""
    partnership = standing.held(scope, partnership_id)
    if not standing.is_active(partnership):
        raise standing.Stopped
    partnership.contact = contact
    audit.record(scope, "partnership.contact_revised", partnership)
    return partnership


def confirm(scope: Scope, partnership_id: uuid.UUID) -> Partnership:
    """Somebody looked, and it is still true."""
    partnership = standing.held(scope, partnership_id)
    partnership.verified_on = clock.today()
    audit.record(scope, "partnership.confirmed", partnership)
    return partnership
