"""Posters and short addresses, for everybody. A poster is a kept page: it is set once for each revision and day."""

from flask import Blueprint, Response, redirect
from flask.typing import ResponseReturnValue

from stelsel import clock
from stelsel.access import Permission, requires
from stelsel.tenancy import Scope
from stelsel.web import kept
from stelsel.web.query import Query
from stelsel_tenants.site.print import asked, document, short

bp = Blueprint("print", __name__, url_prefix="/b/<slug>")


@bp.get("/poster.pdf")
@requires(Permission.SITE_READ)
@kept.page
def poster(scope: Scope) -> ResponseReturnValue:
    made = document.of(scope, asked.read(Query(), clock.today()))
    answer = Response(made.pdf(), mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "inline", filename=f"{made.name}.pdf")
    return answer


@bp.get("/a/<code>")
@requires(Permission.SITE_READ)
def typed_over(scope: Scope, code: str) -> ResponseReturnValue:
    """The short address that stands on a poster."""
    return redirect(f"/b/{scope.library.slug}/activiteiten/{short.activity_id(scope, code)}", 302)
