"""A month on the wall: per day the first few, and how many more there are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from stelsel import clock
from stelsel.tenancy import Scope
from stelsel.web.format import amsterdam
from stelsel_tenants.site import choices
from stelsel_tenants.site.choices import Wanted
from stelsel_tenants.site.library import agenda
from stelsel_tenants.site.library.agenda import Line
from stelsel_tenants.site.library.periods import Period
from stelsel_tenants.site.models import PublishedSession
from stelsel_tenants.site.places import Place

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Day:
    """What stands in one square. `more`: how many do not."""

    lines: tuple[Line, ...]
    more: int


def days(
    scope: Scope, found: Sequence[Line], period: Period, wanted: Wanted, places: Sequence[Place]
) -> dict[date, Day]:
    """The days that have something: of `found`, which may end before the month does. One statement."""
    by_day = dict(agenda.by_day(found))
    numbers = _numbers(scope, period, wanted, places)
    return {day: _day(by_day.get(day, []), number) for day, number in numbers.items()}


def _day(lines: Sequence[Line], number: int) -> Day:
    shown = tuple(lines[:SHOWN])
    return Day(shown, number - len(shown))


def _numbers(scope: Scope, period: Period, wanted: Wanted, places: Sequence[Place]) -> Counter[date]:
    starts_at = PublishedSession.starts_at
    statement = select(starts_at).where(
        starts_at >= clock.start_of(period.first),
        starts_at < clock.end_of(period.last),
        *choices.conditions(wanted, places),
    )
    return Counter(amsterdam(moment).date() for moment in scope.session.scalars(statement))
