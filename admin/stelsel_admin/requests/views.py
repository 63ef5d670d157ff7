"""Requests and gaps, on a page and in files."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from stelsel import clock
from stelsel.access import Permission, requires
from stelsel.tenancy import Scope
from stelsel.web import sheets
from stelsel.web.query import Query
from stelsel_admin.dashboards import definitions
from stelsel_admin.requests import drawing, export, queries
from stelsel_admin.requests.asked import GAPS, Asked
from stelsel_tenants.activities.models import Theme
from stelsel_tenants.requests import picture

bp = Blueprint("national_requests", __name__, url_prefix="/landelijk", template_folder="templates")


@bp.get("/aanvragen")
@requires(Permission.NATIONAL_FIGURES)
def overview(scope: Scope) -> ResponseReturnValue:
    asked = _asked(scope)
    theme = Theme(Query().one_of("tekort", [one.value for one in GAPS], GAPS[0].value))
    return render_template(
        "national_requests/overview.html",
        asked=asked,
        map=picture.country(asked.by_town),
        limits=picture.LIMITS,
        theme=theme,
        gaps=asked.gaps(theme),
        drawing=drawing,
        define=definitions,
        today=clock.today(),
    )


@bp.get("/aanvragen.csv")
@requires(Permission.NATIONAL_FIGURES)
def as_csv(scope: Scope) -> ResponseReturnValue:
    return sheets.download(export.as_csv(_asked(scope)), "aanvragen", "csv")


@bp.get("/aanvragen.xlsx")
@requires(Permission.NATIONAL_FIGURES)
def as_xlsx(scope: Scope) -> ResponseReturnValue:
    return sheets.download(export.as_xlsx(_asked(scope)), "aanvragen", "xlsx")


def _asked(scope: Scope) -> Asked:
    """The figures that the address asks for."""
    return Asked(queries.known(scope), Query().text("soort", max=40))
