"""A search as a feed: what comes at the branches around a place, or of one partner, for calendars and readers.

It never looks farther than was asked, or than is usual: what a page finds by looking farther would come and go in a
calendar. It tells all days that come soon, whichever of them the page was about.
"""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flask import current_app
from sqlalchemy import select

from stelsel import clock
from stelsel.errors import NotFound
from stelsel.geo import queries as geo
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.finder import near
from stelsel_tenants.finder.kinds import kinds
from stelsel_tenants.finder.near import Found, Point
from stelsel_tenants.finder.period import LONGER, When
from stelsel_tenants.finder.wish import USUAL_KM, Wish, address
from stelsel_tenants.site.feeds import entries
from stelsel_tenants.site.feeds.answers import Head
from stelsel_tenants.site.feeds.entries import NOTHING, Asked, Entry
from stelsel_tenants.site.models import PublishedBranch, PublishedSession, RetractedSession

MOST = 2000
"""Sessions to come in one feed, and again so many that were."""


class NoPlace(NotFound):
    message = _("Deze plaats kennen we niet, of er zijn er meer die zo heten. Zoek haar eerst op onze site.")


def pairs(wish: Wish) -> tuple[tuple[str, str], ...]:
    """The address of a search without the days and the page."""
    return wish.but(when=When.WEEK).pairs


def of(scope: Scope, wish: Wish) -> tuple[Head, list[Entry]]:
    """Six statements. Raises NoPlace."""
    spot = geo.find(scope, wish.place).spot
    if spot is None:
        raise NoPlace
    wish = replace(wish, place=spot.query)
    km = wish.km or USUAL_KM
    around = near.within(scope, Point(spot.lat, spot.lon), km, wish)
    kind = kinds(scope).name(wish.kind)
    where = str(_("Tot %(km)s km van %(place)s", km=km, place=spot.name))
    base = current_app.config["BASE_URL"]
    head = Head(
        name=f"{where}: {kind}" if kind else where,
        owner="zoeken",
        path="/zoeken",
        pairs=pairs(wish),
        page_url=f"{base}{address('/zoeken', pairs(wish))}",
    )
    return head, _entries(scope, wish, set(around), base)


def _entries(scope: Scope, wish: Wish, branch_ids: set[uuid.UUID], base: str) -> list[Entry]:
    until = clock.end_of(clock.today() + LONGER)
    asked = Asked.of(
        [*_asked(wish, branch_ids, PublishedSession), PublishedSession.starts_at < until],
        _asked(wish, branch_ids, RetractedSession),
        MOST,
    )
    return _told(scope, asked, base)


def of_partner(scope: Scope, organisation_id: uuid.UUID) -> list[Entry]:
    """What a partner gives at all libraries together. Four statements."""
    asked = Asked.of(
        [PublishedSession.organisation_id == organisation_id], [RetractedSession.organisation_id == organisation_id]
    )
    return _told(scope, asked, current_app.config["BASE_URL"])


def _told(scope: Scope, asked: Asked, base: str) -> list[Entry]:
    rows = entries.read(scope, asked)
    found = _places(scope, {row.branch_id for row in rows})
    return [_entry(row, found[row.branch_id], base) for row in rows if row.branch_id in found]


def _asked(wish: Wish, branch_ids: Iterable[uuid.UUID], session: Any) -> list[Any]:
    return [session.branch_id.in_(branch_ids), *near.conditions(wish, session)]


def _places(scope: Scope, branch_ids: set[uuid.UUID]) -> dict[uuid.UUID, Found]:
    statement = select(PublishedBranch).where(PublishedBranch.id.in_(branch_ids))
    return {row.id: near.as_found(row, None) for row in scope.session.scalars(statement)}


def _entry(row: Any, branch: Found, base: str) -> Entry:
    return Entry(*(*row, branch.place, entries.spot(branch.place), NOTHING, f"{base}/b/{branch.slug}/sessies/{row.id}"))
