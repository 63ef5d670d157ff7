"""Where a page of a list ends, as a sign that only we can make: opaque, signed, and of that one list.

It holds the place of the last row in the order of the list. A cursor of another question, or one that somebody made,
is refused; so there is no page 10^9 to be asked for.
"""

import base64
import hmac
import json
from collections.abc import Sequence
from typing import Any

from stelsel.marks import keyed

LONGEST = 400
SIGNED = 12


class WrongCursor(ValueError):
    """Not ours, or of another list."""


def made(question: str, place: Sequence[str | int | float]) -> str:
    """The cursor behind a row at `place` of the list that answers `question`."""
    said = json.dumps(list(place), separators=(",", ":"), ensure_ascii=False).encode()
    return _coded(_signature(question, said) + said)


def read(question: str, cursor: str, shape: Sequence[type]) -> list[Any]:
    """The place that a cursor holds; `shape` are the types of its parts. Raises WrongCursor."""
    if len(cursor) > LONGEST:
        raise WrongCursor
    try:
        raw = base64.b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raise WrongCursor from None
    signature, said = raw[:SIGNED], raw[SIGNED:]
    if not hmac.compare_digest(signature, _signature(question, said)):
        raise WrongCursor
    place = json.loads(said)
    if [type(part) for part in place] != list(shape):
        raise WrongCursor
    return list(place)


def _signature(question: str, said: bytes) -> bytes:
    return keyed(b"stelsel cursor\n" + question.encode() + b"\n" + said)[:SIGNED]


def _coded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
