"""Activities in the workroom of a library."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web.button import press
from stelsel.web.query import Query
from stelsel_tenants.activities import (
    comparison,
    foreseeing,
    history,
    no_show,
    preview,
    queries,
    service,
    sessions,
    taken,
    texts,
)
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities.clashes import RoomsTaken
from stelsel_tenants.activities.forms import ActivityForm
from stelsel_tenants.activities.models import Activity
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.libraries.comparison import Difference

bp = Blueprint("activities", __name__, url_prefix="/b/<slug>/beheer/activiteiten", template_folder="templates")

SKIP = "overslaan"
"""Name of the button that leaves out the dates on which the room is taken; its value is the key of what was shown."""


@bp.get("/")
@requires(Permission.TENANT_ACTIVITIES)
def overview(scope: Scope) -> ResponseReturnValue:
    return render_template("activities/overview.html", rows=queries.overview(scope))


@bp.get("/overnemen")
@requires(Permission.TENANT_ACTIVITIES)
def originals(scope: Scope) -> ResponseReturnValue:
    return render_template("activities/originals.html", rows=texts.originals(scope))


@bp.route("/nieuw", methods=["GET", "POST"])
@requires(Permission.TENANT_ACTIVITIES)
def new(scope: Scope) -> ResponseReturnValue:
    form = _form(scope)
    room_taken: RoomsTaken | None = None
    if not form.is_submitted():
        form.organisation_id.data = form.organisation_id.answers.get(request.args.get("partner", ""))
        _take_over(scope, form)
    if not _stepped(form) and form.validate_on_submit():
        try:
            with unit_of_work(scope):
                activity = service.plan(scope, form.offer(), skip=request.form.get(SKIP, ""))
        except RoomsTaken as refusal:
            form.show(refusal)
            room_taken = refusal
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Bewaard als concept. Bekijk het en publiceer het als het klopt."))
            return _to("activities.edit", scope, activity_id=activity.id)
    page = {"activity": None, "taken": room_taken, **_when(scope, form)}
    return render_template("activities/edit.html", form=form, **page), form.status


@bp.route("/<uuid:activity_id>", methods=["GET", "POST"])
@requires(Permission.TENANT_ACTIVITIES)
def edit(scope: Scope, activity_id: uuid.UUID) -> ResponseReturnValue:
    activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id))
    restored = Query().whole("versie", low=1)
    offer = history.said(scope, activity, restored) if restored else offers.of(activity)
    form = _form(scope, offer, activity.version)
    differences: list[Difference] = []
    asked: foreseeing.Foreseen | None = None
    room_taken: RoomsTaken | None = None
    if not _stepped(form) and form.validate_on_submit():
        try:
            with unit_of_work(scope):
                said = {"agreed": request.form.get("akkoord", ""), "skip": request.form.get(SKIP, "")}
                service.revise(scope, activity_id, form.offer(), version=form.seen, since=form.since, **said)
        except service.PeopleAreTold as question:
            asked = question.foreseen
        except RoomsTaken as refusal:
            form.show(refusal)
            room_taken = refusal
        except service.Changed as refusal:
            form.show(refusal)
            differences = comparison.differences(scope, form, activity_id)
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Bewaard."))
            return _to("activities.edit", scope, activity_id=activity_id)
    page = {
        "activity": activity,
        "sessions": queries.sessions(scope, activity_id),
        "differences": differences,
        "asked": asked,
        "restored": restored,
        "skip": request.form.get(SKIP, ""),
        "taken": room_taken,
        "skipped": taken.of(scope, activity),
        "proposals": texts.proposals(scope, activity),
        "no_show": no_show,
        "missed": no_show.of_activity(scope, activity_id),
        **_when(scope, form, activity),
    }
    return render_template("activities/edit.html", form=form, **page), form.status


@bp.post("/<uuid:activity_id>/landelijk/<name>")
@requires(Permission.TENANT_ACTIVITIES)
def original(scope: Scope, activity_id: uuid.UUID, name: str) -> ResponseReturnValue:
    """The original changed: take its text over, or keep what stands here."""
    command = texts.take if request.form.get("keuze") == "neem" else texts.keep
    with unit_of_work(scope):
        command(scope, activity_id, name)
    flash(_("Bewaard."))
    return _to("activities.edit", scope, activity_id=activity_id)


@bp.post("/<uuid:activity_id>/opnemen")
@requires(Permission.TENANT_ACTIVITIES)
def take_in(scope: Scope, activity_id: uuid.UUID) -> ResponseReturnValue:
    """A date that was skipped as its room was taken."""
    day = request.form.get("dag", date.min, type=date.fromisoformat)
    there = url_for("activities.edit", slug=scope.library.slug, activity_id=activity_id)
    return press(scope, lambda: taken.take_in(scope, activity_id, day), to=there, done=_("Deze datum gaat weer door."))


@bp.post("/<uuid:activity_id>/publiceren")
@requires(Permission.TENANT_PUBLISH)
def publish(scope: Scope, activity_id: uuid.UUID) -> ResponseReturnValue:
    return _step(scope, activity_id, service.publish, _("Gepubliceerd. Het staat nu op uw site en in de zoeker."))


@bp.post("/<uuid:activity_id>/intrekken")
@requires(Permission.TENANT_PUBLISH)
def withdraw(scope: Scope, activity_id: uuid.UUID) -> ResponseReturnValue:
    return _step(scope, activity_id, service.withdraw, _("Ingetrokken. Bezoekers zien dit niet meer."))


def _form(scope: Scope, offer: Offer | None = None, version: int = 0) -> ActivityForm:
    return ActivityForm(
        branches=queries.branches(scope),
        concepts=queries.concepts(scope),
        partners=queries.givers(scope),
        rooms=queries.rooms(scope),
        offer=offer,
        version=version,
    )


def _take_over(scope: Scope, form: ActivityForm) -> None:
    """A concept that was chosen brings its name and all its texts."""
    slug = form.concept_slug.answers.get(request.args.get("soort", ""))
    if slug is not None:
        form.concept_slug.data = slug
        form.title.data = dict(form.concept_slug.choices)[slug]
        for field, text in texts.of(scope, slug).items():
            form[field].data = text


def _stepped(form: ActivityForm) -> bool:
    """Did a button ask for something that saves nothing?"""
    step = request.form.get("stap", "")
    if step:
        form.step(step)
    return bool(step)


def _when(scope: Scope, form: ActivityForm, activity: Activity | None = None) -> dict[str, Any]:
    schedule = form.schedule()
    if activity is not None and form.since:
        schedule = sessions.split(scope, activity, schedule, form.since)
    told = {"leader": form.leader.data or "", "capacity": form.capacity.data}
    if form.mode.data:
        told["mode"] = form.mode.data
    return {"preview": preview.of(scope, schedule, form.place, activity, **told), "why": preview.WHY}


def _step(
    scope: Scope, activity_id: uuid.UUID, command: Callable[[Scope, uuid.UUID], Activity], done: Any
) -> ResponseReturnValue:
    there = url_for("activities.edit", slug=scope.library.slug, activity_id=activity_id)
    return press(scope, lambda: command(scope, activity_id), to=there, done=done)


def _to(endpoint: str, scope: Scope, **values: Any) -> ResponseReturnValue:
    return redirect(url_for(endpoint, slug=scope.library.slug, **values), 303)
