"""Sign-ups in the workroom: who comes, who waits, who has to be called, and how signing up goes."""

import secrets
import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web.button import press
from stelsel.web.own_page import unkept
from stelsel_tenants.activities.models import Activity
from stelsel_tenants.registrations import calling, changing, conditions, queries, retention, service, times
from stelsel_tenants.registrations.forms import ConditionsForm, DeskSignUpForm

bp = Blueprint("sign_ups", __name__, url_prefix="/b/<slug>/beheer/aanmeldingen", template_folder="templates")


@bp.get("/")
@requires(Permission.TENANT_REGISTRATIONS)
def overview(scope: Scope) -> ResponseReturnValue:
    rows = queries.coming(scope)
    return render_template("registrations/overview.html", rows=rows, calls=len(calling.to_call(scope)))


@bp.get("/bellen")
@requires(Permission.TENANT_REGISTRATIONS)
def calls(scope: Scope) -> ResponseReturnValue:
    return unkept(render_template("registrations/calls.html", rows=calling.to_call(scope)))


@bp.post("/bellen/<uuid:registration_id>")
@requires(Permission.TENANT_REGISTRATIONS)
def called(scope: Scope, registration_id: uuid.UUID) -> ResponseReturnValue:
    there = url_for("sign_ups.calls", slug=scope.library.slug)
    done = _("Genoteerd: deze persoon weet ervan.")
    return press(scope, lambda: calling.called(scope, registration_id), to=there, done=done)


@bp.route("/regels/<uuid:activity_id>", methods=["GET", "POST"])
@requires(Permission.TENANT_ACTIVITIES)
def terms(scope: Scope, activity_id: uuid.UUID) -> ResponseReturnValue:
    activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id))
    form = ConditionsForm(conditions.of(scope, activity_id), conditions.version(scope, activity_id))
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                conditions.set_terms(scope, activity_id, form.terms(), version=form.seen)
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Bewaard."))
            return redirect(url_for("activities.edit", slug=scope.library.slug, activity_id=activity_id), 303)
    return render_template("registrations/terms.html", form=form, activity=activity), form.status


@bp.get("/<uuid:session_id>")
@requires(Permission.TENANT_REGISTRATIONS)
def names(scope: Scope, session_id: uuid.UUID) -> ResponseReturnValue:
    moment = queries.moment(scope, session_id)
    body = render_template(
        "registrations/names.html",
        moment=moment,
        rows=queries.names(scope, session_id),
        waiting=queries.waiting(scope, session_id),
        terms=conditions.of(scope, moment.activity_id),
        keep_days=retention.term(scope).days,
    )
    return unkept(body)


@bp.route("/<uuid:session_id>/nieuw", methods=["GET", "POST"])
@requires(Permission.TENANT_REGISTRATIONS)
def new(scope: Scope, session_id: uuid.UUID) -> ResponseReturnValue:
    """At the desk or on the telephone."""
    moment = queries.moment(scope, session_id)
    form = DeskSignUpForm(conditions.of(scope, moment.activity_id), times.free(scope, session_id), moment)
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                key = form.key.data or secrets.token_urlsafe(16)
                made = service.sign_up(scope, session_id, form.person(), request_key=key, at_desk=True)
        except Refused as refusal:
            form.show(refusal)
        else:
            return redirect(url_for("sign_ups.card", slug=scope.library.slug, registration_id=made.id), 303)
    form.key.data = form.key.data or secrets.token_urlsafe(16)
    return unkept(render_template("registrations/desk_sign_up.html", form=form, moment=moment), form.status)


@bp.get("/kaart/<uuid:registration_id>")
@requires(Permission.TENANT_REGISTRATIONS)
def card(scope: Scope, registration_id: uuid.UUID) -> ResponseReturnValue:
    """What somebody takes home who has no mail: when, where, and a code to call with."""
    return unkept(render_template("registrations/card.html", card=queries.own(scope, registration_id)))


@bp.post("/<uuid:session_id>/<uuid:registration_id>/afzeggen")
@requires(Permission.TENANT_REGISTRATIONS)
def take_back(scope: Scope, session_id: uuid.UUID, registration_id: uuid.UUID) -> ResponseReturnValue:
    done = _("De aanmelding is afgezegd. De plaats is weer vrij.")
    return _step(scope, session_id, registration_id, changing.take_back, done)


@bp.post("/<uuid:session_id>/<uuid:registration_id>/betaald")
@requires(Permission.TENANT_REGISTRATIONS)
def paid(scope: Scope, session_id: uuid.UUID, registration_id: uuid.UUID) -> ResponseReturnValue:
    return _step(scope, session_id, registration_id, changing.paid, _("Genoteerd: er is betaald."))


def _step(
    scope: Scope,
    session_id: uuid.UUID,
    registration_id: uuid.UUID,
    command: Callable[[Scope, uuid.UUID], Any],
    done: Any,
) -> ResponseReturnValue:
    there = url_for("sign_ups.names", slug=scope.library.slug, session_id=session_id)
    return press(scope, lambda: command(scope, registration_id), to=there, done=done)
