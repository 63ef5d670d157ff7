"""Few classes with round limits, from light (little) to dark (much)."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from stelsel.i18n import _
from stelsel.web.format import number

CLASSES = 5


@dataclass(frozen=True, slots=True)
class Legend:
    """One line: class 0 to 4, or None for what is not known, and its words."""

    of: int | None
    text: str


def class_of(value: float | None, limits: Sequence[float]) -> int | None:
    """The class of a figure: 0 below the first limit, and so on. None stays None."""
    return None if value is None else bisect_right(limits, value)


def legend(limits: Sequence[float], *, unknown: str = "", decimals: int = 0) -> tuple[Legend, ...]:
    """The words of each class. Raises ValueError when there are more than five or they do not rise."""
    if len(limits) >= CLASSES or list(limits) != sorted(set(limits)):
        raise ValueError("at most four rising limits make at most five classes")
    edges = [number(limit, decimals) for limit in (0, *limits)]
    lines = [Legend(i, f"{edges[i]} – {edges[i + 1]}") for i in range(len(limits))]
    lines.append(Legend(len(limits), str(_("%(limit)s of meer", limit=edges[-1]))))
    return (*lines, Legend(None, unknown)) if unknown else tuple(lines)
