"""What is asked in the country, and where help is: six statements, however much there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import and_, func, select

from stelsel import clock
from stelsel.geo import queries as geo
from stelsel.geo.models import Municipality, Province
from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Concept
from stelsel_tenants.requests.models import ActivityRequest, Demand, RequestAnswer
from stelsel_tenants.requests.words import name_of
from stelsel_tenants.site import choices
from stelsel_tenants.site.models import PublishedBranch, PublishedSession

AHEAD = timedelta(days=62)
"""Help that is given nowhere in a municipality for so long is missing there."""
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Kind:
    """A concept, by name in the reader's language."""

    slug: str
    name: str
    theme: str


@dataclass(frozen=True, slots=True)
class Town:
    code: str
    name: str
    province: str
    inhabitants: int


@dataclass(frozen=True, slots=True)
class Known:
    """All that was asked of the database."""

    people: Mapping[tuple[str, str], int]
    """Concept and municipality → for how many people something is open."""
    kinds: Sequence[Kind]
    towns: Sequence[Town]
    helped: frozenset[tuple[str, str]]
    """Question of life and municipality where help is given in the coming two months."""
    answers: int
    """Of the last year."""


def known(scope: Scope) -> Known:
    people = geo.inhabitants(scope)
    towns = (
        select(Municipality.code, Municipality.name, Province.name)
        .join(Province, Province.code == Municipality.province_code)
        .order_by(Municipality.name, Municipality.code)
    )
    return Known(
        people=_people(scope),
        kinds=_kinds(scope),
        towns=[
            Town(code, name, province, people[code])
            for code, name, province in scope.session.execute(towns)
            if code in people
        ],
        helped=_helped(scope),
        answers=_answers(scope),
    )


def _people(scope: Scope) -> dict[tuple[str, str], int]:
    statement = (
        select(Demand.concept_slug, Demand.municipality_code, func.sum(ActivityRequest.people))
        .join(
            ActivityRequest,
            and_(ActivityRequest.tenant_id == Demand.tenant_id, ActivityRequest.demand_id == Demand.id),
        )
        .where(ActivityRequest.met_at.is_(None))
        .group_by(Demand.concept_slug, Demand.municipality_code)
    )
    return {(concept, code): int(number) for concept, code, number in scope.session.execute(statement)}


def _kinds(scope: Scope) -> list[Kind]:
    order = (Concept.position, Concept.name, Concept.slug)
    rows = scope.session.execute(select(Concept.slug, Concept.name, Concept.name_en, Concept.theme).order_by(*order))
    return [Kind(slug, name_of(name, name_en), theme) for slug, name, name_en, theme in rows]


def _helped(scope: Scope) -> frozenset[tuple[str, str]]:
    session, branch, moment = PublishedSession, PublishedBranch, clock.now()
    statement = (
        select(session.theme, branch.municipality_code)
        .join(branch, and_(branch.tenant_id == session.tenant_id, branch.id == session.branch_id))
        .where(session.starts_at > moment, session.starts_at < moment + AHEAD, choices.goes_on())
        .distinct()
    )
    return frozenset((theme, code) for theme, code in scope.session.execute(statement))


def _answers(scope: Scope) -> int:
    since = clock.now() - YEAR
    return scope.session.scalar(select(func.count(RequestAnswer.id)).where(RequestAnswer.answered_at > since)) or 0
