"""Asking, and what the asker may do: say yes to a letter, take the request back.

A request counts at once, for whoever may answer it. An address is kept apart, in the national body's own rows, and
stays only where its owner says so. Who asks is told the same whatever is known of them.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, func, select

from stelsel import audit, clock, jobs
from stelsel.access import links
from stelsel.access.models import LinkPurpose
from stelsel.errors import Refused
from stelsel.geo.queries import Spot
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Concept
from stelsel_tenants.newsletters import about
from stelsel_tenants.questions.models import Half
from stelsel_tenants.requests import telling
from stelsel_tenants.requests.models import ActivityRequest, Demand, RequestAsker

MANY = 5
"""People in one place from which on library and partners are told."""
MOST = 8
"""Requests that one address hears of: who asks for more would only fill somebody's mailbox."""
KEPT = timedelta(days=183)
"""Half a year: what was not answered by then is asked for no more."""
UNCONFIRMED_KEPT = timedelta(days=3)


class UnknownKind(Refused):
    field = "concept_slug"
    message = _("Deze soort hulp of activiteit is er niet (meer). Kies een andere uit de lijst.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks. `part` None: whenever it is; `email` None: they look for themselves."""

    place: str
    concept_slug: str
    part: Half | None = None
    people: int = 1
    email: str | None = None
    language: str = "nl"


def ask(scope: Scope, request_id: uuid.UUID, asked: Asked) -> None:
    """Count it (the national body's scope). The same id again, or the same address about the same, is one request.

    Raises UnknownPlace, WhichPlace, UnknownKind.
    """
    spot = about.spot(scope, asked.place)
    if scope.session.get(Concept, asked.concept_slug) is None:
        raise UnknownKind
    demand = _demand(scope, asked.concept_slug, spot.municipality_code)
    asker = scope.session.scalar(_heard_by(asked.email, demand)) if asked.email else None
    if asker is not None:
        _ask_again(scope, asker, asked)
    elif scope.session.get(ActivityRequest, (scope.tenant_id, request_id)) is None:
        request = ActivityRequest(id=request_id, demand_id=demand.id, part=asked.part, people=asked.people)
        scope.session.add(request)
        scope.session.flush()
        if asked.email and _number(scope, asked.email) < MOST:
            _note(scope, request, asked.email, spot, asked.language)
    if demand.told_at is None and open_people(scope, demand.id) >= MANY:
        demand.told_at = clock.now()
        jobs.enqueue(scope, "requests.many", demand_id=demand.id)


def confirm(scope: Scope, asker_id: uuid.UUID) -> RequestAsker:
    """The address is theirs and they want to hear of it. Saying so again changes nothing. Raises NoResultFound."""
    asker = _held(scope, asker_id)
    if asker.confirmed_at is None:
        asker.confirmed_at = clock.now()
        audit.record(scope, "request.confirmed", asker)
        telling.kept(scope, asker, until=last_day(scope, asker))
    return asker


def withdraw(scope: Scope, asker_id: uuid.UUID) -> None:
    """It is asked for no more by them, and nothing of it is kept. Raises NoResultFound."""
    asker = _held(scope, asker_id)
    audit.record(scope, "request.withdrawn", asker)
    request_id = asker.request_id
    forget(scope, asker)
    scope.session.execute(delete(ActivityRequest).where(ActivityRequest.id == request_id))


def forget(scope: Scope, asker: RequestAsker) -> None:
    """The address goes, with its link and, as soon as they are sent, its letters. What was asked stays counted."""
    links.take_back(scope, LinkPurpose.REQUEST, asker.id)
    telling.forget(scope, asker)
    scope.session.delete(asker)
    scope.session.flush()


def last_day(scope: Scope, asker: RequestAsker) -> datetime:
    """Until when a request is open: an exclusive instant."""
    asked_at = scope.session.scalars(
        select(ActivityRequest.asked_at).where(ActivityRequest.id == asker.request_id)
    ).one()
    return asked_at + KEPT


def open_people(scope: Scope, demand_id: uuid.UUID) -> int:
    """For how many people something is asked that has no answer yet."""
    row = ActivityRequest
    people = select(func.coalesce(func.sum(row.people), 0)).where(row.demand_id == demand_id, row.met_at.is_(None))
    return int(scope.session.scalar(people) or 0)


def _demand(scope: Scope, concept_slug: str, municipality_code: str) -> Demand:
    """Locked, so that of two who ask at once one finds that there are many now."""
    cell = {"municipality_code": municipality_code, "concept_slug": concept_slug}
    scope.upsert(Demand, cell)
    wanted = select(Demand).where(Demand.municipality_code == municipality_code, Demand.concept_slug == concept_slug)
    return scope.session.scalars(wanted.with_for_update()).one()


def _ask_again(scope: Scope, asker: RequestAsker, asked: Asked) -> None:
    """What was said last counts, from now on."""
    request = scope.session.get_one(ActivityRequest, (scope.tenant_id, asker.request_id))
    request.part, request.people, request.asked_at = asked.part, asked.people, clock.now()
    if asker.confirmed_at is None:
        asker.asked_at, asker.language = clock.now(), asked.language
    telling.asked(scope, asker)


def _note(scope: Scope, request: ActivityRequest, email: str, spot: Spot, language: str) -> None:
    asker = RequestAsker(
        request_id=request.id, demand_id=request.demand_id, email=email, place=spot.name, language=language
    )
    scope.session.add(asker)
    scope.session.flush()
    links.make(scope, LinkPurpose.REQUEST, asker.id, tenant_id=scope.tenant_id)
    telling.asked(scope, asker)


def _heard_by(email: str, demand: Demand) -> Select[RequestAsker]:
    row = RequestAsker
    return select(row).where(row.email == email, row.demand_id == demand.id).with_for_update()


def _number(scope: Scope, email: str) -> int:
    theirs = select(func.count()).select_from(RequestAsker).where(RequestAsker.email == email)
    return scope.session.scalar(theirs) or 0


def _held(scope: Scope, asker_id: uuid.UUID) -> RequestAsker:
    return scope.session.get_one(RequestAsker, (scope.tenant_id, asker_id), with_for_update=True)
