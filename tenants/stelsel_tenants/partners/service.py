"""What may happen between a library and a partner: rights follow from the partnership, and end with it."""

import uuid
from datetime import date

from sqlalchemy import or_, select

from stelsel import audit, clock
from stelsel.errors import Conflict, Refused
from stelsel.i18n import _
from stelsel.tenancy import Organisation, Scope
from stelsel.text import fold, kvk
from stelsel_tenants.partners import ending, proposals, standing
from stelsel_tenants.partners.models import Partnership, PartnershipState, Side
from stelsel_tenants.partners.terms import Terms, check, put

__all__ = ["Changed", "Known", "Terms", "begin", "confirm", "is_ours", "propose", "revise", "revise_contact"]


class Changed(Conflict):
    message = _("Iemand anders heeft dit intussen veranderd. Kijk hieronder wat er anders is en kies.")


class Known(Refused):
    """The organisation that is proposed is in the network already."""

    field = "name"

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(
            _("%(name)s staat al in de landelijke lijst. Kies die organisatie hierboven.", name=organisation.name)
        )
        self.organisation = organisation


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
    audit.record(scope, "partnership.began", partnership, organisation=str(organisation_id))
    if partnership.ends_at is not None:
        ending.at_its_end(scope, partnership)
    return partnership


def propose(
    scope: Scope, *, name: str, kvk_number: str | None = None, website: str | None = None, phone: str | None = None
) -> Organisation:
    """A new organisation for the network, which the national body looks at later. Raises Known for one that is there.

    "Belasting dienst" and "Belastingdienst" are the same: names are compared without spaces and signs.
    """
    number = kvk(kvk_number) if kvk_number else None
    folded = fold(name)
    same = [Organisation.folded == folded, Organisation.slug == _slug(folded)]
    if number:
        same.append(Organisation.kvk == number)
    known = scope.session.scalars(select(Organisation).where(or_(*same)).order_by(Organisation.name)).first()
    if known is not None:
        raise Known(known)
    organisation = Organisation(
        slug=_slug(folded),
        name=name,
        folded=folded,
        kvk=number,
        website=website,
        phone=phone,
        proposed_by_id=scope.tenant_id,
    )
    scope.session.add(organisation)
    audit.record(scope, "organisation.proposed", organisation)
    return organisation


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


def _slug(folded: str) -> str:
    return folded.replace(" ", "")[:60]
