"""Text as our typefaces can draw it. PDF/UA has no room for a letter that cannot be drawn: it refuses the document."""

import json
import re
import unicodedata
from functools import cache

from stelsel.web import assets

PLACE = "?"
"""Stands for a letter of a script that we have no typeface for: something is missing, and one sees it."""
DRAWN_AS = {"Zs": " ", "Zl": "\n", "Zp": "\n", "Pd": "-", "L": PLACE, "N": PLACE}
"""By category of Unicode, or its first letter. What is not named (a picture, a control) is left out."""
KEPT = frozenset("\n\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}")
_ENDLESS = re.compile("[^\\s/.\u200b-]{41,}")
"""Letters in a row that no Dutch word has: a line may break anywhere in them."""


def legible(text: str) -> str:
    """The text with the letters that we have, in words that fit on a line."""
    drawn = "".join(map(_drawn, unicodedata.normalize("NFC", text)))
    return _ENDLESS.sub(lambda found: "\N{ZERO WIDTH SPACE}".join(found[0]), drawn)


def _drawn(letter: str) -> str:
    if letter in KEPT or ord(letter) in _letters():
        return letter
    category = unicodedata.category(letter)
    return DRAWN_AS.get(category, DRAWN_AS.get(category[0], ""))


@cache
def _letters() -> frozenset[int]:
    spans = json.loads(assets.LETTERS.read_text())
    return frozenset(point for first, last in spans for point in range(first, last + 1))
