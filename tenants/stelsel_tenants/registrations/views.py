"""Signing up (anybody), the own page behind a link, and the sign-ups in the workroom."""

import secrets
import uuid

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, links, requires
from stelsel.access.current import tenant_by_id
from stelsel.access.models import LinkPurpose
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _, language
from stelsel.tenancy import Scope
from stelsel.web import menu, page
from stelsel.web.security import by_origin
from stelsel_tenants.registrations import queries, service
from stelsel_tenants.registrations.forms import SignUpForm

bp = Blueprint("registrations", __name__, template_folder="templates")


@bp.route("/b/<slug>/sessies/<uuid:session_id>/aanmelden", methods=["GET", "POST"])
@by_origin
@requires(Permission.SITE_SIGN_UP)
def sign_up(scope: Scope, session_id: uuid.UUID) -> ResponseReturnValue:
    moment = queries.shown(scope, session_id)
    form = SignUpForm()
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                _sign_up(scope, session_id, form)
        except Refused as refusal:
            form.show(refusal)
        else:
            return redirect(url_for("registrations.signed_up", slug=scope.library.slug, session_id=session_id), 303)
    form.key.data = form.key.data or secrets.token_urlsafe(16)
    return _unkept(render_template("registrations/sign_up.html", form=form, moment=moment), form.status)


@bp.get("/b/<slug>/sessies/<uuid:session_id>/aangemeld")
@requires(Permission.SITE_READ)
def signed_up(scope: Scope, session_id: uuid.UUID) -> ResponseReturnValue:
    """The same page for a first and a second sign-up: it tells nobody who is coming."""
    return _unkept(render_template("registrations/signed_up.html", moment=queries.shown(scope, session_id)))


@bp.route("/aanmelding/<token>", methods=["GET", "POST"])
@by_origin
@requires(Permission.OPEN_LINK)
def own(scope: Scope, token: str) -> ResponseReturnValue:
    """A page that mail scanners may open: only its button changes something."""
    link = links.find(scope, token, LinkPurpose.SIGN_UP)
    tenant = tenant_by_id(link.at_tenant_id or 0)
    page.update(tenant=menu.library(tenant), indexed=False)
    refused: Refused | None = None
    with Scope.public(tenant, reading=request.method != "POST") as own_scope:
        if request.method == "POST":
            try:
                with unit_of_work(own_scope):
                    service.take_back(own_scope, link.object_id)
            except Refused as refusal:
                refused = refusal
            else:
                return redirect(url_for("registrations.own", token=token), 303)
        mine = queries.own(own_scope, link.object_id)
    return _unkept(
        render_template("registrations/own.html", own=mine, refused=refused), refused.status if refused else 200
    )


@bp.get("/b/<slug>/beheer/aanmeldingen/")
@requires(Permission.TENANT_REGISTRATIONS)
def overview(scope: Scope) -> ResponseReturnValue:
    return render_template("registrations/overview.html", rows=queries.coming(scope))


@bp.get("/b/<slug>/beheer/aanmeldingen/<uuid:session_id>")
@requires(Permission.TENANT_REGISTRATIONS)
def names(scope: Scope, session_id: uuid.UUID) -> ResponseReturnValue:
    rows = queries.names(scope, session_id)
    return render_template("registrations/names.html", moment=queries.moment(scope, session_id), rows=rows)


@bp.post("/b/<slug>/beheer/aanmeldingen/<uuid:session_id>/<uuid:registration_id>/afzeggen")
@requires(Permission.TENANT_REGISTRATIONS)
def take_back(scope: Scope, session_id: uuid.UUID, registration_id: uuid.UUID) -> ResponseReturnValue:
    try:
        with unit_of_work(scope):
            service.take_back(scope, registration_id)
    except Refused as refusal:
        flash(refusal.message, "error")
    else:
        flash(_("De aanmelding is afgezegd. De plaats is weer vrij."))
    return redirect(url_for("registrations.names", slug=scope.library.slug, session_id=session_id), 303)


def _sign_up(scope: Scope, session_id: uuid.UUID, form: SignUpForm) -> None:
    service.sign_up(
        scope,
        session_id,
        name=form.name.data,
        email=form.email.data,
        phone=form.phone.data,
        seats=form.seats.data,
        request_key=form.key.data or secrets.token_urlsafe(16),
        language=language(),
    )


def _unkept(body: str, status: int = 200) -> Response:
    """Personal pages are kept by nobody."""
    answer = make_response(body, status)
    answer.cache_control.no_store = True
    return answer
