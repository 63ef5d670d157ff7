"""Pages about what becomes of a draft: published by itself at a set moment, or not wanted as its partner asks it."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel import clock
from stelsel.access import Permission, requires
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web.format import amsterdam
from stelsel_tenants.activities import asking, later
from stelsel_tenants.activities.forms import DeclineForm, LaterForm
from stelsel_tenants.activities.models import Activity

bp = Blueprint("later", __name__, url_prefix="/b/<slug>/beheer/activiteiten", template_folder="templates")


@bp.route("/<uuid:activity_id>/publiceren-op", methods=["GET", "POST"])
@requires(Permission.TENANT_PUBLISH)
def plan(scope: Scope, activity_id: uuid.UUID) -> ResponseReturnValue:
    activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id))
    form = LaterForm(amsterdam(activity.publish_at) if activity.publish_at else None)
    page = {"activity_id": activity.id, "title": activity.title, "publish_at": activity.publish_at}
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                later.plan(scope, activity_id, at=clock.at(form.day.data, form.moment.data))
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Bewaard. Op dat moment verschijnt het vanzelf."))
            return _back(scope, activity_id)
    return render_template("activities/later.html", form=form, **page), form.status


@bp.post("/<uuid:activity_id>/publiceren-op/stop")
@requires(Permission.TENANT_PUBLISH)
def stop(scope: Scope, activity_id: uuid.UUID) -> ResponseReturnValue:
    with unit_of_work(scope):
        later.stop(scope, activity_id)
    flash(_("Bewaard. Het verschijnt pas als u het publiceert."))
    return _back(scope, activity_id)


@bp.route("/<uuid:activity_id>/afwijzen", methods=["GET", "POST"])
@requires(Permission.TENANT_PUBLISH)
def decline(scope: Scope, activity_id: uuid.UUID) -> ResponseReturnValue:
    """The library does not want what a partner planned."""
    activity, form = scope.session.get_one(Activity, (scope.tenant_id, activity_id)), DeclineForm()
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                asking.decline(scope, activity_id, reason=form.reason.data)
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Afgewezen. De partner leest waarom."))
            return _back(scope, activity_id)
    return render_template("activities/decline.html", form=form, activity=activity), form.status


def _back(scope: Scope, activity_id: uuid.UUID) -> ResponseReturnValue:
    return redirect(url_for("activities.edit", slug=scope.library.slug, activity_id=activity_id), 303)
