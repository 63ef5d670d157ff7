"""Nobody is signed in, and this page is for somebody: to the sign-in page and back, with nothing lost."""

import uuid
from urllib.parse import urlencode

from flask import Flask, g, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from stelsel import logs
from stelsel.access import SignInNeeded
from stelsel.identity import cookie, kept, sign_ins
from stelsel.identity.forms import SignInForm
from stelsel.tenancy import Scope
from stelsel.web import errors
from stelsel.web.csrf import WRITING
from stelsel.web.own_paths import safe_next

SIGN_IN = "/inloggen"


def init_app(app: Flask) -> None:
    app.register_error_handler(SignInNeeded, _sign_in_first)


def _sign_in_first(_needed: SignInNeeded) -> ResponseReturnValue:
    if errors.wants_json():
        return errors.answer(errors.Problem(401, logs.reference()))
    if request.method in WRITING or g.get("csrf_expired", False):
        return _with_what_was_typed()
    target = safe_next(request.full_path if request.query_string else request.path)
    answer = make_response(redirect(f"{SIGN_IN}?{urlencode({'next': target})}" if target else SIGN_IN, 303))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _with_what_was_typed() -> ResponseReturnValue:
    text = kept.of_request(_whose())
    form = SignInForm(formdata=None, kept=kept.pack(text) if text else "")
    answer = make_response(render_template("identity/sign_in.html", form=form, text=text, ended=True), 401)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _whose() -> uuid.UUID | None:
    """The person of the sign-in that ended here, if this browser still knows of it."""
    token = cookie.token()
    if token is None:
        return None
    with Scope.identity(why="whose text is this", reading=True) as scope:
        return sign_ins.holder(scope, token)
