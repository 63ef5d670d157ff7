"""Partners in the workroom of a library."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Organisation, Scope
from stelsel_tenants.libraries.comparison import Difference
from stelsel_tenants.organisations import proposing
from stelsel_tenants.partners import forms, queries, recognising, service
from stelsel_tenants.partners.forms import EndForm, NewPartnerForm, TermsForm
from stelsel_tenants.partners.models import Partnership

bp = Blueprint("partners", __name__, url_prefix="/b/<slug>/beheer/partners", template_folder="templates")


@bp.get("/")
@requires(Permission.TENANT_PARTNERS)
def overview(scope: Scope) -> ResponseReturnValue:
    return render_template("partners/overview.html", rows=queries.overview(scope), themes=dict(forms.THEMES))


@bp.route("/nieuw", methods=["GET", "POST"])
@requires(Permission.TENANT_PARTNERS)
def new(scope: Scope) -> ResponseReturnValue:
    alike = recognising.typed(scope)
    form = NewPartnerForm(organisations=queries.others(scope), alike=recognising.answers(alike))
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                organisation_id = (
                    form.organisation_id.data or recognising.chosen(form.which.data, alike) or _propose(scope, form)
                )
                made = service.begin(scope, organisation_id, form.terms())
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Toegevoegd. Plan nu een spreekuur, of vul aan wat de partner doet."))
            return _to("partners.edit", scope, partnership_id=made.id)
    return render_template("partners/new.html", form=form), form.status


@bp.route("/<uuid:partnership_id>", methods=["GET", "POST"])
@requires(Permission.TENANT_PARTNERS)
def edit(scope: Scope, partnership_id: uuid.UUID) -> ResponseReturnValue:
    partnership = scope.session.get_one(Partnership, (scope.tenant_id, partnership_id))
    form = TermsForm.of(partnership)
    differences: list[Difference] = []
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                service.revise(scope, partnership_id, form.terms(), version=form.seen)
        except service.Changed as refusal:
            form.show(refusal)
            differences = _differences(scope, form, partnership_id)
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Bewaard."))
            return _to("partners.edit", scope, partnership_id=partnership_id)
    values = {
        "partnership": partnership,
        "organisation": scope.session.get_one(Organisation, partnership.organisation_id),
        "hours": queries.hours(scope, partnership.organisation_id),
        "differences": differences,
    }
    return render_template("partners/edit.html", form=form, **values), form.status


@bp.post("/<uuid:partnership_id>/klopt")
@requires(Permission.TENANT_PARTNERS)
def confirm(scope: Scope, partnership_id: uuid.UUID) -> ResponseReturnValue:
    return _step(
        scope, partnership_id, service.confirm, _("Dank u. De pagina toont nu dat dit vandaag is gecontroleerd.")
    )


@bp.route("/<uuid:partnership_id>/stoppen", methods=["GET", "POST"])
@requires(Permission.TENANT_PARTNERS)
def end(scope: Scope, partnership_id: uuid.UUID) -> ResponseReturnValue:
    form = EndForm()
    if form.validate_on_submit():
        with unit_of_work(scope):
            service.end(scope, partnership_id, take_over=form.afterwards.data == forms.TAKE_OVER)
        flash(_("De samenwerking is gestopt. De partner kan hier niets meer veranderen."))
        return _to("partners.overview", scope)
    partnership = scope.session.get_one(Partnership, (scope.tenant_id, partnership_id))
    values = {
        "partnership": partnership,
        "organisation": scope.session.get_one(Organisation, partnership.organisation_id),
        "hours": queries.hours(scope, partnership.organisation_id),
    }
    return render_template("partners/end.html", form=form, **values), form.status


def _propose(scope: Scope, form: NewPartnerForm) -> uuid.UUID:
    if not form.name.data:
        raise Refused(_("Kies een organisatie uit de lijst, of vul de naam van een nieuwe in."), field="name")
    made = proposing.propose(
        scope,
        name=form.name.data,
        kvk_number=form.kvk_number.data or None,
        website=form.website.data or None,
        phone=form.phone.data,
    )
    return made.id


def _differences(scope: Scope, form: TermsForm, partnership_id: uuid.UUID) -> list[Difference]:
    """What was typed beside what was saved; saving again is then a choice."""
    saved = scope.session.get_one(Partnership, (scope.tenant_id, partnership_id), populate_existing=True)
    form.version.data = str(saved.version)
    names = dict(forms.THEMES)
    mine = form.terms()
    rows = [
        (form.does.label.text, mine.does, saved.does),
        (form.themes.label.text, *(", ".join(str(names[t]) for t in ts) for ts in (mine.themes, saved.themes))),
        (form.contact.label.text, mine.contact, saved.contact),
    ]
    return [Difference(*row) for row in rows if row[1] != row[2]]


def _step(
    scope: Scope, partnership_id: uuid.UUID, command: Callable[[Scope, uuid.UUID], Partnership], done: Any
) -> ResponseReturnValue:
    with unit_of_work(scope):
        command(scope, partnership_id)
    flash(done)
    return _to("partners.edit", scope, partnership_id=partnership_id)


def _to(endpoint: str, scope: Scope, **values: Any) -> ResponseReturnValue:
    return redirect(url_for(endpoint, slug=scope.library.slug, **values), 303)
