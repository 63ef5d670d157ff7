"""What the home page tells of the network: what is on today, and how much there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, distinct, func, select

from stelsel import clock
from stelsel.tenancy import Scope
from stelsel.web.format import amsterdam
from stelsel_tenants.finder import otherwise
from stelsel_tenants.finder.otherwise import Line
from stelsel_tenants.site import choices
from stelsel_tenants.site.models import PublishedBranch, PublishedSession

LINES = 6
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Figures:
    """`places` that are open; sessions of today and of seven days; of these, how many partners and municipalities."""

    places: int
    today: int
    week: int
    partners: int
    municipalities: int


@dataclass(frozen=True, slots=True)
class Home:
    """`lines` are of `day`: today, or the first day on which there is something."""

    day: date
    lines: tuple[Line, ...]
    figures: Figures


def home(scope: Scope) -> Home:
    """Three statements; two more on a day on which there is nothing."""
    day = clock.today()
    lines = _on(scope, day)
    if not lines and (coming := _next(scope, clock.end_of(day))):
        day = amsterdam(coming).date()
        lines = _on(scope, day)
    return Home(day, tuple(spread(lines, LINES)), figures(scope))


def figures(scope: Scope) -> Figures:
    """Two statements: one over the branches, one over the sessions of seven days."""
    begin = clock.start_of(clock.today())
    session, branch = PublishedSession, PublishedBranch
    tomorrow = clock.end_of(clock.today())
    counted = select(
        func.count().filter(session.starts_at < tomorrow),
        func.count(),
        func.count(distinct(session.organisation_id)),
        func.count(distinct(branch.municipality_code)),
    ).join(branch, and_(branch.tenant_id == session.tenant_id, branch.id == session.branch_id))
    on = counted.where(*_between(begin, begin + WEEK))
    places = scope.session.scalar(select(func.count()).select_from(branch))
    return Figures(places or 0, *scope.session.execute(on).one())


def spread(lines: Sequence[Line], most: int) -> list[Line]:
    """At most this many, spread over the day."""
    if len(lines) <= most:
        return list(lines)
    step = len(lines) / most
    return [lines[int(number * step)] for number in range(most)]


def _on(scope: Scope, day: date) -> list[Line]:
    """One session of each library on a day, in the order of time. One statement."""
    session = PublishedSession
    # any one of a library's: by their random ids, so that not all of them are the first of the morning
    rank = func.row_number().over(partition_by=session.tenant_id, order_by=session.id)
    of_day = select(session.id, rank.label("rank")).where(*_between(clock.start_of(day), clock.end_of(day)))
    one_each = of_day.subquery()
    chosen = otherwise.lines().join(one_each, one_each.c.id == session.id).where(one_each.c.rank == 1)
    return otherwise.read_lines(scope, chosen.where(*_between(clock.start_of(day), clock.end_of(day))))


def _next(scope: Scope, after: datetime) -> datetime | None:
    session = PublishedSession
    first = select(func.min(session.starts_at)).where(session.starts_at >= after, choices.goes_on())
    found: datetime | None = scope.session.scalar(first)
    return found


def _between(begin: datetime, end: datetime) -> tuple[ColumnElement[bool], ...]:
    session = PublishedSession
    return session.starts_at >= begin, session.starts_at < end, choices.goes_on()
