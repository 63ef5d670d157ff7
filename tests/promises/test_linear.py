"""P-18: no text makes a regular expression of ours work longer than its length allows."""

import re
from collections.abc import Callable
from time import thread_time

import pytest

from tests.promises.patterns import Pattern, hard, patterns

LENGTHS = (1_600, 6_400, 25_600, 102_400)
TWICE_THE_STEP = 9
"""Four times the text costs four times the work, and sixteen times where the work grows with the square: this is
well away from both."""
SHORT, SHORTEST = 500, 24
COUNTS = 0.005
"""Seconds of work below which nothing is compared: a step is too small to be measured."""
WORST, TURNS = 3, 3


def work(read: Callable[[str], object], text: str, turns: int = 1) -> float:
    """Seconds of this thread's own work; the least of some turns, so that whatever else runs does not count."""
    found = []
    for _turn in range(turns):
        before = thread_time()
        read(text)
        found.append(thread_time() - before)
    return min(found)


def growth(read: Callable[[str], object], compiled: re.Pattern[str]) -> str:
    """In words how the work grows faster than the text; empty where it does not."""
    texts = hard(compiled)
    for length in (SHORTEST, SHORT):
        texts.sort(key=lambda hard: work(read, hard.of(length)), reverse=True)
        if work(read, texts[0].of(length), TURNS) > COUNTS:
            return f"more than {COUNTS} s for {length} characters like {texts[0]}"
    for hardest in texts[:WORST]:
        before = float("inf")
        for length in LENGTHS:
            now = work(read, hardest.of(length), TURNS)
            if now > COUNTS and now > TWICE_THE_STEP * before:
                return f"{now / before:.0f} times the work for 4 times {hardest}"
            before = now
    return ""


@pytest.mark.parametrize("pattern", patterns(), ids=str)
def test_each_pattern_reads_in_one_go(pattern: Pattern) -> None:
    assert pattern.uses, "nothing reads with it, or by a name that is not known here"
    assert [said for read in pattern.readings() if (said := growth(read, pattern.compiled))] == []


@pytest.mark.parametrize(
    ("pattern", "use"),
    [
        (r"\s+$", "search"),
        (r'"(?:[^"\\]|\\.)*"', "search"),
        (r"[a-z]*-?[a-z]*", "fullmatch"),
        (r"(?:a|aa)*", "fullmatch"),
    ],
)
def test_one_that_goes_back_would_be_seen(pattern: str, use: str) -> None:
    """Else the test above proves nothing."""
    compiled = re.compile(pattern)
    assert growth(getattr(compiled, use), compiled)
