"""The figures are kept in the transaction that changes the facts, from the difference that it makes.

Adding a difference (never writing a sum) lets two desks count at the same moment without one undoing the other.
"""

from dataclasses import asdict

from stelsel.db import Owned
from stelsel.tenancy import Scope
from stelsel_admin.dashboards.figures import C, Cell, Difference, QuestionCell, month_of
from stelsel_admin.dashboards.models import MonthFigures, QuestionFigures
from stelsel_tenants.activities.events import Standing, Tally, session_counted, sessions_moved
from stelsel_tenants.activities.models import NEVER_HELD, Session, SessionState
from stelsel_tenants.questions.events import Counted, questions_changed

COUNTED_AS = {SessionState.PLANNED: "planned", **dict.fromkeys(NEVER_HELD, "cancelled")}
"""The states in which a session adds one to a column; one that is held adds its tally."""


@session_counted.connect
def _counted(scope: Scope, *, session: Session, before: Tally, after: Tally) -> None:
    """A session was counted, or counted anew. The first time it is planned no more."""
    cell = Cell(session.branch_id, session.concept_slug, month_of(session.starts_at))
    difference = Difference[Cell]()
    difference.add(cell, asdict(after))
    difference.add(cell, asdict(before), -1)
    difference.add(cell, {"planned": before.held - after.held})
    keep(scope, MonthFigures, difference)


@sessions_moved.connect
def _moved(scope: Scope, *, before: list[Standing], after: list[Standing]) -> None:
    difference = Difference[Cell]()
    for sign, standings in ((-1, before), (1, after)):
        for one in standings:
            if one.state in COUNTED_AS:
                cell = Cell(one.branch_id, one.concept_slug, month_of(one.starts_at))
                difference.add(cell, {COUNTED_AS[one.state]: 1}, sign)
    keep(scope, MonthFigures, difference)


@questions_changed.connect
def _asked(scope: Scope, *, before: list[Counted], after: list[Counted]) -> None:
    difference = Difference[QuestionCell]()
    for sign, questions in ((-1, before), (1, after)):
        for one in questions:
            cell = QuestionCell(one.branch_id, one.kind.value, one.body.value if one.body else "", one.month)
            difference.add(cell, {"questions": 1}, sign)
    keep(scope, QuestionFigures, difference)


def keep(scope: Scope, model: type[Owned], difference: Difference[C]) -> None:
    """Add a difference to the figures of the scope's tenant; one statement for each cell that changes."""
    for cell, amounts in difference.changes():
        scope.upsert(model, asdict(cell), add=amounts)
