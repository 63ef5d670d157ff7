"""A partnership is proposed by one side and accepted by the other. Until then it gives no rights."""

import uuid
from datetime import date

from sqlalchemy import select

from stelsel import audit, clock
from stelsel.errors import CONSTRAINTS, Conflict, Refused
from stelsel.i18n import _
from stelsel.tenancy import Organisation, Scope, Tenant, TenantState
from stelsel.text import fold
from stelsel_tenants.organisations import keeping
from stelsel_tenants.partners import ending, standing
from stelsel_tenants.partners.models import Partnership, PartnershipState, Side
from stelsel_tenants.partners.telling import REMIND_AFTER, Event, tell
from stelsel_tenants.partners.terms import Terms, check, put


class AlreadyPartner(Conflict):
    field = "organisation_id"
    message = _("Deze organisatie is al partner van de bibliotheek.")


class AlreadyProposed(Conflict):
    field = "organisation_id"
    message = _("Dit is al voorgesteld en wacht op een antwoord. Bekijk het voorstel bij Partners.")


class Itself(Refused):
    """A library that is known as an organisation too."""

    field = "organisation_id"
    message = _("Dit is dezelfde organisatie. Een bibliotheek kan geen partner van zichzelf zijn.")


class ClosedLibrary(Refused):
    message = _("Deze bibliotheek is gesloten en neemt geen voorstellen meer aan.")


class EndsBeforeItBegins(Refused):
    field = "until"
    message = _("De laatste dag ligt voor de eerste dag. Kies een latere laatste dag, of laat hem leeg.")


class InThePast(Refused):
    field = "since"
    message = _("Kies vandaag of een latere dag.")


class AlreadyAnswered(Conflict):
    message = _("Dit voorstel heeft al een antwoord. Hieronder ziet u hoe het nu staat.")


class ProposalChanged(Conflict):
    message = _("Het voorstel is intussen veranderd. Lees het opnieuw en antwoord dan.")


class TooLate(Conflict):
    message = _("De laatste dag van dit voorstel is al voorbij. Doe een nieuw voorstel.")


class TakenBack(Conflict):
    message = _("Dit voorstel is intussen ingetrokken. Het kan niet meer worden aangenomen.")


CONSTRAINTS["uq_partnership_organisation"] = AlreadyProposed


def propose(
    scope: Scope,
    organisation_id: uuid.UUID,
    terms: Terms,
    *,
    by: Side,
    since: date | None = None,
    until: date | None = None,
    is_example: bool = False,
) -> Partnership:
    """Ask the other side to work together, from the day `since` up to and including `until`.

    Raises AlreadyPartner, AlreadyProposed, Itself, ClosedLibrary, InThePast, EndsBeforeItBegins, and what `terms.check`
    raises.
    """
    if since is not None and since < clock.today():
        raise InThePast
    partnership = fresh(scope, organisation_id, terms, since=since, until=until, is_example=is_example)
    partnership.state, partnership.proposed_by = PartnershipState.INVITED, by
    keeping.refuse_merged(scope, organisation_id)
    audit.record(scope, "partnership.proposed", partnership, organisation=str(organisation_id), by=by.value)
    tell(scope, partnership, Event.PROPOSED)
    return partnership


def fresh(
    scope: Scope,
    organisation_id: uuid.UUID,
    terms: Terms,
    *,
    since: date | None,
    until: date | None = None,
    is_example: bool = False,
) -> Partnership:
    """The row of this organisation here, begun anew: there is one, whatever happened before. Raises as `propose`."""
    organisation = scope.session.get_one(Organisation, organisation_id)
    library = scope.session.get_one(Tenant, scope.tenant_id)
    if library.state is not TenantState.ACTIVE:
        raise ClosedLibrary
    if fold(library.name) == organisation.folded:
        raise Itself
    check(scope, terms)
    first = since or clock.today()
    if until is not None and until < first:
        raise EndsBeforeItBegins
    partnership = scope.session.scalar(
        select(Partnership).where(Partnership.organisation_id == organisation_id).with_for_update()
    )
    if partnership is None:
        partnership = Partnership(organisation_id=organisation_id, since=first, is_example=is_example)
        scope.session.add(partnership)
    else:
        _renew(scope, partnership)
    partnership.since, partnership.ends_at = first, clock.end_of(until) if until else None
    put(partnership, terms)
    return partnership


def accept(
    scope: Scope, partnership_id: uuid.UUID, *, by: Side, version: int, terms: Terms | None = None
) -> Partnership:
    """Say yes, to what was proposed and read at `version`, or to `terms` in its place. The partner also says yes to
    what a library said of it when nobody acted for it yet.

    Raises AlreadyAnswered, TakenBack, ProposalChanged, TooLate, and what `terms.check` raises.
    """
    partnership = _waiting(scope, partnership_id, by=by)
    if partnership.version != version:
        raise ProposalChanged
    if partnership.ends_at is not None and partnership.ends_at <= clock.now():
        raise TooLate
    if terms is not None:
        check(scope, terms)
        put(partnership, terms)
    if partnership.state is PartnershipState.INVITED:
        partnership.since = max(partnership.since, clock.today())
    partnership.state, partnership.answered_at = PartnershipState.ACTIVE, clock.now()
    partnership.verified_on = clock.today()
    audit.record(scope, "partnership.accepted", partnership, changed=terms is not None)
    if partnership.ends_at is not None:
        ending.at_its_end(scope, partnership)
    tell(scope, partnership, Event.ACCEPTED)
    return partnership


def decline(scope: Scope, partnership_id: uuid.UUID, *, by: Side, reason: str) -> Partnership:
    """Say no, and why. Where the library's word counted until now, that ends it at once.

    Raises AlreadyAnswered, TakenBack.
    """
    partnership = _waiting(scope, partnership_id, by=by)
    if partnership.state is PartnershipState.ACTIVE:
        return ending.end(scope, partnership_id, by=by, last_day=None, reason=reason)
    partnership.state, partnership.answered_at = PartnershipState.DECLINED, clock.now()
    partnership.answer = reason
    audit.record(scope, "partnership.declined", partnership)
    tell(scope, partnership, Event.DECLINED)
    return partnership


def withdraw(scope: Scope, partnership_id: uuid.UUID, *, by: Side) -> Partnership:
    """Take back what one proposed oneself. Raises AlreadyAnswered."""
    partnership = standing.held(scope, partnership_id)
    if partnership.state is not PartnershipState.INVITED or partnership.proposed_by is not by:
        raise AlreadyAnswered
    partnership.state, partnership.answered_at = PartnershipState.WITHDRAWN, clock.now()
    audit.record(scope, "partnership.withdrawn", partnership)
    return partnership


def remind(scope: Scope) -> int:
    """Once, ten days after it was proposed: it still waits. Returns how many were."""
    waiting = select(Partnership).where(
        Partnership.state == PartnershipState.INVITED,
        Partnership.reminded_at.is_(None),
        Partnership.asked_at <= clock.now() - REMIND_AFTER,
    )
    late = scope.session.scalars(waiting.order_by(Partnership.asked_at, Partnership.id).with_for_update()).all()
    for partnership in late:
        partnership.reminded_at = clock.now()
        tell(scope, partnership, Event.REMINDED)
    return len(late)


def is_to_answer(partnership: Partnership, side: Side) -> bool:
    """Does it wait for this side?"""
    if partnership.state is PartnershipState.INVITED:
        return partnership.proposed_by is side.other
    unconfirmed = partnership.answered_at is None and standing.is_active(partnership)
    return side is Side.PARTNER and unconfirmed


def _renew(scope: Scope, partnership: Partnership) -> None:
    """Nothing of the time before counts any more; the trail keeps it. Raises AlreadyPartner, AlreadyProposed."""
    if partnership.state is PartnershipState.INVITED:
        raise AlreadyProposed
    if standing.is_active(partnership):
        raise AlreadyPartner
    ending.finish(scope, partnership.id)
    partnership.asked_at, partnership.reminded_at, partnership.answered_at = clock.now(), None, None
    partnership.answer, partnership.ended_by, partnership.fates = "", None, {}
    partnership.proposed_by = Side.LIBRARY


def _waiting(scope: Scope, partnership_id: uuid.UUID, *, by: Side) -> Partnership:
    partnership = standing.held(scope, partnership_id)
    if partnership.state is PartnershipState.WITHDRAWN:
        raise TakenBack
    if not is_to_answer(partnership, by):
        raise AlreadyAnswered
    return partnership
