"""Asking for an activity near: anybody, from a search without an answer or without one.

Who asks belongs to no library, so what is written is the national body's.
"""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.access.current import national_tenant
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import language
from stelsel.identity import throttle
from stelsel.tenancy import Scope
from stelsel.web import page
from stelsel.web.own_page import unkept
from stelsel.web.query import Query
from stelsel.web.security import by_origin
from stelsel_tenants.finder import links, wish
from stelsel_tenants.questions.models import Half
from stelsel_tenants.requests import service
from stelsel_tenants.requests.forms import AskForm
from stelsel_tenants.requests.kinds import Kinds, kinds

bp = Blueprint("requests", __name__, url_prefix="/aanvragen", template_folder="templates")
bp.context_processor(links.given)

DEED = "request"
FREE = 60
"""Requests from one network in a quarter of an hour that cost nothing: a class at a library may ask at once."""


@bp.route("", methods=["GET", "POST"])
@by_origin
@requires(Permission.OPEN_REQUEST)
def ask(scope: Scope) -> ResponseReturnValue:
    looked_for, offered = wish.read(Query()), kinds(scope)
    page.update(indexed=not looked_for.place)
    form = _form(looked_for, offered)
    if form.validate_on_submit():
        try:
            _slow_down()
            with Scope.public(national_tenant(), reading=False) as here, unit_of_work(here):
                service.ask(here, form.request_id, form.asked(language()))
        except Refused as refusal:
            form.show(refusal)
        else:
            return redirect(url_for("requests.asked") + page.current().asked_language, 303)
    return unkept(render_template("requests/ask.html", form=form, looked_for=looked_for.pairs), form.status)


@bp.get("/gevraagd")
@requires(Permission.OPEN_READ)
def asked(_scope: Scope) -> ResponseReturnValue:
    """The same page for everybody, whether they left an address or not, and whether it is known."""
    return unkept(render_template("requests/asked.html"))


def _form(looked_for: wish.Wish, offered: Kinds) -> AskForm:
    part = Query().one_of("dagdeel", [half.value for half in Half])
    return AskForm(
        offered.choices,
        concept_slug=offered.meant(looked_for.kind),
        place=looked_for.place,
        part=Half(part) if part else None,
    )


def _slow_down() -> None:
    """Ten thousand of one hand are no demand. Raises TooMany."""
    with Scope.identity(why=DEED) as door, unit_of_work(door):
        throttle.take(door, throttle.Guess.of(DEED, "", request.remote_addr), free=FREE)
