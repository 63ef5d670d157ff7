"""Colleagues: a partner invites and removes its own people. None gets more than the inviter has."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, RoleName, requires
from stelsel.access.requires import signed_in
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.identity import invitations, memberships
from stelsel.identity import queries as identity
from stelsel.tenancy import Scope
from stelsel_tenants.across import people
from stelsel_tenants.across.forms import InviteForm
from stelsel_tenants.across.reach import organisation
from stelsel_tenants.across.views import bp


@bp.route("/mensen", methods=["GET", "POST"])
@requires(Permission.PARTNER_PEOPLE)
def colleagues(scope: Scope) -> ResponseReturnValue:
    form, partner = InviteForm(), organisation(scope)
    if form.validate_on_submit():
        try:
            with people.scope_of(scope) as inside, unit_of_work(inside):
                invitations.invite(
                    inside,
                    email=form.email.data,
                    name=form.name.data,
                    role=RoleName.PARTNER,
                    by=signed_in(),
                    organisation_id=partner.id,
                )
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("De uitnodiging is verstuurd."))
            return redirect(url_for("partner.colleagues"), 303)
    with people.scope_of(scope, reading=True) as inside:
        page = {
            "organisation": partner,
            "members": identity.members(inside, None, partner.id),
            "pending": identity.pending(inside, None, partner.id),
            "own_id": signed_in().id,
        }
    return render_template("partner/people.html", form=form, **page), form.status


@bp.post("/mensen/<uuid:membership_id>/weg")
@requires(Permission.PARTNER_PEOPLE)
def remove(scope: Scope, membership_id: uuid.UUID) -> ResponseReturnValue:
    try:
        with people.scope_of(scope) as inside, unit_of_work(inside):
            memberships.end(inside, membership_id, organisation_id=scope.organisation_id, by=signed_in())
    except memberships.OwnRole as refusal:
        flash(refusal.message, "error")
    else:
        flash(_("Deze collega kan er niet meer in. Zijn of haar momenten vragen om een nieuwe begeleider."))
    return redirect(url_for("partner.colleagues"), 303)


@bp.post("/mensen/uitnodigingen/<uuid:invitation_id>/intrekken")
@requires(Permission.PARTNER_PEOPLE)
def take_back(scope: Scope, invitation_id: uuid.UUID) -> ResponseReturnValue:
    with people.scope_of(scope) as inside, unit_of_work(inside):
        invitations.withdraw(inside, invitation_id, organisation_id=scope.organisation_id, by=signed_in())
    flash(_("De uitnodiging is ingetrokken. De link werkt niet meer."))
    return redirect(url_for("partner.colleagues"), 303)
