"""The rooms of a branch in the workroom of a library."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web.button import press
from stelsel_tenants.libraries import rooms
from stelsel_tenants.libraries.branch_views import bp
from stelsel_tenants.libraries.models import Branch, Room
from stelsel_tenants.libraries.room_forms import RoomForm


@bp.route("/<uuid:branch_id>/ruimtes/nieuw", methods=["GET", "POST"])
@requires(Permission.TENANT_BRANCHES)
def new_room(scope: Scope, branch_id: uuid.UUID) -> ResponseReturnValue:
    branch = scope.session.get_one(Branch, (scope.tenant_id, branch_id))
    page = {"branch_id": branch_id, "branch_name": branch.name, "room": None}
    form = RoomForm()
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                rooms.add(scope, branch_id, form.facts())
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Toegevoegd. U kunt deze ruimte nu kiezen bij een activiteit."))
            return redirect(url_for("branches.edit", slug=scope.library.slug, branch_id=branch_id), 303)
    return render_template("libraries/room.html", form=form, **page), form.status


@bp.route("/ruimtes/<uuid:room_id>", methods=["GET", "POST"])
@requires(Permission.TENANT_BRANCHES)
def room(scope: Scope, room_id: uuid.UUID) -> ResponseReturnValue:
    one = scope.session.get_one(Room, (scope.tenant_id, room_id))
    form = RoomForm(rooms.of(one), one.version)
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                rooms.revise(scope, room_id, form.facts(), version=form.seen)
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Bewaard. Wat hier gepland staat, gaat mee."))
            return _to(scope, room_id)
    one = scope.session.get_one(Room, (scope.tenant_id, room_id), populate_existing=True)
    branch = scope.session.get_one(Branch, (scope.tenant_id, one.branch_id))
    page: dict[str, Any] = {"branch_id": branch.id, "branch_name": branch.name, "room": one}
    page["uses"] = rooms.week(scope, one)
    return render_template("libraries/room.html", form=form, **page), form.status


@bp.post("/ruimtes/<uuid:room_id>/weg")
@requires(Permission.TENANT_BRANCHES)
def withdraw_room(scope: Scope, room_id: uuid.UUID) -> ResponseReturnValue:
    there = url_for("branches.room", slug=scope.library.slug, room_id=room_id)
    done = _("Niet meer in gebruik. Niemand kan deze ruimte nog kiezen.")
    return press(scope, lambda: rooms.withdraw(scope, room_id), to=there, done=done)


@bp.post("/ruimtes/<uuid:room_id>/terug")
@requires(Permission.TENANT_BRANCHES)
def restore_room(scope: Scope, room_id: uuid.UUID) -> ResponseReturnValue:
    there = url_for("branches.room", slug=scope.library.slug, room_id=room_id)
    return press(scope, lambda: rooms.restore(scope, room_id), to=there, done=_("De ruimte is weer in gebruik."))


def _to(scope: Scope, room_id: uuid.UUID) -> ResponseReturnValue:
    return redirect(url_for("branches.room", slug=scope.library.slug, room_id=room_id), 303)
