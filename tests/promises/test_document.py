"""docs/security.md names tests that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
PROMISED = [*range(1, 12), *range(13, 23), *range(25, 30), *range(31, 38), 40]


def rows() -> dict[int, str]:
    return {int(number): row for number, row in re.findall(r"^\| P-(\d+) \|(.*)$", PAGE, re.MULTILINE)}


def test_every_promise_has_a_row() -> None:
    assert sorted(rows()) == PROMISED


def test_every_test_that_is_named_is_there() -> None:
    for number, row in rows().items():
        named = re.findall(r"`([a-z0-9_]+/test_[a-z0-9_]+\.py)`", row)
        assert named, f"P-{number} names no test"
        assert [name for name in named if not (ROOT / "tests" / name).is_file()] == [], f"P-{number}"
