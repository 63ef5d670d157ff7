"""The form: shapes of input. Rules live in commands; `show` puts their refusal where it belongs.

    class PlanForm(Form):
        title = ShortText(_("Titel"), name="titel", max=80)

    form = PlanForm()
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                service.plan(scope, title=form.title.data)
        except Refused as refusal:
            form.show(refusal)
        else:
            return redirect(..., 303)
    return render_template("plan.html", form=form), form.status

In a template `{{ field(form.title) }}` brings label, hint, messages and control, `{{ form.hidden_tag() }}` the token.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from flask import current_app, g, has_request_context, request
from flask_wtf.csrf import generate_csrf, validate_csrf
from flask_wtf.i18n import translations
from markupsafe import Markup
from werkzeug.datastructures import CombinedMultiDict
from wtforms import Form as PlainForm
from wtforms import widgets
from wtforms.csrf.core import CSRF, CSRFTokenField
from wtforms.fields import Field, FieldList, FormField, HiddenField, SelectFieldBase
from wtforms.meta import DefaultMeta
from wtforms.validators import ValidationError

from stelsel.errors import Refused
from stelsel.web import messages
from stelsel.web.choices import Choice, Choices, Yes
from stelsel.web.fields import (
    Clock,
    Colour,
    Day,
    EmailText,
    Euros,
    LongText,
    MarkdownText,
    PhoneText,
    Postcode,
    ShortText,
    Typed,
    WholeNumber,
)
from stelsel.web.pictures import NewPicture, Picture

__all__ = [
    "Choice",
    "Choices",
    "Clock",
    "Colour",
    "Day",
    "EmailText",
    "Euros",
    "FieldList",
    "Form",
    "FormField",
    "HiddenField",
    "LongText",
    "MarkdownText",
    "NewPicture",
    "PhoneText",
    "Picture",
    "Postcode",
    "Problem",
    "ShortText",
    "ShownNumber",
    "Typed",
    "VersionedForm",
    "WholeNumber",
    "Yes",
]

WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})

CLASSES = {
    "select": "utrecht-select utrecht-select--html-select",
    "textarea": "utrecht-textarea utrecht-textarea--html-textarea",
    "markdown": "utrecht-textarea utrecht-textarea--html-textarea",
    "checkbox": "utrecht-checkbox utrecht-checkbox--html-input",
    "radio": "",
    "checkboxes": "",
    "hidden": "",
    "file": "",
    "option": "",
}
# The native `required` would let the browser answer in its own words, before we can. These have no aria-required.
SAID_OTHERWISE = frozenset({"radio", "checkboxes", "date", "time", "file", "hidden", "option"})
TEXTBOX = "utrecht-textbox utrecht-textbox--html-input"


class Problem(NamedTuple):
    """One line of the summary: the id of the control to go to ("" for the form as a whole), and what is wrong."""

    anchor: str
    message: Any


class Token(CSRF):
    """Flask-WTF's token, in a form that is not Flask-WTF's (that one also reads JSON)."""

    def generate_csrf_token(self, csrf_token_field: CSRFTokenField) -> str:
        return str(generate_csrf())

    def validate_csrf_token(self, form: Any, field: CSRFTokenField) -> None:
        if g.get("csrf_valid", False):
            return
        try:
            validate_csrf(field.data)
        except ValidationError:
            raise ValidationError(str(messages.EXPIRED)) from None


class ShownNumber(HiddenField):
    """A number that the page showed: which version or step somebody looked at."""

    @property
    def number(self) -> int:
        """-1, which nothing has, when the field was tampered with."""
        typed = str(self.data or "")
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else -1


class Form(PlainForm):
    """A form of ours. Reads the body of a writing request by itself; pass `formdata=None` to prevent that,
    `formdata=request.args` for a search form."""

    class Meta(DefaultMeta):
        csrf_class = Token

        @cached_property
        def csrf(self) -> bool:  # type: ignore[override] # a setting of the application, known in a request only
            return bool(current_app.config.get("WTF_CSRF_ENABLED", True))

        @property
        def csrf_field_name(self) -> str:  # type: ignore[override] # as above
            return str(current_app.config.get("WTF_CSRF_FIELD_NAME", "csrf_token"))

        def get_translations(self, form: Any) -> Any:
            return translations

        def render_field(self, field: Field, render_kw: Any) -> Markup:
            given = dict(render_kw)
            extra = given.pop("class_extra", "")
            attributes = _attributes(field) | given
            if extra:
                attributes["class"] = f"{attributes.get('class', '')} {extra}".strip()
            return super().render_field(field, attributes)

    refusal: Refused | None = None

    def __init__(self, formdata: Any = "sent", **kwargs: Any) -> None:
        super().__init__(_sent() if isinstance(formdata, str) else formdata, **kwargs)
        if g.get("csrf_expired", False) and isinstance(formdata, str):
            self.form_errors.append(messages.EXPIRED)

    def is_submitted(self) -> bool:
        return has_request_context() and request.method in WRITING

    def validate_on_submit(self) -> bool:
        return self.is_submitted() and self.validate()

    def show(self, refusal: Refused) -> None:
        """Put what a command said at its field ("title", "days.2.begin"), else above the form."""
        self.refusal = refusal
        field = _find(self, refusal.field) if refusal.field else None
        if field is None or isinstance(field, FormField):
            self.form_errors.append(refusal.message)
        else:
            field.errors = [*field.errors, refusal.message]

    @property
    def status(self) -> int:
        """What the page answers: 200, 422 with mistakes, or what the command's refusal says."""
        if self.refusal is not None:
            return self.refusal.status
        return 422 if self.errors else 200

    @property
    def problems(self) -> list[Problem]:
        """All that is wrong, in the order of the page, for the summary on top. Hidden fields have no place of
        their own, so they count for the form as a whole."""
        whole = [Problem("", message) for message in self.form_errors]
        return whole + [problem for field in self for problem in _problems(field)]

    def hidden_tag(self) -> Markup:
        """The token and every other hidden field."""
        return Markup("").join(field() for field in self if isinstance(field.widget, widgets.HiddenInput))


class VersionedForm(Form):
    """A form of something that several people edit. `version` is what the page showed."""

    version = ShownNumber()

    @property
    def seen(self) -> int:
        return self.version.number


def _sent() -> Any:
    """What was typed: the body of a writing request, or the one that came with a token that had expired."""
    if not has_request_context() or not (request.method in WRITING or g.get("csrf_expired", False)):
        return None
    return CombinedMultiDict([request.files, request.form]) if request.files else request.form


def _attributes(field: Field) -> dict[str, Any]:
    """What every control bears, whoever wrote the template."""
    kind = _kind(field)
    described = described_by(field)
    attributes: dict[str, Any] = {"id": field.id}
    if classes := CLASSES.get(kind, TEXTBOX):
        attributes["class"] = f"{classes} {classes.split(' ')[0]}--invalid" if field.errors else classes
    if described:
        attributes["aria_describedby"] = described
    if field.errors:
        attributes["aria_invalid"] = "true"
    if getattr(field, "required", False) and kind not in SAID_OTHERWISE:
        attributes["aria_required"] = "true"
    return attributes


def _kind(field: Field) -> str:
    if isinstance(field.widget, widgets.HiddenInput):
        return "hidden"
    if isinstance(field, SelectFieldBase._Option):
        return "option"
    return str(getattr(field, "kind", "text"))


def described_by(field: Field) -> str:
    """The ids of hint and message of a field, as far as they are there; a fieldset needs it for a group."""
    parts = [(field.description, "hint"), (field.errors, "error")]
    return " ".join(f"{field.id}-{name}" for there, name in parts if there)


def _problems(field: Field) -> Iterator[Problem]:
    if isinstance(field, FormField):
        for inner in field.form:
            yield from _problems(inner)
        return
    if isinstance(field, FieldList):
        for entry in field.entries:
            yield from _problems(entry)
    hidden = isinstance(field.widget, widgets.HiddenInput)
    anchor = "" if hidden else field.id  # in a group the first answer bears it
    own: list[Any] = list(field.errors)  # a FieldList repeats those of its entries here, as lists and dicts
    for message in own:
        if not isinstance(message, list | dict):
            yield Problem(anchor, message)


def _find(form: Any, path: str) -> Field | None:
    """The field of a dotted path: by its name in Python, or else by its name in HTML."""
    first, _dot, rest = path.partition(".")
    found = form._fields.get(first) or next((field for field in form if field.short_name == first), None)
    while found is not None and rest:
        first, _dot, rest = rest.partition(".")
        if isinstance(found, FieldList):
            index = int(first) if first.isdecimal() else -1
            found = found.entries[index] if 0 <= index < len(found.entries) else None
        elif isinstance(found, FormField):
            return _find(found.form, f"{first}.{rest}" if rest else first)
        else:
            return None
    return found
