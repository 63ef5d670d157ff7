"""One consultation hour at many libraries: chosen, looked at library by library, and planned."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.errors import NotFound
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.across import offers, places, planning, queries, reach
from stelsel_tenants.across.forms import PlanForm
from stelsel_tenants.across.planning import Made, Wanted
from stelsel_tenants.across.reach import organisation
from stelsel_tenants.across.views import bp
from stelsel_tenants.activities import preview
from stelsel_tenants.activities import queries as activities
from stelsel_tenants.activities.preview import Preview

LOOK = "kijk"
"""Name of the buttons that save nothing: look library by library, or choose all or none."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a library would get. `rooms` are the names of its rooms; `refused` says why it gets nothing."""

    slug: str
    name: str
    form: Any
    seen: Preview | None = None
    rooms: Sequence[str] = ()
    approves: bool = False
    refused: Any = None


@bp.route("/plannen", methods=["GET", "POST"])
@requires(Permission.PARTNER_PLAN)
def plan(scope: Scope) -> ResponseReturnValue:
    rows = queries.libraries(scope)
    names = {row.slug: row.name for row in rows}
    form = _form(scope, rows)
    looked: list[Looked] = []
    answers: list[reach.Answer] = []
    if LOOK in request.form:
        form.choose(request.form[LOOK], [row.slug for row in rows if row.is_active])
        looked = _look(scope, form, names)
    elif step := request.form.get("stap", ""):
        form.step(step)
    elif form.validate_on_submit():
        answers = _plan(scope, form)
        if all(one.refused is None for one in answers):
            flash(_("Gepland. Dit staat er nu, bibliotheek voor bibliotheek."))
            return redirect(url_for("partner.planned", key=form.planning), 303)
        form.keep([one.slug for one in answers if one.refused is not None])
        looked = _look(scope, form, names)
    page = {
        "organisation": organisation(scope),
        "names": names,
        "active": {row.slug for row in rows if row.is_active},
        "looked": looked,
        "answers": answers,
        "preview": preview.of(scope, form.schedule(), None),
        "why": preview.WHY,
    }
    return render_template("partner/plan.html", form=form, **page), 409 if answers else form.status


@bp.get("/plannen/<uuid:key>")
@requires(Permission.PARTNER_PLAN)
def planned(scope: Scope, key: uuid.UUID) -> ResponseReturnValue:
    """What one planning made."""
    rows = queries.planned(scope, planning.extern_id(key))
    if not rows:
        raise NotFound
    spots = places.branches([row.tenant_id for row in queries.libraries(scope)])
    branches = {place.id: place.name for here in spots.values() for place in here}
    page = {"organisation": organisation(scope), "rows": rows, "branches": branches}
    return render_template("partner/planned.html", **page)


def _form(scope: Scope, rows: Sequence[queries.LibraryRow]) -> PlanForm:
    """Also libraries that stopped may be asked for: they are refused by name, and the others stand."""
    spots = places.branches([row.tenant_id for row in rows])
    form = PlanForm(
        offers=[(one.id, one.title) for one in offers.overview(scope)],
        libraries=[(row.slug, row.name) for row in rows],
        branches={row.slug: [(place.id, place.name) for place in spots.get(row.tenant_id, ())] for row in rows},
    )
    if not form.is_submitted():
        form.offer_id.data = form.offer_id.answers.get(request.args.get("aanbod", ""))
        form.libraries.data = [row.slug for row in rows if row.slug == request.args.get("bibliotheek")]
    return form


def _plan(scope: Scope, form: PlanForm) -> list[reach.Answer]:
    when, key = form.schedule(), form.planning

    def deed(at: Scope, slug: str) -> Made:
        return planning.plan(at, form.offer_id.data, when, form.wanted(slug), key=key)

    return reach.everywhere(scope, form.chosen, deed)


def _look(scope: Scope, form: PlanForm, names: Mapping[str, str]) -> list[Looked]:
    return [_at(scope, form, slug, names[slug]) for slug in form.chosen]


def _at(scope: Scope, form: PlanForm, slug: str, name: str) -> Looked:
    row = form.row(slug)
    try:
        with reach.at(scope, slug) as at:
            wanted: Wanted = form.wanted(slug)
            when = wanted.schedule(form.schedule())
            seen = preview.of(at, when, (wanted.branch_id, wanted.room))
            rooms = [room.name for room in activities.rooms(at) if room.branch_id == wanted.branch_id]
            return Looked(slug, name, row, seen, rooms, planning.approves(at))
    except (reach.NotTogether, planning.BranchGone) as refusal:
        return Looked(slug, name, row, refused=refusal.message)
