"""Fields that cannot be tricked (SECURITY, traps 10 and 11).

Each takes one text, cleans it and makes one value of it, or says what to do. What was typed is shown again as
it was. An empty text field is "", any other empty field is None. Nothing here knows a rule of the house.
"""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any, ClassVar

from markupsafe import Markup
from wtforms import widgets
from wtforms.fields import Field
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from stelsel import text
from stelsel.errors import Refused
from stelsel.web import messages

LINE = 200
PARAGRAPHS = 5_000
TYPED = 20_000
"""Characters that are shown again of what was typed: what is longer was no honest input."""
LONGEST = 1_000
"""Characters that are looked at in a field that says nothing about its length."""

Label = Any
"""A text for people, lazy or not."""


# `min` and `max` are what HTML calls them, hence the A002 below.


class Typed(Field):
    """A field with one text. Subclasses say how to read it and how to write its value.

    `kind` tells the template which control this is; `hint` stands below the label; `required=False` lets it
    be empty; `autocomplete` is the HTML token (WCAG 1.3.5).
    """

    kind: ClassVar[str] = "text"
    multiline: ClassVar[bool] = False
    longest: int = LONGEST
    empty: ClassVar[Any] = None
    missing: ClassVar[Label] = messages.MISSING
    widget: Any = widgets.TextInput()

    def __init__(
        self,
        label: Label,
        *,
        hint: Label = "",
        required: bool = True,
        autocomplete: str | None = None,
        render_kw: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        attributes = dict(render_kw or {})
        if autocomplete:
            attributes["autocomplete"] = autocomplete
        super().__init__(label, description=hint, render_kw=attributes, **kwargs)
        self.required = required

    def parse(self, typed: str) -> Any:
        """The value of a clean text that is not empty. Raises Refused."""
        return typed

    def show(self, value: Any) -> str:
        """The value as a person would type it."""
        return str(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = self.empty
        if len(self.typed) > self.longest:
            raise ValueError(messages.too_long(self.longest))
        try:
            typed = text.clean(self.typed, multiline=self.multiline)
            if typed:
                self.data = self.parse(typed)
        except Refused as refusal:
            raise ValueError(refusal.message) from None

    @property
    def typed(self) -> str:
        """What came in, as it came in; a file or a list of values where a text belongs counts as nothing."""
        value = self.raw_data[0] if self.raw_data else ""
        return value if isinstance(value, str) else ""

    def pre_validate(self, form: BaseForm) -> None:
        if self.process_errors:
            raise StopValidation
        if self.required and self.data == self.empty:
            raise StopValidation(self.missing)

    def _value(self) -> str:
        if self.raw_data is None:
            return "" if self.data is None else self.show(self.data)
        # A lone surrogate cannot be sent and a NUL is no HTML.
        return self.typed[:TYPED].encode("utf-8", "replace").decode().replace("\x00", "")


class ShortText(Typed):
    """One line: a name, a title. A str of `min` to `max` characters; a number that may be a BSN is refused."""

    empty = ""

    def __init__(self, label: Label, *, max: int = LINE, min: int = 0, **kwargs: Any) -> None:  # noqa: A002
        super().__init__(label, **kwargs)
        self.min, self.max = min, max
        self.longest = 3 * max + LONGEST  # blanks around it and pairs of characters that become one do not count

    def parse(self, typed: str) -> str:
        if len(typed) > self.max:
            raise Refused(messages.too_long(self.max))
        if len(typed) < self.min:
            raise Refused(messages.too_short(self.min))
        return text.refuse_bsn(typed)


class LongText(ShortText):
    """Paragraphs without markup. Lines end in "\\n"."""

    kind = "textarea"
    multiline = True
    widget: Any = widgets.TextArea()

    def __init__(self, label: Label, *, max: int = PARAGRAPHS, rows: int = 6, **kwargs: Any) -> None:  # noqa: A002
        super().__init__(label, max=max, **kwargs)
        self.render_kw = {"rows": rows, **self.render_kw}


class MarkdownText(LongText):
    """Paragraphs with Markdown, as it was typed; `stelsel.web.markdown` makes the HTML of it."""

    kind = "markdown"


class EmailText(Typed):
    """One address, in small letters; None if empty."""

    kind = "email"
    widget = widgets.EmailInput()

    def parse(self, typed: str) -> str:
        return text.email(typed)


class PhoneText(Typed):
    """A number as `stelsel.text.phone` gives it; None if empty."""

    kind = "tel"
    widget = widgets.TelInput()

    def parse(self, typed: str) -> str:
        return text.phone(typed)


class Postcode(Typed):
    """ "2225 AB", or with full=False "2225" too; None if empty."""

    def __init__(self, label: Label, *, full: bool = True, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.full = full

    def parse(self, typed: str) -> str:
        return text.postcode(typed, full=self.full)


class WholeNumber(Typed):
    """An int from `min` to `max`, both included; None if empty. Thousands may be dotted, as in "1.234"."""

    kind = "number"
    spelling = re.compile(r"-?(?:[0-9]{1,15}|[0-9]{1,3}(?:\.[0-9]{3}){1,4})")

    def __init__(self, label: Label, *, min: int = 0, max: int = 2**31 - 1, **kwargs: Any) -> None:  # noqa: A002
        super().__init__(label, **kwargs)
        self.min, self.max = min, max
        self.render_kw = {"inputmode": "numeric", **self.render_kw}

    def parse(self, typed: str) -> int:
        if not self.spelling.fullmatch(typed):
            raise Refused(messages.WRONG_NUMBER)
        number = int(typed.replace(".", ""))
        if not self.min <= number <= self.max:
            raise Refused(messages.between(self.min, self.max))
        return number


class Euros(Typed):
    """Money as an int of cents, from `min` to `max` cents; None if empty. "1.234,50", "1234.50", "€ 1.234,-"."""

    kind = "euros"
    spelling = re.compile(r"(?:€ ?)?([0-9]{1,3}(?:\.[0-9]{3}){1,4}|[0-9]{1,13})(?:[.,]([0-9]{2}|-{1,2}))?")

    def __init__(self, label: Label, *, min: int = 0, max: int = 10**12, **kwargs: Any) -> None:  # noqa: A002
        super().__init__(label, **kwargs)
        self.min, self.max = min, max
        self.render_kw = {"inputmode": "decimal", **self.render_kw}

    def parse(self, typed: str) -> int:
        match = self.spelling.fullmatch(typed.replace("\u00a0", " "))
        if match is None:
            raise Refused(messages.WRONG_AMOUNT)
        cents = int(match[1].replace(".", "")) * 100 + int((match[2] or "0").strip("-") or 0)
        if not self.min <= cents <= self.max:
            raise Refused(messages.between(f"€ {self.show(self.min)}", f"€ {self.show(self.max)}"))
        return cents

    def show(self, value: int) -> str:
        whole, cents = divmod(value, 100)
        return f"{whole:,},{cents:02}".replace(",", ".", f"{whole:,}".count(","))


class NativeOrText:
    """The browser's own control for a day or a time, or a plain one that shows what was typed instead."""

    field_flags: ClassVar[dict[str, Any]] = {}

    def __call__(self, field: "Moment", **attributes: Any) -> Markup:
        widget = field.native if field.is_native else widgets.TextInput()
        return widget(field, **attributes)


class Moment(Typed):
    """What a day and a time share: the browser's own control, unless something else was typed in its place.

    Such a control throws away what it cannot read, and then what was typed would be lost.
    """

    machine: ClassVar[re.Pattern[str]]
    native: ClassVar[widgets.Input]
    widget = NativeOrText()

    @property
    def is_native(self) -> bool:
        value = self._value()
        return not value or self.machine.fullmatch(value) is not None

    def _value(self) -> str:
        if self.raw_data is not None and self.data is not None:
            return self.show(self.data)
        return super()._value()


class Day(Moment):
    """A date from 1900 to 2200 and within `first` and `last`; None if empty. "2027-03-24", "24-3-2027"."""

    kind = "date"
    machine = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
    native = widgets.DateInput()
    spelling = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")

    def __init__(
        self,
        label: Label,
        *,
        first: Callable[[], dt.date] | dt.date = dt.date(1900, 1, 1),
        last: Callable[[], dt.date] | dt.date = dt.date(2200, 12, 31),
        **kwargs: Any,
    ) -> None:
        super().__init__(label, **kwargs)
        self.first = first() if callable(first) else first
        self.last = last() if callable(last) else last

    def parse(self, typed: str) -> dt.date:
        match = self.spelling.fullmatch(typed)
        iso = f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}" if match else typed
        try:
            day = dt.date.fromisoformat(iso) if self.machine.fullmatch(iso) else None
        except ValueError:
            day = None
        if day is None:
            raise Refused(messages.WRONG_DAY)
        if not self.first <= day <= self.last:
            raise Refused(messages.between(f"{self.first:%d-%m-%Y}", f"{self.last:%d-%m-%Y}"))
        return day

    def show(self, value: dt.date) -> str:
        return value.isoformat()


class Clock(Moment):
    """A time to the minute; None if empty. "10:00", "10.00", "9.30"."""

    kind = "time"
    machine = re.compile(r"[0-9]{2}:[0-9]{2}")
    native = widgets.TimeInput()
    spelling = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?::00(?:\.0+)?)?(?: uur)?")

    def parse(self, typed: str) -> dt.time:
        match = self.spelling.fullmatch(typed)
        if match is None:
            raise Refused(messages.WRONG_CLOCK)
        return dt.time(int(match[1]), int(match[2]))

    def show(self, value: dt.time) -> str:
        return f"{value:%H:%M}"


class Colour(Typed):
    """ "#0077a8" in small letters; None if empty. "#07a" and a missing # are understood."""

    kind = "colour"

    def parse(self, typed: str) -> str:
        digits = typed.removeprefix("#").lower()
        if re.fullmatch(r"[0-9a-f]{3}", digits):
            digits = "".join(digit * 2 for digit in digits)
        if not re.fullmatch(r"[0-9a-f]{6}", digits):
            raise Refused(messages.WRONG_COLOUR)
        return f"#{digits}"
