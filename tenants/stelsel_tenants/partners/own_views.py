"""A partner's side of its partnerships: what waits for it, what it proposes, how one ends."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web.button import press
from stelsel_tenants.activities.queries import branches, concepts
from stelsel_tenants.partners import acting, ending, forms, of_partner, proposals, service
from stelsel_tenants.partners.coming import coming
from stelsel_tenants.partners.forms import ContactForm, LibraryForm, ProposalForm, ReasonForm
from stelsel_tenants.partners.models import Side

bp = Blueprint("partnership", __name__, url_prefix="/partner/bibliotheken", template_folder="templates")


@bp.route("/nieuw", methods=["GET", "POST"])
@requires(Permission.PARTNER_PARTNERSHIPS)
def choose(scope: Scope) -> ResponseReturnValue:
    """Which library; the form that follows knows its branches."""
    form = LibraryForm(of_partner.libraries_to_ask(scope))
    if form.validate_on_submit():
        return redirect(url_for("partnership.propose", library=form.library.data), 303)
    return render_template("partnership/choose.html", form=form), form.status


@bp.route("/nieuw/<library>", methods=["GET", "POST"])
@requires(Permission.PARTNER_PARTNERSHIPS)
def propose(scope: Scope, library: str) -> ResponseReturnValue:
    with acting.towards(scope, library) as there:
        form = ProposalForm(branches=branches(there), concepts=concepts(there))
        if form.validate_on_submit():
            try:
                with unit_of_work(there):
                    dates = {"since": form.since.data, "until": form.until.data}
                    proposals.propose(there, there.partner_id, form.terms(), by=Side.PARTNER, **dates)
            except Refused as refusal:
                form.show(refusal)
            else:
                flash(_("Voorgesteld. U hoort het als de bibliotheek antwoordt."))
                return _to("partnership.show", library)
        return render_template("partnership/propose.html", form=form, library=there.library), form.status


@bp.get("/<library>")
@requires(Permission.PARTNER_PARTNERSHIPS)
def show(scope: Scope, library: str) -> ResponseReturnValue:
    return _page(scope, library, None)


@bp.post("/<library>/contact")
@requires(Permission.PARTNER_PARTNERSHIPS)
def contact(scope: Scope, library: str) -> ResponseReturnValue:
    form = ContactForm()
    agreed = of_partner.agreement(scope, library)
    if not form.validate_on_submit():
        return _page(scope, library, form)
    with acting.towards(scope, library) as there:
        done = _("Bewaard. De bibliotheek ziet dit ook.")
        return _press(there, library, lambda: service.revise_contact(there, agreed.id, form.contact.data), done)


@bp.post("/<library>/aannemen")
@requires(Permission.PARTNER_PARTNERSHIPS)
def accept(scope: Scope, library: str) -> ResponseReturnValue:
    agreed = of_partner.agreement(scope, library)
    version = request.form.get("version", type=int, default=-1)
    with acting.towards(scope, library) as there:
        done = _("Aangenomen. U werkt nu samen met %(name)s.", name=agreed.library)
        return _press(
            there, library, lambda: proposals.accept(there, agreed.id, by=Side.PARTNER, version=version), done
        )


@bp.route("/<library>/afwijzen", methods=["GET", "POST"])
@requires(Permission.PARTNER_PARTNERSHIPS)
def decline(scope: Scope, library: str) -> ResponseReturnValue:
    agreed, form = of_partner.agreement(scope, library), ReasonForm()
    if form.validate_on_submit():
        try:
            with acting.towards(scope, library) as there, unit_of_work(there):
                proposals.decline(there, agreed.id, by=Side.PARTNER, reason=form.reason.data)
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Afgewezen. De bibliotheek krijgt bericht met uw reden."))
            return _to("partnership.show", library)
    return render_template("partnership/decline.html", form=form, agreed=agreed), form.status


@bp.post("/<library>/intrekken")
@requires(Permission.PARTNER_PARTNERSHIPS)
def withdraw(scope: Scope, library: str) -> ResponseReturnValue:
    agreed = of_partner.agreement(scope, library)
    with acting.towards(scope, library) as there:
        done = _("Ingetrokken. De bibliotheek kan dit voorstel niet meer aannemen.")
        return _press(there, library, lambda: proposals.withdraw(there, agreed.id, by=Side.PARTNER), done)


@bp.route("/<library>/stoppen", methods=["GET", "POST"])
@requires(Permission.PARTNER_PARTNERSHIPS)
def end(scope: Scope, library: str) -> ResponseReturnValue:
    agreed = of_partner.agreement(scope, library)
    with acting.towards(scope, library) as there:
        form = forms.end_form(coming(there, there.partner_id), ending.Fate.STOP)
        if form.validate_on_submit():
            try:
                with unit_of_work(there):
                    ending.end(there, agreed.id, by=Side.PARTNER, **form.ending())
            except Refused as refusal:
                form.show(refusal)
            else:
                flash(_("Bewaard. De bibliotheek krijgt bericht."))
                return _to("partnership.show", library)
        return render_template("partnership/end.html", form=form, agreed=agreed), form.status


@bp.post("/<library>/doorgaan")
@requires(Permission.PARTNER_PARTNERSHIPS)
def go_on(scope: Scope, library: str) -> ResponseReturnValue:
    agreed = of_partner.agreement(scope, library)
    with acting.towards(scope, library) as there:
        done = _("De samenwerking gaat gewoon door.")
        return _press(there, library, lambda: ending.go_on(there, agreed.id, by=Side.PARTNER), done)


def _page(scope: Scope, library: str, form: ContactForm | None) -> ResponseReturnValue:
    agreed = of_partner.agreement(scope, library)
    form = form or ContactForm(data={"contact": agreed.contact})
    with acting.towards(scope, library) as there:
        names = dict(branches(there)), dict(concepts(there))
    page = {
        "agreed": agreed,
        "themes": [str(label) for theme, label in forms.THEMES if theme in agreed.themes],
        "branches": [name for key, name in names[0].items() if str(key) in agreed.branches],
        "concepts": [name for key, name in names[1].items() if key in agreed.concepts],
        "slots": of_partner.slots(scope, agreed.tenant_id),
        "branch_names": names[0],
    }
    return render_template("partnership/show.html", form=form, **page), form.status


def _press(there: Scope, library: str, deed: Callable[[], object], done: Any) -> ResponseReturnValue:
    return press(there, deed, to=url_for("partnership.show", library=library), done=done)


def _to(endpoint: str, library: str) -> ResponseReturnValue:
    return redirect(url_for(endpoint, library=library), 303)
