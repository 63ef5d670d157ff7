"""The year that the address of yearly figures asks for."""

from collections.abc import Sequence
from datetime import date

from stelsel import clock
from stelsel.web.periods import Period, periods
from stelsel.web.query import Query

DUE = (5, 1)
"""Month and day before which the figures of the year before are handed in."""


def asked_for(first: date | None) -> tuple[list[Period], Period]:
    """The years there are since the `first` month with figures, and the one that is wanted."""
    years = periods(first)[1:]
    key = Query().one_of("jaar", [one.key for one in years], _usual(years))
    return years, next(one for one in years if one.key == key)


def _usual(years: Sequence[Period]) -> str:
    """The year that people come for: until it is due the one that is over, if there are figures of it."""
    today = clock.today()
    wanted = today.year - 1 if today < date(today.year, *DUE) else today.year
    keys = [year.key for year in years]
    return str(wanted) if str(wanted) in keys else keys[0]
