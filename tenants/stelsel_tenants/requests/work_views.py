"""What is asked where a library works, and its answer."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.access.current import national_tenant
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.geo.neighbourhood import Neighbourhood
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web.button import press
from stelsel_tenants.requests import answering, near, picture, queries
from stelsel_tenants.requests.forms import AnswerForm
from stelsel_tenants.requests.near import Candidate
from stelsel_tenants.requests.queries import DemandRow
from stelsel_tenants.requests.words import OFFERS, PARTS

bp = Blueprint("requests_work", __name__, url_prefix="/b/<slug>/beheer/aanvragen", template_folder="templates")
bp.context_processor(lambda: {"halves": PARTS, "kinds": OFFERS, "reach_km": near.REACH_KM})


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality with what is asked there. `number` is that of its pin on the sketch."""

    number: int
    name: str
    rows: list[DemandRow]


@bp.get("/")
@requires(Permission.TENANT_REQUESTS)
def overview(scope: Scope) -> ResponseReturnValue:
    with Scope.network(why="requests.overview") as network:
        rows = queries.of_area(network, scope.library.id)
        proposals = near.candidates(network, {row.id: row.wanted for row in rows})
    return render_template(
        "requests/overview.html",
        towns=_towns(rows),
        proposals={key: found[0] for key, found in proposals.items() if found},
        offers=_by_demand(queries.offers(scope)),
        answers=queries.answers(scope),
        sketch=_sketch(scope, rows),
    )


@bp.route("/<uuid:demand_id>", methods=["GET", "POST"])
@requires(Permission.TENANT_REQUESTS)
def answer(scope: Scope, demand_id: uuid.UUID) -> ResponseReturnValue:
    with Scope.network(why="requests.answer") as network:
        row = queries.one_of_area(network, scope.library.id, demand_id)
        candidates = near.candidates(network, {row.id: row.wanted})[row.id]
    form = AnswerForm(candidates)
    if form.validate_on_submit():
        try:
            _answer(scope, row, form.chosen)
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Beantwoord. Wie een e-mailadres achterliet, krijgt nu één mail. Daarna wissen we het adres."))
            return redirect(url_for("requests_work.overview", slug=scope.library.slug), 303)
    page = {"row": row, "candidates": candidates, "offers": _by_demand(queries.offers(scope)).get(row.id, [])}
    return render_template("requests/answer.html", form=form, **page), form.status


@bp.post("/aanbod/<uuid:offer_id>")
@requires(Permission.TENANT_REQUESTS)
def decline(scope: Scope, offer_id: uuid.UUID) -> ResponseReturnValue:
    there = url_for("requests_work.overview", slug=scope.library.slug)
    done = _("De partner ziet nu dat u hier niet op ingaat.")
    return press(scope, lambda: answering.decline(scope, offer_id), to=there, done=done)


def _answer(scope: Scope, row: DemandRow, chosen: Candidate) -> None:
    """The request is the national body's, the answer the library's."""
    scope.session.rollback()  # on SQLite two writing sessions of one request would wait for each other
    both_ids = (scope.library.id, national_tenant().id)
    with Scope.between(scope.actor, *both_ids, why="a request is answered") as both, unit_of_work(both):
        answering.answer(both, scope.library, row, chosen)


def _towns(rows: Sequence[DemandRow]) -> list[Town]:
    by_name: dict[str, list[DemandRow]] = {}
    for row in rows:
        by_name.setdefault(row.municipality_code, []).append(row)
    return [Town(number, found[0].municipality, found) for number, found in enumerate(by_name.values(), start=1)]


def _by_demand(offers: Sequence[queries.OfferRow]) -> dict[uuid.UUID, list[queries.OfferRow]]:
    found: dict[uuid.UUID, list[queries.OfferRow]] = {}
    for one in offers:
        found.setdefault(one.demand_id, []).append(one)
    return found


def _sketch(scope: Scope, rows: Sequence[DemandRow]) -> Neighbourhood | None:
    return picture.around(scope, [(town.number, town.rows[0].lat, town.rows[0].lon) for town in _towns(rows)])
