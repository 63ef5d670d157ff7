"""What a library does about a demand: answer it with a session, and say no to a partner's offer; what a partner
offers. Who asks is nowhere in it.

What is asked is the national body's and the answer the library's: it is given in a scope between them, after the
demand was seen to lie in the library's area (`queries.one_of_area`).
"""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update

from stelsel import audit, clock, jobs
from stelsel.errors import Conflict, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope, TenantRef
from stelsel_tenants.requests.models import (
    ActivityRequest,
    Demand,
    OfferKind,
    OfferState,
    RequestAnswer,
    RequestOffer,
)
from stelsel_tenants.requests.near import Candidate
from stelsel_tenants.requests.queries import DemandRow


class AlreadyAnswered(Conflict):
    message = _("Hier is al een antwoord op. Er staat geen aanvraag meer open.")


class InThePast(Refused):
    field = "from_day"
    message = _("Deze dag is voorbij. Kies een dag vanaf vandaag.")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a partner offers: from `from_day` on, as `example` shows elsewhere."""

    kind: OfferKind
    from_day: date
    example: str = ""


def answer(scope: Scope, library: TenantRef, row: DemandRow, chosen: Candidate) -> RequestAnswer:
    """All that is open of a demand is answered by one session; who left an address is told, once.

    The scope is one between the library and the national body. Raises AlreadyAnswered.
    """
    demand = scope.session.scalars(select(Demand).where(Demand.id == row.id).with_for_update()).one()
    request = ActivityRequest
    met = update(request).where(request.demand_id == demand.id, request.met_at.is_(None)).values(met_at=clock.now())
    people = sum(scope.session.scalars(met.returning(request.people)))
    if not people:
        raise AlreadyAnswered
    demand.told_at = None
    made = RequestAnswer(
        tenant_id=library.id,
        demand_id=demand.id,
        concept_slug=demand.concept_slug,
        municipality_code=demand.municipality_code,
        kind=chosen.kind,
        session_id=chosen.session_id,
        slug=chosen.slug,
        title=chosen.title,
        branch=chosen.branch,
        address=chosen.address,
        starts_at=chosen.starts_at,
        ends_at=chosen.ends_at,
        people=people,
    )
    scope.session.add(made)
    _close_offers(scope, demand.id)
    audit.record(scope, "demand.answered", made, demand=str(demand.id), people=people)
    jobs.enqueue(scope, "requests.tell", for_tenant=library.id, answer_id=made.id)
    return made


def offer(scope: Scope, demand_id: uuid.UUID, organisation_id: uuid.UUID, proposal: Proposal, tenant_id: int) -> None:
    """A partner offers it to one library (a scope between). Offering again says it anew. Raises InThePast."""
    if proposal.from_day < clock.today():
        raise InThePast
    row = RequestOffer
    wanted = select(row).where(
        row.tenant_id == tenant_id, row.demand_id == demand_id, row.organisation_id == organisation_id
    )
    made = scope.session.scalar(wanted.with_for_update())
    if made is None:
        made = RequestOffer(
            tenant_id=tenant_id,
            demand_id=demand_id,
            organisation_id=organisation_id,
            kind=proposal.kind,
            from_day=proposal.from_day,
        )
        scope.session.add(made)
    made.kind, made.from_day, made.example = proposal.kind, proposal.from_day, proposal.example
    made.state, made.offered_at = OfferState.OPEN, clock.now()
    audit.record(scope, "demand.offered", made, demand=str(demand_id), kind=made.kind.value)


def decline(scope: Scope, offer_id: uuid.UUID) -> RequestOffer:
    """The library says no; the partner sees that. Saying so again changes nothing. Raises NoResultFound."""
    made = scope.session.get_one(RequestOffer, (scope.tenant_id, offer_id), with_for_update=True)
    if made.state is OfferState.OPEN:
        made.state = OfferState.DECLINED
        audit.record(scope, "demand.offer_declined", made)
    return made


def _close_offers(scope: Scope, demand_id: uuid.UUID) -> None:
    row = RequestOffer
    theirs = update(row).where(row.demand_id == demand_id, row.state == OfferState.OPEN)
    scope.session.execute(theirs.values(state=OfferState.CLOSED))
