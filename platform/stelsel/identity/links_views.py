"""Pages behind the links in our mails. Opening one changes nothing: mail scanners do that too (SECURITY P-4)."""

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, links, requires
from stelsel.access.current import person
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.identity import cookie, invitations, landing, resets, security, signing_in
from stelsel.identity.forms import ForgottenForm, NewPasswordForm, WelcomeForm
from stelsel.identity.models import User
from stelsel.identity.views import refused, this_device
from stelsel.tenancy import Scope

bp = Blueprint("links", __name__, template_folder="templates")


@bp.route("/wachtwoord-vergeten", methods=["GET", "POST"])
@requires(Permission.OPEN_SIGN_IN)
def forgotten(_scope: Scope) -> ResponseReturnValue:
    form = ForgottenForm()
    if form.validate_on_submit():
        try:
            with unit_of_work(security.scope()) as scope:
                resets.ask(scope, form.email.data, address=request.remote_addr)
        except Refused as refusal:
            form.show(refusal)
        else:
            return render_template("identity/asked.html")
    return refused(render_template("identity/forgotten.html", form=form), form)


@bp.route("/wachtwoord/<token>", methods=["GET", "POST"])
@requires(Permission.OPEN_LINK)
def new_password(_scope: Scope, token: str) -> ResponseReturnValue:
    email = resets.holder(security.scope(), token).email
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            with unit_of_work(security.scope()) as scope:
                resets.reset(scope, token, password=form.password.data)
        except Refused as refusal:
            form.show(refusal)
        else:
            return cookie.drop(make_response(redirect(url_for("identity.sign_in_page", wachtwoord=1), 303)))
    return render_template("identity/new_password.html", form=form, email=email, token=token), form.status


@bp.route("/uitnodiging/<token>", methods=["GET", "POST"])
@requires(Permission.OPEN_LINK)
def invitation(_scope: Scope, token: str) -> ResponseReturnValue:
    opened = invitations.opened(security.scope(), token)
    form = WelcomeForm(data={"name": opened.invitation.name})
    if not opened.has_account and form.validate_on_submit():
        try:
            with unit_of_work(security.scope()) as scope:
                user = invitations.accept(scope, token, name=form.name.data, password=form.password.data)
                entered = signing_in.admit(scope, user, device=this_device())
        except Refused as refusal:
            form.show(refusal)
        else:
            return _welcome(user, entered)
    page = render_template("identity/invitation.html", form=form, opened=opened, token=token, somebody=person())
    return page, form.status


@bp.post("/uitnodiging/<token>/meedoen")
@requires(Permission.ACCOUNT_OWN)
def accept(scope: Scope, token: str) -> ResponseReturnValue:
    somebody = person()
    if somebody is not None:
        with unit_of_work(scope):
            invitations.accept_as(scope, token, somebody)
    flash(_("U doet nu mee. De nieuwe plek staat hieronder."))
    return redirect(landing.ACCOUNT, 303)


@bp.app_errorhandler(links.Spent)
def spent(refusal: links.Spent) -> ResponseReturnValue:
    return render_template("identity/spent.html", message=refusal.message), refusal.status


def _welcome(user: User, entered: str) -> ResponseReturnValue:
    """Signed in at once: who has the letter and chose the password has proven enough."""
    cookie.put(user, entered)
    somebody = person()
    return redirect(landing.landing(somebody) if somebody else landing.ACCOUNT, 303)
