"""Months as a thin line, their moving average as a thick one, with breaks in the series in sight."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from stelsel.web.charts.scale import Scale, Tick, ceiling, linear, path, runs
from stelsel.web.format import number

HEIGHT, TOP, BOTTOM, LEFT, RIGHT = 290, 26, 256, 52, 64
_LAST_YEAR_OF_WORDS = 0.7


@dataclass(frozen=True, slots=True)
class Month:
    """One month. `year` groups the axis; `value` None is a month without figures."""

    label: str
    year: str
    value: float | None
    average: float | None = None


@dataclass(frozen=True, slots=True)
class Year:
    """A year on the axis: the middle of its months, what stands there, and the line that separates it (None: first)."""

    at: float
    text: str
    note: str
    line: float | None


@dataclass(frozen=True, slots=True)
class Break:
    """A change in how is counted: where, what it says, and on which side the words have room."""

    at: float
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """The drawing. `last` is the end of the thick line: x, y and its figure, or None."""

    width: int
    left: float
    right: float
    grid: tuple[Tick, ...]
    years: tuple[Year, ...]
    breaks: tuple[Break, ...]
    thin: tuple[str, ...]
    thick: tuple[str, ...]
    dots: tuple[tuple[float, float], ...]
    last: tuple[float, float, str] | None
    height: int = HEIGHT
    top: int = TOP
    bottom: int = BOTTOM


def months(
    series: Sequence[Month],
    width: int,
    *,
    breaks: Sequence[tuple[int, str]] = (),
    notes: dict[str, str] | None = None,
) -> LineChart:
    """A chart of months in their order.

    `breaks` are (index of the first month that is counted the new way, words); the lines stop there. `notes` is
    what stands above a year, such as "N 112".
    """
    values, averages = [m.value for m in series], [m.average for m in series]
    top = ceiling(max((v for v in (*values, *averages) if v is not None), default=0))
    x = linear(0, max(len(series) - 1, 1), LEFT, width - RIGHT)
    y = linear(0, top, BOTTOM, TOP)
    cuts = frozenset(index for index, _ in breaks)
    return LineChart(
        width=width,
        left=LEFT,
        right=width - RIGHT,
        grid=tuple(Tick(y(top * step / 4), number(top * step / 4)) for step in range(5)),
        years=tuple(_years(series, x, notes or {})),
        breaks=tuple(_break(i, words, x, len(series)) for i, words in breaks),
        thin=tuple(path([(x(i), y(values[i] or 0)) for i in run]) for run in runs(values, cuts)),
        thick=tuple(path([(x(i), y(averages[i] or 0)) for i in run]) for run in runs(averages, cuts)),
        dots=tuple((x(i), y(v)) for i, v in enumerate(values) if v is not None),
        last=_last(averages, x, y),
    )


def moving_average(
    values: Sequence[float | None], *, window: int = 12, breaks: Sequence[int] = ()
) -> list[float | None]:
    """The mean of the last `window` months, None where one of them is absent or lies before a break."""
    cuts = sorted(breaks)
    averages: list[float | None] = []
    for end in range(len(values)):
        start = end - window + 1
        part = [v for v in values[max(start, 0) : end + 1] if v is not None]
        broken = any(start < cut <= end for cut in cuts)
        averages.append(sum(part) / window if len(part) == window and not broken else None)
    return averages


def _years(series: Sequence[Month], x: Scale, notes: dict[str, str]) -> list[Year]:
    found = []
    for year, group in groupby(range(len(series)), key=lambda i: series[i].year):
        indexes = list(group)
        line = x(indexes[0] - 0.5) if indexes[0] else None
        found.append(Year(x((indexes[0] + indexes[-1]) / 2), year, notes.get(year, ""), line))
    return found


def _break(index: int, words: str, x: Scale, count: int) -> Break:
    late = index > count * _LAST_YEAR_OF_WORDS
    return Break(x(index - 0.5), words, "end" if late else "start")


def _last(averages: Sequence[float | None], x: Scale, y: Scale) -> tuple[float, float, str] | None:
    for index in range(len(averages) - 1, -1, -1):
        value = averages[index]
        if value is not None:
            return x(index), y(value), number(value)
    return None
