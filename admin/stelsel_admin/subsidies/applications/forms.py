"""The form of an application, made of what the scheme asks. Saving asks for nothing: a draft may be unfinished."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from stelsel.i18n import _
from stelsel.web.forms import Choice, Form, LongText, ShortText, VersionedForm, Yes
from stelsel_admin.subsidies.applications.answers import Entry, entries
from stelsel_admin.subsidies.terms import QuestionKind, Terms


class Later:
    """Needed in the end, not yet when it is saved."""

    process_errors: Sequence[str]

    def pre_validate(self, form: BaseForm) -> None:
        if self.process_errors:
            raise StopValidation


class LaterLine(Later, ShortText):
    pass


class LaterLines(Later, LongText):
    pass


class LaterChoice(Later, Choice):
    pass


class LaterYes(Later, Yes):
    pass


class ApplicationForm(VersionedForm):
    def answers(self) -> dict[str, Any]:
        """What was typed, by name of the entry."""
        asked: list[Any] = [field for field in self if isinstance(field, Later)]
        return {field.name: field.data if isinstance(field, Yes) else field.data or "" for field in asked}


class SignForm(ApplicationForm):
    authorised = Yes(
        _("Ik mag deze aanvraag namens de bibliotheek ondertekenen, en alles is naar waarheid ingevuld."),
        required=True,
    )


class WithdrawForm(Form):
    reason = LongText(_("Waarom trekt u de aanvraag in?"), max=1000, rows=3, required=False)


def application_form(terms: Terms, names: Iterable[str], answers: dict[str, Any], version: int) -> ApplicationForm:
    """A form with the entries of these names, filled with what was kept."""
    chosen = set(names)
    fields = {entry.name: _field(entry) for entry in entries(terms) if entry.name in chosen}
    made: type[ApplicationForm] = type("ThisApplicationForm", (ApplicationForm,), fields)
    return made(data={**answers, "version": str(version)})


def _field(entry: Entry) -> Any:
    hint = entry.hint
    if entry.kind is QuestionKind.YES:
        return LaterYes(entry.label, hint=hint, required=entry.required)
    if entry.kind is QuestionKind.CHOICE:
        choices = [(choice, choice) for choice in entry.choices]
        return LaterChoice(entry.label, hint=hint, choices=choices, radio=True, required=entry.required)
    if entry.kind is QuestionKind.LINES:
        return LaterLines(entry.label, hint=hint, max=entry.longest, required=entry.required)
    attributes = {"inputmode": "numeric"} if entry.kind is QuestionKind.NUMBER else {}
    return LaterLine(entry.label, hint=hint, max=entry.longest, required=entry.required, render_kw=attributes)
