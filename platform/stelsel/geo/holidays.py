"""Public holidays by rule. Pure; what the network keeps of them is the dated table in `models`.

Good Friday and 5 May are no free days by law, so a library is taken to be open then unless it says
otherwise (FEATURES A6).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from stelsel.geo import shipped

FIRST_YEAR = 2014
"""The first year with a King's Day; before it the rules below do not hold."""
LAST_YEAR = 2199
SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public holiday on its day. `closed`: libraries are taken to be closed unless a branch says otherwise."""

    day: date
    key: str
    name: str
    closed: bool


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus, Jones and Butcher)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leaps, common = divmod(century, 4)
    moon = (19 * golden + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * common + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def kings_day(year: int) -> date:
    """27 April; the day before when that is a Sunday."""
    day = date(year, 4, 27)
    return day - timedelta(days=1) if day.weekday() == SUNDAY else day


@cache
def public_holidays(year: int) -> tuple[Holiday, ...]:
    """All public holidays of a year, in order. Raises ValueError outside 2014-2199."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"public holidays are known from {FIRST_YEAR} to {LAST_YEAR}")
    days = (Holiday(_on(rule.rule, year), rule.key, rule.name, rule.closed) for rule in shipped.holiday_rules())
    return tuple(sorted(days, key=lambda holiday: (holiday.day, holiday.key)))


def between(first: date, last: date) -> Iterator[Holiday]:
    """The public holidays from `first` up to and including `last`."""
    for year in range(first.year, last.year + 1):
        yield from (holiday for holiday in public_holidays(year) if first <= holiday.day <= last)


def _on(rule: str, year: int) -> date:
    """`12-25` is a fixed day, `easter+39` counts from Easter Sunday, `kings-day` has a rule of its own."""
    if rule == "kings-day":
        return kings_day(year)
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule.removeprefix("easter") or 0))
    month, day = rule.split("-")
    return date(year, int(month), int(day))
