"""What is asked, anywhere, of what a partner gives; and its offer to the library there."""

import uuid
from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Organisation, Scope
from stelsel_tenants.requests import answering, picture, queries, serving
from stelsel_tenants.requests.answering import Proposal
from stelsel_tenants.requests.forms import OfferForm
from stelsel_tenants.requests.queries import DemandRow
from stelsel_tenants.requests.serving import Library
from stelsel_tenants.requests.words import OFFERS, PARTS, STATES

bp = Blueprint("partner_requests", __name__, url_prefix="/partner/aanvragen", template_folder="templates")
bp.context_processor(lambda: {"halves": PARTS, "kinds": OFFERS, "states": STATES})


@bp.get("/")
@requires(Permission.PARTNER_REQUESTS)
def overview(scope: Scope) -> ResponseReturnValue:
    with Scope.network(why="requests.overview") as network:
        rows = queries.for_partner(network, queries.given(scope))
    return render_template(
        "partner_requests/overview.html",
        organisation=scope.session.get_one(Organisation, scope.organisation_id),
        rows=rows,
        offers=queries.own_offers(scope),
        map=picture.country(_people(rows)),
        limits=picture.LIMITS,
    )


@bp.route("/<uuid:demand_id>", methods=["GET", "POST"])
@requires(Permission.PARTNER_REQUESTS)
def offer(scope: Scope, demand_id: uuid.UUID) -> ResponseReturnValue:
    with Scope.network(why="requests.offer") as network:
        row = queries.one_for_partner(network, queries.given(scope), demand_id)
        libraries = serving.libraries(network, row.municipality_code)
    form = OfferForm(queries.examples(scope, row.concept_slug))
    if libraries and form.validate_on_submit():
        try:
            _offer(scope, row, libraries, form.proposal())
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Uw aanbod staat bij de bibliotheek. Hier ziet u wat zij ermee doet."))
            return redirect(url_for("partner_requests.overview"), 303)
    page = {"row": row, "libraries": libraries, "offers": queries.own_offers(scope).get(row.id, [])}
    return render_template("partner_requests/offer.html", form=form, **page), form.status


def _people(rows: Sequence[DemandRow]) -> dict[str, int]:
    """By municipality; fewer than five of one kind are not told, nor do they add to what is."""
    found: dict[str, int] = {}
    for row in rows:
        found[row.municipality_code] = found.get(row.municipality_code, 0) + (0 if row.is_few else row.people)
    return {code: people or 1 for code, people in found.items()}


def _offer(scope: Scope, row: DemandRow, libraries: list[Library], proposal: Proposal) -> None:
    """To every library that works there, in one transaction."""
    tenant_ids = [one.id for one in libraries]
    with Scope.between(scope.actor, *tenant_ids, why="a partner offers") as both, unit_of_work(both):
        for tenant_id in tenant_ids:
            answering.offer(both, row.id, scope.partner_id, proposal, tenant_id)
