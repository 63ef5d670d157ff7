"""An organisation keeps its own facts; and its logo, for everybody."""

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.errors import NotFound
from stelsel.tenancy import Scope
from stelsel.web.headers import for_a_year
from stelsel.web.security import takes_uploads
from stelsel_tenants.organisations import pages, queries
from stelsel_tenants.organisations.keeping import By, Keeper
from stelsel_tenants.organisations.pages import Doors

bp = Blueprint("organisations", __name__, template_folder="templates")

ITSELF = Keeper(By.PARTNER)


@bp.get("/organisaties/<organisation>/logo-<digest>.png")
@requires(Permission.OPEN_READ)
def logo(scope: Scope, organisation: str, digest: str) -> ResponseReturnValue:
    """The logo. Its name changes with it, so it may be kept for a year."""
    content = queries.logo(scope, organisation, digest)
    if content is None:
        raise NotFound
    return for_a_year(Response(content, mimetype="image/png"))


@bp.route("/partner/organisatie", methods=["GET", "POST"])
@requires(Permission.PARTNER_ORGANISATION)
def own(scope: Scope) -> ResponseReturnValue:
    return pages.facts(scope, scope.partner_id, ITSELF, _doors())


@bp.post("/partner/organisatie/logo")
@takes_uploads(6)
@requires(Permission.PARTNER_ORGANISATION)
def own_logo(scope: Scope) -> ResponseReturnValue:
    return pages.logo(scope, scope.partner_id, ITSELF, _doors())


@bp.post("/partner/organisatie/logo/weg")
@requires(Permission.PARTNER_ORGANISATION)
def own_logo_gone(scope: Scope) -> ResponseReturnValue:
    return pages.no_logo(scope, scope.partner_id, ITSELF, _doors())


def _doors() -> Doors:
    own = url_for("organisations.own")
    return Doors(
        template="organisations/own.html",
        facts=own,
        logo=url_for("organisations.own_logo"),
        no_logo=url_for("organisations.own_logo_gone"),
        back=own,
    )
