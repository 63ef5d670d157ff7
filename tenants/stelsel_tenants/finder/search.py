"""The page of a search, put together: where somebody means, what is there, and how far we had to look."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stelsel import clock
from stelsel.geo import queries as geo
from stelsel.geo.neighbourhood import Found as Pinned
from stelsel.geo.neighbourhood import Neighbourhood
from stelsel.geo.queries import Spot
from stelsel.tenancy import Scope
from stelsel_tenants.finder import near, otherwise
from stelsel_tenants.finder.kinds import Kinds, kinds
from stelsel_tenants.finder.near import Found, Hit, Point
from stelsel_tenants.finder.otherwise import Otherwise
from stelsel_tenants.finder.period import Period
from stelsel_tenants.finder.wish import RADII, USUAL_KM, Wish

ON_A_PAGE = 10
FARTHEST = RADII[-1]


@dataclass(frozen=True, slots=True)
class Search:
    """What the page shows. Without `spot`, `where` says whether to choose, or what looks like what was typed."""

    wish: Wish
    kinds: Kinds
    period: Period
    where: geo.Found
    spot: Spot | None = None
    km: int = USUAL_KM
    on: int = 0
    """Sessions within `km` that go on."""
    branches: int = 0
    shown: tuple[Found, ...] = ()
    sketch: Neighbourhood | None = None
    otherwise: Otherwise | None = None

    @property
    def is_widened(self) -> bool:
        """True when nothing was as near as was asked, or as is usual."""
        return self.spot is not None and self.km > (self.wish.km or USUAL_KM)

    @property
    def first_number(self) -> int:
        """The number of the first place on this page."""
        return (self.wish.page - 1) * ON_A_PAGE + 1

    @property
    def has_more(self) -> bool:
        return self.branches >= self.first_number + ON_A_PAGE

    @property
    def numbered(self) -> list[tuple[int, Found]]:
        return list(enumerate(self.shown, start=self.first_number))


def search(scope: Scope, wish: Wish) -> Search:
    """A fixed number of statements, whatever there is; an empty result costs a few more to say what is near anyway."""
    known = kinds(scope)
    if wish.kind and not known.name(wish.kind):
        wish = replace(wish, kind="")
    period = Period.of(wish.when, clock.today())
    where = geo.find(scope, wish.place)
    if where.spot is None:
        ahead = otherwise.in_the_country(scope, wish) if not where.asked else None
        return Search(wish, known, period, where, otherwise=ahead)
    wish = replace(wish, place=where.spot.query)
    return _around(scope, Search(wish, known, period, where, where.spot), where.spot)


def _around(scope: Scope, search: Search, spot: Spot) -> Search:
    wish, period = search.wish, search.period
    at = Point(spot.lat, spot.lon)
    km, hits = _look(scope, at, period, wish)
    if not hits:
        nothing = otherwise.near_anyway(scope, at, wish, period)
        pins = _pins(nothing.closest, 1)
        return replace(search, km=FARTHEST, otherwise=nothing, sketch=geo.sketch_of(scope, spot, pins))
    first = (wish.page - 1) * ON_A_PAGE
    shown = near.found(scope, hits[first : first + ON_A_PAGE], period, wish)
    return replace(
        search,
        km=km,
        on=sum(hit.on for hit in hits),
        branches=len(hits),
        shown=tuple(shown),
        sketch=geo.sketch_of(scope, spot, _pins(shown, first + 1)),
    )


def _look(scope: Scope, at: Point, period: Period, wish: Wish) -> tuple[int, list[Hit]]:
    """As near as was asked; where nothing goes on there, as far as is still to be done."""
    asked = wish.km or USUAL_KM
    hits = near.hits(scope, at, asked, period, wish)
    if any(hit.on for hit in hits) or asked == FARTHEST:
        return asked, hits
    farther = near.hits(scope, at, FARTHEST, period, wish)
    for km in RADII:
        within = [hit for hit in farther if hit.km <= km]
        if km > asked and any(hit.on for hit in within):
            return km, within
    return asked, hits


def _pins(shown: Sequence[Found], first: int) -> list[Pinned]:
    return [Pinned(number, one.place.lat, one.place.lon) for number, one in enumerate(shown, start=first)]
