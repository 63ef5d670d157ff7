"""Reading what people type where a place is asked: a postcode, or a name in its possible readings. Pure."""

import re
import unicodedata
from dataclasses import dataclass

from stelsel.geo.spelling import LONGEST, hinted, key

_POSTCODE = re.compile(r"(?:nl[\s-]*)?([1-9]\d{3})(?:\s*[a-z]{0,2})?(?:[\s,].*)?", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Postcode:
    """The four digits; letters are dropped here, and kept nowhere."""

    digits: str


@dataclass(frozen=True, slots=True)
class Name:
    """The readings of a name, likeliest first: (key of the name, key of a hint or "")."""

    keys: tuple[tuple[str, str], ...]


def read(text: str) -> Postcode | Name:
    """What was typed. Anything goes: an unreadable text is a name without readings."""
    plain = "".join(
        character if unicodedata.category(character)[0] not in "CZ" else " "
        for character in unicodedata.normalize("NFKC", text[:LONGEST])
    ).strip()
    if match := _POSTCODE.fullmatch(plain):
        return Postcode(match[1])
    whole = key(plain)
    if not whole:
        return Name(())
    return Name(((whole, ""), *((name, hint) for name, hint in hinted(plain) if name and hint)))
