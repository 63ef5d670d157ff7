"""Pages of controller, coordinator and decider, from control to decision."""

import uuid

from flask import Blueprint, flash, render_template
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web.format import long_date
from stelsel_admin.subsidies.assessment import service as assessment
from stelsel_admin.subsidies.assessment.forms import ControlForm
from stelsel_admin.subsidies.cases import doors, letters, reading
from stelsel_admin.subsidies.decisions import service
from stelsel_admin.subsidies.decisions.forms import decision_form
from stelsel_admin.subsidies.schemes.queries import Published
from stelsel_admin.subsidies.transitions import State

bp = Blueprint("decisions", __name__, url_prefix="/subsidies/behandelen", template_folder="../templates")


@bp.route("/<uuid:case_id>/controle", methods=["GET", "POST"])
@requires(Permission.SCHEME_CONTROL)
def control(scope: Scope, case_id: uuid.UUID) -> ResponseReturnValue:
    case, scheme = doors.opened(scope, case_id)
    form = ControlForm(data={"step": str(case.seq)})
    page = {
        "scheme": scheme,
        "applicant": case.applicant_name,
        "case_id": case_id,
        "requested_cents": case.requested_cents,
        "assessment": assessment.judged(scope, case_id, scheme.terms),
        "sent": reading.sent(scope, case_id),
    }

    def agree_or_not(both: Scope) -> None:
        _control(both, case_id, form.verdict.data == "agree", form.reason.data, form.seq)

    if doors.taken(scope, case_id, form, agree_or_not, why="a case is controlled"):
        return doors.to_case(case_id)
    return render_template("subsidies/control.html", form=form, **page), form.status


@bp.post("/<uuid:case_id>/verdeling")
@requires(Permission.SCHEME_COORDINATE)
def adopt(scope: Scope, case_id: uuid.UUID) -> ResponseReturnValue:
    answer = doors.pressed(scope, case_id, service.adopt, why="a division is adopted")
    flash(_("De verdeling is vastgelegd. De beslisser is aan zet."))
    return answer


@bp.route("/<uuid:case_id>/besluit", methods=["GET", "POST"])
@requires(Permission.SCHEME_DECIDE)
def decide(scope: Scope, case_id: uuid.UUID) -> ResponseReturnValue:
    case, scheme = doors.opened(scope, case_id)
    form = decision_form(case.proposal, case.seq)
    page = {
        "scheme": scheme,
        "case_id": case_id,
        "applicant": case.applicant_name,
        "cents": case.reserved_cents,
        "grants": case.proposal is State.GRANTED,
        "ground": service.GROUNDS.get(case.ground, ""),
        "assessment": assessment.judged(scope, case_id, scheme.terms),
        "sent": reading.sent(scope, case_id),
        "is_waiting": case.state is State.AWAITING_SIGNATURE,
    }

    def sign(both: Scope) -> None:
        _decide(both, case_id, scheme, form.verdict.data, form.motivation.data, form.seq)

    if doors.taken(scope, case_id, form, sign, why="a decision is signed"):
        flash(_("Vastgelegd."))
        return doors.to_case(case_id)
    return render_template("subsidies/decide.html", form=form, **page), form.status


def _control(both: Scope, case_id: uuid.UUID, agrees: bool, reason: str, seq: int) -> None:
    if agrees:
        service.agree(both, case_id, reason=reason, seq=seq)
    else:
        assessment.disagree(both, case_id, reason=reason, seq=seq)


def _decide(both: Scope, case_id: uuid.UUID, scheme: Published, verdict: str, text: str, seq: int) -> None:
    if verdict == "back":
        service.send_back(both, case_id, reason=text, seq=seq)
        return
    command = service.grant if verdict == "grant" else service.refuse
    decision = command(both, case_id, motivation=text, seq=seq)
    if decision is not None:
        case = doors.found(both, case_id)
        objection = long_date(decision.objection_until)
        letters.decided(both, case, scheme, motivation=decision.motivation, objection=objection)
