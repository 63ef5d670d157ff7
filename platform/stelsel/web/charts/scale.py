"""From figures to pixels."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Scale: TypeAlias = Callable[[float], float]


LETTER = 6.9
"""The width of a letter at 13 pixels, on the wide side."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the grid: where, and what it says."""

    at: float
    text: str


def ceiling(top: float, lines: int = 4) -> float:
    """The smallest round number that `lines` equal steps from zero reach and that is not below `top`."""
    if top <= 0:
        return float(lines)
    raw = top / lines
    magnitude = 10.0 ** math.floor(math.log10(raw))
    step = next(magnitude * nice for nice in (1, 2, 2.5, 3, 4, 5, 6, 8, 10) if magnitude * nice >= raw * 0.999_999)
    return step * lines


def linear(low: float, high: float, start: float, end: float) -> Scale:
    """Maps low..high to start..end, rounded to a tenth of a pixel."""
    span = (high - low) or 1
    return lambda value: round(start + (value - low) / span * (end - start), 1)


def label_room(labels: Sequence[str], width: float) -> float:
    """Pixels for the words before the axis: the longest, but never over two fifths of the drawing."""
    letters = max((len(label) for label in labels), default=0)
    return round(min(letters * LETTER + 12, width * 0.4), 1)


def path(points: Sequence[tuple[float, float]]) -> str:
    """An open line through the points, for `d`."""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)


def runs(values: Sequence[float | None], cuts: frozenset[int]) -> list[list[int]]:
    """Indexes of unbroken stretches: a gap or a cut (the first index after a break) starts a new one."""
    found: list[list[int]] = []
    for index, value in enumerate(values):
        if value is None:
            continue
        joined = index not in cuts and index > 0 and values[index - 1] is not None and found
        if joined:
            found[-1].append(index)
        else:
            found.append([index])
    return found
