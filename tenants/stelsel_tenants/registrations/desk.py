"""The desk: today's sessions, and one page that counts. It works without script, with one hand, at 320 px."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.registrations import counting, queries
from stelsel_tenants.registrations.forms import CountForm

bp = Blueprint("attendance", __name__, url_prefix="/b/<slug>/beheer/balie", template_folder="templates")

STEPS = frozenset({-5, -1, 1, 5})


@bp.get("", strict_slashes=False)
@requires(Permission.TENANT_DESK)
def overview(scope: Scope) -> ResponseReturnValue:
    return render_template("attendance/overview.html", rows=queries.today(scope), late=queries.uncounted(scope))


@bp.route("/<uuid:session_id>", methods=["GET", "POST"])
@requires(Permission.TENANT_DESK)
def session(scope: Scope, session_id: uuid.UUID) -> ResponseReturnValue:
    moment = queries.moment(scope, session_id)
    form = CountForm(data={"present": moment.present, "turned_away": moment.turned_away})
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                counting.count(scope, session_id, present=form.present.data, turned_away=form.turned_away.data)
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Bewaard."))
            return _back(scope, session_id)
    rows = queries.names(scope, session_id)
    return render_template("attendance/session.html", moment=moment, rows=rows, form=form), form.status


@bp.post("/<uuid:session_id>/erbij")
@requires(Permission.TENANT_DESK)
def add(scope: Scope, session_id: uuid.UUID) -> ResponseReturnValue:
    step = request.form.get("erbij", "1")
    number = int(step) if step in {str(one) for one in STEPS} else 1
    try:
        with unit_of_work(scope):
            counting.add(scope, session_id, number)
    except Refused as refusal:
        flash(refusal.message, "error")
    return _back(scope, session_id)


@bp.post("/<uuid:session_id>/namen/<uuid:registration_id>")
@requires(Permission.TENANT_DESK)
def tick(scope: Scope, session_id: uuid.UUID, registration_id: uuid.UUID) -> ResponseReturnValue:
    try:
        with unit_of_work(scope):
            counting.tick(scope, registration_id, came=request.form.get("er") == "1")
    except Refused as refusal:
        flash(refusal.message, "error")
    return _back(scope, session_id)


def _back(scope: Scope, session_id: uuid.UUID) -> ResponseReturnValue:
    return redirect(url_for("attendance.session", slug=scope.library.slug, session_id=session_id), 303)
