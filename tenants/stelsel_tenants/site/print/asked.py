"""What the address of a poster asks for: `?activiteit=<id>`, or a period with the filters of the agenda."""

import enum
import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from stelsel.errors import NotFound
from stelsel.text import identifier
from stelsel.web.query import Query
from stelsel_tenants.site import choices
from stelsel_tenants.site.choices import Wanted
from stelsel_tenants.site.library import periods
from stelsel_tenants.site.library.periods import Kind, Period

SEASON = timedelta(days=182)
"""Half a year: as far as a library plans."""


class Size(enum.StrEnum):
    A3 = "a3"
    A4 = "a4"
    A5 = "a5"
    TWO_A5 = "a5x2"
    """Two leaflets on an A4 that is cut in half; of one activity only."""

    @property
    def width_mm(self) -> int:
        return {Size.A3: 297, Size.A4: 210, Size.A5: 148, Size.TWO_A5: 297}[self]


class Span(enum.StrEnum):
    WEEK = "week"
    NEXT_WEEK = "volgende-week"
    MONTH = "maand"
    NEXT_MONTH = "volgende-maand"
    SEASON = "seizoen"


@dataclass(frozen=True, slots=True)
class Asked:
    """One activity, or the dates of a period. `span` is the period by its name; None where the address gives days."""

    activity_id: uuid.UUID | None
    wanted: Wanted
    span: Span | None
    period: Period
    size: Size

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """As the address says it."""
        if self.activity_id is not None:
            return (("activiteit", str(self.activity_id)), ("formaat", self.size.value))
        days = (("periode", self.span.value),) if self.span else self.period.address
        return (*days, *self.wanted.pairs, ("formaat", self.size.value))


def read(query: Query, today: date, usual: Span | None = None) -> Asked:
    """Junk gives what is usual; an activity that is none raises NotFound."""
    typed = query.text("activiteit", max=36)
    size = query.choice("formaat", Size, Size.A4)
    if typed:
        activity_id = identifier(typed)
        if activity_id is None:
            raise NotFound
        return Asked(activity_id, Wanted(), None, periods.coming(today), size)
    span = query.choice("periode", Span, usual)
    period = periods.read(query, today) if span is None else spanned(span, today)
    return Asked(None, choices.read(query), span, period, Size.A5 if size is Size.TWO_A5 else size)


def spanned(span: Span, today: date) -> Period:
    """The days of a period that is named from today."""
    if span is Span.SEASON:
        return Period(Kind.COMING, today, today + SEASON, None, None)
    kind = Kind.WEEK if span in {Span.WEEK, Span.NEXT_WEEK} else Kind.MONTH
    this = periods.around(kind, today, today)
    if span in {Span.NEXT_WEEK, Span.NEXT_MONTH}:
        return periods.around(kind, this.last + periods.DAY, today)
    return this
