"""One date of an activity: moved, off, back again."""

import uuid
from collections.abc import Sequence

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web.format import moment as written
from stelsel_tenants.activities import one_date, queries, service
from stelsel_tenants.activities.cautions import Elsewhere
from stelsel_tenants.activities.clashes import RoomsTaken
from stelsel_tenants.activities.forms import CancelForm, MoveForm
from stelsel_tenants.activities.models import Session
from stelsel_tenants.activities.views import bp


@bp.route("/momenten/<uuid:session_id>", methods=["GET", "POST"])
@requires(Permission.TENANT_ACTIVITIES)
def moment(scope: Scope, session_id: uuid.UUID) -> ResponseReturnValue:
    now = one_date.of(scope.session.get_one(Session, (scope.tenant_id, session_id)))
    form = MoveForm(branches=queries.branches(scope, closed=True), rooms=queries.rooms(scope), wish=now)
    taken: RoomsTaken | None = None
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                changed = one_date.change(scope, session_id, form.wish(), outside_hours=form.outside_hours.data)
        except RoomsTaken as refusal:
            form.show(refusal)
            taken = refusal
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Bewaard. Wie zich aanmeldde, krijgt bericht."))
            _warn(one_date.elsewhere(scope, changed))
            return _back(scope, session_id)
    page = {"moment": queries.session(scope, session_id), "taken": taken}
    return render_template("activities/moment.html", form=form, **page), form.status


@bp.route("/momenten/<uuid:session_id>/afzeggen", methods=["GET", "POST"])
@requires(Permission.TENANT_ACTIVITIES)
def cancel(scope: Scope, session_id: uuid.UUID) -> ResponseReturnValue:
    form = CancelForm()
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                service.cancel(scope, session_id, reason=form.reason.data)
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Afgezegd. Het moment blijft zichtbaar, met de reden."))
            return _back(scope, session_id)
    page = render_template("activities/cancel.html", form=form, moment=queries.session(scope, session_id))
    return page, form.status


@bp.post("/momenten/<uuid:session_id>/terug")
@requires(Permission.TENANT_ACTIVITIES)
def bring_back(scope: Scope, session_id: uuid.UUID) -> ResponseReturnValue:
    try:
        with unit_of_work(scope):
            one_date.bring_back(scope, session_id)
    except Refused as refusal:
        flash(refusal.message, "error")
        return redirect(url_for("activities.moment", slug=scope.library.slug, session_id=session_id), 303)
    flash(_("Dit moment gaat weer door. Wie zich aanmeldde, krijgt bericht."))
    return _back(scope, session_id)


def _warn(there: Sequence[Elsewhere]) -> None:
    """It is saved: who plans it may have arranged that."""
    for one in there[:1]:
        told = _(
            "Let op: de begeleider is dan ook bij „%(title)s”, vanaf %(moment)s.",
            title=one.title,
            moment=written(one.there_from),
        )
        flash(told, "warning")


def _back(scope: Scope, session_id: uuid.UUID) -> ResponseReturnValue:
    activity_id = queries.session(scope, session_id).activity_id
    return redirect(url_for("activities.edit", slug=scope.library.slug, activity_id=activity_id), 303)
