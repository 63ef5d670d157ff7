"""The days that a search is about. Pure; a page that is kept says them as dates, never as "vandaag"."""

import enum
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from stelsel import clock
from stelsel.i18n import _
from stelsel.web.format import day

LONGER = timedelta(days=62)
"""How far "Daarna" looks, and where an empty search looks for what comes later."""


class When(enum.StrEnum):
    """The words of the address."""

    TODAY = "vandaag"
    TOMORROW = "morgen"
    WEEK = "week"
    MONTH = "maand"


WORDS: dict[When, Any] = {
    When.WEEK: _("Deze week"),
    When.TODAY: _("Vandaag"),
    When.TOMORROW: _("Morgen"),
    When.MONTH: _("Komende maand"),
}
_STARTS_IN = {When.TOMORROW: 1}
_LASTS = {When.TODAY: 1, When.TOMORROW: 1, When.WEEK: 7, When.MONTH: 31}


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    @classmethod
    def of(cls, when: When, today: date) -> "Period":
        first = today + timedelta(days=_STARTS_IN.get(when, 0))
        return cls(first, first + timedelta(days=_LASTS[when] - 1))

    @property
    def begin(self) -> datetime:
        return clock.start_of(self.first)

    @property
    def end(self) -> datetime:
        """Exclusive."""
        return clock.end_of(self.last)

    @property
    def words(self) -> str:
        """'dinsdag 1 december' or 'dinsdag 1 tot en met maandag 7 december'."""
        if self.first == self.last:
            return day(self.first)
        return str(_("%(first)s tot en met %(last)s", first=day(self.first), last=day(self.last)))
