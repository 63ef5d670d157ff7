"""The finder and the lists of the network, by address. All of it is kept: nothing is told finer than a day."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.tenancy import Scope
from stelsel.web import kept, page
from stelsel.web.query import Query
from stelsel_tenants.finder import links, wish
from stelsel_tenants.finder.search import search

bp = Blueprint("finder", __name__, template_folder="templates")
bp.context_processor(links.given)


@bp.get("/zoeken")
@requires(Permission.OPEN_READ)
@kept.page
def find(scope: Scope) -> ResponseReturnValue:
    found = search(scope, wish.read(Query()))
    # In the links of the page stands what we made of it: of a postcode four digits. No search engine keeps a search.
    page.update(query=found.wish.pairs, indexed=not found.wish.place)
    return render_template(
        "finder/find.html",
        found=found,
        at=links.at,
        distances=links.distances(found.wish, found.km),
        narrowing=links.narrowing(found.wish),
        times=links.times(),
    )
