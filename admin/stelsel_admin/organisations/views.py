"""Organisations nationally: the list, their facts, what libraries propose, making one of two and taking that back."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.db import unit_of_work
from stelsel.errors import NotFound, Refused
from stelsel.i18n import _
from stelsel.tenancy import Organisation, OrganisationKind, Scope
from stelsel.text import identifier
from stelsel.web.button import press
from stelsel.web.forms import Form
from stelsel.web.query import Query
from stelsel.web.security import takes_uploads
from stelsel_admin.organisations import comparing, merging, queries, reach, service, unmerging
from stelsel_admin.organisations.forms import MergeForm
from stelsel_admin.organisations.models import OrganisationMerge
from stelsel_admin.organisations.queries import Which
from stelsel_tenants.organisations import doubles, keeping, matching, pages, words
from stelsel_tenants.organisations.keeping import By, Keeper
from stelsel_tenants.organisations.pages import Doors

bp = Blueprint("national_organisations", __name__, url_prefix="/landelijk/organisaties", template_folder="templates")
NATIONAL = Keeper(By.NATIONAL)


@bp.get("/")
@requires(Permission.NATIONAL_NETWORK)
def overview(scope: Scope) -> ResponseReturnValue:
    query = Query()
    chosen: dict[str, Any] = {
        "which": query.choice("welke", Which, Which.ALL),
        "kind": query.choice("soort", OrganisationKind),
        "search": query.text("zoek"),
    }
    wishes = queries.wishes(scope)
    with keeping.opened(scope, reading=True) as people:
        owned = queries.acted_for(people)
    listed = queries.organisations(scope, **chosen, page=query.page(), owned=owned)
    values = {"counts": queries.counts(scope, owned), "kinds": words.KINDS, "which_kinds": Which, "wishes": wishes}
    return render_template("national_organisations/overview.html", listed=listed, **chosen, **values)


@bp.get("/dubbel")
@requires(Permission.NATIONAL_NETWORK)
def likely_doubles(scope: Scope) -> ResponseReturnValue:
    pairs, merges = doubles.likely(matching.known(scope)), queries.merges(scope)
    return render_template("national_organisations/doubles.html", pairs=pairs, merges=merges)


@bp.post("/wensen/<uuid:wish_id>/afwijzen")
@requires(Permission.NATIONAL_NETWORK)
def refuse_wish(scope: Scope, wish_id: uuid.UUID) -> ResponseReturnValue:
    return press(
        scope,
        lambda: service.refuse(scope, wish_id),
        to=url_for(".overview"),
        done=_("Dit blijven twee organisaties."),
    )


@bp.route("/samenvoegingen/<uuid:merge_id>", methods=["GET", "POST"])
@requires(Permission.NATIONAL_NETWORK)
def merged(scope: Scope, merge_id: uuid.UUID) -> ResponseReturnValue:
    row = scope.session.get(OrganisationMerge, merge_id)
    if row is None:
        raise NotFound
    gone, kept = (scope.session.get_one(Organisation, one) for one in (row.gone_id, row.kept_id))
    values: dict[str, Any] = {"row": row, "gone": gone, "kept": kept, "obstacles": ()}
    form, status = Form(), 200
    if form.validate_on_submit():
        try:
            with reach.opened(scope, row.gone_id, row.kept_id) as bridge, unit_of_work(bridge):
                unmerging.undo(bridge, merge_id)
        except Refused as refusal:
            form.show(refusal)
            status, values["obstacles"] = refusal.status, getattr(refusal, "obstacles", ())
        else:
            flash(_("Teruggedraaid. %(name)s staat weer apart in de lijst.", name=gone.name))
            return redirect(url_for(".edit", organisation_id=row.gone_id), 303)
    return render_template("national_organisations/merged.html", form=form, **values), status


@bp.post("/<uuid:organisation_id>/opnemen")
@requires(Permission.NATIONAL_NETWORK)
def take_up(scope: Scope, organisation_id: uuid.UUID) -> ResponseReturnValue:
    return press(
        scope,
        lambda: service.take_up(scope, organisation_id),
        to=url_for(".overview"),
        done=_("De organisatie staat nu in de landelijke lijst."),
    )


@bp.route("/<uuid:organisation_id>", methods=["GET", "POST"])
@requires(Permission.NATIONAL_NETWORK)
def edit(scope: Scope, organisation_id: uuid.UUID) -> ResponseReturnValue:
    found = _organisation(scope, organisation_id)
    if found.merged_into_id is not None:
        return redirect(url_for(".edit", organisation_id=found.merged_into_id), 301)
    merges = queries.merges(scope, organisation_id)
    return pages.facts(scope, organisation_id, NATIONAL, _doors(organisation_id), merges=merges)


@bp.post("/<uuid:organisation_id>/logo")
@takes_uploads(6)
@requires(Permission.NATIONAL_NETWORK)
def logo(scope: Scope, organisation_id: uuid.UUID) -> ResponseReturnValue:
    return pages.logo(scope, organisation_id, NATIONAL, _doors(organisation_id), merges=())


@bp.post("/<uuid:organisation_id>/logo/weg")
@requires(Permission.NATIONAL_NETWORK)
def no_logo(scope: Scope, organisation_id: uuid.UUID) -> ResponseReturnValue:
    return pages.no_logo(scope, organisation_id, NATIONAL, _doors(organisation_id))


@bp.route("/<uuid:organisation_id>/samenvoegen", methods=["GET", "POST"])
@requires(Permission.NATIONAL_NETWORK)
def merge(scope: Scope, organisation_id: uuid.UUID) -> ResponseReturnValue:
    """The one in the address goes; `met` is the one that stays. Without `met`: which is it?"""
    gone = _organisation(scope, organisation_id)
    met = identifier(request.form.get("met") or request.args.get("met"))
    if met is None:
        search = Query().text("zoek")
        found = matching.candidates(
            scope, search or gone.name, kvk=gone.kvk or "", website=gone.website or "", limit=12
        )
        others = [one for one in found if one.id != gone.id]
        return render_template("national_organisations/choose.html", gone=gone, found=others, search=search)
    return _merge(scope, gone, _organisation(scope, met))


def _merge(scope: Scope, gone: Organisation, kept: Organisation) -> ResponseReturnValue:
    both = gone.id, kept.id  # read now: the scope lets go of its rows when another one writes
    form = MergeForm(comparing.facts(gone, kept), str(kept.id))
    if form.validate_on_submit():
        try:
            with reach.opened(scope, *both) as bridge, unit_of_work(bridge):
                done = merging.merge(bridge, *both, take=form.taken())
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("%(gone)s en %(kept)s zijn nu één organisatie.", gone=gone.name, kept=kept.name))
            return redirect(url_for(".merged", merge_id=done.merge_id), 303)
    elif (mistake := _mistake(gone, kept)) is not None:
        form.show(mistake)
    with keeping.opened(scope, reading=True) as people:
        members = queries.members(people, both)
    shown = comparing.compared(scope, _organisation(scope, both[0]), _organisation(scope, both[1]), members)
    return render_template("national_organisations/merge.html", form=form, shown=shown), form.status


def _mistake(gone: Organisation, kept: Organisation) -> Refused | None:
    try:
        merging.check(gone, kept)
    except Refused as refusal:
        return refusal
    return None


def _organisation(scope: Scope, organisation_id: uuid.UUID) -> Organisation:
    found = scope.session.get(Organisation, organisation_id)
    if found is None:
        raise NotFound
    return found


def _doors(organisation_id: uuid.UUID) -> Doors:
    here: dict[str, Any] = {"organisation_id": organisation_id}
    return Doors(
        template="national_organisations/organisation.html",
        facts=url_for(".edit", **here),
        logo=url_for(".logo", **here),
        no_logo=url_for(".no_logo", **here),
        back=url_for(".overview"),
    )
