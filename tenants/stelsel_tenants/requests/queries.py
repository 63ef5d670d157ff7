"""What may be seen of requests: by a library for its area, by a partner for what it gives. Counts, never askers.

What is asked is read over the network (`network`), what is answered and offered in the library's or partner's scope.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, union

from stelsel.db.personal import FEWEST
from stelsel.errors import NotFound
from stelsel.geo.models import Municipality
from stelsel.tenancy import Organisation, Scope, Tenant, TenantKind
from stelsel_tenants.activities.models import Activity, ActivityState, Concept
from stelsel_tenants.partners.models import Partnership
from stelsel_tenants.partners.standing import works
from stelsel_tenants.questions.models import Half
from stelsel_tenants.requests import serving
from stelsel_tenants.requests.models import (
    ActivityRequest,
    Demand,
    OfferKind,
    OfferState,
    RequestAnswer,
    RequestOffer,
)
from stelsel_tenants.requests.near import Wanted
from stelsel_tenants.requests.words import name_of

ANSWERS = 8
_OF_DEMAND = and_(ActivityRequest.tenant_id == Demand.tenant_id, ActivityRequest.demand_id == Demand.id)
_NATIONAL = Demand.tenant_id.in_(select(Tenant.id).where(Tenant.kind == TenantKind.NATIONAL))
"""What is asked is the national body's: of nobody else a row is told."""


@dataclass(frozen=True, slots=True)
class DemandRow:
    """What is open of a concept in a municipality. `parts`: for how many people which part of the day suits."""

    id: uuid.UUID
    concept_slug: str
    concept: str
    municipality_code: str
    municipality: str
    lat: float
    lon: float
    people: int
    since: datetime
    parts: tuple[tuple[Half | None, int], ...]

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.concept_slug, self.municipality_code, self.lat, self.lon)

    @property
    def is_few(self) -> bool:
        return self.people < FEWEST


@dataclass(frozen=True, slots=True)
class AnswerRow:
    concept: str
    municipality: str
    title: str
    branch: str
    url: str
    starts_at: datetime
    people: int
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class OfferRow:
    """What a partner offers. `works_here`: it is a partner of the library now."""

    id: uuid.UUID
    demand_id: uuid.UUID
    organisation_id: uuid.UUID
    organisation: str
    kind: OfferKind
    from_day: date
    example: str
    state: OfferState
    works_here: bool = False


def of_area(network: Scope, library_id: int) -> list[DemandRow]:
    """What is asked where a library works: by municipality, the most people first. One statement."""
    rows = _rows(network, Demand.municipality_code.in_(serving.area(library_id)))
    return sorted(rows, key=lambda row: (row.municipality, -row.people, row.concept, str(row.id)))


def one_of_area(network: Scope, library_id: int, demand_id: uuid.UUID) -> DemandRow:
    """Raises NotFound outside the area, and where nothing is open."""
    return _one(_rows(network, Demand.id == demand_id, Demand.municipality_code.in_(serving.area(library_id))))


def open_in_area(scope: Scope) -> tuple[int, str]:
    """For the menu: how many kinds of help are asked for where the scope's library works, each place apart."""
    number = (
        select(func.count(func.distinct(Demand.id)))
        .join(ActivityRequest, _OF_DEMAND)
        .where(_NATIONAL, ActivityRequest.met_at.is_(None))
        .where(Demand.municipality_code.in_(serving.area(scope.tenant_id)))
    )
    with Scope.network(why="requests.badge") as network:
        return network.session.scalar(number) or 0, "accent"


def answers(scope: Scope) -> list[AnswerRow]:
    """What the scope's library answered last. One statement."""
    row = RequestAnswer
    statement = (
        select(row, Concept.name, Concept.name_en, Municipality.name)
        .join(Concept, Concept.slug == row.concept_slug)
        .join(Municipality, Municipality.code == row.municipality_code)
        .order_by(row.answered_at.desc(), row.id)
        .limit(ANSWERS)
    )
    return [
        AnswerRow(
            concept=name_of(name, name_en),
            municipality=municipality,
            title=one.title,
            branch=one.branch,
            url=f"/b/{one.slug}/sessies/{one.session_id}",
            starts_at=one.starts_at,
            people=one.people,
            answered_at=one.answered_at,
        )
        for one, name, name_en, municipality in scope.session.execute(statement)
    ]


def offers(scope: Scope) -> list[OfferRow]:
    """What partners offer to the scope's library and waits for it, the oldest first. One statement."""
    row = RequestOffer
    together = and_(
        Partnership.tenant_id == row.tenant_id,
        Partnership.organisation_id == row.organisation_id,
        works(),
    )
    statement = (
        select(row, Organisation.name, Partnership.id)
        .join(Organisation, Organisation.id == row.organisation_id)
        .outerjoin(Partnership, together)
        .where(row.state == OfferState.OPEN)
        .order_by(row.offered_at, row.id)
    )
    return [_offer(one, name, works_here=key is not None) for one, name, key in scope.session.execute(statement)]


# -- a partner: under Scope.partner, which holds the organisation's own rows and no others --------------------------


@dataclass(frozen=True, slots=True)
class Example:
    """An activity that a partner gives somewhere."""

    title: str
    library: str

    @property
    def words(self) -> str:
        return f"{self.title}, {self.library}"


def given(scope: Scope) -> set[str]:
    """The concepts of the organisation's published activities, and those that are its own. One statement."""
    give = select(Activity.concept_slug).where(Activity.state == ActivityState.PUBLISHED)
    own = select(Concept.slug).where(Concept.organisation_id == scope.organisation_id)
    return set(scope.session.scalars(union(give, own)))


def for_partner(network: Scope, concepts: Collection[str]) -> list[DemandRow]:
    """What is asked of these concepts, anywhere: the most people first, small numbers by name. One statement."""
    rows = _rows(network, Demand.concept_slug.in_(concepts))
    return sorted(rows, key=lambda row: (row.is_few, 0 if row.is_few else -row.people, row.municipality, row.concept))


def one_for_partner(network: Scope, concepts: Collection[str], demand_id: uuid.UUID) -> DemandRow:
    """Raises NotFound for what is not among these concepts, and where nothing is open."""
    return _one(_rows(network, Demand.id == demand_id, Demand.concept_slug.in_(concepts)))


def own_offers(scope: Scope) -> dict[uuid.UUID, list[OfferRow]]:
    """What the organisation offered, by demand; the library stands where its own name would. One statement."""
    row = RequestOffer
    statement = (
        select(row, Tenant.name).join(Tenant, Tenant.id == row.tenant_id).order_by(row.offered_at, Tenant.name, row.id)
    )
    found: dict[uuid.UUID, list[OfferRow]] = {}
    for one, library in scope.session.execute(statement):
        found.setdefault(one.demand_id, []).append(_offer(one, library))
    return found


def examples(scope: Scope, concept_slug: str) -> list[Example]:
    """Where the organisation gives this kind of activity already, by library. One statement."""
    statement = (
        select(Activity.title, Tenant.name)
        .join(Tenant, Tenant.id == Activity.tenant_id)
        .where(Activity.concept_slug == concept_slug, Activity.state == ActivityState.PUBLISHED)
        .order_by(Tenant.name, Activity.title, Activity.id)
    )
    return [Example(*row) for row in scope.session.execute(statement)]


def _offer(one: RequestOffer, name: str, *, works_here: bool = False) -> OfferRow:
    return OfferRow(
        id=one.id,
        demand_id=one.demand_id,
        organisation_id=one.organisation_id,
        organisation=name,
        kind=one.kind,
        from_day=one.from_day,
        example=one.example,
        state=one.state,
        works_here=works_here,
    )


def _rows(network: Scope, *conditions: ColumnElement[bool]) -> list[DemandRow]:
    """What is open, by demand. One statement."""
    request, people = ActivityRequest, func.sum(ActivityRequest.people)
    about = (
        Demand.id,
        Demand.concept_slug,
        Concept.name,
        Concept.name_en,
        Demand.municipality_code,
        Municipality.name,
        Municipality.centre_lat,
        Municipality.centre_lon,
    )
    statement = (
        select(*about, request.part, people, func.min(request.asked_at))
        .join(request, _OF_DEMAND)
        .join(Concept, Concept.slug == Demand.concept_slug)
        .join(Municipality, Municipality.code == Demand.municipality_code)
        .where(_NATIONAL, request.met_at.is_(None), *conditions)
        .group_by(*about, request.part)
    )
    found: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for row in network.session.execute(statement):
        found[row[0]].append(tuple(row))
    return [_row(rows) for rows in found.values()]


def _row(rows: Sequence[tuple[Any, ...]]) -> DemandRow:
    key, slug, name, name_en, code, municipality, lat, lon, *_counted = rows[0]
    parts = sorted(((part, int(number)) for *_about, part, number, _since in rows), key=_by_hour)
    return DemandRow(
        id=key,
        concept_slug=slug,
        concept=name_of(name, name_en),
        municipality_code=code,
        municipality=municipality,
        lat=lat,
        lon=lon,
        people=sum(number for _part, number in parts),
        since=min(since for *_about, since in rows),
        parts=tuple(parts),
    )


def _by_hour(counted: tuple[Half | None, int]) -> int:
    """Morning first; whom it does not matter last."""
    return list(Half).index(counted[0]) if counted[0] else len(Half)


def _one(rows: Sequence[DemandRow]) -> DemandRow:
    if not rows:
        raise NotFound
    return rows[0]
