"""Fields that take one shape and no other: of a body a number is a number, of an address it is digits.

Each says in Dutch what is wrong, cleans its text as every form does, and bears its bounds into the description of the
interface. The rules of the house live in commands.
"""

import datetime as dt
import enum
import re
import uuid
from typing import Any

from marshmallow import Schema as PlainSchema
from marshmallow import ValidationError, fields, validate

from stelsel import text
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.web import messages
from stelsel.web.query import FIRST_DAY, LAST_DAY

WRONG_TYPE = _("Dit is niet het soort waarde dat hier hoort.")
WRONG_DATE = _("Schrijf een dag die bestaat als 2027-03-24.")
WRONG_TIME = _("Schrijf een tijd als 09:30.")
WRONG_INSTANT = _("Schrijf een tijdstip met de zone erbij, als 2027-03-24T09:30:00Z.")
WRONG_ID = _("Dit is geen nummer van ons.")
UNKNOWN = _("Dit kennen we hier niet. Kijk na hoe het heet.")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_DIGITS = re.compile(r"-?[0-9]{1,18}")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9:]{5,8}(?:\.[0-9]{1,9})?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})")

SAID = {"required": messages.MISSING, "null": messages.MISSING, "type": WRONG_TYPE, "invalid": WRONG_TYPE}


class Schema(PlainSchema):
    """Names are snake_case inside and camelCase outside. What is not declared is refused."""

    error_messages = {"unknown": UNKNOWN, "type": WRONG_TYPE}  # noqa: RUF012 - marshmallow says what it is

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        field_obj.data_key = field_obj.data_key or camel(field_name)


def camel(name: str) -> str:
    """`branchId` of `branch_id`."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def between(low: int | None, high: int | None) -> validate.Range:
    return validate.Range(low, high, error=messages.between(low, high))


class Text(fields.String):
    """A text of at most `longest` signs, cleaned; not empty where `shortest` is 1."""

    default_error_messages = SAID

    def __init__(self, longest: int, *, shortest: int = 0, lines: bool = False, **kwargs: Any) -> None:
        super().__init__(
            validate=validate.Length(shortest or None, longest, error=_length(shortest, longest)), **kwargs
        )
        self.shortest = shortest
        self.lines = lines

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise self.make_error("type")
        try:
            typed = text.clean(value[:20_000], multiline=self.lines)
            text.refuse_bsn(typed)
        except Refused as refusal:
            raise ValidationError(str(refusal.message)) from refusal
        if self.shortest and not typed:
            raise self.make_error("required")
        return typed if len(value) <= 20_000 else value


def _length(shortest: int, longest: int) -> Any:
    return messages.too_long(longest) if longest else messages.too_short(shortest)


class Whole(fields.Integer):
    """A whole number of a body."""

    default_error_messages = SAID | {"invalid": messages.WRONG_NUMBER, "too_large": messages.WRONG_NUMBER}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if type(value) is not int:
            raise self.make_error("type")
        return value


class AskedWhole(fields.Integer):
    """A whole number of an address."""

    default_error_messages = SAID | {"invalid": messages.WRONG_NUMBER, "too_large": messages.WRONG_NUMBER}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if not _DIGITS.fullmatch(str(value)):
            raise self.make_error("invalid", input=value)
        return int(value)


class Flag(fields.Boolean):
    """True or false, of a body."""

    default_error_messages = SAID

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if type(value) is not bool:
            raise self.make_error("type")
        return value


class Day(fields.Date):
    """A day from 1900 to 2200, as 2027-03-24."""

    default_error_messages = SAID | {"invalid": WRONG_DATE, "format": WRONG_DATE}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> dt.date:
        try:
            day = dt.date.fromisoformat(value) if isinstance(value, str) and _DAY.fullmatch(value) else None
        except ValueError:
            day = None
        if day is None or not FIRST_DAY <= day <= LAST_DAY:
            raise ValidationError(str(WRONG_DATE))
        return day


class Time(fields.String):
    """A time of the wall clock in Amsterdam, as 09:30."""

    default_error_messages = SAID

    def __init__(self, **kwargs: Any) -> None:
        pattern = {"pattern": f"^{_TIME.pattern}$"}
        super().__init__(**{**kwargs, "metadata": pattern | kwargs.get("metadata", {})})

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> dt.time:  # type: ignore[override]  # told as a text, kept as a time
        if not isinstance(value, str) or not _TIME.fullmatch(value):
            raise ValidationError(str(WRONG_TIME))
        return dt.time.fromisoformat(value)

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return f"{value:%H:%M}" if value is not None else None


class Instant(fields.DateTime):
    """An instant with its zone. In an address a plus may have become a blank."""

    default_error_messages = SAID

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> dt.datetime:
        typed = value if isinstance(value, str) else ""
        typed = typed.replace(" ", "+") if "T" in typed.upper() else typed
        instant = _instant(typed) if _INSTANT.fullmatch(typed) else None
        if instant is None or not FIRST_DAY <= instant.date() <= LAST_DAY:
            raise ValidationError(str(WRONG_INSTANT))
        return instant


def _instant(typed: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(typed.upper()).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


class Id(fields.UUID):
    """The number of something of ours."""

    default_error_messages = SAID | {"invalid_uuid": WRONG_ID}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> uuid.UUID:
        try:
            found = uuid.UUID(value) if isinstance(value, str) and len(value) == 36 else None
        except ValueError:
            found = None
        if found is None:
            raise ValidationError(str(WRONG_ID))
        return found


class Word(fields.String):
    """One of the values of an enumeration, or of these words."""

    default_error_messages = SAID

    def __init__(self, among: Any, **kwargs: Any) -> None:
        self.kind: type[enum.StrEnum] | None = among if isinstance(among, type) else None
        words = [str(one.value) for one in self.kind] if self.kind else list(among)
        super().__init__(validate=validate.OneOf(words, error=UNKNOWN), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise self.make_error("type")
        return value

    def deserialize(self, value: Any, attr: str | None = None, data: Any = None, **kwargs: Any) -> Any:
        """The member of the enumeration, once it was found to be one."""
        found = super().deserialize(value, attr, data, **kwargs)
        return self.kind(found) if self.kind and isinstance(found, str) else found


class Items(fields.List[Any]):
    """A list of at most `most`."""

    default_error_messages = SAID

    def __init__(self, inner: Any, *, most: int, least: int = 0, **kwargs: Any) -> None:
        super().__init__(inner, validate=validate.Length(least or None, most, error=messages.too_many(most)), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[Any]:
        if not isinstance(value, list):
            raise self.make_error("type")
        if len(value) > 1_000:
            raise ValidationError(str(messages.too_many(1_000)))
        return super()._deserialize(value, attr, data, **kwargs)


class Part(fields.Nested):
    """An object inside another."""

    default_error_messages = SAID
