"""The figures of a partner, on a page and as files."""

from flask import render_template
from flask.typing import ResponseReturnValue

from stelsel import clock
from stelsel.access import Permission, requires
from stelsel.tenancy import Scope
from stelsel.web import sheets
from stelsel.web.query import Query
from stelsel_tenants.across import figures
from stelsel_tenants.across.reach import organisation
from stelsel_tenants.across.views import bp
from stelsel_tenants.activities import queries as activities


@bp.get("/cijfers")
@requires(Permission.PARTNER_FIGURES)
def numbers(scope: Scope) -> ResponseReturnValue:
    page = {"organisation": organisation(scope), "found": _figures(scope), "today": clock.today()}
    return render_template("partner/figures.html", figures=figures, **page)


@bp.get("/cijfers.csv")
@requires(Permission.PARTNER_FIGURES)
def as_csv(scope: Scope) -> ResponseReturnValue:
    found = _figures(scope)
    return sheets.download(sheets.as_csv(figures.tables(found), figures.about(found.choice)), "partner", "csv")


@bp.get("/cijfers.xlsx")
@requires(Permission.PARTNER_FIGURES)
def as_xlsx(scope: Scope) -> ResponseReturnValue:
    return sheets.download(sheets.as_xlsx(figures.tables(_figures(scope))), "partner", "xlsx")


def _figures(scope: Scope) -> figures.Figures:
    """What the address asks for."""
    return figures.of(scope, figures.choice(scope, Query(), activities.concepts(scope)))
