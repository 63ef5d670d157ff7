"""Where somebody can go: the nearest places that have room, in all libraries, as the finder reads them.

What nobody checked for three months is left out (FEATURES C11): the finder shows it last, and somebody who is sent
there by us may stand before a closed door. So are dates that are only online or in the middle of a course.
"""

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, case, func, or_, select

from stelsel import clock
from stelsel.geo import queries as geo
from stelsel.tenancy import Scope, Tenant
from stelsel.web.format import amsterdam
from stelsel_tenants.activities.models import Entry, Mode
from stelsel_tenants.finder import near
from stelsel_tenants.finder.kinds import Kinds, kinds
from stelsel_tenants.finder.near import Point
from stelsel_tenants.finder.period import Period
from stelsel_tenants.finder.wish import RADII, Wish
from stelsel_tenants.libraries.models import BranchKind
from stelsel_tenants.partners.models import Partnership
from stelsel_tenants.partners.queries import STALE
from stelsel_tenants.partners.standing import works
from stelsel_tenants.site import choices, places
from stelsel_tenants.site.models import PublishedBranch, PublishedSession
from stelsel_tenants.site.places import Place

MOST = 8
DIGITS = 4
"""Of a postcode: they name an area."""
FARTHEST = RADII[-1]


@dataclass(frozen=True, slots=True)
class Option:
    """The next session with room of an activity. `km` is from the place that was asked for."""

    km: float
    tenant_id: int
    session_id: uuid.UUID
    title: str
    partner: str
    starts_at: datetime
    ends_at: datetime
    entry: Entry
    left_over: int | None
    is_example: bool
    slug: str
    library: str
    place: Place

    @property
    def day(self) -> date:
        return amsterdam(self.starts_at).date()


@dataclass(frozen=True, slots=True)
class Advice:
    """What the page shows. Without `spot`, `where` says whether to choose, or what looks like what was typed."""

    wish: Wish
    kinds: Kinds
    period: Period
    where: geo.Found
    options: tuple[Option, ...] = ()

    @property
    def is_asked(self) -> bool:
        """Did somebody say what is needed?"""
        return bool(self.wish.kind)


def of(wish: Wish) -> Advice:
    """Seven statements at most, whatever there is."""
    with Scope.network(why="referral advice") as scope:
        known = kinds(scope)
        if not known.name(wish.kind):
            wish = replace(wish, kind="")
        where = geo.find(scope, wish.place)
        found = Advice(wish, known, Period.of(wish.when, clock.today()), where)
        if where.spot is None or not wish.kind:
            return found
        return replace(found, options=tuple(_options(scope, Point(where.spot.lat, where.spot.lon), found)))


def spot_of(tenant_id: int) -> str:
    """What the finder finds a library by: four digits of its main branch, as its place may have namesakes elsewhere."""
    row = PublishedBranch
    main = case((row.kind == BranchKind.MAIN.value, 0), else_=1)
    statement = select(row.postcode).where(row.tenant_id == tenant_id).order_by(main, row.name, row.id).limit(1)
    with Scope.network(why="referral advice") as scope:
        postcode = scope.session.scalar(statement) or ""
        return postcode[:DIGITS] or scope.session.get_one(Tenant, tenant_id).place


def _options(scope: Scope, at: Point, asked: Advice) -> list[Option]:
    around = near.within(scope, at, FARTHEST, asked.wish)
    rows = scope.session.execute(_next_dates(list(around), asked)).all() if around else []
    rows = sorted(rows, key=lambda row: (around[row.branch_id][0], row.starts_at, row.title, str(row.id)))[:MOST]
    branches = near.branches(scope, [(row.tenant_id, row.branch_id) for row in rows])
    return [
        _option(row, around[row.branch_id][0], branches[row.tenant_id, row.branch_id])
        for row in rows
        if (row.tenant_id, row.branch_id) in branches  # closed between the two statements
    ]


def _next_dates(branch_ids: list[uuid.UUID], asked: Advice) -> Any:
    """Of each activity the first date that one can still come to."""
    row, partner = PublishedSession, Partnership
    rank = func.row_number().over(partition_by=(row.branch_id, row.activity_id), order_by=(row.starts_at, row.id))
    columns = (row.tenant_id, row.branch_id, row.id, row.title, row.organisation_name, row.starts_at, row.ends_at)
    checked = and_(
        works(),
        partner.verified_on >= clock.today() - STALE,
    )
    ranked = (
        select(*columns, row.entry, row.left_over, row.is_example, rank.label("rank"))
        .outerjoin(partner, and_(partner.tenant_id == row.tenant_id, partner.organisation_id == row.organisation_id))
        .where(
            row.branch_id.in_(branch_ids),
            row.starts_at >= asked.period.begin,
            row.starts_at < asked.period.end,
            row.ends_at > clock.now(),
            row.mode != Mode.ONLINE.value,
            row.entry != Entry.COURSE.value,
            or_(row.left_over.is_(None), row.left_over > 0),
            or_(row.organisation_id.is_(None), checked),
            choices.goes_on(),
            *near.conditions(asked.wish),
        )
        .subquery()
    )
    return select(ranked).where(ranked.c.rank == 1)


def _option(row: Any, km: float, branch: Any) -> Option:
    values = {name: getattr(branch, name) for name in Place.__dataclass_fields__}
    return Option(
        km=km,
        tenant_id=row.tenant_id,
        session_id=row.id,
        title=row.title,
        partner=row.organisation_name,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        entry=Entry(row.entry),
        left_over=row.left_over,
        is_example=row.is_example,
        slug=branch.library_slug,
        library=branch.library_name,
        place=places.of(branch.id, values),
    )
