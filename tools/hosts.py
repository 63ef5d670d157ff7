"""No file names the host of a package registry: each machine says itself where its packages come from."""

import re
import sys
from collections.abc import Iterator

from tools.files import of_repository, text_of

# Written in parts, so that this file does not name them either.
REGISTRIES = (
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("yarnpkg", "com"),
    ("deb", "debian", "org"),
    ("unpkg", "com"),
    ("jsdelivr", "net"),
    ("cdnjs", "cloudflare", "com"),
)
NAMED = re.compile("|".join(r"\.".join(parts) for parts in REGISTRIES), re.IGNORECASE)
INDEX_LINE = re.compile(
    r"^\s*(?:--(?:extra-)?index-url|--find-links|-i\s|-f\s)|\"resolved\":\s*\"https?:", re.MULTILINE
)


def of_text(text: str) -> Iterator[tuple[int, str]]:
    """Line and text of each registry that is named."""
    for pattern in (NAMED, INDEX_LINE):
        for match in pattern.finditer(text):
            yield text.count("\n", 0, match.start()) + 1, match.group().strip()


def faults() -> Iterator[str]:
    for path in of_repository():
        for line, name in of_text(text_of(path) or ""):
            yield f"{path}:{line}: {name}"


if __name__ == "__main__":
    found = list(faults())
    print("\n".join(found))
    sys.exit(bool(found))
