"""Signing in and out."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.access.current import person
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.identity import cookie, kept, landing, security, service, sign_ins, signing_in, trail
from stelsel.identity.forms import SignInForm
from stelsel.tenancy import Scope
from stelsel.web import page
from stelsel.web.forms import Form
from stelsel.web.own_paths import safe_next

bp = Blueprint("identity", __name__, template_folder="templates")


@bp.get("/inloggen")
@requires(Permission.OPEN_SIGN_IN)
def sign_in_page(_scope: Scope) -> ResponseReturnValue:
    somebody = person()
    target = safe_next(request.args.get("next"))
    if somebody is not None:
        return redirect(target or landing.landing(somebody), 303)
    form = SignInForm(next=target or "")
    return render_template("identity/sign_in.html", form=form, said=_said())


@bp.post("/inloggen")
@requires(Permission.OPEN_SIGN_IN)
def sign_in(_scope: Scope) -> ResponseReturnValue:
    form = SignInForm()
    if form.validate():
        try:
            entered = signing_in.enter(
                form.email.data, form.password.data, address=request.remote_addr, device=this_device()
            )
        except Refused as refusal:
            form.show(refusal)
        else:
            cookie.put(entered.user, entered.token)
            return _go_on(form)
    text = kept.unpack(form.kept.data or "")
    return refused(render_template("identity/sign_in.html", form=form, text=text), form)


@bp.get("/uitloggen")
@requires(Permission.OPEN_SIGN_IN)
def sign_out_page(_scope: Scope) -> ResponseReturnValue:
    return render_template("identity/sign_out.html", somebody=person())


@bp.post("/uitloggen")
@requires(Permission.OPEN_SIGN_IN)
def sign_out(_scope: Scope) -> ResponseReturnValue:
    if token := cookie.token():
        with unit_of_work(security.scope()) as scope:
            if user := sign_ins.user(scope, token):
                trail.record(scope, "person.signed_out", user)
            service.end(scope, token)
    return cookie.drop(make_response(redirect(url_for("identity.sign_in_page", uitgelogd=1), 303)))


def this_device() -> str:
    """The browser that asks, in a few words."""
    return sign_ins.device(request.headers.get("User-Agent", ""))


def refused(text: str, form: Form) -> Response:
    """The form again, with the status of its refusal and, after too many tries, how long to wait."""
    answer = make_response(text, form.status)
    if (wait := getattr(form.refusal, "retry_after", None)) is not None:
        answer.headers["Retry-After"] = str(wait)
    return answer


def _go_on(form: SignInForm) -> ResponseReturnValue:
    """Back to where somebody was going; with what they had typed, if a sign-in had ended under it."""
    somebody = person()
    if somebody is None:  # shut out in the meantime
        return redirect(url_for("identity.sign_in_page"), 303)
    text = kept.unpack(form.kept.data or "")
    if text is not None and text.user_id in {None, somebody.id}:
        page.update(person=somebody.name)
        return render_template("identity/kept.html", text=text)
    return redirect(safe_next(form.next.data) or landing.landing(somebody), 303)


def _said() -> str:
    """What happened just before, by the address: a sign-out leaves no cookie for a message."""
    return next((name for name in ("uitgelogd", "wachtwoord") if name in request.args), "")
