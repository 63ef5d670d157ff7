"""The statement page: all that an officer sees of a case before saying whether there is a conflict of interest."""

import uuid

from flask import Blueprint, flash, render_template
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.access.requires import signed_in
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web.forms import Choice, Form, LongText
from stelsel_admin.subsidies import people
from stelsel_admin.subsidies.cases import doors, standing
from stelsel_admin.subsidies.conflicts import service

bp = Blueprint("conflicts", __name__, url_prefix="/subsidies/behandelen", template_folder="../templates")


class StatementForm(Form):
    conflicted = Choice(
        _("Hebt u een belang bij deze aanvraag?"),
        hint=_("Bijvoorbeeld: u werkte daar, u bent familie van iemand daar, of u adviseerde bij de aanvraag."),
        choices=[("no", _("Nee, ik heb geen belang")), ("yes", _("Ja, ik heb een belang of misschien een belang"))],
        radio=True,
    )
    note = LongText(_("Welk belang?"), hint=_("Alleen als u ja kiest."), max=500, rows=3, required=False)


@bp.route("/<uuid:case_id>/verklaring", methods=["GET", "POST"])
@requires(Permission.SCHEME_READ)
def statement(scope: Scope, case_id: uuid.UUID) -> ResponseReturnValue:
    case, person = doors.found(scope, case_id), signed_in()
    people.keep_apart(person.id, case.applicant_id)
    if standing.standing(scope, case_id, person.id) is standing.Standing.CONFLICTED:
        raise standing.Conflicted
    form = StatementForm()
    reference, applicant = case.reference, case.applicant_name
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                service.declare(scope, case_id, conflicted=form.conflicted.data == "yes", note=form.note.data)
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Uw verklaring is bewaard."))
            return doors.to_case(case_id)
    return render_template("subsidies/statement.html", form=form, reference=reference, applicant=applicant), form.status
