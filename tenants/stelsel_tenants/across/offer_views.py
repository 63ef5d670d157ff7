"""What a partner offers: once for all its libraries."""

import uuid
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _, _n
from stelsel.tenancy import Scope
from stelsel_tenants.across import following, offers, reach
from stelsel_tenants.across.forms import OfferForm, RoomForm
from stelsel_tenants.across.reach import organisation
from stelsel_tenants.across.views import bp
from stelsel_tenants.activities import queries as activities
from stelsel_tenants.activities.partner_offers import PartnerOffer, more_room
from stelsel_tenants.libraries.comparison import Difference, fields


@bp.get("/aanbod")
@requires(Permission.PARTNER_OFFERS)
def offered(scope: Scope) -> ResponseReturnValue:
    page = {"organisation": organisation(scope), "rows": offers.overview(scope)}
    return render_template("partner/offers.html", **page)


@bp.route("/aanbod/nieuw", methods=["GET", "POST"])
@requires(Permission.PARTNER_OFFERS)
def new_offer(scope: Scope) -> ResponseReturnValue:
    form = OfferForm(activities.concepts(scope))
    if form.validate_on_submit():
        try:
            with _own(scope) as own, unit_of_work(own):
                made = offers.make(own, form.facts()).id
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Bewaard. Plan het nu bij uw bibliotheken."))
            return redirect(url_for("partner.offer", offer_id=made), 303)
    page: dict[str, Any] = {"organisation": organisation(scope), "offer": None, "differences": []}
    return render_template("partner/offer.html", form=form, **page), form.status


@bp.route("/aanbod/<uuid:offer_id>", methods=["GET", "POST"])
@requires(Permission.PARTNER_OFFERS)
def offer(scope: Scope, offer_id: uuid.UUID) -> ResponseReturnValue:
    known = scope.session.get_one(PartnerOffer, offer_id)
    form = OfferForm(activities.concepts(scope), known)
    differences: list[Difference] = []
    if form.validate_on_submit():
        try:
            with _own(scope) as own, unit_of_work(own):
                offers.revise(own, offer_id, form.facts(), version=form.seen)
        except offers.Changed as refusal:
            form.show(refusal)
            scope.session.rollback()
            known = scope.session.get_one(PartnerOffer, offer_id, populate_existing=True)
            differences, form.version.data = fields(form, form.facts(), known, offers.PLAIN), str(known.version)
        except Refused as refusal:
            form.show(refusal)
        else:
            _follow(scope, offer_id)
            return redirect(url_for("partner.offer", offer_id=offer_id), 303)
    page = {
        "organisation": organisation(scope),
        "offer": known,
        "differences": differences,
        "given": offers.given(scope, offer_id),
        "room": RoomForm(known, sent=False),
        "more_room": more_room(known),
    }
    return render_template("partner/offer.html", form=form, **page), form.status


@bp.post("/aanbod/<uuid:offer_id>/plek")
@requires(Permission.PARTNER_OFFERS)
def room(scope: Scope, offer_id: uuid.UUID) -> ResponseReturnValue:
    """Is there room for more? It is told everywhere, with the day."""
    known = scope.session.get_one(PartnerOffer, offer_id)
    form = RoomForm(known)
    if form.validate():
        try:
            with _own(scope) as own, unit_of_work(own):
                offers.say_room(own, offer_id, form.more_room.data, wait_weeks=form.wait_weeks.data)
        except Refused as refusal:
            form.show(refusal)
        else:
            _follow(scope, offer_id)
            return redirect(url_for("partner.offer", offer_id=offer_id), 303)
    page = {
        "organisation": organisation(scope),
        "offer": known,
        "differences": [],
        "given": offers.given(scope, offer_id),
        "room": form,
        "more_room": more_room(known),
    }
    return render_template(
        "partner/offer.html", form=OfferForm(activities.concepts(scope), known, sent=False), **page
    ), form.status


def _own(scope: Scope) -> Scope:
    """For writing what is the partner's own."""
    return Scope.partner(scope.actor, scope.partner_id, reading=False)


def _follow(scope: Scope, offer_id: uuid.UUID) -> None:
    """What is given of it says so now, library by library; what refuses, catches up at night."""
    scope.session.rollback()
    slugs = dict.fromkeys(one.slug for one in offers.given(scope, offer_id))
    answers = reach.everywhere(scope, list(slugs), lambda at, _slug: following.follow(at, offer_id))
    number = sum(one.refused is None for one in answers)
    if number:
        flash(
            _n(
                "Bewaard. Dit staat nu ook bij %(num)s bibliotheek.",
                "Bewaard. Dit staat nu ook bij %(num)s bibliotheken.",
                number,
            )
        )
    else:
        flash(_("Bewaard."))
