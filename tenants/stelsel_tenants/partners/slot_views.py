"""A slot that a partner asks for, on both sides: the partner's page of it, and the answer in the workroom."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.db import unit_of_work
from stelsel.errors import NotFound, Refused
from stelsel.i18n import _
from stelsel.tenancy import Organisation, Scope
from stelsel.web.button import press
from stelsel_tenants.activities import preview
from stelsel_tenants.activities.clashes import RoomsTaken
from stelsel_tenants.activities.queries import branches, concepts, rooms
from stelsel_tenants.partners import acting, of_partner, slots, standing
from stelsel_tenants.partners.forms import ReasonForm
from stelsel_tenants.partners.models import SlotRequest, SlotState
from stelsel_tenants.partners.slot_forms import GrantForm, SlotForm, WishForm

own = Blueprint("slot", __name__, url_prefix="/partner/bibliotheken/<library>/plek", template_folder="templates")
bp = Blueprint("slots", __name__, url_prefix="/b/<slug>/beheer/partners/plekken", template_folder="templates")

SEEN, SKIP = "gezien", "overslaan"
"""Names of the buttons that say: I saw which dates are taken, and ask for it all the same, or leave those out."""


@own.route("/", methods=["GET", "POST"])
@requires(Permission.PARTNER_SLOTS)
def ask(scope: Scope, library: str) -> ResponseReturnValue:
    """GET is for who works there now; a form that was open when that ended is refused by the command."""
    opener = acting.towards if request.method == "POST" else acting.at
    with opener(scope, library) as there:
        form = _form(there)
        busy: slots.Busy | None = None
        if not _looks() and form.validate_on_submit():
            said = {"title": form.title.data, "concept_slug": form.concept_slug.data, "note": form.note.data}
            try:
                with unit_of_work(there):
                    slot = slots.ask(there, form.wish(), seen=request.form.get(SEEN, ""), **said)
            except slots.Busy as refusal:
                form.show(refusal)
                busy = refusal
            except Refused as refusal:
                form.show(refusal)
            else:
                flash(_("Gevraagd. U krijgt bericht als de bibliotheek antwoordt."))
                return redirect(url_for("slot.show", library=library, slot_id=slot.id), 303)
        page = {"library": there.library, "busy": busy, **_preview(there, form)}
        return render_template("slot/ask.html", form=form, **page), form.status


@own.get("/<uuid:slot_id>")
@requires(Permission.PARTNER_SLOTS)
def show(scope: Scope, library: str, slot_id: uuid.UUID) -> ResponseReturnValue:
    agreed = of_partner.agreement(scope, library)
    slot = of_partner.slot(scope, agreed.tenant_id, slot_id)
    with acting.towards(scope, library) as there:
        names = dict(branches(there, closed=True))
        found = slots.taken(there, slots.wish_of(slot)) if slot.state is SlotState.ASKED else []
    page = {"agreed": agreed, "slot": slot, "branches": names, "taken": RoomsTaken(found) if found else None}
    return render_template("slot/show.html", differences=of_partner.differences(slot, names), **page)


@own.post("/<uuid:slot_id>/intrekken")
@requires(Permission.PARTNER_SLOTS)
def withdraw(scope: Scope, library: str, slot_id: uuid.UUID) -> ResponseReturnValue:
    agreed = of_partner.agreement(scope, library)
    of_partner.slot(scope, agreed.tenant_id, slot_id)
    with acting.towards(scope, library) as there:
        to = url_for("slot.show", library=library, slot_id=slot_id)
        return press(there, lambda: slots.withdraw(there, slot_id), to=to, done=_("Ingetrokken."))


@bp.route("/<uuid:slot_id>", methods=["GET", "POST"])
@requires(Permission.TENANT_PARTNERS)
def grant(scope: Scope, slot_id: uuid.UUID) -> ResponseReturnValue:
    """What was asked stands in the form: saying yes gives what stands there by then."""
    slot = scope.session.get_one(SlotRequest, (scope.tenant_id, slot_id))
    form = GrantForm(branches=branches(scope), rooms=rooms(scope), wish=slots.wish_of(slot))
    taken: RoomsTaken | None = None
    if not _looks() and form.validate_on_submit():
        said = {"answer": form.answer.data, "outside_hours": bool(form.outside_hours.data)}
        try:
            with unit_of_work(scope):
                slots.grant(scope, slot_id, form.wish(), skip=request.form.get(SKIP, ""), **said)
        except RoomsTaken as refusal:
            form.show(refusal)
            taken = refusal
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Gegeven. Het staat nu op uw site, en de partner krijgt bericht."))
            return _to_slot(scope, slot_id)
    page = {"taken": taken, **_about(scope, slot), **_preview(scope, form)}
    return render_template("slots/grant.html", form=form, **page), form.status


@bp.route("/<uuid:slot_id>/afwijzen", methods=["GET", "POST"])
@requires(Permission.TENANT_PARTNERS)
def decline(scope: Scope, slot_id: uuid.UUID) -> ResponseReturnValue:
    form = ReasonForm()
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                slots.decline(scope, slot_id, answer=form.reason.data)
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Afgewezen. De partner krijgt bericht met uw reden."))
            return _to_slot(scope, slot_id)
    slot = scope.session.get_one(SlotRequest, (scope.tenant_id, slot_id))
    return render_template("slots/decline.html", form=form, **_about(scope, slot)), form.status


def _form(there: Scope) -> SlotForm:
    """With the branches and concepts that were agreed."""
    partnership = standing.of(there, there.organisation_id)
    if partnership is None:
        raise NotFound
    return SlotForm(
        branches=[row for row in branches(there) if standing.holds_branch(partnership, row[0])],
        concepts=[row for row in concepts(there) if standing.holds_concept(partnership, row[0])],
        rooms=rooms(there),
    )


def _looks() -> bool:
    """Did the button only ask to see the dates?"""
    return bool(request.form.get("stap"))


def _preview(scope: Scope, form: WishForm) -> dict[str, Any]:
    return {"preview": preview.of(scope, form.schedule, form.place), "why": preview.WHY}


def _about(scope: Scope, slot: SlotRequest) -> dict[str, Any]:
    return {
        "slot": slot,
        "organisation": scope.session.get_one(Organisation, slot.organisation_id),
        "branches": dict(branches(scope, closed=True)),
    }


def _to_slot(scope: Scope, slot_id: uuid.UUID) -> ResponseReturnValue:
    return redirect(url_for("slots.grant", slug=scope.library.slug, slot_id=slot_id), 303)
