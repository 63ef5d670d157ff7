"""What somebody wants to see: period, province, concept and size of the working area. It all stands in the address."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from stelsel import clock
from stelsel.i18n import _
from stelsel.web.format import month
from stelsel.web.query import Query
from stelsel_admin.dashboards.figures import next_month

ALL = ""
"""Every province, concept or size."""
LAST_YEAR = "12"
"""The key of the period of twelve months up to and with this one."""
FILTERS = ("periode", "provincie", "soort", "grootte")


class Size(enum.StrEnum):
    """Inhabitants of a library's working area."""

    SMALL = "klein"
    MIDDLE = "midden"
    LARGE = "groot"
    LARGEST = "grootst"
    UNKNOWN = "onbekend"


LIMITS = ((Size.SMALL, 50_000), (Size.MIDDLE, 100_000), (Size.LARGE, 250_000))
"""A size holds working areas below its limit."""
SIZES: dict[Size, Any] = {
    Size.SMALL: _("Tot 50.000 inwoners"),
    Size.MIDDLE: _("50.000 tot 100.000"),
    Size.LARGE: _("100.000 tot 250.000"),
    Size.LARGEST: _("250.000 of meer"),
    Size.UNKNOWN: _("Werkgebied onbekend"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """Months from the first to the last, both included."""

    key: str
    first: date
    last: date

    @property
    def label(self) -> str:
        """'januari 2026 tot en met december 2026', and what people call it before it."""
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


class Named(NamedTuple):
    """A province or a concept."""

    key: str
    name: str


@dataclass(frozen=True)
class Choice:
    """What was chosen, out of what there is to choose."""

    period: Period
    province: str
    concept: str
    size: str
    periods: Sequence[Period]
    provinces: Sequence[Named]
    concepts: Sequence[Named]

    @cached_property
    def cell(self) -> tuple[str, str, str]:
        return self.province, self.concept, self.size

    @property
    def province_name(self) -> str:
        return _name(self.provinces, self.province)

    @property
    def concept_name(self) -> str:
        return _name(self.concepts, self.concept)

    @property
    def size_name(self) -> str:
        return str(SIZES[Size(self.size)]) if self.size else ""

    def query(self, **changes: str) -> str:
        """The part of the address after the question mark; what is as usual is left out."""
        values = dict(zip(FILTERS, (self.period.key, *self.cell), strict=True)) | changes
        told = {name: value for name, value in values.items() if value and (name, value) != (FILTERS[0], LAST_YEAR)}
        return f"?{urlencode(told)}" if told else ""

    def fields(self) -> list[tuple[str, Any, list[tuple[str, Any]], str]]:
        """For the filters above the page."""
        every_province, every_concept = _("Alle provincies"), _("Alle soorten hulp")
        return [
            ("periode", _("Periode"), [(one.key, one.label) for one in self.periods], self.period.key),
            ("provincie", _("Provincie"), [(ALL, every_province), *self.provinces], self.province),
            ("soort", _("Soort hulp"), [(ALL, every_concept), *self.concepts], self.concept),
            ("grootte", _("Grootte werkgebied"), [(ALL, _("Alle groottes")), *SIZES.items()], self.size),
        ]


def this_month() -> date:
    return clock.today().replace(day=1)


def read(query: Query, first: date | None, provinces: Sequence[Named], concepts: Sequence[Named]) -> Choice:
    """The choice that an address makes; what is unknown counts as not chosen. `first`: the first month with figures."""
    offered = periods(first)
    key = query.one_of("periode", [one.key for one in offered], LAST_YEAR)
    return Choice(
        period=next(one for one in offered if one.key == key),
        province=query.one_of("provincie", [one.key for one in provinces]),
        concept=query.one_of("soort", [one.key for one in concepts]),
        size=query.one_of("grootte", [one.value for one in Size]),
        periods=offered,
        provinces=provinces,
        concepts=concepts,
    )


def periods(first: date | None) -> list[Period]:
    """The last twelve months, and every calendar year since the first figures, newest first."""
    now = this_month()
    years = range(now.year, min(first or now, now).year - 1, -1)
    found = [Period(str(year), date(year, 1, 1), date(year, 12, 1)) for year in years]
    return [Period(LAST_YEAR, next_month(now, -11), now), *found]


def _name(among: Sequence[Named], key: str) -> str:
    return next((one.name for one in among if one.key == key), "")
