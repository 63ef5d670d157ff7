"""Print and newsletter in the workroom: choose what, for when and how large, and see it before it is printed."""

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from stelsel import clock
from stelsel.access import Permission, requires
from stelsel.errors import NotFound
from stelsel.tenancy import Scope
from stelsel.web.query import Query
from stelsel_tenants.site import places
from stelsel_tenants.site.library import choosing
from stelsel_tenants.site.print import asked, document, newsletter, offered
from stelsel_tenants.site.print.asked import Span

bp = Blueprint("printwork", __name__, url_prefix="/b/<slug>/beheer/drukwerk", template_folder="templates")

PREVIEW = 720
"""Pixels wide: sharp at half that width on a telephone's screen."""


@bp.get("/")
@requires(Permission.TENANT_ACTIVITIES)
def overview(scope: Scope) -> ResponseReturnValue:
    wish = asked.read(Query(), clock.today(), Span.WEEK)
    activities = offered.activities(scope)
    if wish.activity_id is not None and wish.activity_id not in {one.id for one in activities}:
        raise NotFound
    return render_template(
        "print/overview.html",
        activities=activities,
        asked=wish,
        branches=places.branches(scope),
        choices=choosing.offered(scope),
        sizes=offered.SIZES,
        spans=offered.SPANS,
    )


@bp.get("/voorbeeld.png")
@requires(Permission.TENANT_ACTIVITIES)
def preview(scope: Scope) -> ResponseReturnValue:
    made = document.of(scope, asked.read(Query(), clock.today(), Span.WEEK))
    return Response(made.picture(PREVIEW), mimetype="image/png")


@bp.get("/nieuwsbrief")
@requires(Permission.TENANT_ACTIVITIES)
def text(scope: Scope) -> ResponseReturnValue:
    wish = asked.read(Query(), clock.today(), Span.WEEK)
    return render_template(
        "print/newsletter.html",
        asked=wish,
        branches=places.branches(scope),
        choices=choosing.offered(scope),
        spans=offered.SPANS,
        text=newsletter.of(scope, wish.period, wish.wanted),
    )
