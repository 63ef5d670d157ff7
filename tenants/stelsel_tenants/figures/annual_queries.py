"""What the yearly delivery is made of: a fixed number of statements, however many sessions there are."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select

from stelsel import clock
from stelsel.geo.models import Municipality
from stelsel.tenancy import Scope
from stelsel.web.periods import Period
from stelsel_tenants.activities import tallying
from stelsel_tenants.activities.models import Activity, Concept, CoreFunction, Session, SessionState
from stelsel_tenants.figures import service
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.questions import queries as questions

MOST = 50
"""Sessions to count that are named; the rest is a number."""
COLUMNS = ("held", "present", "uncounted", "with_volunteers", "volunteer_minutes")


@dataclass(frozen=True, slots=True)
class Row:
    """The year's sums of one concept at one branch."""

    branch_id: uuid.UUID
    concept: str
    function: CoreFunction | None
    sums: dict[str, int]


@dataclass(frozen=True, slots=True)
class Place:
    id: uuid.UUID
    name: str
    isil: str
    municipality: str


@dataclass(frozen=True, slots=True)
class Uncounted:
    id: uuid.UUID
    title: str
    branch: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """All that was asked of the database. `questions`: how many at the desk, by branch."""

    year: Period
    rows: Sequence[Row]
    places: Sequence[Place]
    uncounted: Sequence[Uncounted]
    questions: Mapping[uuid.UUID, int]
    shared_at: datetime | None


def known(scope: Scope, year: Period) -> Known:
    """Five statements."""
    shared = service.shared(scope, year.first.year)
    asked: dict[uuid.UUID, int] = {}
    for (branch_id, _month), number in questions.by_branch(scope, year).items():
        asked[branch_id] = asked.get(branch_id, 0) + number
    return Known(
        year, _rows(scope, year), _places(scope), _uncounted(scope, year), asked, shared.shared_at if shared else None
    )


def _rows(scope: Scope, year: Period) -> list[Row]:
    sums = tallying.amounts()
    keys = Session.branch_id, Concept.name, Concept.core_function
    statement = (
        select(*keys, *(sums[name] for name in COLUMNS))
        .join(Concept, Concept.slug == Session.concept_slug)
        .where(tallying.within(year.months))
        .group_by(*keys, Concept.slug, Concept.position)
        .order_by(Concept.position, Concept.name, Concept.slug, Session.branch_id)
    )
    return [
        Row(branch_id, concept, function, dict(zip(COLUMNS, map(int, row), strict=True)))
        for branch_id, concept, function, *row in scope.session.execute(statement)
    ]


def _places(scope: Scope) -> list[Place]:
    statement = (
        select(Branch.id, Branch.name, Branch.isil, Municipality.name)
        .join(Municipality, Municipality.code == Branch.municipality_code)
        .order_by(Branch.name, Branch.id)
    )
    return [Place(key, name, isil or "", where) for key, name, isil, where in scope.session.execute(statement)]


def _uncounted(scope: Scope, year: Period) -> list[Uncounted]:
    """The last one first: those are counted best from memory."""
    statement = (
        select(Session.id, Activity.title, Branch.name, Session.starts_at)
        .join(Activity, and_(Activity.tenant_id == Session.tenant_id, Activity.id == Session.activity_id))
        .join(Branch, and_(Branch.tenant_id == Session.tenant_id, Branch.id == Session.branch_id))
        .where(
            tallying.within(year.months),
            Session.state == SessionState.PLANNED,
            Session.starts_at < clock.start_of(clock.today()),
        )
        .order_by(Session.starts_at.desc(), Session.id)
        .limit(MOST)
    )
    return [Uncounted(*row) for row in scope.session.execute(statement)]
