"""The yearly figures of the network, on a page and in files."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel import clock
from stelsel.access import Permission, requires
from stelsel.tenancy import Scope
from stelsel.web import sheets
from stelsel.web.periods import Period
from stelsel_admin.dashboards import annual, annual_queries, definitions, queries
from stelsel_admin.dashboards.annual import National
from stelsel_tenants.figures import annual_drawing
from stelsel_tenants.figures.years import asked_for

bp = Blueprint("national_annual", __name__, url_prefix="/landelijk/cijfers", template_folder="templates")


@bp.get("/jaaropgave")
@requires(Permission.NATIONAL_FIGURES)
def overview(scope: Scope) -> ResponseReturnValue:
    years, year = _years(scope)
    return render_template(
        "dashboards/annual.html",
        national=National(annual_queries.known(scope, year)),
        years=[(one.key, url_for("national_annual.overview", jaar=one.key), one is year) for one in years],
        words=annual_drawing,
        define=definitions,
        today=clock.today(),
    )


@bp.get("/jaaropgave.csv")
@requires(Permission.NATIONAL_FIGURES)
def as_csv(scope: Scope) -> ResponseReturnValue:
    national = National(annual_queries.known(scope, _years(scope)[1]))
    return sheets.download(annual.as_csv(national), f"jaaropgave-{national.year.key}", "csv")


@bp.get("/jaaropgave.xlsx")
@requires(Permission.NATIONAL_FIGURES)
def as_xlsx(scope: Scope) -> ResponseReturnValue:
    national = National(annual_queries.known(scope, _years(scope)[1]))
    return sheets.download(annual.as_xlsx(national), f"jaaropgave-{national.year.key}", "xlsx")


def _years(scope: Scope) -> tuple[list[Period], Period]:
    return asked_for(queries.first_month(scope))
