"""Branches in the workroom of a library."""

import uuid
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from stelsel import clock
from stelsel.access import Permission, requires
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web.button import press
from stelsel_tenants.libraries import branch as branch_facts
from stelsel_tenants.libraries import branches, chart, closing, comparison, queries, rooms
from stelsel_tenants.libraries import hours as opening
from stelsel_tenants.libraries.branch_forms import KINDS, BranchForm, CloseForm
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.libraries.places import WhichPlace, settle

bp = Blueprint("branches", __name__, url_prefix="/b/<slug>/beheer/vestigingen", template_folder="templates")

FIND = "zoek"
"""Name of the button that only puts the pin at the address."""
SHOWN, OFF = "getoond", "af"
"""Moments on days that close, as the page showed them, and those of them that do not go on."""


@bp.get("/")
@requires(Permission.TENANT_BRANCHES)
def overview(scope: Scope) -> ResponseReturnValue:
    rows = queries.branches(scope)
    return render_template("libraries/branches.html", rows=rows, now=clock.now(), kinds=dict(KINDS))


@bp.route("/nieuw", methods=["GET", "POST"])
@requires(Permission.TENANT_BRANCHES)
def new(scope: Scope) -> ResponseReturnValue:
    form = BranchForm()
    choices: Any = ()
    if form.is_submitted() and FIND in request.form:
        choices = _find(scope, form)
    elif form.validate_on_submit():
        try:
            with unit_of_work(scope):
                branch = branches.add(scope, form.facts())
        except Refused as refusal:
            form.show(refusal)
            choices = getattr(refusal, "choices", ())
        else:
            flash(_("Toegevoegd. De vestiging staat nu op uw site en in de zoeker."))
            return _to("branches.edit", scope, branch_id=branch.id)
    return render_template("libraries/branch.html", form=form, branch=None, choices=choices), form.status


@bp.get("/plek")
@requires(Permission.TENANT_BRANCHES)
def spot(scope: Scope) -> ResponseReturnValue:
    """The point of a place or postcode, for the map; what is wrong, in words, with 422."""
    try:
        site = settle(scope, request.args.get("plaats", "")[:160], postcode=_digits(request.args.get("postcode", "")))
    except Refused as refusal:
        return jsonify(fout=str(refusal)), 422
    return jsonify(plaats=site.place, lat=site.lat, lon=site.lon)


@bp.get("/kaart.geojson")
@requires(Permission.TENANT_BRANCHES)
def around(scope: Scope) -> ResponseReturnValue:
    """Boundaries and places around a point, to draw the map of."""
    lat, lon = request.args.get("lat", type=float), request.args.get("lon", type=float)
    answer = jsonify(chart.around(scope, lat, lon))
    answer.cache_control.private, answer.cache_control.max_age = True, 86_400
    return answer


@bp.route("/<uuid:branch_id>", methods=["GET", "POST"])
@requires(Permission.TENANT_BRANCHES)
def edit(scope: Scope, branch_id: uuid.UUID) -> ResponseReturnValue:
    branch = scope.session.get_one(Branch, (scope.tenant_id, branch_id))
    form = BranchForm(branch_facts.of(branch), branch.version)
    page: dict[str, Any] = {"choices": (), "differences": [], "moments": []}
    if form.is_submitted() and FIND in request.form:
        page["choices"] = _find(scope, form)
    elif form.validate_on_submit():
        try:
            with unit_of_work(scope):
                branches.revise(scope, branch_id, form.facts(), version=form.seen, answer=_answer(form))
        except branches.Changed as refusal:
            form.show(refusal)
            page["differences"] = _differences(scope, form, branch_id)
        except closing.Planned as refusal:
            form.show(refusal)
            page["moments"], page["off"] = refusal.moments, _off(form, refusal.moments)
        except Refused as refusal:
            form.show(refusal)
            page["choices"] = getattr(refusal, "choices", ())
        else:
            flash(_("Bewaard. Uw site en de zoeker tonen het nu ook zo."))
            return _to("branches.edit", scope, branch_id=branch_id)
    branch = scope.session.get_one(Branch, (scope.tenant_id, branch_id))
    saved = opening.of(branch)
    page["opening_now"], page["in_words"] = opening.sentence(saved, clock.now()), opening.week_in_words(saved)
    page["rooms"] = rooms.of_branch(scope, branch_id)
    return render_template("libraries/branch.html", form=form, branch=branch, **page), form.status


@bp.route("/<uuid:branch_id>/sluiten", methods=["GET", "POST"])
@requires(Permission.TENANT_BRANCHES)
def close(scope: Scope, branch_id: uuid.UUID) -> ResponseReturnValue:
    branch = scope.session.get_one(Branch, (scope.tenant_id, branch_id))
    name, form = branch.name, CloseForm(branch.closed_on)
    obstacles = branches.in_the_way(scope, branch_id, form.closes_on.data or clock.today())
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                reason = form.off_reason.data if form.call_off.data else ""
                branches.close(scope, branch_id, closes_on=form.closes_on.data, off_reason=reason)
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Bewaard. Vanaf die dag zien bezoekers deze vestiging niet meer."))
            return _to("branches.overview", scope)
    return render_template(
        "libraries/close.html", form=form, name=name, branch_id=branch_id, obstacles=obstacles
    ), form.status


@bp.post("/<uuid:branch_id>/heropenen")
@requires(Permission.TENANT_BRANCHES)
def reopen(scope: Scope, branch_id: uuid.UUID) -> ResponseReturnValue:
    there = url_for("branches.edit", slug=scope.library.slug, branch_id=branch_id)
    return press(scope, lambda: branches.reopen(scope, branch_id), to=there, done=_("De vestiging is weer open."))


def _find(scope: Scope, form: BranchForm) -> Any:
    """Put the pin at the address that was typed, and save nothing. Returns the places to choose from."""
    try:
        site = settle(scope, form.place.data, postcode=(form.postcode.data or "").replace(" ", ""))
    except WhichPlace as refusal:
        form.show(refusal)
        return refusal.choices
    except Refused as refusal:
        form.show(refusal)
    else:
        form.put(lat=site.lat, lon=site.lon)
    return ()


def _answer(form: BranchForm) -> closing.Answer:
    """What was ticked of the moments that the page showed."""
    shown, off = (frozenset(request.form.getlist(name, type=uuid.UUID)) for name in (SHOWN, OFF))
    return closing.Answer(shown, off, form.off_reason.data)


def _off(form: BranchForm, moments: list[closing.Moment]) -> frozenset[uuid.UUID]:
    """Those that are ticked: as they were, and all that were not shown before. The first reason is that of the day."""
    answer = _answer(form)
    if not answer.shown:
        reasons = {one.day: one.reason for one in form.facts().hours.specials}
        form.put(off_reason=next((reasons[one.day] for one in moments if reasons.get(one.day)), ""))
    return answer.off | {one.id for one in moments if one.id not in answer.shown}


def _differences(scope: Scope, form: BranchForm, branch_id: uuid.UUID) -> list[comparison.Difference]:
    """The fields that differ. The form gets the saved version's number, so that saving again is a choice."""
    branch = scope.session.get_one(Branch, (scope.tenant_id, branch_id), populate_existing=True)
    form.version.data = str(branch.version)
    return comparison.of_branch(form, form.facts(), branch_facts.of(branch))


def _digits(typed: str) -> str:
    return typed.strip()[:4] if typed.strip()[:4].isascii() and typed.strip()[:4].isdecimal() else ""


def _to(endpoint: str, scope: Scope, **values: Any) -> ResponseReturnValue:
    return redirect(url_for(endpoint, slug=scope.library.slug, **values), 303)
