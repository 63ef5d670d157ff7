"""The decider's form."""

from stelsel.i18n import _
from stelsel.web.forms import Choice, LongText
from stelsel_admin.subsidies.cases.doors import StepForm
from stelsel_admin.subsidies.transitions import State


class DecisionForm(StepForm):
    verdict = Choice(_("Uw besluit"), radio=True)
    motivation = LongText(
        _("Motivering"), hint=_("Dit staat in het besluit. Bij terugsturen leest de beoordelaar het."), max=4000, rows=6
    )


def decision_form(proposal: State | None, seq: int) -> DecisionForm:
    """Only what was proposed can be decided; who thinks otherwise sends it back."""
    form = DecisionForm(data={"step": str(seq)})
    decide = ("grant", _("Verleen de subsidie")) if proposal is State.GRANTED else ("refuse", _("Wijs de aanvraag af"))
    form.verdict.choices = [decide, ("back", _("Stuur terug naar de beoordelaar"))]
    return form
