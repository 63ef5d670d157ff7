"""A rule through the season: a dot per week that fits it, open where it falls away, with the reasons as bands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stelsel.web.charts.scale import linear
from stelsel.web.format import month

WIDTH, HEIGHT, MIDDLE, EDGE = 440, 88, 43, 13
STATES = frozenset({"on", "off", "dot"})
_ROOM_FOR_A_MONTH = 30


@dataclass(frozen=True, slots=True)
class Occasion:
    """A day: "on" (it happens), "off" (it falls away) or "dot" (a week that the rule skips)."""

    day: date
    state: str


@dataclass(frozen=True, slots=True)
class Band:
    """Days, first and last included, in which nothing happens, and why."""

    first: date
    last: date
    name: str


@dataclass(frozen=True, slots=True)
class Season:
    """The drawing: dots (x, state), months (x, name), bands (x, width, name)."""

    dots: tuple[tuple[float, str], ...]
    months: tuple[tuple[float, str], ...]
    bands: tuple[tuple[float, float, str], ...]
    width: int = WIDTH
    height: int = HEIGHT
    middle: int = MIDDLE


def season(occasions: Sequence[Occasion], bands: Sequence[Band] = ()) -> Season:
    """A drawing of the occasions in their order. Raises ValueError for a state that is none."""
    if not occasions:
        return Season((), (), ())
    if unknown := {occasion.state for occasion in occasions} - STATES:
        raise ValueError(f"no such state: {', '.join(sorted(unknown))}")
    first, last = occasions[0].day, occasions[-1].day
    x = linear(first.toordinal(), last.toordinal(), EDGE, WIDTH - EDGE)
    at = [(x(occasion.day.toordinal()), occasion) for occasion in occasions]
    inside = [band for band in bands if band.last >= first and band.first <= last]
    return Season(
        dots=tuple((where, occasion.state) for where, occasion in at),
        months=tuple(_months([(where, occasion.day) for where, occasion in at])),
        bands=tuple(
            _band(band, x(max(band.first, first).toordinal()), x(min(band.last, last).toordinal())) for band in inside
        ),
    )


def _months(days: Sequence[tuple[float, date]]) -> list[tuple[float, str]]:
    """The first day of each month, where there is room for its name."""
    found: list[tuple[float, str]] = []
    seen: tuple[int, int] | None = None
    for where, day in days:
        if (day.year, day.month) != seen and (not found or where - found[-1][0] >= _ROOM_FOR_A_MONTH):
            found.append((where, month(day, short=True)))
        seen = (day.year, day.month)
    return found


def _band(band: Band, start: float, end: float) -> tuple[float, float, str]:
    return round(start - 4, 1), round(max(end - start, 1) + 8, 1), band.name
