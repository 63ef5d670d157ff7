"""A partner's side, over all its libraries: typing the code of a card, and sending on who came to the wrong place."""

import uuid

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.access.current import tenant_by_id
from stelsel.errors import NotFound, Refused
from stelsel.tenancy import Scope
from stelsel.web.own_page import unkept
from stelsel_tenants.referrals import cards, noting, queries
from stelsel_tenants.referrals.forms import GiveForm, NoteForm
from stelsel_tenants.referrals.models import Outcome, Referral, SentReferral
from stelsel_tenants.referrals.views import choosing, given, noted, typing

bp = Blueprint("partner_referrals", __name__, url_prefix="/partner/doorverwijzingen", template_folder="templates")


@bp.route("", methods=["GET", "POST"], strict_slashes=False)
@requires(Permission.PARTNER_REFERRALS)
def note(scope: Scope) -> ResponseReturnValue:
    form = NoteForm()
    if found := noted(scope, form):
        if form.outcome.data is Outcome.NOT_FOR_US:
            return redirect(url_for("partner_referrals.pass_on", referral_id=found.id), 303)
        return redirect(url_for("partner_referrals.note"), 303)
    return typing("referrals/partner.html", form, rows=queries.of_partner(scope))


@bp.route("/<uuid:referral_id>/verder", methods=["GET", "POST"])
@requires(Permission.PARTNER_REFERRALS)
def pass_on(scope: Scope, referral_id: uuid.UUID) -> ResponseReturnValue:
    instead_of = _own(scope, referral_id)
    form = GiveForm()
    if form.validate_on_submit():
        try:
            given(scope, form, instead_of.tenant_id, instead_of)
        except Refused as refusal:
            form.show(refusal)
        else:
            return redirect(url_for("partner_referrals.card", referral_id=referral_id), 303)
    return choosing("shell/partner.html", form, instead_of.tenant_id, instead_of)


@bp.get("/<uuid:referral_id>/kaart")
@requires(Permission.PARTNER_REFERRALS)
def card(scope: Scope, referral_id: uuid.UUID) -> ResponseReturnValue:
    """The card that was given instead of the one that led here."""
    found = _own(scope, referral_id)
    own = scope.session.get_one(Referral, (found.tenant_id, referral_id))
    if own.passed_on_id is None or own.organisation_id is None:
        raise NotFound
    library = tenant_by_id(found.tenant_id)
    with Scope.partner_at(scope.actor, library, own.organisation_id) as at:
        shown = cards.of(at.session.get_one(SentReferral, (library.id, own.passed_on_id)))
    return unkept(render_template("referrals/partner_card.html", card=shown, facts=cards.facts(shown)))


def _own(scope: Scope, referral_id: uuid.UUID) -> noting.Found:
    """A card that led to this partner, in a library that it works with now (SECURITY P-7). Raises NotFound."""
    found = noting.own(scope, referral_id)
    if not noting.is_active(scope, found):
        raise NotFound
    return found
