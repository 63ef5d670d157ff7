"""The yearly delivery in the workroom: what to count still, what to hand in, and with whom it is shared."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel import clock
from stelsel.access import Permission, requires
from stelsel.access.requires import signed_in
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web import sheets
from stelsel.web.button import press
from stelsel.web.periods import Period
from stelsel_tenants.figures import annual_drawing, annual_queries, queries, service
from stelsel_tenants.figures.annual import Annual
from stelsel_tenants.figures.years import asked_for

bp = Blueprint("annual", __name__, url_prefix="/b/<slug>/beheer/cijfers", template_folder="templates")


@bp.get("/jaaropgave")
@requires(Permission.TENANT_FIGURES)
def overview(scope: Scope) -> ResponseReturnValue:
    person = signed_in()
    years, year = _years(scope)
    return render_template(
        "figures/annual.html",
        annual=Annual(annual_queries.known(scope, year)),
        years=[(one.key, _address(scope, one.key), one is year) for one in years],
        drawing=annual_drawing,
        today=clock.today(),
        counting=person.may(Permission.TENANT_DESK, scope.tenant_id),
        sharing=person.may(Permission.TENANT_FIGURES_SHARE, scope.tenant_id),
    )


@bp.get("/jaaropgave.csv")
@requires(Permission.TENANT_FIGURES)
def as_csv(scope: Scope) -> ResponseReturnValue:
    annual = Annual(annual_queries.known(scope, _years(scope)[1]))
    content = sheets.as_csv(annual_drawing.tables(annual), annual_drawing.about(annual, scope.library.name))
    return sheets.download(content, f"jaaropgave-{annual.year.key}", "csv")


@bp.get("/jaaropgave.xlsx")
@requires(Permission.TENANT_FIGURES)
def as_xlsx(scope: Scope) -> ResponseReturnValue:
    annual = Annual(annual_queries.known(scope, _years(scope)[1]))
    about = annual_drawing.about_sheet(annual, scope.library.name)
    return sheets.download(
        sheets.as_xlsx([*annual_drawing.tables(annual), about]), f"jaaropgave-{annual.year.key}", "xlsx"
    )


@bp.post("/jaaropgave/<int:year>/delen")
@requires(Permission.TENANT_FIGURES_SHARE)
def share(scope: Scope, year: int) -> ResponseReturnValue:
    done = _("Gedeeld. Het landelijk bureau telt uw cijfers van dit jaar mee.")
    return _press(scope, year, service.share, done)


@bp.post("/jaaropgave/<int:year>/niet-delen")
@requires(Permission.TENANT_FIGURES_SHARE)
def withhold(scope: Scope, year: int) -> ResponseReturnValue:
    done = _("Gestopt. Het landelijk bureau telt uw cijfers van dit jaar niet meer mee.")
    return _press(scope, year, service.withhold, done)


def _press(scope: Scope, year: int, command: Callable[[Scope, int], Any], done: Any) -> ResponseReturnValue:
    return press(scope, lambda: command(scope, year), to=_address(scope, str(year)), done=done)


def _address(scope: Scope, year: str) -> str:
    return url_for("annual.overview", slug=scope.library.slug, jaar=year)


def _years(scope: Scope) -> tuple[list[Period], Period]:
    return asked_for(queries.first_month(scope))
