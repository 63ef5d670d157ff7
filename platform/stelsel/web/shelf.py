"""A library's row of book spines: its own, always the same, drawn in its accent with one lamp-yellow book."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache

from markupsafe import Markup

WIDTHS = (10, 14, 18, 22, 28)
HEIGHTS = tuple(range(52, 91, 6))
"""Per cent of the height of the shelf."""
GAP, ROOM, TALL = 2, 490, 176
# Mid and line tints most of all, white and pale now and then; the lamp (4) is placed apart.
COLOURS = (1, 2, 1, 2, 5, 2, 1, 3)

_BOOK = Markup('<rect class="f-b{}" x="{}" y="{}" width="{}" height="{}"/>')
_SHELF = Markup(
    '<svg class="st-head__shelf" viewBox="0 0 {} {}" preserveAspectRatio="xMaxYMax meet"'
    ' aria-hidden="true" focusable="false">{}</svg>'
)


@lru_cache(maxsize=1024)
def shelf(slug: str) -> Markup:
    """The drawing for the head of a library, seeded by its slug. Ornament: it says nothing to a screen reader."""
    spines = list(_spines(_numbers(slug)))
    lamp = int.from_bytes(hashlib.sha256(slug.encode()).digest()[:2]) % (len(spines) // 2) + len(spines) // 4
    books = Markup("").join(
        _BOOK.format(4 if place == lamp else colour, x, TALL - height, width, height)
        for place, (x, width, height, colour) in enumerate(spines)
    )
    return _SHELF.format(ROOM, TALL, books)


def _spines(numbers: Iterator[int]) -> Iterator[tuple[int, int, int, int]]:
    """(x, width, height, colour) from left to right until the shelf is full."""
    x = 0
    while ROOM - x >= WIDTHS[0]:
        width = min(WIDTHS[next(numbers) % len(WIDTHS)], ROOM - x)
        height = TALL * HEIGHTS[next(numbers) % len(HEIGHTS)] // 100
        yield x, width, height, COLOURS[next(numbers) % len(COLOURS)]
        x += width + GAP


def _numbers(seed: str) -> Iterator[int]:
    """Bytes without end, the same on every machine and version."""
    block = seed.encode()
    while True:
        block = hashlib.sha256(block).digest()
        yield from block
