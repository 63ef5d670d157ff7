"""One spelling of a set of facts, and its fingerprint: what was sent can be shown to be unchanged."""

import hashlib
import json
from typing import Any


def canonical(facts: Any) -> str:
    """The facts as JSON in one possible spelling: sorted keys, no spaces, no floats. Raises TypeError for others."""
    _refuse_floats(facts)
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def digest(text: str) -> str:
    """SHA-256, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def seal(facts: Any) -> tuple[str, str]:
    """The canonical text and its digest."""
    text = canonical(facts)
    return text, digest(text)


def _refuse_floats(facts: Any) -> None:
    if isinstance(facts, float):
        raise TypeError("a sealed fact is no float: write cents, a whole number or a text")
    if isinstance(facts, dict):
        for value in facts.values():
            _refuse_floats(value)
    elif isinstance(facts, list | tuple):
        for value in facts:
            _refuse_floats(value)
