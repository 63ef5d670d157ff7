"""No hidden count of people can be computed from what is shown, however one adds and subtracts."""

from collections.abc import Mapping
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from stelsel.db.personal import FEWEST
from stelsel_admin.dashboards.suppress import Line, cube, hidden

Key = tuple[str, ...]
Values = dict[Key, tuple[int, ...]]


def margins(inner: Mapping[Key, tuple[int, ...]]) -> Values:
    """All sums of the inner cells of a table, in every direction."""
    found: dict[Key, list[int]] = {}
    for key, counts in inner.items():
        for mask in range(2 ** len(key)):
            margin = tuple("" if mask >> place & 1 else one for place, one in enumerate(key))
            sums = found.setdefault(margin, [0] * len(counts))
            found[margin] = [one + other for one, other in zip(sums, counts, strict=True)]
    return {key: tuple(sums) for key, sums in found.items()}


def solvable(unknown: list[Key], lines: list[Line[Key]]) -> set[Key]:
    """Written again, over the fractions and with full matrices: the unknowns that the lines leave no freedom."""
    rows = []
    for line in lines:
        row = [Fraction(0)] * len(unknown)
        for place, key in enumerate(unknown):
            row[place] = Fraction((key == line.total) - (key in line.parts))
        rows.append(row)
    done = 0
    for column in range(len(unknown)):
        pivot = next((i for i in range(done, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        rows[done] = [one / rows[done][column] for one in rows[done]]
        for i, row in enumerate(rows):
            if i != done and row[column]:
                rows[i] = [one - row[column] * other for one, other in zip(row, rows[done], strict=True)]
        done += 1
    return {unknown[row.index(next(filter(None, row)))] for row in rows if sum(map(bool, row)) == 1}


COUNTS = st.one_of(st.integers(0, 8), st.integers(0, 300))
TABLES = st.tuples(st.integers(1, 5), st.integers(1, 4), st.integers(1, 3)).flatmap(
    lambda size: st.dictionaries(
        st.tuples(*(st.sampled_from([f"{name}{i}" for i in range(n)]) for name, n in zip("pcs", size, strict=True))),
        st.tuples(COUNTS, COUNTS),
        min_size=1,
    )
)


@given(inner=TABLES)
def test_no_hidden_cell_follows_from_those_that_are_shown(inner: Values) -> None:
    values = margins(inner)
    lines = cube([sorted({key[place] for key in inner}) for place in range(3)])
    known = [Line(line.total, tuple(p for p in line.parts if p in values)) for line in lines if line.total in values]
    hide = hidden(values, lines)

    for key, counts in values.items():
        if counts[0] < FEWEST or any(0 < one < FEWEST for one in counts):
            assert key in hide, "a few people are never shown"
    for line in known:
        gone = [part for part in line.parts if part in hide]
        if line.total not in hide and gone:
            assert len(gone) > 1
            left = sum(values[part][0] for part in gone)
            assert left >= FEWEST, "the total less the shown parts is a count of people too"
    assert solvable(sorted(hide), known) == set()


@given(inner=TABLES)
def test_what_need_not_be_hidden_is_shown(inner: Values) -> None:
    values = {key: tuple(one + FEWEST for one in counts) for key, counts in inner.items()}
    assert hidden(margins(values), cube([sorted({key[place] for key in inner}) for place in range(3)])) == frozenset()


def test_one_small_part_takes_the_next_smallest_along() -> None:
    values = {"all": (100,), "a": (3,), "b": (7,), "c": (90,)}
    assert hidden(values, [Line("all", ("a", "b", "c"))]) == {"a", "b"}


def test_two_small_parts_that_are_few_together_take_a_third() -> None:
    values = {"all": (100,), "a": (2,), "b": (1,), "c": (27,), "d": (70,)}
    assert hidden(values, [Line("all", ("a", "b", "c", "d"))]) == {"a", "b", "c"}


def test_a_total_of_one_part_goes_with_it() -> None:
    assert hidden({"all": (3,), "a": (3,)}, [Line("all", ("a",))]) == {"all", "a"}


def test_a_month_that_two_periods_would_give_away_is_protected() -> None:
    """Each period alone hides two months; their difference would be one of them."""
    values = {"year": (210,), "months": (110,), "a": (3,), "b": (7,), "c": (100,), "d": (100,)}
    lines = [Line("year", ("a", "b", "c", "d")), Line("months", ("a", "b", "c"))]
    assert {"a", "b"} <= hidden(values, lines)
    overlapping = [Line("year", ("a", "c", "d", "b")), Line("months", ("b", "c"))]
    values = {"year": (210,), "months": (107,), "a": (3,), "b": (7,), "c": (100,), "d": (100,)}
    hide = hidden(values, overlapping)
    assert "a" in hide
    assert len(hide) > 2, "with b and c known together, hiding a and b alone would not do"
