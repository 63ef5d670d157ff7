"""The national body's first page, and its figures."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from stelsel import clock
from stelsel.access import Permission, requires
from stelsel.access.requires import signed_in
from stelsel.tenancy import Scope
from stelsel.web import sheets
from stelsel.web.query import Query
from stelsel_admin.dashboards import asked_queries, attention, choice, definitions, drawing, export, queries
from stelsel_admin.dashboards.asked import Asked
from stelsel_admin.dashboards.board import Board, since
from stelsel_admin.subsidies.desk import waiting as subsidies

bp = Blueprint("dashboards", __name__, url_prefix="/landelijk", template_folder="templates")


@bp.get("/")
@requires(Permission.NATIONAL_HOME)
def home(scope: Scope) -> ResponseReturnValue:
    board = _board(scope)
    return render_template(
        "dashboards/home.html",
        today=clock.today(),
        silent=attention.silent(scope),
        uncounted=attention.uncounted(scope),
        invited=attention.invited(scope),
        proposed=attention.proposed(scope),
        cases=subsidies.waiting(scope),
        handles_cases=signed_in().may_nationally(Permission.SCHEME_READ),
        board=board,
        kpis=drawing.kpis(board),
    )


@bp.get("/cijfers")
@requires(Permission.NATIONAL_FIGURES)
def figures(scope: Scope) -> ResponseReturnValue:
    board = _board(scope)
    return render_template(
        "dashboards/figures.html",
        today=clock.today(),
        board=board,
        asked=_asked(scope, board),
        drawing=drawing,
        define=definitions,
    )


@bp.get("/cijfers.csv")
@requires(Permission.NATIONAL_FIGURES)
def as_csv(scope: Scope) -> ResponseReturnValue:
    board = _board(scope)
    return sheets.download(export.as_csv(board, _asked(scope, board)), "cijfers", "csv")


@bp.get("/cijfers.xlsx")
@requires(Permission.NATIONAL_FIGURES)
def as_xlsx(scope: Scope) -> ResponseReturnValue:
    board = _board(scope)
    return sheets.download(export.as_xlsx(board, _asked(scope, board)), "cijfers", "xlsx")


def _board(scope: Scope) -> Board:
    """The figures that the address asks for."""
    first, provinces, concepts = queries.first_month(scope), queries.provinces(scope), queries.concepts(scope)
    chosen = choice.read(Query(), first, provinces, concepts)
    return Board(queries.known(scope, chosen, since=since(chosen)))


def _asked(scope: Scope, board: Board) -> Asked:
    """The questions of the same choice."""
    return Asked(asked_queries.known(scope, board.choice), {one for one, _where in board.known.active})
