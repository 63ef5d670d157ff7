"""The pages of an applicant: `/subsidies/<scheme>/aanvragen/<library>/`. They show the library's newest application."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, current, requires
from stelsel.clock import now
from stelsel.db import unit_of_work
from stelsel.errors import NotFound, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_admin.subsidies import entitlement
from stelsel_admin.subsidies.applications import answers as asked
from stelsel_admin.subsidies.applications import pages, queries
from stelsel_admin.subsidies.applications import service as applications
from stelsel_admin.subsidies.applications.forms import ApplicationForm, SignForm, WithdrawForm, application_form
from stelsel_admin.subsidies.applications.models import Application
from stelsel_admin.subsidies.crossing import crossing
from stelsel_admin.subsidies.filing import service
from stelsel_admin.subsidies.schemes import queries as schemes
from stelsel_admin.subsidies.schemes.queries import Published
from stelsel_admin.subsidies.transitions import State

bp = Blueprint("applying", __name__, template_folder="../templates")
OWN = "/subsidies/<slug:scheme>/aanvragen/<slug>"


@bp.get("/b/<slug>/beheer/subsidies/")
@requires(Permission.TENANT_SUBSIDY_READ)
def workroom(scope: Scope) -> ResponseReturnValue:
    """A library's applications, and the schemes that are open."""
    with Scope.network(why="schemes for a library") as network:
        published = schemes.published(network)
    rows = [(one, pages.status(one)) for one in queries.own(scope)]
    names = {scheme.id: scheme.terms.title for scheme in published}
    begun = {one.scheme_id for one, _status in rows}
    offered = [scheme for scheme in published if scheme.is_open(now()) and scheme.id not in begun]
    return render_template("subsidies/workroom.html", rows=rows, names=names, offered=offered)


@bp.get("/subsidies/<slug:scheme>/aanvragen/")
@requires(Permission.ACCOUNT_OWN)
def choose(_scope: Scope, scheme: str) -> ResponseReturnValue:
    """For which library? Straight on where there is only one."""
    person = current.person()
    libraries = person.libraries if person else []
    if len(libraries) == 1:
        return redirect(url_for("applying.overview", scheme=scheme, slug=libraries[0][0]), 303)
    return render_template("subsidies/choose.html", libraries=libraries, scheme=scheme)


@bp.get(f"{OWN}/")
@requires(Permission.TENANT_SUBSIDY_READ)
def overview(scope: Scope, scheme: str) -> ResponseReturnValue:
    known, application = _found(scope, scheme)
    if application is None:
        facts = {"is_open": known.is_open(now()), "may": _may(scope), **_amount(scope, known)}
        return render_template("subsidies/begin.html", scheme=known, **facts)
    if application.state is State.DRAFT:
        facts = {"problems": asked.problems(known.terms, application.answers), **_amount(scope, known)}
        return render_template("subsidies/draft.html", scheme=known, application=application, **facts, may=_may(scope))
    return render_template(
        "subsidies/status.html",
        scheme=known,
        application=application,
        status=pages.status(application),
        timeline=pages.timeline(application),
        asked=[entry for entry in asked.entries(known.terms) if entry.name in application.asked],
        may=_may(scope),
    )


@bp.post(f"{OWN}/begin")
@requires(Permission.TENANT_SUBSIDY_FILL)
def begin(scope: Scope, scheme: str) -> ResponseReturnValue:
    known, application = _found(scope, scheme)
    if application is None or application.state is State.WITHDRAWN or known.once is None:
        with unit_of_work(scope):
            applications.begin(scope, known)
    return redirect(url_for("applying.fill", scheme=scheme, slug=scope.library.slug), 303)


@bp.route(f"{OWN}/invullen", methods=["GET", "POST"])
@requires(Permission.TENANT_SUBSIDY_FILL)
def fill(scope: Scope, scheme: str) -> ResponseReturnValue:
    known, application = _needed(scope, scheme)
    names = applications.open_fields(application, known)
    form = application_form(known.terms, names, application.answers, application.version)
    differing: list[pages.Difference] = []
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                kept = applications.save(scope, application.id, known, answers=form.answers(), version=form.seen)
        except applications.EditedMeanwhile as refusal:
            form.show(refusal)
            differing = _compared(scope, known, form)
        except Refused as refusal:
            form.show(refusal)
        else:
            return _saved(known, kept, scope.library.slug)
    return _filled(known, application, form, differing), form.status


@bp.route(f"{OWN}/ondertekenen", methods=["GET", "POST"])
@requires(Permission.TENANT_SUBSIDY_SIGN)
def sign(scope: Scope, scheme: str) -> ResponseReturnValue:
    known, application = _needed(scope, scheme)
    form = SignForm(data={"version": str(application.version)})
    facts = {
        "scheme": known,
        "application": application,
        "problems": asked.problems(known.terms, application.answers),
        "answers": [(entry.label, asked.readable(entry, application.answers)) for entry in asked.entries(known.terms)],
        **_amount(scope, known),
    }
    if form.validate_on_submit():
        try:
            _send(scope, known, application, form.seen)
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Verstuurd. U krijgt ook een mail als bewijs."))
            return redirect(url_for("applying.receipt", scheme=scheme, slug=scope.library.slug), 303)
    return render_template("subsidies/sign.html", form=form, **facts), form.status


@bp.get(f"{OWN}/ontvangst")
@requires(Permission.TENANT_SUBSIDY_READ)
def receipt(scope: Scope, scheme: str) -> ResponseReturnValue:
    """A copy of what was sent."""
    known, application = _needed(scope, scheme)
    sent = queries.sent(scope, application.id)
    if not sent:
        raise NotFound
    return render_template("subsidies/receipt.html", scheme=known, application=application, sent=sent)


@bp.route(f"{OWN}/intrekken", methods=["GET", "POST"])
@requires(Permission.TENANT_SUBSIDY_SIGN)
def withdraw(scope: Scope, scheme: str) -> ResponseReturnValue:
    known, application = _needed(scope, scheme)
    form = WithdrawForm()
    if application.case_id is None:
        raise NotFound
    if form.validate_on_submit():
        tenant_id, case_id = scope.tenant_id, application.case_id
        with crossing(scope, tenant_id, why="an application is withdrawn") as both:
            service.withdraw(both, case_id, reason=form.reason.data)
        flash(_("Ingetrokken."))
        return redirect(url_for("applying.overview", scheme=scheme, slug=scope.library.slug), 303)
    return render_template("subsidies/withdraw.html", form=form, scheme=known, application=application), form.status


def _found(scope: Scope, slug: str) -> tuple[Published, Application | None]:
    """The scheme as it stands for this library: in the version of its application, where there is one."""
    with Scope.network(why="a scheme for its applicant") as network:
        newest = schemes.by_slug(network, slug)
        application = queries.newest(scope, newest.id)
        if application is None or application.scheme_number == newest.number:
            return newest, application
        return schemes.version(network, newest.id, application.scheme_number), application


def _needed(scope: Scope, slug: str) -> tuple[Published, Application]:
    known, application = _found(scope, slug)
    if application is None:
        raise NotFound
    return known, application


def _send(scope: Scope, known: Published, application: Application, version: int) -> None:
    tenant_id = scope.tenant_id
    application_id, case_id, state = application.id, application.case_id, application.state
    with crossing(scope, tenant_id, why="an application is sent") as both:
        if case_id is not None and state is State.SUPPLEMENT_REQUESTED:
            service.supplement(both, case_id, known, version=version)
        else:
            case_id = service.submit(both, application_id, known, applicant_id=tenant_id, version=version).id
        service.confirm(both, case_id, known)


def _saved(known: Published, kept: Application, slug: str) -> ResponseReturnValue:
    missing = len(asked.problems(known.terms, kept.answers))
    flash(
        _("Bewaard. Er mist nog wel iets: zie de lijst.")
        if missing
        else _("Bewaard. De aanvraag is klaar om te tekenen.")
    )
    return redirect(url_for("applying.overview", scheme=known.slug, slug=slug), 303)


def _compared(scope: Scope, known: Published, form: ApplicationForm) -> list[pages.Difference]:
    """What differs; saving again keeps what is in the form."""
    theirs = queries.newest(scope, known.id)
    if theirs is None:
        return []
    form.version.data = str(theirs.version)
    return pages.differences(known, form.answers(), theirs)


def _filled(
    known: Published, application: Application, form: ApplicationForm, differing: list[pages.Difference]
) -> str:
    groups: list[tuple[str, Any, list[Any]]] = [
        (key, title, [form[name] for name in names if name in form]) for key, title, names in pages.groups(known)
    ]
    missing = {} if form.errors else asked.mistakes(known.terms, application.answers)
    shown = [group for group in groups if group[2]]
    return render_template(
        "subsidies/fill.html",
        scheme=known,
        application=application,
        form=form,
        groups=shown,
        missing=missing,
        differences=differing,
    )


def _amount(scope: Scope, known: Published) -> dict[str, Any]:
    """What the library may ask, or why that cannot be said."""
    try:
        return {"right": entitlement.worked_out(scope, scope.tenant_id, known.terms.amount), "no_right": None}
    except Refused as refusal:
        return {"right": None, "no_right": refusal.message}


def _may(scope: Scope) -> Callable[[str], bool]:
    person = current.person()
    tenant_id = scope.tenant_id

    def may(deed: str) -> bool:
        permission = {"fill": Permission.TENANT_SUBSIDY_FILL, "sign": Permission.TENANT_SUBSIDY_SIGN}[deed]
        return person is not None and person.may(permission, tenant_id)

    return may
