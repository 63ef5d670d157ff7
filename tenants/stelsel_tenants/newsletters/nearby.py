"""What a letter tells of the surroundings of a place, over all libraries: activities that were not there before.

New is what was published since the letter before, and what begins this week: for the first time, or again after two
months without, as tax help does each year. It is read as the finder reads, from the published projection alone and in
the same order: by distance, then by time.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, and_, func, select

from stelsel import clock
from stelsel.geo import queries as geo
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web.format import capital, clock_time, day, km
from stelsel_tenants.activities.models import Entry
from stelsel_tenants.finder import near
from stelsel_tenants.finder.kinds import kinds
from stelsel_tenants.finder.near import Point
from stelsel_tenants.finder.period import When
from stelsel_tenants.finder.wish import Wish, address
from stelsel_tenants.newsletters import week
from stelsel_tenants.newsletters.about import About
from stelsel_tenants.site import choices, facts
from stelsel_tenants.site.library.agenda import ENTRY_WORDS
from stelsel_tenants.site.models import PublishedBranch, PublishedSession

MOST = 20
"""Activities in one letter; a link leads to the others."""
Key = tuple[uuid.UUID, uuid.UUID]
"""A branch and an activity that is given there."""
Around = Mapping[uuid.UUID, tuple[float, int]]
"""Branches with their distance in kilometres, as `near.within` gives them."""


@dataclass(frozen=True, slots=True)
class First:
    """An activity by its next date: its title, what is to be known of it, and the page of that date."""

    title: str
    facts: str
    url: str


@dataclass(frozen=True, slots=True)
class Nearby:
    """What there is to tell. `kind` in words, "" for everything; `more` counts the activities that do not fit;
    `search` is the address of the finder with all of it."""

    place: str
    km: int
    kind: Any
    search: str
    new: tuple[First, ...] = ()
    more: int = 0

    @property
    def has_news(self) -> bool:
        return bool(self.new)


def of(scope: Scope, about: About, since: datetime) -> Nearby:
    """In the language that is spoken now, under a scope that reads all libraries. Seven statements at most, however
    much there is and however many read it. A place that is not known any more has no news."""
    wish = Wish(place=about.place, kind=about.kind, km=about.km, when=When.MONTH)
    kind = kinds(scope).name(about.kind)
    search = f"{current_app.config['BASE_URL']}{address('/zoeken', wish.pairs)}"
    spot = geo.find(scope, about.place).spot
    if spot is None:
        return Nearby(about.place, about.km, kind, search)
    around = near.within(scope, Point(spot.lat, spot.lon), about.km, wish)
    begun = _begun(scope, around, wish)
    rows = _next_dates(scope, around, wish, begun | _published(scope, around, wish, since))
    told = [_first(row, around[row.branch_id][0], begins=(row.branch_id, row.activity_id) in begun) for row in rows]
    return Nearby(spot.name, about.km, kind, search, tuple(told[:MOST]), max(0, len(told) - MOST))


def _published(scope: Scope, around: Around, wish: Wish, since: datetime) -> set[Key]:
    """Shown for the first time after `since`."""
    row = PublishedSession
    found = select(row.branch_id, row.activity_id).where(
        *_on(around, wish), row.published_at > since, row.starts_at > clock.now()
    )
    return {(branch_id, activity_id) for branch_id, activity_id in scope.session.execute(found.distinct())}


def _begun(scope: Scope, around: Around, wish: Wish) -> set[Key]:
    """With a date this week, and none as far back as the projection goes."""
    row, days = PublishedSession, week.period()
    found = (
        select(row.branch_id, row.activity_id)
        .where(*_on(around, wish), row.starts_at >= facts.since(), row.starts_at < clock.end_of(days.last))
        .group_by(row.branch_id, row.activity_id)
        .having(func.min(row.starts_at) >= clock.start_of(days.first))
    )
    return {(branch_id, activity_id) for branch_id, activity_id in scope.session.execute(found)}


def _next_dates(scope: Scope, around: Around, wish: Wish, keys: Iterable[Key]) -> list[Any]:
    """The next date of each, with its branch: the nearest branch first, then the soonest."""
    wanted = set(keys)
    if not wanted:
        return []
    row, branch = PublishedSession, PublishedBranch
    rank = func.row_number().over(partition_by=(row.branch_id, row.activity_id), order_by=(row.starts_at, row.id))
    columns = (row.id, row.activity_id, row.title, row.starts_at, row.ends_at, row.entry, row.cost_cents)
    ranked = (
        select(*columns, row.branch_id, branch.name, branch.place, branch.library_slug, branch.library_name)
        .add_columns(rank.label("rank"))
        .join(branch, and_(branch.tenant_id == row.tenant_id, branch.id == row.branch_id))
        .where(
            *_on({branch_id: around[branch_id] for branch_id, _activity_id in wanted}, wish),
            row.activity_id.in_({activity_id for _branch_id, activity_id in wanted}),
            row.starts_at > clock.now(),
        )
        .subquery()
    )
    found = scope.session.execute(select(ranked).where(ranked.c.rank == 1)).all()
    return sorted(
        (one for one in found if (one.branch_id, one.activity_id) in wanted), key=lambda one: _order(one, around)
    )


def _on(around: Around, wish: Wish) -> list[ColumnElement[bool]]:
    """Sessions at these branches that go on, and are what was asked for."""
    return [PublishedSession.branch_id.in_(list(around)), choices.goes_on(), *near.conditions(wish)]


def _order(row: Any, around: Around) -> tuple[Any, ...]:
    """As the finder has it."""
    return around[row.branch_id][0], str(row.branch_id), row.starts_at, row.title, str(row.id)


def _first(row: Any, far: float, *, begins: bool) -> First:
    """In short sentences that stay true: how many places are left changes, how to take part does not."""
    times = _("%(begin)s tot %(end)s uur", begin=clock_time(row.starts_at), end=clock_time(row.ends_at))
    place = row.name if row.place in row.name else f"{row.name}, {row.place}"
    where = place if row.library_name in row.name else f"{place} ({row.library_name})"
    said: list[Any] = [
        f"{capital(day(row.starts_at))}, {times}.",
        *([_("Begint deze week.")] if begins else []),
        f"{where}, {km(far)}.",
        *([] if row.cost_cents else [_("Gratis.")]),
        f"{ENTRY_WORDS[Entry(row.entry)]}.",
    ]
    url = f"{current_app.config['BASE_URL']}/b/{row.library_slug}/sessies/{row.id}"
    return First(row.title, " ".join(map(str, said)), url)
