"""Fields that choose among given answers. What is not among them is refused, never coerced."""

from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import Any, ClassVar, TypeAlias

from wtforms import widgets
from wtforms.fields import Field, SelectFieldBase
from wtforms.fields.choices import Choice as Option  # type: ignore[attr-defined] # private in the stubs, of 3.2
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from stelsel.i18n import _
from stelsel.web import messages

Label = Any
Answer: TypeAlias = tuple[Any, Label]
Answers: TypeAlias = Iterable[Answer] | Callable[[], Iterable[Answer]]
MOST = 500
"""Answers that are looked at in one field of one request."""


def key(value: Any) -> str:
    """How a value stands in HTML: an enum by its value, None as the empty answer."""
    if value is None:
        return ""
    return str(value.value if isinstance(value, Enum) else value)


class Offering(SelectFieldBase):
    """A field with answers. They may be given when the form is at hand too (`form.branch.choices = [...]`): what was
    sent is then read again, by the new answers."""

    _answers: list[Answer]

    @property
    def choices(self) -> list[Answer]:
        return self._answers

    @choices.setter
    def choices(self, answers: Answers) -> None:
        self._answers = list(answers() if callable(answers) else answers)
        if self.raw_data is None:
            return
        self.process_errors = []
        try:
            self.process_formdata(self.raw_data)
        except ValueError as mistake:
            self.process_errors = [mistake.args[0]]

    @property
    def answers(self) -> dict[str, Any]:
        """What may come in, and the value that it stands for."""
        return {key(value): value for value, _label in self._answers}

    def has_groups(self) -> bool:
        return False


class Choice(Offering):
    """One of the given answers: the value itself (an enum member, a UUID, an int), or None.

    `choices` are pairs (value, label), or a callable that gives them. `radio=True` shows them all.
    A select that may be empty begins with `blank`.
    """

    required: bool
    missing: ClassVar[Label] = messages.MISSING_CHOICE

    def __init__(
        self,
        label: Label,
        *,
        choices: Answers = (),
        hint: Label = "",
        required: bool = True,
        radio: bool = False,
        blank: Label = messages.BLANK,
        **kwargs: Any,
    ) -> None:
        self.kind = "radio" if radio else "select"
        self.widget = widgets.ListWidget(prefix_label=False) if radio else widgets.Select()
        self.option_widget = widgets.RadioInput()
        super().__init__(label, description=hint, **kwargs)
        self.choices = choices
        self.required = required
        self.blank = blank

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        typed = valuelist[0] if valuelist and isinstance(valuelist[0], str) else ""
        if not typed:
            return
        if typed not in self.answers:
            raise ValueError(messages.UNKNOWN_CHOICE)
        self.data = self.answers[typed]

    def pre_validate(self, form: BaseForm) -> None:
        if self.process_errors:
            raise StopValidation
        if self.required and self.data is None and None not in self.answers.values():
            raise StopValidation(self.missing)

    def iter_choices(self) -> Iterator[Option]:
        chosen = key(self.data)
        if self.kind == "select" and "" not in self.answers:
            yield Option("", self.blank, not chosen, {})
        for value, label in self.choices:
            yield Option(key(value), label, key(value) == chosen, {})


class Choices(Offering):
    """Any of the given answers, as check boxes: a list of values in the order of the answers, each once."""

    kind = "checkboxes"
    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()

    def __init__(
        self,
        label: Label,
        *,
        choices: Answers = (),
        hint: Label = "",
        required: bool = False,
        most: int = MOST,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, description=hint, **kwargs)
        self.choices = choices
        self.required = required
        self.most = most

    def process_data(self, value: Any) -> None:
        self.data = list(value or [])

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = {value for value in valuelist[:MOST] if isinstance(value, str)}
        self.data = [value for name, value in self.answers.items() if name in typed]
        if typed - self.answers.keys():
            raise ValueError(messages.UNKNOWN_CHOICE)

    def pre_validate(self, form: BaseForm) -> None:
        if self.process_errors:
            raise StopValidation
        if self.required and not self.data:
            raise StopValidation(messages.MISSING_CHOICE)
        if len(self.data) > self.most:
            raise StopValidation(messages.too_many(self.most))

    def iter_choices(self) -> Iterator[Option]:
        chosen = {key(value) for value in self.data or ()}
        for value, label in self.choices:
            yield Option(key(value), label, key(value) in chosen, {})


class Yes(Field):
    """One check box: True or False. `required=True` asks for the tick itself, as consent does."""

    kind = "checkbox"
    widget = widgets.CheckboxInput()

    def __init__(self, label: Label, *, hint: Label = "", required: bool = False, **kwargs: Any) -> None:
        super().__init__(label, description=hint, **kwargs)
        self.required = required

    def process_data(self, value: Any) -> None:
        self.data = bool(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = bool(valuelist) and valuelist[0] in {"1", "y", "on", "ja", "true", "True"}

    def pre_validate(self, form: BaseForm) -> None:
        if self.required and not self.data:
            raise StopValidation(messages.MISSING)

    def show(self, value: Any) -> str:
        """In words."""
        return str(_("ja") if value else _("nee"))

    def _value(self) -> str:
        return "1"
