"""Signing up: anybody, on its own page that nobody keeps."""

import secrets
import uuid
from datetime import datetime

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel import clock, mail
from stelsel.access import Permission, requires
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.tenancy import Scope
from stelsel.web.own_page import unkept
from stelsel.web.security import by_origin
from stelsel_tenants.registrations import conditions, queries, retention, service, times
from stelsel_tenants.registrations.forms import SignUpForm
from stelsel_tenants.registrations.queries import Moment

bp = Blueprint("registrations", __name__, template_folder="templates")


@bp.route("/b/<slug>/sessies/<uuid:session_id>/aanmelden", methods=["GET", "POST"])
@by_origin
@requires(Permission.SITE_SIGN_UP)
def sign_up(scope: Scope, session_id: uuid.UUID) -> ResponseReturnValue:
    moment = queries.shown(scope, session_id)
    terms = conditions.of(scope, moment.activity_id)
    free = times.free(scope, session_id)
    form = SignUpForm(terms, free, moment)
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                service.sign_up(
                    scope, session_id, form.person(), request_key=form.key.data or secrets.token_urlsafe(16)
                )
        except Refused as refusal:
            form.show(refusal)
        else:
            return redirect(url_for("registrations.signed_up", slug=scope.library.slug, session_id=session_id), 303)
    form.key.data = form.key.data or secrets.token_urlsafe(16)
    body = render_template(
        "registrations/sign_up.html",
        form=form,
        moment=moment,
        dates=_dates(scope, moment),
        free=free,
        terms=terms,
        window=_window(terms, moment),
        keep_days=retention.term(scope).days,
    )
    return unkept(body, form.status)


@bp.get("/b/<slug>/sessies/<uuid:session_id>/aangemeld")
@requires(Permission.SITE_READ)
def signed_up(scope: Scope, session_id: uuid.UUID) -> ResponseReturnValue:
    """The same page for a first and a second sign-up: it tells nobody who is coming."""
    moment = queries.shown(scope, session_id)
    shown = {"moment": moment, "dates": _dates(scope, moment), "texts": mail.texts.are_sent()}
    return unkept(render_template("registrations/signed_up.html", **shown))


@bp.get("/b/<slug>/aanmelding-gewist")
@requires(Permission.SITE_READ)
def erased(_scope: Scope) -> ResponseReturnValue:
    return unkept(render_template("registrations/erased.html"))


def _dates(scope: Scope, moment: Moment) -> list[Moment]:
    """What one signs up for: this session, or of a course all that is to come."""
    if moment.entry == "course":
        return queries.sessions_of_course(scope, moment.activity_id) or [moment]
    return [moment]


def _window(terms: conditions.Terms, moment: Moment) -> tuple[bool, datetime | None]:
    """Is it open now, and if not yet, from when on."""
    opens, now = terms.opens(moment.starts_at), clock.now()
    return (opens is None or opens <= now) and now < terms.closes(moment.starts_at), opens
