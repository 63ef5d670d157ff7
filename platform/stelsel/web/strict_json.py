"""JSON that means one thing: bounded, without repeated keys, NaN, endless numbers or broken text (traps 5, 7)."""

import json
import math
import re
from typing import Any

from flask.json.provider import DefaultJSONProvider

DEPTH = 32
LARGEST = 2**63 - 1

_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
"""Also one that never ends, up to the end: looking for that end again from each of its quotes would take for ever."""
_BRACKET = re.compile(r"[\[\]{}]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class StrictJson(DefaultJSONProvider):
    """Raises ValueError for what it does not take; Flask makes that a 400."""

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        text = s.decode("utf-8") if isinstance(s, bytes | bytearray) else s
        _refuse_depth(text)
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_refuse_constant,
            parse_float=_finite,
            parse_int=_bounded,
            **kwargs,
        )
        _refuse_broken(value)
        return value

    def dumps(self, obj: Any, **kwargs: Any) -> str:
        kwargs.setdefault("allow_nan", False)
        return super().dumps(obj, **kwargs)


def _refuse_depth(text: str) -> None:
    """Before parsing: the parser itself recurses, and a text 100,000 deep ends it."""
    depth = 0
    for bracket in _BRACKET.finditer(_STRING.sub("", text)):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > DEPTH:
            raise ValueError("too deep")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is repeated")
    for key, value in pairs:
        _refuse_broken(key)
        _refuse_broken(value)
    return found


def _refuse_broken(value: Any) -> None:
    """Lone surrogates and NUL, in a value or a list of values; an object has been looked at already."""
    if isinstance(value, str) and ("\x00" in value or _SURROGATE.search(value)):
        raise ValueError("a text holds what no text may hold")
    if isinstance(value, list):
        for item in value:
            _refuse_broken(item)


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError("a number is too large")
    return number


def _bounded(digits: str) -> int:
    if len(digits) > 20 or abs(int(digits)) > LARGEST:
        raise ValueError("a number is too large")
    return int(digits)
