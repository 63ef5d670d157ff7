"""Parts of an address, bounded before they reach a database: what does not fit does not exist (404)."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map, UnicodeConverter, UUIDConverter, ValidationError

from stelsel.text import valid_slug

LARGEST = 2**31 - 1
"""PostgreSQL's integer: what passes here passes every column."""


class BoundedInteger(IntegerConverter):
    """`<int:id>` from 0 to 2³¹ - 1, in ASCII digits. 10³⁰ and "٣" are no addresses here."""

    regex = "[0-9]{1,10}"

    def __init__(self, map: Map, fixed_digits: int = 0, min: int | None = None, max: int = LARGEST) -> None:  # noqa: A002
        # the names are Werkzeug's: they are written in rules, as <int(max=12):month>
        super().__init__(map, fixed_digits, min, max)


class Segment(UnicodeConverter):
    """`<name>`: at most 200 characters by default, none of them a control character."""

    def __init__(self, map: Map, minlength: int = 1, maxlength: int | None = 200, length: int | None = None) -> None:  # noqa: A002
        super().__init__(map, minlength, maxlength, length)

    def to_python(self, value: str) -> Any:
        if not value.isprintable():
            raise ValidationError
        return super().to_python(value)


class LowerUuid(UUIDConverter):
    """`<uuid:id>` in small letters only, so that each object has one address."""

    regex = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


class Slug(UnicodeConverter):
    """`<slug:name>`: a name of ours for an address."""

    def to_python(self, value: str) -> Any:
        if not valid_slug(value):
            raise ValidationError
        return value


def init_app(app: Flask) -> None:
    """Call this before any route is added: a rule keeps the converter it was made with."""
    app.url_map.converters.update(default=Segment, string=Segment, int=BoundedInteger, uuid=LowerUuid, slug=Slug)
