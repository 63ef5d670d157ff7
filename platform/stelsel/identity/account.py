"""One's own account: name, language, password, where one is signed in, where one works."""

import uuid

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, Person, requires
from stelsel.access.requires import signed_in
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.identity import cookie, landing, queries, service
from stelsel.identity.forms import AccountForm, ChangePasswordForm
from stelsel.tenancy import Scope

bp = Blueprint("account", __name__, url_prefix="/account", template_folder="templates")


@bp.route("/", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN)
def overview(scope: Scope) -> ResponseReturnValue:
    person = signed_in()
    form = AccountForm(data={"name": person.name, "language": person.language})
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                service.rename(scope, person.id, name=form.name.data, language=form.language.data)
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Uw gegevens zijn bewaard."))
            return redirect(url_for(".overview"), 303)
    return _page(scope, person, form), form.status


@bp.route("/wachtwoord", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_OWN)
def password(scope: Scope) -> ResponseReturnValue:
    person = signed_in()
    form = ChangePasswordForm()
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                service.change_password(
                    scope,
                    person.id,
                    current=form.current.data,
                    password=form.password.data,
                    token=cookie.token() or "",
                )
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Uw wachtwoord is veranderd. Op uw andere apparaten bent u uitgelogd."))
            return redirect(url_for(".overview"), 303)
    return render_template("identity/password.html", form=form, email=person.email), form.status


@bp.post("/aanmeldingen/<uuid:handle>/beeindigen")
@requires(Permission.ACCOUNT_OWN)
def end_device(scope: Scope, handle: uuid.UUID) -> ResponseReturnValue:
    with unit_of_work(scope):
        service.end_device(scope, signed_in().id, handle)
    flash(_("Op dat apparaat bent u nu uitgelogd."))
    return redirect(url_for(".overview"), 303)


@bp.post("/aanmeldingen/beeindigen")
@requires(Permission.ACCOUNT_OWN)
def end_others(scope: Scope) -> ResponseReturnValue:
    with unit_of_work(scope):
        service.end_all(scope, signed_in().id, but=cookie.token())
    flash(_("U bent nu alleen nog hier ingelogd."))
    return redirect(url_for(".overview"), 303)


def _page(scope: Scope, person: Person, form: AccountForm) -> str:
    return render_template(
        "identity/account.html",
        form=form,
        devices=queries.devices(scope, person.id, token=cookie.token()),
        places=landing.places(person),
        somebody=person,
    )
