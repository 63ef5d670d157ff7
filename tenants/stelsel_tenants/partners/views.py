"""Partners in the workroom of a library."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.access.requires import signed_in
from stelsel.db import unit_of_work
from stelsel.errors import NotFound, Refused
from stelsel.i18n import _
from stelsel.tenancy import Hat, Organisation, Scope
from stelsel.web.button import press
from stelsel_tenants.activities.queries import branches, concepts
from stelsel_tenants.libraries.comparison import Difference
from stelsel_tenants.organisations import proposing
from stelsel_tenants.partners import ending, forms, people, proposals, queries, recognising, service, standing
from stelsel_tenants.partners.coming import coming
from stelsel_tenants.partners.forms import InviteForm, NewPartnerForm, ReasonForm, TermsForm
from stelsel_tenants.partners.models import Partnership, Side

bp = Blueprint("partners", __name__, url_prefix="/b/<slug>/beheer/partners", template_folder="templates")


@bp.get("/")
@requires(Permission.TENANT_PARTNERS)
def overview(scope: Scope) -> ResponseReturnValue:
    page = {"rows": queries.overview(scope), "slots": queries.slots_waiting(scope), "themes": dict(forms.THEMES)}
    return render_template("partners/overview.html", **page)


@bp.route("/nieuw", methods=["GET", "POST"])
@requires(Permission.TENANT_PARTNERS)
def new(scope: Scope) -> ResponseReturnValue:
    alike = recognising.typed(scope)
    form = NewPartnerForm(
        organisations=queries.others(scope),
        alike=recognising.answers(alike),
        branches=branches(scope),
        concepts=concepts(scope),
    )
    if not form.is_submitted():
        form.organisation_id.data = form.organisation_id.answers.get(request.args.get("partner", ""))
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                organisation_id = form.organisation_id.data or recognising.chosen(form.which.data, alike)
                acts = organisation_id is not None and people.act_for(organisation_id)
                made = _begin(scope, form, organisation_id, acts=acts)
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Voorgesteld. U hoort het als de partner antwoordt.") if acts else _("Toegevoegd."))
            return _to("partners.edit", scope, partnership_id=made.id)
    return render_template("partners/new.html", form=form), form.status


@bp.route("/<uuid:partnership_id>", methods=["GET", "POST"])
@requires(Permission.TENANT_PARTNERS)
def edit(scope: Scope, partnership_id: uuid.UUID) -> ResponseReturnValue:
    partnership = scope.session.get_one(Partnership, (scope.tenant_id, partnership_id))
    form = _terms(scope, partnership)
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
        **_about(scope, partnership),
        "hours": queries.hours(scope, partnership.organisation_id),
        "differences": differences,
        "revisable": service.is_ours(partnership),
        "is_active": standing.is_active(partnership),
        "may_invite": _may_invite(scope, partnership),
    }
    return render_template("partners/edit.html", form=form, **values), form.status


@bp.post("/<uuid:partnership_id>/klopt")
@requires(Permission.TENANT_PARTNERS)
def confirm(scope: Scope, partnership_id: uuid.UUID) -> ResponseReturnValue:
    done = _("Dank u. De pagina toont nu dat dit vandaag is gecontroleerd.")
    return _press(scope, partnership_id, lambda: service.confirm(scope, partnership_id), done)


@bp.route("/<uuid:partnership_id>/aannemen", methods=["GET", "POST"])
@requires(Permission.TENANT_PARTNERS)
def accept(scope: Scope, partnership_id: uuid.UUID) -> ResponseReturnValue:
    """What the partner proposed stands in the form: saying yes takes what stands there by then."""
    partnership = scope.session.get_one(Partnership, (scope.tenant_id, partnership_id))
    form = _terms(scope, partnership)
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                proposals.accept(scope, partnership_id, by=Side.LIBRARY, version=form.seen, terms=form.terms())
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Aangenomen. De partner krijgt bericht."))
            return _to("partners.edit", scope, partnership_id=partnership_id)
    return render_template("partners/accept.html", form=form, **_about(scope, partnership)), form.status


@bp.route("/<uuid:partnership_id>/afwijzen", methods=["GET", "POST"])
@requires(Permission.TENANT_PARTNERS)
def decline(scope: Scope, partnership_id: uuid.UUID) -> ResponseReturnValue:
    form = ReasonForm()
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                proposals.decline(scope, partnership_id, by=Side.LIBRARY, reason=form.reason.data)
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Afgewezen. De partner krijgt bericht met uw reden."))
            return _to("partners.overview", scope)
    partnership = scope.session.get_one(Partnership, (scope.tenant_id, partnership_id))
    return render_template("partners/decline.html", form=form, **_about(scope, partnership)), form.status


@bp.post("/<uuid:partnership_id>/intrekken")
@requires(Permission.TENANT_PARTNERS)
def withdraw(scope: Scope, partnership_id: uuid.UUID) -> ResponseReturnValue:
    done = _("Ingetrokken. De partner kan dit voorstel niet meer aannemen.")
    return _press(scope, partnership_id, lambda: proposals.withdraw(scope, partnership_id, by=Side.LIBRARY), done)


@bp.route("/<uuid:partnership_id>/stoppen", methods=["GET", "POST"])
@requires(Permission.TENANT_PARTNERS)
def end(scope: Scope, partnership_id: uuid.UUID) -> ResponseReturnValue:
    partnership = scope.session.get_one(Partnership, (scope.tenant_id, partnership_id))
    form = forms.end_form(coming(scope, partnership.organisation_id), ending.Fate.TAKE_OVER)
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                ending.end(scope, partnership_id, by=Side.LIBRARY, **form.ending())
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Bewaard. De partner krijgt bericht."))
            return _to("partners.edit", scope, partnership_id=partnership_id)
    return render_template("partners/end.html", form=form, **_about(scope, partnership)), form.status


@bp.post("/<uuid:partnership_id>/doorgaan")
@requires(Permission.TENANT_PARTNERS)
def go_on(scope: Scope, partnership_id: uuid.UUID) -> ResponseReturnValue:
    done = _("De samenwerking gaat gewoon door.")
    return _press(scope, partnership_id, lambda: ending.go_on(scope, partnership_id, by=Side.LIBRARY), done)


@bp.route("/<uuid:partnership_id>/uitnodigen", methods=["GET", "POST"])
@requires(Permission.TENANT_PEOPLE)
def invite(scope: Scope, partnership_id: uuid.UUID) -> ResponseReturnValue:
    """The first person of a partner that nobody acts for yet."""
    partnership = scope.session.get_one(Partnership, (scope.tenant_id, partnership_id))
    if not standing.is_active(partnership):
        raise NotFound
    form, about, organisation_id = InviteForm(), _about(scope, partnership), partnership.organisation_id
    if form.validate_on_submit():
        try:
            scope.session.rollback()  # what was read here would hold SQLite's one place for writing
            with Scope.identity(why="partners.invite") as them, unit_of_work(them):
                them.actor = signed_in().actor(Hat.MEMBER)
                told = {"email": form.email.data, "name": form.name.data}
                people.invite_first(them, organisation_id, tenant_id=scope.tenant_id, by=signed_in(), **told)
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("De uitnodiging is verstuurd."))
            return _to("partners.edit", scope, partnership_id=partnership_id)
    return render_template("partners/invite.html", form=form, **about), form.status


def _begin(scope: Scope, form: NewPartnerForm, known_id: uuid.UUID | None, *, acts: bool) -> Partnership:
    """Who can answer is asked; of who cannot, the library's word counts."""
    organisation_id = known_id or _propose(scope, form)
    dates = {"since": form.since.data, "until": form.until.data}
    if acts:
        return proposals.propose(scope, organisation_id, form.terms(), by=Side.LIBRARY, **dates)
    return service.begin(scope, organisation_id, form.terms(), **dates)


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


def _terms(scope: Scope, partnership: Partnership) -> TermsForm:
    return TermsForm(branches=branches(scope), concepts=concepts(scope), partnership=partnership)


def _about(scope: Scope, partnership: Partnership) -> dict[str, Any]:
    return {
        "partnership": partnership,
        "organisation": scope.session.get_one(Organisation, partnership.organisation_id),
        "asks": proposals.is_to_answer(partnership, Side.LIBRARY),
        "last_day": standing.last_day(partnership.ends_at),
    }


def _may_invite(scope: Scope, partnership: Partnership) -> bool:
    """Nobody of the partner can say yes yet, and the reader may invite somebody who can."""
    is_open = partnership.answered_at is None and standing.is_active(partnership)
    may = signed_in().may(Permission.TENANT_PEOPLE, scope.tenant_id)
    known = partnership.organisation_id
    return is_open and may and not people.act_for(known) and not people.works_elsewhere(known, scope.tenant_id)


def _differences(scope: Scope, form: TermsForm, partnership_id: uuid.UUID) -> list[Difference]:
    """What was typed beside what was saved; saving again is then a choice."""
    saved = scope.session.get_one(Partnership, (scope.tenant_id, partnership_id), populate_existing=True)
    form.version.data = str(saved.version)
    return forms.differences(form, saved)


def _press(scope: Scope, partnership_id: uuid.UUID, deed: Callable[[], Partnership], done: Any) -> ResponseReturnValue:
    there = url_for("partners.edit", slug=scope.library.slug, partnership_id=partnership_id)
    return press(scope, deed, to=there, done=done)


def _to(endpoint: str, scope: Scope, **values: Any) -> ResponseReturnValue:
    return redirect(url_for(endpoint, slug=scope.library.slug, **values), 303)
