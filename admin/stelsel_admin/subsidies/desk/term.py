"""The clock of a case as a drawing: days gone, days stood still, today, and the last day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from stelsel_admin.subsidies import deadlines
from stelsel_admin.subsidies.cases.models import ClockStop

EDGE = 4


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """In pixels of an SVG of this width."""

    width: int
    whole: Bar
    gone: Bar
    stops: tuple[Bar, ...]
    now: float


@dataclass(frozen=True, slots=True)
class Clock:
    """The term of one case."""

    begins: date
    due: date
    today: date
    stopped_days: int
    lasting_since: date | None
    wide: Drawing
    narrow: Drawing

    @property
    def days_left(self) -> int:
        return (self.due - self.today).days


def clock(begins: date, due: date, stops: Sequence[ClockStop], today: date) -> Clock:
    """A stop is drawn from the day after the request; one that lasts, until today."""
    spans = [
        (stop.asked_on + timedelta(days=1), stop.resumed_on or max(today, stop.asked_on + timedelta(days=1)))
        for stop in stops
    ]
    lasting = next((stop.asked_on for stop in stops if stop.resumed_on is None), None)
    closed = deadlines.sum_of((stop.asked_on, stop.resumed_on) for stop in stops if stop.resumed_on).days
    drawings = [_draw(width, begins, due, spans, today) for width in (1100, 360)]
    return Clock(begins, due, today, closed, lasting, *drawings)


def _draw(width: int, begins: date, due: date, spans: list[tuple[date, date]], today: date) -> Drawing:
    last = max(due, today)
    days = max((last - begins).days, 1)

    def x(day: date) -> float:
        share = min(max((day - begins).days / days, 0), 1)
        return round(EDGE + share * (width - 2 * EDGE), 1)

    def bar(since: date, until: date) -> Bar:
        return Bar(x(since), round(max(x(until) - x(since), 0), 1))

    return Drawing(
        width=width,
        whole=bar(begins, last),
        gone=bar(begins, today),
        stops=tuple(bar(since, until) for since, until in spans if until > since),
        now=x(today),
    )
