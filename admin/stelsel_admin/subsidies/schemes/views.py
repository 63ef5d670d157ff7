"""Schemes for everybody."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.clock import now
from stelsel.tenancy import Scope
from stelsel_admin.subsidies.schemes import queries

bp = Blueprint("subsidies", __name__, url_prefix="/subsidies", template_folder="../templates")


@bp.get("/")
@requires(Permission.OPEN_READ)
def overview(scope: Scope) -> ResponseReturnValue:
    schemes = queries.published(scope)
    is_open = {scheme.id for scheme in schemes if scheme.is_open(now())}
    return render_template("subsidies/schemes.html", schemes=schemes, is_open=is_open)


@bp.get("/<slug:scheme>/")
@requires(Permission.OPEN_READ)
def scheme(scope: Scope, scheme: str) -> ResponseReturnValue:
    found = queries.by_slug(scope, scheme)
    return render_template("subsidies/scheme.html", scheme=found, is_open=found.is_open(now()))
