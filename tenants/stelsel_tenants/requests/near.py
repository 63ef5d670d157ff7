"""What could answer a demand: coming sessions of its concept within reach of the municipality, over all libraries.

Read from the published projection alone: nothing is offered as an answer that askers could not find themselves.
"""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, select

from stelsel import clock
from stelsel.geo.distance import bounding_box, distance_km
from stelsel.tenancy import Scope
from stelsel.web.format import amsterdam
from stelsel_tenants.libraries.branch import written
from stelsel_tenants.requests.models import AnswerKind
from stelsel_tenants.site import choices
from stelsel_tenants.site.models import PublishedBranch, PublishedSession

REACH_KM = 25
"""As far as somebody without a car still comes, from the middle of the municipality."""
MOST = 12
"""Sessions that are offered for one demand."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for, and where: the middle of the municipality, in degrees."""

    concept_slug: str
    municipality_code: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """The next session of an activity at a branch. `km` from the middle of the municipality."""

    session_id: uuid.UUID
    slug: str
    library: str
    title: str
    branch: str
    address: str
    place: str
    organisation_id: uuid.UUID | None
    starts_at: datetime
    ends_at: datetime
    kind: AnswerKind
    km: float

    @property
    def day(self) -> date:
        return amsterdam(self.starts_at).date()


def candidates(scope: Scope, wanted: Mapping[uuid.UUID, Wanted]) -> dict[uuid.UUID, list[Candidate]]:
    """By demand: those in the municipality itself first, then the nearest, then the soonest (network scope).

    One statement, however much is asked for.
    """
    rows = _sessions(scope, wanted.values()) if wanted else []
    found: dict[uuid.UUID, list[Candidate]] = {}
    for key, one in wanted.items():
        fitting = (_candidate(row, one) for row in rows if row.concept_slug == one.concept_slug)
        near = [row for row in fitting if row.kind is AnswerKind.STARTS or row.km <= REACH_KM]
        found[key] = sorted(near, key=_order)[:MOST]
    return found


def _sessions(scope: Scope, wanted: Collection[Wanted]) -> list[Any]:
    """The next session of each activity at each branch, of these concepts, in the box around all places at once."""
    boxes = [bounding_box(one.lat, one.lon, REACH_KM) for one in wanted]
    session, branch = PublishedSession, PublishedBranch
    rank = func.row_number().over(
        partition_by=(session.branch_id, session.activity_id), order_by=(session.starts_at, session.id)
    )
    ranked = (
        select(
            session.id,
            session.concept_slug,
            session.title,
            session.starts_at,
            session.ends_at,
            session.organisation_id,
            branch.library_slug,
            branch.library_name,
            branch.name,
            branch.street,
            branch.postcode,
            branch.place,
            branch.municipality_code,
            branch.lat,
            branch.lon,
            rank.label("rank"),
        )
        .join(branch, and_(branch.tenant_id == session.tenant_id, branch.id == session.branch_id))
        .where(
            session.concept_slug.in_({one.concept_slug for one in wanted}),
            session.starts_at > clock.now(),
            choices.goes_on(),
            branch.lat.between(min(box.south for box in boxes), max(box.north for box in boxes)),
            branch.lon.between(min(box.west for box in boxes), max(box.east for box in boxes)),
        )
        .subquery()
    )
    return list(scope.session.execute(select(ranked).where(ranked.c.rank == 1).order_by(ranked.c.id)))


def _candidate(row: Any, wanted: Wanted) -> Candidate:
    inside = row.municipality_code == wanted.municipality_code
    town = f"{written(row.postcode)} {row.place}".strip()
    return Candidate(
        session_id=row.id,
        slug=row.library_slug,
        library=row.library_name,
        title=row.title,
        branch=row.name,
        address=f"{row.street}, {town}" if row.street else town,
        place=row.place,
        organisation_id=row.organisation_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        kind=AnswerKind.STARTS if inside else AnswerKind.JOINS,
        km=distance_km(wanted.lat, wanted.lon, row.lat, row.lon),
    )


def _order(one: Candidate) -> tuple[bool, float, datetime, str]:
    return one.kind is AnswerKind.JOINS, one.km, one.starts_at, str(one.session_id)
