"""Questions in the workroom: how many there were, about what, and where people were sent on."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.tenancy import Scope
from stelsel.web import sheets
from stelsel.web.query import Query
from stelsel_tenants.activities import queries as activities
from stelsel_tenants.questions import choice, drawing, queries
from stelsel_tenants.questions.choice import Choice

bp = Blueprint("questions", __name__, url_prefix="/b/<slug>/beheer/vragen", template_folder="templates")


@bp.get("/")
@requires(Permission.TENANT_FIGURES)
def overview(scope: Scope) -> ResponseReturnValue:
    chosen = _choice(scope)
    figures = queries.figures(scope, chosen)
    return render_template("questions/overview.html", choice=chosen, figures=figures, drawing=drawing)


@bp.get("/cijfers.csv")
@requires(Permission.TENANT_FIGURES)
def as_csv(scope: Scope) -> ResponseReturnValue:
    chosen = _choice(scope)
    content = sheets.as_csv(drawing.tables(queries.figures(scope, chosen)), drawing.about(chosen))
    return sheets.download(content, "vragen", "csv")


@bp.get("/cijfers.xlsx")
@requires(Permission.TENANT_FIGURES)
def as_xlsx(scope: Scope) -> ResponseReturnValue:
    chosen = _choice(scope)
    content = sheets.as_xlsx([*drawing.tables(queries.figures(scope, chosen)), drawing.about_sheet(chosen)])
    return sheets.download(content, "vragen", "xlsx")


def _choice(scope: Scope) -> Choice:
    """The figures that the address asks for."""
    return choice.read(Query(), queries.first_month(scope), activities.branches(scope, closed=True))
