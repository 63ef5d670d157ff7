"""The typefaces of print: those of the pages, and Noto for scripts that these lack, from npm.

npm holds them as woff2, in subsets that all bear the name of the whole. typst reads TrueType and takes one file for
each name: the subsets get names of their own, which `stelsel/pdf/house.typ` lists in the order of its preference.
`letters.json` says what can be drawn with them, as pairs of a first and a last code point.
"""

import json
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTFont

from stelsel.web.assets import LETTERS

SUBSETS = {
    "familjen-grotesk": ("latin", "latin-ext", "vietnamese"),
    "hanken-grotesk": ("latin", "latin-ext", "vietnamese"),
    "noto-sans": ("greek", "cyrillic", "cyrillic-ext"),
    "noto-sans-arabic": ("arabic",),
}
FAMILY, STYLED_FAMILY = 1, 16
"""Numbers of names in a font's table `name`: the family, and the family where styles have names of their own."""


def make(modules: Path, folder: Path) -> None:
    """Write the fonts and their letters. The letters come last: where they stand, the fonts do."""
    folder.mkdir(exist_ok=True)
    drawn: set[int] = set()
    before = set(folder.iterdir())
    for family, subsets in SUBSETS.items():
        for subset in subsets:
            source = modules / "@fontsource-variable" / family / "files" / f"{family}-{subset}-wght-normal.woff2"
            target = folder / f"{family}-{subset}.ttf"
            drawn |= _convert(source, target, subset)
            before.discard(target)
    _put(folder / LETTERS.name, json.dumps(list(_spans(drawn))).encode())
    for gone in before - {folder / LETTERS.name}:
        gone.unlink()


def _convert(source: Path, target: Path, subset: str) -> set[int]:
    """One subset as TrueType. Returns the code points that it draws."""
    with TTFont(source, recalcTimestamp=False) as font:
        names = font["name"]
        family = names.getDebugName(STYLED_FAMILY) or names.getDebugName(FAMILY)
        names.removeNames(nameID=STYLED_FAMILY)
        names.removeNames(nameID=FAMILY)
        names.setName(family if subset == "latin" else f"{family} {subset}", FAMILY, 3, 1, 0x409)
        font.flavor = None
        beside = target.with_suffix(".part")
        font.save(beside)
        beside.replace(target)
        return {point for point in font.getBestCmap() if chr(point).isprintable() or chr(point).isspace()}


def _spans(points: Iterable[int]) -> Iterable[tuple[int, int]]:
    for _distance, run in groupby(enumerate(sorted(points)), key=lambda pair: pair[1] - pair[0]):
        found = [point for _place, point in run]
        yield found[0], found[-1]


def _put(path: Path, content: bytes) -> None:
    beside = path.with_suffix(".part")
    beside.write_bytes(content)
    beside.replace(path)
