"""Who works at this library, and as what: the workroom's page "Mensen en rechten"."""

import uuid
from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, RoleName, requires
from stelsel.access.requires import signed_in
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.identity import invitations, memberships, queries, roles
from stelsel.identity.forms import invite_form, role_form
from stelsel.tenancy import Hat, Scope

bp = Blueprint("people", __name__, url_prefix="/b/<slug>/beheer/mensen", template_folder="templates")


@bp.get("/")
@requires(Permission.TENANT_PEOPLE)
def overview(scope: Scope) -> ResponseReturnValue:
    with _people(scope, reading=True) as people:
        return render_template(
            "identity/people.html",
            members=queries.members(people, scope.tenant_id),
            pending=queries.pending(people, scope.tenant_id),
            givable=_givable(scope),
            own_id=signed_in().id,
        )


@bp.route("/uitnodigen", methods=["GET", "POST"])
@requires(Permission.TENANT_PEOPLE)
def invite(scope: Scope) -> ResponseReturnValue:
    form = invite_form(_choices(_givable(scope)))
    if form.validate_on_submit():
        try:
            with _people(scope) as people, unit_of_work(people):
                invitations.invite(
                    people,
                    email=form.email.data,
                    name=form.name.data,
                    role=form.data["role"],
                    by=signed_in(),
                    tenant_id=scope.tenant_id,
                )
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("De uitnodiging is verstuurd."))
            return redirect(url_for(".overview", slug=scope.library.slug), 303)
    return render_template("identity/invite.html", form=form), form.status


@bp.post("/uitnodigingen/<uuid:invitation_id>/intrekken")
@requires(Permission.TENANT_PEOPLE)
def withdraw(scope: Scope, invitation_id: uuid.UUID) -> ResponseReturnValue:
    with _people(scope) as people, unit_of_work(people):
        invitations.withdraw(people, invitation_id, tenant_id=scope.tenant_id, by=signed_in())
    flash(_("De uitnodiging is ingetrokken. De link werkt niet meer."))
    return redirect(url_for(".overview", slug=scope.library.slug), 303)


@bp.route("/<uuid:membership_id>", methods=["GET", "POST"])
@requires(Permission.TENANT_PEOPLE)
def member(scope: Scope, membership_id: uuid.UUID) -> ResponseReturnValue:
    with _people(scope, reading=True) as people:
        found = queries.member(people, scope.tenant_id, membership_id)
    form = role_form(_choices(_givable(scope)), found.role)
    if form.validate_on_submit():
        try:
            with _people(scope) as people, unit_of_work(people):
                memberships.change(people, membership_id, form.data["role"], tenant_id=scope.tenant_id, by=signed_in())
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("De rol is veranderd. Dat geldt meteen."))
            return redirect(url_for(".overview", slug=scope.library.slug), 303)
    mine = found.user_id == signed_in().id or found.role not in _givable(scope)
    return render_template("identity/member.html", form=form, member=found, closed=mine), form.status


@bp.post("/<uuid:membership_id>/beeindigen")
@requires(Permission.TENANT_PEOPLE)
def end(scope: Scope, membership_id: uuid.UUID) -> ResponseReturnValue:
    with _people(scope) as people, unit_of_work(people):
        memberships.end(people, membership_id, tenant_id=scope.tenant_id, by=signed_in())
    flash(_("De rol is beëindigd. Dat geldt meteen."))
    return redirect(url_for(".overview", slug=scope.library.slug), 303)


def _people(scope: Scope, *, reading: bool = False) -> Scope:
    """People are the network's: read and changed in an identity scope, under the name of who works here.

    The library's own scope lets go first: what the menu counted in it would hold SQLite's one place for writing.
    """
    scope.session.rollback()
    people = Scope.identity(why="people", reading=reading)
    people.actor = signed_in().actor(Hat.MEMBER)
    return people


def _givable(scope: Scope) -> Sequence[RoleName]:
    return roles.givable(signed_in(), tenant_id=scope.tenant_id)


def _choices(givable: Sequence[RoleName]) -> list[tuple[RoleName, object]]:
    return [(role, roles.WHAT_THEY_DO[role]) for role in givable]
