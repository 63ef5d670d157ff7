"""Which counts of people are too few to show, and which others must go with them (SECURITY P-31). Pure.

A cell with fewer than five people is hidden. That is not enough where a total stands beside its parts: who takes the
shown parts from the total has what was hidden. So more cells are hidden, the smallest first, until

- a total that is shown hides no part, or at least two that are five people together;
- no hidden cell follows from all totals taken together (solved as equations: a ring of totals may give away what no
  single total does).

What is hidden for being few and what is hidden to protect it look the same to the reader: knowing which is which would
narrow both down.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from stelsel.db.personal import FEWEST

PRIME = 2**61 - 1
"""Equations are solved modulo this: exact, and as good as over the fractions for coefficients of one."""

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Line(Generic[K]):
    """A total and the parts that it is the sum of."""

    total: K
    parts: tuple[K, ...]


def hidden(values: Mapping[K, tuple[int, ...]], lines: Iterable[Line[K]], *, fewest: int = FEWEST) -> frozenset[K]:
    """The cells not to show. `values`: of each cell in which people were counted, how many, in one or more ways.

    A cell is hidden when its first count is below `fewest`, or another is and is not nought. Cells that are not in
    `values` (nothing took place there) are known to be empty and protect nobody.
    """
    known = [Line(line.total, tuple(part for part in line.parts if part in values)) for line in lines]
    known = [line for line in known if line.total in values and line.parts]
    hide = {key for key, counts in values.items() if counts[0] < fewest or any(0 < one < fewest for one in counts)}
    while True:
        while any(_protect(values, line, hide, fewest) for line in known):
            pass
        given_away = determined(hide, known)
        if not given_away:
            return frozenset(hide)
        _hide_beside(values, known, hide, given_away)


def determined(hide: Iterable[K], lines: Sequence[Line[K]]) -> set[K]:
    """Hidden cells that follow from the totals and the cells that are shown."""
    unknown = set(hide)
    pivots: dict[K, dict[K, int]] = {}
    for line in lines:
        row = {key: -1 % PRIME for key in line.parts if key in unknown}
        if line.total in unknown:
            row[line.total] = 1
        _reduce(row, pivots)
        if row:
            _take_in(row, pivots)
    return {pivot for pivot, row in pivots.items() if len(row) == 1}


def _protect(values: Mapping[K, tuple[int, ...]], line: Line[K], hide: set[K], fewest: int) -> bool:
    """Hide one cell more of this line if it needs that. True if it did."""
    gone = [key for key in (line.total, *line.parts) if key in hide]
    if not gone:
        return False
    weak = len(gone) < 2 or (line.total not in hide and _few(values, gone, fewest))
    return weak and _hide_smallest(values, [line], hide)


def _few(values: Mapping[K, tuple[int, ...]], gone: list[K], fewest: int) -> bool:
    """True when the hidden cells are, in one of the ways of counting, too few people even together."""
    sums = [sum(one) for one in zip(*(values[key] for key in gone), strict=True)]
    return sums[0] < fewest or any(0 < one < fewest for one in sums)


def _hide_smallest(values: Mapping[K, tuple[int, ...]], lines: Iterable[Line[K]], hide: set[K]) -> bool:
    """The smallest part that is still shown; a total when there is none. False when nothing is left to hide."""
    lines = list(lines)
    parts = {key for line in lines for key in line.parts} - hide
    others = parts or {line.total for line in lines} - hide
    if not others:
        return False
    hide.add(min(others, key=lambda key: (values[key], str(key))))
    return True


def _hide_beside(
    values: Mapping[K, tuple[int, ...]], lines: Sequence[Line[K]], hide: set[K], given_away: set[K]
) -> None:
    """Another cell beside one that the equations give away."""
    for key in sorted(given_away, key=str):
        beside = [line for line in lines if key == line.total or key in line.parts]
        if _hide_smallest(values, beside, hide):
            return
    hide.update(values)  # nothing beside them is left to hide: nothing at all can be shown


def _reduce(row: dict[K, int], pivots: dict[K, dict[K, int]]) -> None:
    """Take known rows from this one until it holds no pivot of theirs. Changes `row`."""
    for pivot in [key for key in row if key in pivots]:
        _subtract(row, pivots[pivot], row.get(pivot, 0))


def _take_in(row: dict[K, int], pivots: dict[K, dict[K, int]]) -> None:
    """Make a reduced row a pivot's, and clear that pivot from the others."""
    pivot = next(iter(row))
    inverse = pow(row[pivot], -1, PRIME)
    unit = {key: value * inverse % PRIME for key, value in row.items()}
    for other in pivots.values():
        if pivot in other:
            _subtract(other, unit, other[pivot])
    pivots[pivot] = unit


def _subtract(row: dict[K, int], other: Mapping[K, int], times: int) -> None:
    if not times:
        return
    for key, value in other.items():
        left = (row.get(key, 0) - times * value) % PRIME
        if left:
            row[key] = left
        else:
            row.pop(key, None)


def cube(dimensions: Sequence[Sequence[str]], whole: str = "") -> list[Line[tuple[str, ...]]]:
    """The lines of a table in any number of dimensions with all its margins; `whole` marks "all of this dimension"."""
    keys: list[tuple[str, ...]] = [()]
    for members in dimensions:
        keys = [(*key, one) for key in keys for one in (whole, *members)]
    by_total: dict[tuple[int, tuple[str, ...]], list[tuple[str, ...]]] = defaultdict(list)
    for key in keys:
        for place, one in enumerate(key):
            if one != whole:
                by_total[place, (*key[:place], whole, *key[place + 1 :])].append(key)
    return [Line(total, tuple(parts)) for (_place, total), parts in by_total.items()]
