"""The desk: today's sessions, and one page that counts. It works without script, with one hand, at 320 px."""

import uuid
from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web.button import press
from stelsel_tenants.registrations import counting, queries, taps
from stelsel_tenants.registrations.forms import CloseForm, CountForm, NotHeldForm

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
                counting.count(scope, session_id, **form.counted())
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Bewaard."))
            return redirect(_address(scope, session_id), 303)
    return _page(scope, session_id, form=form), form.status


@bp.post("/<uuid:session_id>/afsluiten")
@requires(Permission.TENANT_DESK)
def close(scope: Scope, session_id: uuid.UUID) -> ResponseReturnValue:
    form = CloseForm()
    if form.validate():
        told = {"volunteers": form.volunteers.data, "volunteer_minutes": form.volunteer_minutes.data}
        try:
            with unit_of_work(scope):
                counting.close(scope, session_id, **told)
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Afgesloten. Bedankt voor het tellen."))
            return redirect(url_for("attendance.overview", slug=scope.library.slug), 303)
    return _page(scope, session_id, closing=form), form.status


@bp.post("/<uuid:session_id>/niet-gehouden")
@requires(Permission.TENANT_DESK)
def did_not_happen(scope: Scope, session_id: uuid.UUID) -> ResponseReturnValue:
    form = NotHeldForm()
    if form.validate():
        try:
            with unit_of_work(scope):
                counting.did_not_happen(scope, session_id, reason=form.not_held_reason.data)
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Genoteerd: dit ging niet door. Het telt niet mee als bijeenkomst."))
            return redirect(url_for("attendance.overview", slug=scope.library.slug), 303)
    return _page(scope, session_id, not_held=form), form.status


@bp.post("/<uuid:session_id>/toch-gehouden")
@requires(Permission.TENANT_DESK)
def did_happen(scope: Scope, session_id: uuid.UUID) -> ResponseReturnValue:
    there = _address(scope, session_id)
    return press(scope, lambda: counting.did_happen(scope, session_id), to=there, done=_("U kunt weer tellen."))


@bp.post("/<uuid:session_id>/erbij")
@requires(Permission.TENANT_DESK)
def add(scope: Scope, session_id: uuid.UUID) -> ResponseReturnValue:
    step = request.form.get("erbij", "1")
    number = int(step) if step in {str(one) for one in STEPS} else 1
    return _tapped(scope, session_id, lambda: counting.add(scope, session_id, number))


@bp.post("/<uuid:session_id>/namen/<uuid:registration_id>")
@requires(Permission.TENANT_DESK)
def tick(scope: Scope, session_id: uuid.UUID, registration_id: uuid.UUID) -> ResponseReturnValue:
    came = request.form.get("er") == "1"
    return _tapped(scope, session_id, lambda: counting.tick(scope, session_id, registration_id, came=came))


def _page(
    scope: Scope,
    session_id: uuid.UUID,
    *,
    form: CountForm | None = None,
    closing: CloseForm | None = None,
    not_held: NotHeldForm | None = None,
) -> str:
    moment = queries.moment(scope, session_id)
    known = {"volunteers": moment.volunteers, "volunteer_minutes": moment.volunteer_minutes}
    return render_template(
        "attendance/session.html",
        moment=moment,
        rows=queries.names(scope, session_id),
        form=form or CountForm(None, data={"present": moment.present, "turned_away": moment.turned_away}),
        closing=closing or CloseForm(None, data=known),
        not_held=not_held or NotHeldForm(None),
        tap=uuid.uuid4,
    )


def _tapped(scope: Scope, session_id: uuid.UUID, deed: Callable[[], object]) -> ResponseReturnValue:
    """A tap is done once, however often it is sent."""
    tap = request.form.get("tik", "")
    return press(scope, lambda: taps.once(scope, tap, session_id, deed), to=_address(scope, session_id))


def _address(scope: Scope, session_id: uuid.UUID) -> str:
    return url_for("attendance.session", slug=scope.library.slug, session_id=session_id)
