"""What is near a spot. Two steps: which branches have something (narrow rows), then everything of the few on the page.

Branches are found through the index on latitude and longitude, their sessions through the one on branch and time, so
the cost follows what lies near, not what there is.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, String, bindparam, case, cast, func, select

from stelsel import clock
from stelsel.geo.distance import bounding_box, distance_km
from stelsel.i18n import language
from stelsel.tenancy import Scope
from stelsel.web.format import amsterdam
from stelsel_tenants.activities.models import Entry, Mode, SessionState
from stelsel_tenants.finder.period import LONGER, Period
from stelsel_tenants.finder.wish import Wish
from stelsel_tenants.site import choices, places
from stelsel_tenants.site.models import PublishedBranch, PublishedSession
from stelsel_tenants.site.places import Place

AT_ONE_PLACE = 3
"""Activities that are shown of one branch."""
LATER = 2
"""Dates that "Daarna" names."""
KEPT = 64
"""Statements kept per question: one for each kind of help that is asked for. Putting one together costs more than
asking it, so what differs from visitor to visitor (branches, days) is handed over beside it."""

Key = tuple[int, uuid.UUID]


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees WGS84."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A branch with something in these days: `on` sessions that go on, the first of all at `first_at`."""

    km: float
    tenant_id: int
    id: uuid.UUID
    on: int
    first_at: datetime

    @property
    def key(self) -> Key:
        return self.tenant_id, self.id


@dataclass(frozen=True, slots=True)
class Moment:
    """The next session of an activity, with the days after it. `sentence`: its schedule in words."""

    id: uuid.UUID
    activity_id: uuid.UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    state: SessionState
    reason: str
    entry: Entry
    left_over: int | None
    cost_cents: int
    partner: str
    sentence: str
    is_example: bool
    mode: Mode
    later: tuple[datetime, ...]

    @property
    def day(self) -> date:
        return amsterdam(self.starts_at).date()

    @property
    def is_off(self) -> bool:
        return self.state.is_off


@dataclass(frozen=True, slots=True)
class Found:
    """A branch on the page. `more` counts the activities that are not shown."""

    place: Place
    slug: str
    library: str
    km: float | None
    moments: tuple[Moment, ...] = ()
    more: int = 0


def hits(scope: Scope, at: Point, km: float, period: Period, wish: Wish) -> list[Hit]:
    """Branches within `km` that have a session in these days, nearest first. Two statements.

    Not one: asked for both at once, SQLite reads every session of these days in the whole country.
    """
    around = within(scope, at, km, wish)
    if not around:
        return []
    asked = {"branches": list(around), "begin": period.begin, "end": period.end}
    found = [
        Hit(*around[branch_id], branch_id, int(on), first_at)
        for branch_id, on, first_at in scope.session.execute(_hits(wish.kind, wish.walk_in), asked)
    ]
    return sorted(found, key=lambda hit: (hit.km, str(hit.id)))


@lru_cache(maxsize=KEPT)
def _hits(kind: str, walk_in: bool) -> Any:
    """Per branch of `branches` how many sessions go on between `begin` and `end`, and when the first of all is."""
    session = PublishedSession
    goes_on = case((choices.goes_on(), 1), else_=0)
    return (
        select(session.branch_id, func.sum(goes_on), func.min(session.starts_at))
        .where(*_asked(kind, walk_in))
        .group_by(session.branch_id)
    )


def _asked(kind: str, walk_in: bool) -> list[ColumnElement[bool]]:
    session = PublishedSession
    return [
        session.branch_id.in_(bindparam("branches", expanding=True)),
        session.starts_at >= bindparam("begin"),
        session.starts_at < bindparam("end"),
        *conditions(Wish(kind=kind, walk_in=walk_in)),
    ]


def within(scope: Scope, at: Point, km: float, wish: Wish) -> dict[uuid.UUID, tuple[float, int]]:
    """Branches that suit, by id: (distance in km, tenant). One statement, answered from an index."""
    branch = PublishedBranch
    statement = select(branch.id, branch.tenant_id, branch.lat, branch.lon).where(*_boxed(at, km))
    if wish.wheelchair:
        statement = statement.where(cast(branch.facts, String).like('%"wheelchair"%'))
    near = (
        (branch_id, (distance_km(at.lat, at.lon, lat, lon), tenant_id))
        for branch_id, tenant_id, lat, lon in scope.session.execute(statement)
    )
    return {branch_id: spot for branch_id, spot in near if spot[0] <= km}


def _boxed(at: Point, km: float) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    box = bounding_box(at.lat, at.lon, km)
    return PublishedBranch.lat.between(box.south, box.north), PublishedBranch.lon.between(box.west, box.east)


def conditions(wish: Wish, session: choices.Told = PublishedSession) -> list[ColumnElement[bool]]:
    """What a session must be."""
    found = list[ColumnElement[bool]]()
    if wish.kind:
        found.append(choices.of_kind(wish.kind, session))
    if wish.walk_in:
        found.append(session.entry == Entry.WALK_IN.value)
    return found


def found(scope: Scope, chosen: Sequence[Hit], period: Period, wish: Wish) -> list[Found]:
    """Everything of these branches, in the same order. Two statements."""
    rows = branches(scope, [hit.key for hit in chosen])
    offered = moments(scope, [hit.id for hit in chosen], period, wish)
    return [
        as_found(rows[hit.key], hit.km, offered.get(hit.id, []))
        for hit in chosen
        if hit.key in rows  # closed between the two statements
    ]


def branches(scope: Scope, keys: Iterable[Key]) -> dict[Key, PublishedBranch]:
    """Published branches by their keys; one statement."""
    wanted = set(keys)
    if not wanted:
        return {}
    statement = select(PublishedBranch).where(
        PublishedBranch.tenant_id.in_({tenant_id for tenant_id, _id in wanted}),
        PublishedBranch.id.in_({branch_id for _tenant_id, branch_id in wanted}),
    )
    return {(row.tenant_id, row.id): row for row in scope.session.scalars(statement)}


def closest(scope: Scope, at: Point, km: float, most: int) -> list[Found]:
    """The nearest branches, whatever they offer. One statement."""
    statement = select(PublishedBranch).where(*_boxed(at, km))
    near = ((distance_km(at.lat, at.lon, row.lat, row.lon), row) for row in scope.session.scalars(statement))
    nearest = sorted((one for one in near if one[0] <= km), key=lambda one: (one[0], str(one[1].id)))
    return [as_found(row, far) for far, row in nearest[:most]]


def moments(scope: Scope, branch_ids: Sequence[uuid.UUID], period: Period, wish: Wish) -> dict[uuid.UUID, list[Moment]]:
    """Per branch the activities of these days, each by its next session, soonest first. One statement."""
    if not branch_ids:
        return {}
    asked = {"branches": list(branch_ids), "begin": period.begin, "end": clock.end_of(period.last + LONGER)}
    by_activity: dict[tuple[uuid.UUID, uuid.UUID], list[Any]] = {}
    for row in scope.session.execute(_ranked(wish.kind, wish.walk_in), asked):
        by_activity.setdefault((row.branch_id, row.activity_id), []).append(row)
    offered: dict[uuid.UUID, list[Moment]] = {}
    for (branch_id, _activity_id), rows in by_activity.items():
        if rows[0].starts_at < period.end:
            offered.setdefault(branch_id, []).append(_moment(rows))
    for found in offered.values():
        found.sort(key=lambda one: (one.starts_at, one.title, str(one.id)))
    return offered


@lru_cache(maxsize=KEPT)
def _ranked(kind: str, walk_in: bool) -> Any:
    """The first sessions of each activity at `branches` between `begin` and `end`."""
    session = PublishedSession
    rank = func.row_number().over(
        partition_by=(session.branch_id, session.activity_id), order_by=(session.starts_at, session.id)
    )
    of_each = select(
        session.branch_id,
        session.activity_id,
        session.id,
        session.title,
        session.starts_at,
        session.ends_at,
        session.state,
        session.reason,
        session.entry,
        session.left_over,
        session.cost_cents,
        session.organisation_name,
        session.sentence,
        session.sentence_en,
        session.is_example,
        session.mode,
        rank.label("rank"),
    ).where(*_asked(kind, walk_in))
    ranked = of_each.subquery()
    return (
        select(ranked)
        .where(ranked.c.rank <= 1 + LATER)
        .order_by(ranked.c.branch_id, ranked.c.activity_id, ranked.c.rank)
    )


def _moment(rows: Sequence[Any]) -> Moment:
    first, *after = rows
    return Moment(
        id=first.id,
        activity_id=first.activity_id,
        title=first.title,
        starts_at=first.starts_at,
        ends_at=first.ends_at,
        state=SessionState(first.state),
        reason=first.reason,
        entry=Entry(first.entry),
        left_over=first.left_over,
        cost_cents=first.cost_cents,
        partner=first.organisation_name,
        sentence=first.sentence_en if language() == "en" else first.sentence,
        is_example=first.is_example,
        mode=Mode(first.mode),
        later=tuple(row.starts_at for row in after if not SessionState(row.state).is_off),
    )


def as_found(row: PublishedBranch, km: float | None, offered: Sequence[Moment] = ()) -> Found:
    """A branch as the page shows it, with the first of what it offers."""
    values = {name: getattr(row, name) for name in Place.__dataclass_fields__}
    return Found(
        place=places.of(row.id, values),
        slug=row.library_slug,
        library=row.library_name,
        km=km,
        moments=tuple(offered[:AT_ONE_PLACE]),
        more=max(0, len(offered) - AT_ONE_PLACE),
    )
