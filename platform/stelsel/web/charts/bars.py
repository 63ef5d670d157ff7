"""Bars, plain or stacked, from zero, with their figures beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from stelsel.web.charts.scale import Scale, ceiling, label_room, linear
from stelsel.web.format import number

ROW, TOP, SERIES = 34, 8, 4


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: a figure per series, None when it is not known; `instead` then says why ("minder dan 5")."""

    label: str
    values: tuple[float | None, ...]
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a bar in the colour of its series (0 to 3)."""

    x: float
    width: float
    series: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the drawing."""

    y: float
    label: str
    pieces: tuple[Piece, ...]
    text: str
    text_x: float


@dataclass(frozen=True, slots=True)
class BarChart:
    """The drawing. `left` is where zero stands."""

    width: int
    height: float
    left: float
    rows: tuple[Row, ...]
    thickness: int = 20


def bars(rows: Sequence[Bar], width: int) -> BarChart:
    """A chart of the rows in their order. Raises ValueError for more than four series: colours run out."""
    if any(len(row.values) > SERIES for row in rows):
        raise ValueError("at most four series can be told apart")
    left = label_room([row.label for row in rows], width)
    x = linear(0, ceiling(max((sum(v or 0 for v in row.values) for row in rows), default=0)), left, width - 70)
    drawn = tuple(_row(row, TOP + ROW * i, x) for i, row in enumerate(rows))
    return BarChart(width=width, height=TOP * 2 + ROW * len(rows), left=left, rows=drawn)


def _row(row: Bar, y: float, x: Scale) -> Row:
    pieces, total = [], 0.0
    for series, value in enumerate(row.values):
        if value:
            pieces.append(Piece(x(total), round(x(total + value) - x(total), 1), series))
            total += value
    unknown = all(value is None for value in row.values)
    return Row(y, row.label, tuple(pieces), row.instead if unknown else number(total), x(total) + 8)
