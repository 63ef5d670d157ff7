"""What a library does about a demand: answer it with a session, and say no to a partner's offer; what a partner
offers. Who asks is nowhere in it."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update

from stelsel import audit, clock, jobs
from stelsel.errors import Conflict, NotFound, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.requests import serving
from stelsel_tenants.requests.models import (
    ActivityRequest,
    Demand,
    OfferKind,
    OfferState,
    RequestAnswer,
    RequestOffer,
)
from stelsel_tenants.requests.near import Candidate


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


def answer(scope: Scope, demand_id: uuid.UUID, chosen: Candidate) -> RequestAnswer:
    """All that is open of a demand is answered by one session; who left an address is told, once.

    Raises AlreadyAnswered, NotFound outside the library's area.
    """
    demand = _own(scope, demand_id)
    row = ActivityRequest
    met = update(row).where(row.demand_id == demand.id, row.met_at.is_(None)).values(met_at=clock.now())
    people = sum(scope.session.scalars(met.returning(row.people)))
    if not people:
        raise AlreadyAnswered
    demand.told_at = None
    made = RequestAnswer(
        demand_id=demand.id,
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
    jobs.enqueue(scope, "requests.tell", for_tenant=scope.tenant_id, answer_id=made.id)
    return made


def offer(scope: Scope, demand_id: uuid.UUID, organisation_id: uuid.UUID, proposal: Proposal, tenant_id: int) -> None:
    """A partner offers it to one library (a scope between). Offering again says it anew.

    Raises InThePast, NoResultFound.
    """
    if proposal.from_day < clock.today():
        raise InThePast
    demand = scope.session.get_one(Demand, demand_id)
    row = RequestOffer
    wanted = select(row).where(
        row.tenant_id == tenant_id, row.demand_id == demand.id, row.organisation_id == organisation_id
    )
    made = scope.session.scalar(wanted.with_for_update())
    if made is None:
        made = RequestOffer(
            tenant_id=tenant_id,
            demand_id=demand.id,
            organisation_id=organisation_id,
            kind=proposal.kind,
            from_day=proposal.from_day,
        )
        scope.session.add(made)
    made.kind, made.from_day, made.example = proposal.kind, proposal.from_day, proposal.example
    made.state, made.offered_at = OfferState.OPEN, clock.now()
    audit.record(scope, "demand.offered", made, demand=str(demand.id), kind=made.kind.value)


def decline(scope: Scope, offer_id: uuid.UUID) -> RequestOffer:
    """The library says no; the partner sees that. Saying so again changes nothing. Raises NoResultFound."""
    made = scope.session.get_one(RequestOffer, (scope.tenant_id, offer_id), with_for_update=True)
    if made.state is OfferState.OPEN:
        made.state = OfferState.DECLINED
        audit.record(scope, "demand.offer_declined", made)
    return made


def _own(scope: Scope, demand_id: uuid.UUID) -> Demand:
    """The demand, locked, if it is of the library's area. Raises NotFound."""
    wanted = select(Demand).where(Demand.id == demand_id, Demand.municipality_code.in_(serving.area()))
    demand = scope.session.scalar(wanted.with_for_update(of=Demand))
    if demand is None:
        raise NotFound
    return demand


def _close_offers(scope: Scope, demand_id: uuid.UUID) -> None:
    row = RequestOffer
    theirs = update(row).where(row.demand_id == demand_id, row.state == OfferState.OPEN)
    scope.session.execute(theirs.values(state=OfferState.CLOSED))
