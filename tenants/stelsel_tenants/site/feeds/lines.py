"""Content lines of iCalendar (RFC 5545, 3.1 and 3.3.11): escaped, and folded by octets. Pure."""

import unicodedata
from functools import lru_cache

OCTETS = 75
_CONTROLS = {code: None for code in range(160) if unicodedata.category(chr(code)) == "Cc" and chr(code) not in "\t\n"}
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}) | _CONTROLS
_CONTINUES, _LEADS = 0x80, 0xC0


@lru_cache(maxsize=4096)
def text(name: str, value: str) -> str:
    """A property with a text; no line when there is none. The sessions of an activity repeat nearly all of theirs."""
    return plain(name, escaped(value)) if value else ""


@lru_cache(maxsize=4096)
def escaped(value: str) -> str:
    """A text within a value."""
    return value.translate(_ESCAPES)


def plain(name: str, value: str) -> str:
    """A property whose value needs no escapes."""
    line = f"{name}:{value}"
    if not line.isascii():
        return _folded(line.encode()).decode()
    if len(line) <= OCTETS:
        return f"{line}\r\n"
    continued = range(OCTETS, len(line), OCTETS - 1)
    return "\r\n ".join([line[:OCTETS], *(line[start : start + OCTETS - 1] for start in continued)]) + "\r\n"


def _folded(line: bytes) -> bytes:
    """Lines of 75 octets at most, the blank before a continued one included; no character is cut."""
    parts, start, room = [], 0, OCTETS
    while len(line) - start > room:
        end = start + room
        while line[end] & _LEADS == _CONTINUES:
            end -= 1
        parts.append(line[start:end])
        start, room = end, OCTETS - 1
    return b"\r\n ".join([*parts, line[start:]]) + b"\r\n"
