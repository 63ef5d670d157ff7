"""What somebody wants to see: period, province, concept and size of the working area. It all stands in the address."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from stelsel.i18n import _
from stelsel.web.periods import LAST_YEAR, Period, periods
from stelsel.web.query import Query

ALL = ""
"""Every province, concept or size."""
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


def _name(among: Sequence[Named], key: str) -> str:
    return next((one.name for one in among if one.key == key), "")
