"""The NL Design System sheets as one cascade layer, with no more design tokens than they use.

The layer loses from everything of ours, so that ours needs no `!important`. Licence of the sheets
and tokens: EUPL-1.2.
"""

import json
import re
from pathlib import Path

TOKENS = "@nl-design-system-unstable/voorbeeld-design-tokens"
_DECLARATION = re.compile(r"(--[\w-]+)\s*:\s*([^;]+);")
_USE = re.compile(r"var\(\s*(--[\w-]+)")


def layer(modules: Path, package: Path, *, overridden: str) -> str:
    """The text of the layer. `overridden`: a sheet of ours; what it sets is left out here."""
    names = sorted(name for name in json.loads(package.read_text())["dependencies"] if name.endswith("-css"))
    sheets = "\n".join(_sheet(modules / name) for name in names)
    ours = {name for name, _ in _DECLARATION.findall(overridden)}
    tokens = dict(_DECLARATION.findall((modules / TOKENS / "dist" / "theme.css").read_text()))
    used = _used(tokens, sheets, ours)
    theme = "".join(f"  {name}: {tokens[name]};\n" for name in sorted(used))
    return f"@layer vendor {{\n.voorbeeld-theme {{\n{theme}}}\n{sheets}\n}}\n"


def _sheet(package: Path) -> str:
    index = package / "dist" / "index.css"
    path = index if index.exists() else package / "dist" / f"{package.name.removesuffix('-css')}.css"
    return re.sub(r"/\*# sourceMappingURL=.*?\*/|@charset [^;]+;", "", path.read_text())


def _used(tokens: dict[str, str], sheets: str, ours: set[str]) -> set[str]:
    """Tokens that the sheets name, and those that these are made of."""
    waiting = set(_USE.findall(sheets))
    used: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in tokens and name not in used and name not in ours:
            used.add(name)
            waiting.update(_USE.findall(tokens[name]))
    return used
