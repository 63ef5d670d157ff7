"""Behind the link in a letter: say yes to it, or take the request back. Opening it changes nothing."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.access.models import LinkPurpose
from stelsel.db import unit_of_work
from stelsel.tenancy import Scope
from stelsel.web import own_page
from stelsel.web.security import by_origin
from stelsel_tenants.activities.models import Concept
from stelsel_tenants.finder import links
from stelsel_tenants.requests import service
from stelsel_tenants.requests.models import Demand, RequestAsker
from stelsel_tenants.requests.words import name_of

bp = Blueprint("own_request", __name__, url_prefix="/aanvragen", template_folder="templates")
bp.context_processor(links.given)
PURPOSE = LinkPurpose.REQUEST


@bp.get("/<token>")
@requires(Permission.OPEN_LINK)
def own(scope: Scope, token: str) -> ResponseReturnValue:
    with own_page.behind(scope, token, PURPOSE, reading=True) as (here, link):
        asker = here.session.get_one(RequestAsker, (here.tenant_id, link.object_id))
        demand = here.session.get_one(Demand, (here.tenant_id, asker.demand_id))
        concept = here.session.get_one(Concept, demand.concept_slug)
        page = {"asker": asker, "kind": name_of(concept.name, concept.name_en), "token": token}
        body = render_template("requests/own.html", until=service.last_day(here, asker), **page)
    return own_page.unkept(body)


@bp.post("/<token>")
@by_origin
@requires(Permission.OPEN_LINK)
def withdraw(scope: Scope, token: str) -> ResponseReturnValue:
    with own_page.behind(scope, token, PURPOSE) as (here, link):
        with unit_of_work(here):
            service.withdraw(here, link.object_id)
        return own_page.unkept(render_template("requests/withdrawn.html"))


@bp.post("/<token>/bevestigen")
@by_origin
@requires(Permission.OPEN_LINK)
def confirm(scope: Scope, token: str) -> ResponseReturnValue:
    with own_page.behind(scope, token, PURPOSE) as (here, link), unit_of_work(here):
        service.confirm(here, link.object_id)
    return redirect(url_for("own_request.own", token=token), 303)
