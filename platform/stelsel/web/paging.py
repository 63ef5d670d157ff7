"""Long lists, a page at a time, by number: for lists that people leaf through and search."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

SIZE = 25

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Listed(Generic[Row]):
    """One page of rows; `count` is of all pages."""

    rows: Sequence[Row]
    count: int
    page: int

    @property
    def pages(self) -> int:
        return pages(self.count)


def pages(count: int) -> int:
    """On how many pages so many rows stand: at least one."""
    return max(1, -(-count // SIZE))


def window(page: int, count: int) -> tuple[int, int]:
    """The page to show, which is the last one where there are not so many; and how many rows come before it."""
    shown = min(page, pages(count))
    return shown, (shown - 1) * SIZE
