"""Periods of whole months above figures: the last twelve months, and every calendar year."""

from dataclasses import dataclass
from datetime import date

from stelsel import clock
from stelsel.i18n import _
from stelsel.web.format import month

LAST_YEAR = "12"
"""The key of the period of twelve months up to and with this one."""


@dataclass(frozen=True, slots=True)
class Period:
    """Months from the first to the last, both included."""

    key: str
    first: date
    last: date

    @property
    def label(self) -> str:
        """What people call it: 'Laatste 12 maanden', 'Heel 2025', or '2026' while that year runs."""
        if self.key == LAST_YEAR:
            return str(_("Laatste 12 maanden"))
        return str(_("Heel %(year)s", year=self.key)) if self.last < this_month() else str(self.first.year)

    @property
    def words(self) -> str:
        """'januari tot en met oktober 2026'; a period that is not over ends with this month."""
        last = min(self.last, this_month())
        if self.first == last:
            return f"{month(last)} {last.year}"
        year = "" if self.first.year == last.year else f" {self.first.year}"
        begin, end = f"{month(self.first)}{year}", f"{month(last)} {last.year}"
        return str(_("%(begin)s tot en met %(end)s", begin=begin, end=end))

    @property
    def months(self) -> list[date]:
        found = [self.first]
        while found[-1] < self.last:
            found.append(next_month(found[-1]))
        return found

    @property
    def is_open(self) -> bool:
        """True while figures of this period still come in."""
        return self.last >= this_month()


def this_month() -> date:
    return clock.today().replace(day=1)


def next_month(month: date, number: int = 1) -> date:
    """The month so many after (before, when negative) this one."""
    count = month.year * 12 + month.month - 1 + number
    return date(count // 12, count % 12 + 1, 1)


def periods(first: date | None) -> list[Period]:
    """The last twelve months, and every calendar year since the first figures, newest first."""
    now = this_month()
    years = range(now.year, min(first or now, now).year - 1, -1)
    found = [Period(str(year), date(year, 1, 1), date(year, 12, 1)) for year in years]
    return [Period(LAST_YEAR, next_month(now, -11), now), *found]
