"""A library's own figures in the workroom."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from stelsel import clock
from stelsel.access import Permission, requires
from stelsel.access.requires import signed_in
from stelsel.tenancy import Scope
from stelsel.web import sheets
from stelsel.web.query import Query
from stelsel_tenants.activities import queries as activities
from stelsel_tenants.figures import drawing, queries
from stelsel_tenants.figures.own import Own
from stelsel_tenants.questions import choice

bp = Blueprint("figures", __name__, url_prefix="/b/<slug>/beheer/cijfers", template_folder="templates")


@bp.get("/")
@requires(Permission.TENANT_FIGURES)
def overview(scope: Scope) -> ResponseReturnValue:
    return render_template(
        "figures/overview.html",
        own=_own(scope),
        drawing=drawing,
        today=clock.today(),
        editing=signed_in().may(Permission.TENANT_ACTIVITIES, scope.tenant_id),
    )


@bp.get("/cijfers.csv")
@requires(Permission.TENANT_FIGURES)
def as_csv(scope: Scope) -> ResponseReturnValue:
    own = _own(scope)
    return sheets.download(sheets.as_csv(drawing.tables(own), drawing.about(own.choice)), "cijfers", "csv")


@bp.get("/cijfers.xlsx")
@requires(Permission.TENANT_FIGURES)
def as_xlsx(scope: Scope) -> ResponseReturnValue:
    own = _own(scope)
    return sheets.download(sheets.as_xlsx([*drawing.tables(own), drawing.about_sheet(own.choice)]), "cijfers", "xlsx")


def _own(scope: Scope) -> Own:
    """The figures that the address asks for."""
    branches = activities.branches(scope, closed=True)
    return Own(queries.known(scope, choice.read(Query(), queries.first_month(scope), branches)))
