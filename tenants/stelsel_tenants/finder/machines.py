"""What machines ask for: feeds of a search, the map of the site, the description of the search, a picture."""

from flask import Blueprint, Response, current_app, render_template
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.errors import NotFound
from stelsel.tenancy import Scope
from stelsel.web import kept
from stelsel.web.query import Query
from stelsel_tenants.finder import feeds, picture, sitemap, wish
from stelsel_tenants.site.feeds import answers

bp = Blueprint("machines", __name__, template_folder="templates")

DAY = 86_400


@bp.get(f"/zoeken.<{answers.KINDS}:kind>")
@requires(Permission.OPEN_READ)
@kept.page
def feed(scope: Scope, kind: str) -> ResponseReturnValue:
    """A search as a calendar or feed."""
    head, found = feeds.of(scope, wish.read(Query()))
    return answers.answer(kind, head, found)


@bp.get("/sitemap.xml")
@requires(Permission.OPEN_MACHINE)
@kept.page
def site_map(scope: Scope) -> ResponseReturnValue:
    """All addresses, or the list of the parts where they are too many for one file."""
    found = sitemap.parts(sitemap.addresses(scope), sitemap.MOST)
    if len(found) == 1:
        return _xml("finder/sitemap.xml", addresses=found[0])
    return _xml("finder/sitemaps.xml", numbers=range(1, len(found) + 1))


@bp.get("/sitemap-<int:number>.xml")
@requires(Permission.OPEN_MACHINE)
@kept.page
def site_map_part(scope: Scope, number: int) -> ResponseReturnValue:
    found = sitemap.parts(sitemap.addresses(scope), sitemap.MOST)
    if not 1 <= number <= len(found):
        raise NotFound
    return _xml("finder/sitemap.xml", addresses=found[number - 1])


@bp.get("/opensearch.xml")
@requires(Permission.OPEN_MACHINE)
@kept.page
def description(_scope: Scope) -> ResponseReturnValue:
    """So that a browser can offer our search."""
    answer = _xml("finder/opensearch.xml")
    answer.mimetype = "application/opensearchdescription+xml"
    return answer


@bp.get("/stelsel.png")
@requires(Permission.OPEN_MACHINE)
def preview(_scope: Scope) -> ResponseReturnValue:
    """The picture that others show beside a link to us."""
    answer = Response(picture.lamp(), mimetype="image/png")
    answer.cache_control.public, answer.cache_control.max_age = True, DAY
    return answer


def _xml(template: str, **values: object) -> Response:
    text = render_template(template, base_url=current_app.config["BASE_URL"], **values)
    return Response(text, mimetype="application/xml")
