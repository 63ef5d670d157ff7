"""The row of book spines of a library."""

import re

import pytest

from stelsel.web.shelf import ROOM, TALL, shelf

SLUGS = ["katwijk", "venlo", "gooi-en-meer", "oost-achterhoek", "den-haag", "a", "x" * 60]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_shelf_is_full_and_has_one_lamp(slug: str) -> None:
    books = re.findall(r'class="f-b(\d)" x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"', shelf(slug))
    assert [book[0] for book in books].count("4") == 1
    for _, x, y, width, height in books:
        assert int(x) + int(width) <= ROOM
        assert 0.5 * TALL <= int(height) <= 0.9 * TALL
        assert int(y) + int(height) == TALL
    last = books[-1]
    assert ROOM - int(last[1]) - int(last[3]) < 12


def test_each_library_has_its_own_and_keeps_it() -> None:
    assert len({shelf(slug) for slug in SLUGS}) == len(SLUGS)
    assert shelf.__wrapped__("katwijk") == shelf("katwijk")
    assert shelf("katwijk").startswith('<svg class="st-head__shelf"')
