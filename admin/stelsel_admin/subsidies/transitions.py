"""The states of an application and the steps between them, as data (SUBSIDIES 3.3, 3.4).

Who may take a step stands here too; what else must hold is code, in the command of the step. States and steps that
are not built are not here: adding one is adding a line.
"""

import enum
from dataclasses import dataclass

from stelsel.access import Permission
from stelsel.i18n import _


class State(enum.StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    COMPLETENESS_CHECK = "completeness_check"
    SUPPLEMENT_REQUESTED = "supplement_requested"
    UNDER_ASSESSMENT = "under_assessment"
    ASSESSED = "assessed"
    INTERNAL_CONTROL = "internal_control"
    ALLOCATION_PROPOSED = "allocation_proposed"
    AWAITING_SIGNATURE = "awaiting_signature"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Step(enum.StrEnum):
    """What happens to an application; the numbers are those of SUBSIDIES 3.4."""

    SUBMIT = "submit"
    TAKE_UP = "take_up"
    ASK_SUPPLEMENT = "ask_supplement"
    SUPPLEMENT = "supplement"
    LAPSE = "lapse"
    FIND_COMPLETE = "find_complete"
    ASSESS = "assess"
    TAKE_CONTROL = "take_control"
    DISAGREE = "disagree"
    PROPOSE_GRANT = "propose_grant"
    PROPOSE_REFUSAL = "propose_refusal"
    ADOPT = "adopt"
    GRANT = "grant"
    REFUSE = "refuse"
    SEND_BACK = "send_back"
    WITHDRAW = "withdraw"


class Duty(enum.StrEnum):
    """What one person does in one case. Nobody has two duties in the same case (I-13)."""

    ASSESSOR = "assessor"
    CONTROLLER = "controller"
    DECIDER = "decider"


@dataclass(frozen=True, slots=True)
class Rule:
    """From which states a step leads where, and who takes it. No permission: the system, by itself."""

    number: str
    before: frozenset[State]
    after: State
    permission: Permission | None
    duty: Duty | None = None
    needs_reason: bool = False


ENDED = frozenset({State.GRANTED, State.REFUSED, State.WITHDRAWN})
OPEN = frozenset(State) - ENDED - {State.DRAFT}
S, P = State, Permission
_A, _C, _D = Duty.ASSESSOR, Duty.CONTROLLER, Duty.DECIDER
_CHECKED = frozenset({S.COMPLETENESS_CHECK, S.UNDER_ASSESSMENT})


def _one(state: State) -> frozenset[State]:
    return frozenset({state})


TRANSITIONS: dict[Step, Rule] = {
    Step.SUBMIT: Rule("T1", _one(S.DRAFT), S.SUBMITTED, P.TENANT_SUBSIDY_SIGN),
    Step.TAKE_UP: Rule("T2", _one(S.SUBMITTED), S.COMPLETENESS_CHECK, P.SCHEME_ASSESS, _A),
    Step.ASK_SUPPLEMENT: Rule("T3, T9", _CHECKED, S.SUPPLEMENT_REQUESTED, P.SCHEME_ASSESS, _A, needs_reason=True),
    Step.SUPPLEMENT: Rule("T4", _one(S.SUPPLEMENT_REQUESTED), S.COMPLETENESS_CHECK, P.TENANT_SUBSIDY_SIGN),
    Step.LAPSE: Rule("T5", _one(S.SUPPLEMENT_REQUESTED), S.COMPLETENESS_CHECK, None),
    Step.FIND_COMPLETE: Rule("T7", _one(S.COMPLETENESS_CHECK), S.UNDER_ASSESSMENT, P.SCHEME_ASSESS, _A),
    Step.ASSESS: Rule("T10", _one(S.UNDER_ASSESSMENT), S.ASSESSED, P.SCHEME_ASSESS, _A, needs_reason=True),
    Step.TAKE_CONTROL: Rule("T11", _one(S.ASSESSED), S.INTERNAL_CONTROL, P.SCHEME_CONTROL, _C),
    Step.DISAGREE: Rule("T12", _one(S.INTERNAL_CONTROL), S.UNDER_ASSESSMENT, P.SCHEME_CONTROL, _C, needs_reason=True),
    Step.PROPOSE_GRANT: Rule("T13", _one(S.INTERNAL_CONTROL), S.ALLOCATION_PROPOSED, P.SCHEME_CONTROL, _C),
    Step.PROPOSE_REFUSAL: Rule(
        "T15", _one(S.INTERNAL_CONTROL), S.AWAITING_SIGNATURE, P.SCHEME_CONTROL, _C, needs_reason=True
    ),
    Step.ADOPT: Rule("T16", _one(S.ALLOCATION_PROPOSED), S.AWAITING_SIGNATURE, P.SCHEME_COORDINATE),
    Step.GRANT: Rule("T17", _one(S.AWAITING_SIGNATURE), S.GRANTED, P.SCHEME_DECIDE, _D, needs_reason=True),
    Step.REFUSE: Rule("T17", _one(S.AWAITING_SIGNATURE), S.REFUSED, P.SCHEME_DECIDE, _D, needs_reason=True),
    Step.WITHDRAW: Rule("T18", OPEN, S.WITHDRAWN, P.TENANT_SUBSIDY_SIGN),
    Step.SEND_BACK: Rule("T19", _one(S.AWAITING_SIGNATURE), S.UNDER_ASSESSMENT, P.SCHEME_DECIDE, _D, needs_reason=True),
}

STATES = {
    S.DRAFT: _("Concept"),
    S.SUBMITTED: _("Ontvangen"),
    S.COMPLETENESS_CHECK: _("Volledigheid"),
    S.SUPPLEMENT_REQUESTED: _("Aanvulling gevraagd"),
    S.UNDER_ASSESSMENT: _("Beoordelen"),
    S.ASSESSED: _("Beoordeeld"),
    S.INTERNAL_CONTROL: _("Controle"),
    S.ALLOCATION_PROPOSED: _("Verdeling"),
    S.AWAITING_SIGNATURE: _("Ter ondertekening"),
    S.GRANTED: _("Verleend"),
    S.REFUSED: _("Afgewezen"),
    S.WITHDRAWN: _("Ingetrokken"),
}

TONES = {
    S.DRAFT: "",
    S.SUBMITTED: "info",
    S.COMPLETENESS_CHECK: "info",
    S.SUPPLEMENT_REQUESTED: "warn",
    S.UNDER_ASSESSMENT: "info",
    S.ASSESSED: "info",
    S.INTERNAL_CONTROL: "info",
    S.ALLOCATION_PROPOSED: "info",
    S.AWAITING_SIGNATURE: "info",
    S.GRANTED: "ok",
    S.REFUSED: "error",
    S.WITHDRAWN: "",
}
"""The tone of a state's badge, for applicant and officer alike."""

FOR_APPLICANT = {
    S.DRAFT: _("U vult de aanvraag nog in."),
    S.SUBMITTED: _("We hebben uw aanvraag ontvangen."),
    S.COMPLETENESS_CHECK: _("We kijken of uw aanvraag volledig is."),
    S.SUPPLEMENT_REQUESTED: _("We hebben nog iets van u nodig. Zolang staat de termijn stil."),
    S.UNDER_ASSESSMENT: _("We beoordelen uw aanvraag."),
    S.ASSESSED: _("We beoordelen uw aanvraag."),
    S.INTERNAL_CONTROL: _("We beoordelen uw aanvraag. Een tweede persoon kijkt mee."),
    S.ALLOCATION_PROPOSED: _("Uw aanvraag is beoordeeld. Het besluit wordt voorbereid."),
    S.AWAITING_SIGNATURE: _("Uw aanvraag is beoordeeld. Het besluit ligt klaar om te ondertekenen."),
    S.GRANTED: _("De subsidie is verleend."),
    S.REFUSED: _("De aanvraag is afgewezen."),
    S.WITHDRAWN: _("U hebt de aanvraag ingetrokken."),
}
"""What the applicant reads: no names of officers, and nothing that a decision could still change."""

STEPS = {
    Step.SUBMIT: _("Ontvangen en ondertekend"),
    Step.TAKE_UP: _("Opgepakt door een beoordelaar"),
    Step.ASK_SUPPLEMENT: _("Aanvulling gevraagd. De klok staat stil"),
    Step.SUPPLEMENT: _("Aanvulling ontvangen. De klok loopt weer"),
    Step.LAPSE: _("Termijn voor de aanvulling voorbij. De klok loopt weer"),
    Step.FIND_COMPLETE: _("Aanvraag volledig"),
    Step.ASSESS: _("Beoordeeld"),
    Step.TAKE_CONTROL: _("Controle begonnen"),
    Step.DISAGREE: _("Controleur niet akkoord, terug naar de beoordelaar"),
    Step.PROPOSE_GRANT: _("Controleur akkoord. Bedrag gereserveerd"),
    Step.PROPOSE_REFUSAL: _("Voorstel om af te wijzen"),
    Step.ADOPT: _("Verdeling vastgelegd"),
    Step.GRANT: _("Verleend"),
    Step.REFUSE: _("Afgewezen"),
    Step.SEND_BACK: _("Terug naar de beoordelaar"),
    Step.WITHDRAW: _("Ingetrokken door de aanvrager"),
}
