"""The table at the end: what was measured, against what, and the goal."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One figure. `goal` is a sentence; `met` is None where there is none."""

    what: str
    figure: str
    goal: str = ""
    met: bool | None = None

    @property
    def verdict(self) -> str:
        return {True: "met", False: "NOT MET", None: ""}[self.met]


def draw(lines: Sequence[Line]) -> str:
    """The lines under each other in columns."""
    rows = [("what", "figure", "goal", ""), *((line.what, line.figure, line.goal, line.verdict) for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    drawn = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([drawn[0], "-" * max(map(len, drawn)), *drawn[1:]])
