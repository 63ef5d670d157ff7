"""One file with the icons that pages use, from Lucide (ISC).

An icon is found by its name in a template or module: `icon("clock")`, `icon="clock"`, or any text with
a hyphen that is the name of an icon (`"calendar-days"`). `assets/icons.txt` has the rest, such as
single words that only data holds.
"""

import re
from collections.abc import Iterable
from pathlib import Path

LISTED = Path(__file__).parent / "assets" / "icons.txt"
_CALL = re.compile(r"""\bicon\w*["']?\s*[(=:]\s*["']([a-z][a-z0-9-]*)["']""")
_HYPHENED = re.compile(r"""["']([a-z][a-z0-9]*(?:-[a-z0-9]+)+)["']""")
_DRAWING = re.compile(r'<svg\b[^>]*\bviewBox="(?P<box>[^"]+)"[^>]*>(?P<shapes>.*)</svg>', re.DOTALL)


class UnknownIcon(Exception):
    """A page names an icon that Lucide does not have."""


def names_used(roots: Iterable[Path], *, folder: Path) -> list[str]:
    """Icons that the sources name, sorted. Raises UnknownIcon for what was meant as an icon and is none."""
    meant = {line: LISTED for line in LISTED.read_text().splitlines() if line and not line.startswith("#")}
    perhaps: set[str] = set()
    for path in (path for root in roots for kind in ("*.html", "*.py") for path in root.rglob(kind)):
        text = path.read_text()
        meant |= dict.fromkeys(_CALL.findall(text), path)
        perhaps.update(_HYPHENED.findall(text))
    known = {name for name in perhaps | meant.keys() if (folder / f"{name}.svg").exists()}
    for name, path in meant.items():
        if name not in known:
            raise UnknownIcon(f"{path.name} names the icon '{name}', which Lucide does not have.")
    return sorted(known)


def make(folder: Path, names: Iterable[str]) -> str:
    """The sprite: one <symbol> per icon, drawn by the colour and stroke of the page."""
    symbols = "".join(_symbol(folder / f"{name}.svg") for name in names)
    return f'<svg xmlns="http://www.w3.org/2000/svg"><!-- Icons: Lucide, ISC licence -->{symbols}</svg>\n'


def _symbol(path: Path) -> str:
    drawing = _DRAWING.search(path.read_text())
    if drawing is None:
        raise UnknownIcon(f"{path.name} is no drawing of Lucide's kind.")
    shapes = re.sub(r"\s+", " ", drawing["shapes"]).replace("> <", "><").replace(" />", "/>").strip()
    return f'<symbol id="{path.stem}" viewBox="{drawing["box"]}">{shapes}</symbol>'
