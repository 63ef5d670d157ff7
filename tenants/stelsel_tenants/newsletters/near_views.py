"""Asking for what is new around a place: anybody, from a search in the finder or without one.

Who asks this is no library's reader but the network's, so the row is the national body's.
"""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.access.current import national_tenant
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import language
from stelsel.tenancy import Scope
from stelsel.web import page
from stelsel.web.own_page import unkept
from stelsel.web.query import Query
from stelsel.web.security import by_origin
from stelsel_tenants.finder import links, wish
from stelsel_tenants.finder.kinds import Kinds, kinds
from stelsel_tenants.finder.wish import USUAL_KM
from stelsel_tenants.newsletters import service
from stelsel_tenants.newsletters.about import About
from stelsel_tenants.newsletters.forms import NearAskForm

bp = Blueprint("nearby", __name__, url_prefix="/nieuwsbrief", template_folder="templates")
bp.context_processor(links.given)


@bp.route("", methods=["GET", "POST"])
@by_origin
@requires(Permission.OPEN_NEWSLETTER)
def ask(scope: Scope) -> ResponseReturnValue:
    looked_for = wish.read(Query())
    page.update(indexed=not looked_for.place)
    chosen = About(looked_for.kind, looked_for.place, looked_for.km or USUAL_KM)
    form = NearAskForm(choices(kinds(scope)), chosen)
    if form.validate_on_submit():
        try:
            about = form.about(scope)
            with Scope.public(national_tenant(), reading=False) as here, unit_of_work(here):
                service.ask(here, form.email.data, about, language=language())
        except Refused as refusal:
            form.show(refusal)
        else:
            return redirect(url_for("nearby.asked") + page.current().asked_language, 303)
    return unkept(render_template("newsletters/near_ask.html", form=form, looked_for=looked_for.pairs), form.status)


@bp.get("/aangevraagd")
@requires(Permission.OPEN_READ)
def asked(_scope: Scope) -> ResponseReturnValue:
    """The same page for a new address, one that is known, and one that does not exist."""
    return unkept(render_template("newsletters/asked.html"))


def choices(offered: Kinds) -> Iterable[tuple[str, Any]]:
    """What the finder offers, in one list: (value, words)."""
    return [choice for _heading, group in offered.groups for choice in group]
