"""What a search says when nothing fits, or when no place was asked: never an empty page."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, select

from stelsel import clock
from stelsel.tenancy import Scope
from stelsel.web.format import amsterdam
from stelsel_tenants.activities.models import Entry
from stelsel_tenants.finder import near
from stelsel_tenants.finder.near import Found, Hit, Point
from stelsel_tenants.finder.period import LONGER, Period
from stelsel_tenants.finder.wish import Wish
from stelsel_tenants.site import choices
from stelsel_tenants.site.models import PublishedBranch, PublishedSession

REACH_KM = 50
COUNTRY_KM = 150
"""How far the nearest of a kind is looked for: from anywhere this is most of the country."""
CLOSEST = 3
AHEAD = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One session somewhere in the country."""

    id: uuid.UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    entry: Entry
    left_over: int | None
    branch: str
    place: str
    slug: str
    library: str

    @property
    def day(self) -> date:
        return amsterdam(self.starts_at).date()

    @property
    def where(self) -> str:
        """'Bibliotheek Katwijk, Rijnsburg': the place where the name does not say it already."""
        return self.branch if self.place in self.branch else f"{self.branch}, {self.place}"


@dataclass(frozen=True, slots=True)
class Otherwise:
    """`later` is the nearest place where the same is in the coming weeks; `apart` counts what goes on near in these
    days without the choices made; `closest` are the nearest branches; `lines` what comes in the country."""

    later: Found | None = None
    later_at: datetime | None = None
    apart: int = 0
    closest: tuple[Found, ...] = ()
    lines: tuple[Line, ...] = ()


def near_anyway(scope: Scope, at: Point, wish: Wish, period: Period) -> Otherwise:
    """Around a spot where nothing fits. Four statements."""
    weeks = Period(period.first, period.last + LONGER)
    coming = [hit for hit in near.hits(scope, at, COUNTRY_KM, weeks, wish) if hit.on]
    later = coming[0] if coming else None
    free = Wish()
    apart = near.hits(scope, at, REACH_KM, period, free) if wish.kind or wish.is_narrowed else []
    return Otherwise(
        later=_place(scope, later),
        later_at=later.first_at if later else None,
        apart=sum(hit.on for hit in apart),
        closest=tuple(near.closest(scope, at, REACH_KM, CLOSEST)),
    )


def in_the_country(scope: Scope, wish: Wish) -> Otherwise:
    """The first sessions of the wanted kind anywhere, from today on. One statement."""
    begin = clock.start_of(clock.today())
    session = PublishedSession
    statement = (
        lines()
        .where(
            session.starts_at >= begin,
            session.starts_at < begin + timedelta(days=31),
            choices.goes_on(),
            *near.conditions(wish),
        )
        .limit(AHEAD)
    )
    return Otherwise(lines=tuple(read_lines(scope, statement)))


def lines() -> Any:
    """Sessions with their branch, in the order of time; the caller says which."""
    session, branch = PublishedSession, PublishedBranch
    return (
        select(
            session.id,
            session.title,
            session.starts_at,
            session.ends_at,
            session.entry,
            session.left_over,
            branch.name,
            branch.place,
            branch.library_slug,
            branch.library_name,
        )
        .join(branch, and_(branch.tenant_id == session.tenant_id, branch.id == session.branch_id))
        .order_by(session.starts_at, session.id)
    )


def read_lines(scope: Scope, statement: Any) -> list[Line]:
    return [
        Line(key, title, begins, ends, Entry(entry), left_over, branch, place, slug, library)
        for key, title, begins, ends, entry, left_over, branch, place, slug, library in scope.session.execute(statement)
    ]


def _place(scope: Scope, hit: Hit | None) -> Found | None:
    if hit is None:
        return None
    rows = near.branches(scope, [hit.key])
    return near.as_found(rows[hit.key], hit.km) if hit.key in rows else None
