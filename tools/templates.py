"""Templates hold no style, no script and no address of others: the Content-Security-Policy would refuse them."""

import re
import sys
from collections.abc import Iterator

from tools.files import of_repository, text_of

FAULTS = (
    (re.compile(r"<style\b", re.IGNORECASE), "a style sheet inside the page"),
    (re.compile(r"<[^>{}]*\sstyle\s*=", re.IGNORECASE), "a style attribute"),
    (re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE), "an event attribute"),
    (re.compile(r"\bhx-on\b|\bhx-vals\s*=\s*[\"']js:", re.IGNORECASE), "script in an hx- attribute"),
    (re.compile(r"javascript:", re.IGNORECASE), "a javascript: address"),
    (
        re.compile(r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*application/(?:ld\+)?json)", re.IGNORECASE),
        "a script without src",
    ),
    (
        re.compile(
            r"<(?:script|img|iframe|source|video|audio|embed|use|image)\b[^>]*\b(?:src|srcset|href)\s*=\s*[\"'](?:https?:)?//",
            re.IGNORECASE,
        ),
        "a resource of another host",
    ),
    (
        re.compile(
            r"<link\b(?=[^>]*rel\s*=\s*[\"'](?:stylesheet|preload|icon|preconnect|dns-prefetch|manifest))[^>]*href\s*=\s*[\"'](?:https?:)?//",
            re.IGNORECASE,
        ),
        "a resource of another host",
    ),
    (re.compile(r"<form\b[^>]*action\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE), "a form that posts to another host"),
)
STYLE_FAULTS = ((re.compile(r"(?:@import|url\()\s*[\"']?(?:https?:)?//", re.IGNORECASE), "a resource of another host"),)


def of_text(text: str, *, style: bool = False) -> Iterator[tuple[int, str]]:
    """Line and fault of everything that has no place in a template or a style sheet."""
    for pattern, fault in STYLE_FAULTS if style else FAULTS:
        for match in pattern.finditer(text):
            yield text.count("\n", 0, match.start()) + 1, fault


def faults() -> Iterator[str]:
    for path in of_repository(".html", ".css", ".svg", ".js"):
        text = text_of(path)
        if text is None or not ("templates" in path.parts or path.suffix == ".css"):
            continue
        for line, fault in of_text(text, style=path.suffix == ".css"):
            yield f"{path}:{line}: {fault}"


if __name__ == "__main__":
    found = list(faults())
    print("\n".join(found))
    sys.exit(bool(found))
