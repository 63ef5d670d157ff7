"""Pages of assessor and controller."""

import uuid

from flask import Blueprint, flash, render_template
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web.format import long_date
from stelsel_admin.subsidies.assessment import service
from stelsel_admin.subsidies.assessment.forms import assess_form, supplement_form
from stelsel_admin.subsidies.cases import clock, doors, letters, moves, reading
from stelsel_admin.subsidies.schemes.queries import Published
from stelsel_admin.subsidies.transitions import State

bp = Blueprint("assessment", __name__, url_prefix="/subsidies/behandelen", template_folder="../templates")


@bp.post("/<uuid:case_id>/oppakken")
@requires(Permission.SCHEME_ASSESS)
def take_up(scope: Scope, case_id: uuid.UUID) -> ResponseReturnValue:
    return doors.pressed(scope, case_id, service.take_up, why="a case is taken up")


@bp.route("/<uuid:case_id>/aanvulling", methods=["GET", "POST"])
@requires(Permission.SCHEME_ASSESS)
def supplement(scope: Scope, case_id: uuid.UUID) -> ResponseReturnValue:
    case, scheme = doors.opened(scope, case_id)
    form = supplement_form(scheme.terms, case.seq)
    applicant = case.applicant_name

    def ask(both: Scope) -> None:
        _ask(both, case_id, scheme, form.asked.data, form.text.data, form.seq)

    if doors.taken(scope, case_id, form, ask, why="a supplement is asked"):
        flash(_("De aanvrager krijgt een mail. De klok staat stil tot het antwoord."))
        return doors.to_case(case_id)
    return render_template(
        "subsidies/ask.html", form=form, scheme=scheme, applicant=applicant, case_id=case_id
    ), form.status


@bp.post("/<uuid:case_id>/volledig")
@requires(Permission.SCHEME_ASSESS)
def complete(scope: Scope, case_id: uuid.UUID) -> ResponseReturnValue:
    return doors.pressed(scope, case_id, service.find_complete, why="an application is found complete")


@bp.route("/<uuid:case_id>/beoordeling", methods=["GET", "POST"])
@requires(Permission.SCHEME_ASSESS)
def assess(scope: Scope, case_id: uuid.UUID) -> ResponseReturnValue:
    case, scheme = doors.opened(scope, case_id)
    _require(case.state is State.UNDER_ASSESSMENT)
    form = assess_form(scheme.terms, case.seq)
    applicant, sent = case.applicant_name, reading.sent(scope, case_id)

    def assess_it(both: Scope) -> None:
        positive, reason = form.positive.data == "yes", form.reason.data
        service.assess(both, case_id, points=form.points(), positive=positive, reason=reason, seq=form.seq)

    if doors.taken(scope, case_id, form, assess_it, why="an application is assessed"):
        flash(_("Uw beoordeling staat vast. Een controleur kijkt nu mee."))
        return doors.to_case(case_id)
    page = {"form": form, "scheme": scheme, "applicant": applicant, "case_id": case_id, "sent": sent}
    return render_template("subsidies/assess.html", **page), form.status


@bp.post("/<uuid:case_id>/controle/oppakken")
@requires(Permission.SCHEME_CONTROL)
def take_control(scope: Scope, case_id: uuid.UUID) -> ResponseReturnValue:
    return doors.pressed(scope, case_id, service.take_control, why="a control begins")


def _ask(both: Scope, case_id: uuid.UUID, scheme: Published, names: list[str], text: str, seq: int) -> None:
    service.ask_supplement(both, case_id, names=names, text=text, seq=seq)
    stop = clock.lasting(both, case_id)
    if stop is not None:
        letters.asked(both, doors.found(both, case_id), scheme, text=stop.text, until=long_date(stop.answer_until))


def _require(is_so: bool) -> None:
    if not is_so:
        raise moves.WrongState
