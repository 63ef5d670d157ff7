"""Ratios as dots on stems from the 100 % line: filled from 100 % on, hollow below. Nothing is capped."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from stelsel.web.charts.scale import Tick, label_room, linear
from stelsel.web.format import percent

ROW, TOP, PHONE = 26, 34, 400


@dataclass(frozen=True, slots=True)
class Ratio:
    """One row. `value` is a ratio (1.16 is 116 %), None when it is not known or may not be shown."""

    label: str
    value: float | None
    note: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A row of the drawing; `x` None: only words."""

    y: float
    label: str
    note: str
    text: str
    x: float | None
    full: bool
    anchor: str
    text_x: float


@dataclass(frozen=True, slots=True)
class DotChart:
    """The drawing. `one` is where 100 % stands."""

    width: int
    height: float
    label_x: float
    one: float
    ticks: tuple[Tick, ...]
    rows: tuple[Dot, ...]
    bottom: float
    top: int = TOP


def dots(rows: Sequence[Ratio], width: int) -> DotChart:
    """A chart of the rows in their order; the axis goes from a round number below to one above them."""
    narrow = width < PHONE
    step = 0.4 if narrow else 0.2
    known = [row.value for row in rows if row.value is not None]
    low = min(1 - step, math.floor(min(known, default=1) / step) * step)
    high = max(1 + step, math.ceil(max(known, default=1) / step) * step)
    label_x = label_room([row.label for row in rows], width)
    x = linear(low, high, label_x + 12, width - 84)
    bottom = TOP + ROW * len(rows) + 2
    steps = round((high - low) / step)
    return DotChart(
        width=width,
        height=bottom + 28,
        label_x=label_x,
        one=x(1),
        ticks=tuple(Tick(x(low + step * i), percent(low + step * i)) for i in range(steps + 1)),
        rows=tuple(_dot(row, TOP + ROW * (i + 0.5), x(row.value or 1), x(1)) for i, row in enumerate(rows)),
        bottom=bottom,
    )


def _dot(row: Ratio, y: float, x: float, one: float) -> Dot:
    if row.value is None:
        return Dot(y, row.label, row.note, row.instead, None, full=False, anchor="start", text_x=one + 10)
    full = row.value >= 1
    return Dot(
        y, row.label, row.note, percent(row.value), x, full, "start" if full else "end", x + 13 if full else x - 13
    )
