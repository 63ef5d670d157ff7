"""Asking for the agenda by mail: anybody, and what comes back is always the same."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import language
from stelsel.tenancy import Scope
from stelsel.web import page
from stelsel.web.own_page import unkept
from stelsel.web.query import Query
from stelsel.web.security import by_origin
from stelsel_tenants.newsletters import service
from stelsel_tenants.newsletters.about import About
from stelsel_tenants.newsletters.forms import AskForm
from stelsel_tenants.site.library import choosing

bp = Blueprint("newsletters", __name__, url_prefix="/b/<slug>/nieuwsbrief", template_folder="templates")


@bp.route("", methods=["GET", "POST"])
@by_origin
@requires(Permission.SITE_NEWSLETTER)
def ask(scope: Scope) -> ResponseReturnValue:
    form = AskForm(kinds(scope), About(Query().text("soort", max=40)))
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                service.ask(scope, form.email.data, form.about(scope), language=language())
        except Refused as refusal:
            form.show(refusal)
        else:
            return redirect(url_for("newsletters.asked", slug=scope.library.slug) + page.current().asked_language, 303)
    return unkept(render_template("newsletters/ask.html", form=form), form.status)


@bp.get("/aangevraagd")
@requires(Permission.SITE_READ)
def asked(_scope: Scope) -> ResponseReturnValue:
    """The same page for a new address, one that is known, and one that does not exist."""
    return unkept(render_template("newsletters/asked.html"))


def kinds(scope: Scope) -> Iterable[tuple[str, Any]]:
    """What this library has to choose from now: (value, words)."""
    offered = choosing.offered(scope)
    return [(one.value, one.text) for one in (*offered.themes, *offered.concepts)]
