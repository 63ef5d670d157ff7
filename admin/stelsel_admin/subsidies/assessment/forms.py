"""Forms of assessor and controller."""

from typing import Any

from stelsel.i18n import _
from stelsel.web.forms import Choice, Choices, LongText
from stelsel_admin.subsidies.applications.answers import entries
from stelsel_admin.subsidies.assessment.service import Points
from stelsel_admin.subsidies.cases.doors import StepForm
from stelsel_admin.subsidies.terms import Terms


class SupplementForm(StepForm):
    asked = Choices(_("Wat moet de aanvrager aanvullen?"), hint=_("Alleen deze antwoorden kan hij dan veranderen."))
    text = LongText(_("Wat mist er precies?"), hint=_("De aanvrager leest deze tekst."), max=2000, rows=5)


class AssessForm(StepForm):
    positive = Choice(_("Uw advies"), choices=[("yes", _("Verlenen")), ("no", _("Afwijzen"))], radio=True)
    reason = LongText(_("Waarom"), hint=_("De controleur en de beslisser lezen dit."), max=4000, rows=5)

    def points(self) -> Points:
        """Points and reason by criterion."""
        keys = [field.name.removeprefix("points_") for field in self if field.name.startswith("points_")]
        return {key: (self[f"points_{key}"].data, self[f"why_{key}"].data) for key in keys}


class ControlForm(StepForm):
    verdict = Choice(
        _("Uw oordeel"),
        choices=[
            ("agree", _("Akkoord met de beoordeling")),
            ("disagree", _("Niet akkoord: terug naar de beoordelaar")),
        ],
        radio=True,
    )
    reason = LongText(_("Toelichting"), hint=_("Verplicht als u niet akkoord bent."), max=4000, rows=4, required=False)


def supplement_form(terms: Terms, seq: int) -> SupplementForm:
    form = SupplementForm(data={"step": str(seq)})
    form.asked.choices = [(entry.name, entry.label) for entry in entries(terms)]
    return form


def assess_form(terms: Terms, seq: int) -> AssessForm:
    """One pair of fields per criterion."""
    fields: dict[str, Any] = {}
    for criterion in terms.criteria:
        choices = [(points, str(points)) for points in range(criterion.highest + 1)]
        fields[f"points_{criterion.key}"] = Choice(
            _("Punten, van 0 tot en met %(highest)s", highest=criterion.highest),
            hint=criterion.note,
            choices=choices,
            radio=True,
        )
        fields[f"why_{criterion.key}"] = LongText(_("Waarom deze punten"), max=2000, rows=3)
    made: type[AssessForm] = type("ThisAssessForm", (AssessForm,), fields)
    return made(data={"step": str(seq)})
