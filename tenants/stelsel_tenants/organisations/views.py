"""An organisation keeps its own facts; and its logo, for everybody."""

import uuid
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.errors import NotFound
from stelsel.tenancy import Scope
from stelsel.web.security import takes_uploads
from stelsel_tenants.organisations import pages, queries
from stelsel_tenants.organisations.keeping import By, Keeper
from stelsel_tenants.organisations.pages import Doors

bp = Blueprint("organisations", __name__, template_folder="templates")

YEAR = 31_536_000
ITSELF = Keeper(By.PARTNER)


@bp.get("/organisaties/<organisation>/logo-<digest>.png")
@requires(Permission.OPEN_READ)
def logo(scope: Scope, organisation: str, digest: str) -> ResponseReturnValue:
    """The logo. Its name changes with it, so it may be kept for a year."""
    content = queries.logo(scope, organisation, digest)
    if content is None:
        raise NotFound
    answer = Response(content, mimetype="image/png")
    answer.cache_control.public, answer.cache_control.immutable = True, True
    answer.cache_control.max_age = YEAR
    return answer


@bp.route("/partner/organisatie", methods=["GET", "POST"])
@requires(Permission.PARTNER_ORGANISATION)
def own(scope: Scope) -> ResponseReturnValue:
    return pages.facts(scope, _own(scope), ITSELF, _doors())


@bp.post("/partner/organisatie/logo")
@takes_uploads(6)
@requires(Permission.PARTNER_ORGANISATION)
def own_logo(scope: Scope) -> ResponseReturnValue:
    return pages.logo(scope, _own(scope), ITSELF, _doors())


@bp.post("/partner/organisatie/logo/weg")
@requires(Permission.PARTNER_ORGANISATION)
def own_logo_gone(scope: Scope) -> ResponseReturnValue:
    return pages.no_logo(scope, _own(scope), ITSELF, _doors())


def _own(scope: Scope) -> uuid.UUID:
    if scope.organisation_id is None:
        raise NotFound
    return scope.organisation_id


def _doors() -> Doors:
    """For who acts for two organisations, the address says for which."""
    which: dict[str, Any] = {"organisatie": request.args["organisatie"]} if "organisatie" in request.args else {}
    own = url_for("organisations.own", **which)
    return Doors(
        template="organisations/own.html",
        facts=own,
        logo=url_for("organisations.own_logo", **which),
        no_logo=url_for("organisations.own_logo_gone", **which),
        back=own,
    )
