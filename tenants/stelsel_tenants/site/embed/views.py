"""The agenda for other sites: no form, no cookie, and whatever it leads to opens in the whole window."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from stelsel import clock
from stelsel.access import Permission, requires
from stelsel.tenancy import Scope
from stelsel.web import kept
from stelsel.web.query import Query
from stelsel_tenants.site import addresses, choices, places
from stelsel_tenants.site.embed import sites
from stelsel_tenants.site.library import agenda, links, periods

bp = Blueprint("embed", __name__, url_prefix="/b/<slug>", template_folder="../templates")
bp.context_processor(links.given)

LIST = "lijst"
"""`?vorm=lijst`: a piece of HTML that the other site's server fetches and puts into its own page."""


@bp.get("/insluiten")
@requires(Permission.SITE_READ)
@sites.framed
@kept.page
def embed(scope: Scope) -> ResponseReturnValue:
    query = Query()
    wanted = choices.read(query)
    branches, period = places.branches(scope), periods.coming(clock.today())
    if wanted.activity_id is None:
        found = agenda.lines(scope, period, wanted, branches)
    else:
        found = agenda.coming_of(scope, wanted.activity_id, branches)
    near = None if found or wanted.activity_id else agenda.nearest(scope, period.first, wanted, branches)
    page = {"base": addresses.base(scope.library), "near": near, "wanted": wanted}
    if query.text("vorm", max=10) == LIST:
        return render_template("site/embed_list.html", lines=found[: agenda.MOST], **page)
    days = agenda.by_day(found[: agenda.MOST])
    title = found[0].title if wanted.activity_id and found else ""
    return render_template("site/embed.html", days=days, title=title, today=clock.today(), **page)
