"""Which standing session becomes which date of a new schedule, so that it keeps its people and its address. Pure."""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date, datetime
from typing import TypeVar

from stelsel import clock
from stelsel_tenants.activities.outlook import Occurrence

K = TypeVar("K")
NEAREST = 3
"""Days that a date may lie away and still be the same one, moved."""


def match(standing: Mapping[K, datetime], wanted: Iterable[Occurrence]) -> dict[K, Occurrence]:
    """The dates that stand on, by session: on the same start, else of the same date, else in the same ISO week and in
    the same place in that week, else the nearest within three days. Who is not in it has no date any more.
    """
    left = dict(sorted(standing.items(), key=lambda pair: pair[1]))
    free = sorted(wanted)
    found: dict[K, Occurrence] = {}
    for of_session, of_date in ALIKE:
        waiting = defaultdict[Hashable, deque[Occurrence]](deque)
        for one in free:
            waiting[of_date(one)].append(one)
        for key, start in left.items():
            if alike := waiting[of_session(start)]:
                found[key] = alike.popleft()
        left, free = _rest(left, free, found)
    for key, start in left.items():
        near = [one for one in free if abs((one.day - _civil(start)).days) <= NEAREST]
        if near:
            found[key] = min(near, key=lambda one: (abs(one.starts_at - start), one.starts_at))
            free.remove(found[key])
    return found


def _rest(
    left: Mapping[K, datetime], free: Iterable[Occurrence], found: Mapping[K, Occurrence]
) -> tuple[dict[K, datetime], list[Occurrence]]:
    given = {one.starts_at for one in found.values()}
    still = {key: start for key, start in left.items() if key not in found}
    return still, [one for one in free if one.starts_at not in given]


def _civil(start: datetime) -> date:
    return start.astimezone(clock.AMSTERDAM).date()


def _week(day: date) -> tuple[int, int]:
    year, week, _weekday = day.isocalendar()
    return year, week


ALIKE: tuple[tuple[Callable[[datetime], Hashable], Callable[[Occurrence], Hashable]], ...] = (
    (lambda start: start, lambda one: one.starts_at),
    (_civil, lambda one: one.rule_day),
    (_civil, lambda one: one.day),
    (lambda start: _week(_civil(start)), lambda one: _week(one.day)),
)
"""What a session and a date must have in common, the surest first."""
