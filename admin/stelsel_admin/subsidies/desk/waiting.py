"""How many cases wait for the officers: counts alone, for the national body's first page."""

from dataclasses import dataclass

from sqlalchemy import and_, func, select

from stelsel.clock import today
from stelsel.tenancy import Scope
from stelsel_admin.subsidies.cases.models import Case
from stelsel_admin.subsidies.desk import turns
from stelsel_admin.subsidies.desk.queries import SOON
from stelsel_admin.subsidies.transitions import State

UNCLAIMED = (State.SUBMITTED, State.ASSESSED)
"""Nobody is at work on these: the first waits for an assessor, the second for a controller."""
OURS = tuple(state for state, turn in turns.TURNS.items() if turn.permission is not None)
"""It is the officers' turn: a case that waits for its applicant has a clock that stands still."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """`soon` are due within two weeks and not overdue; a case may be unclaimed and overdue at once."""

    all: int
    unclaimed: int
    overdue: int
    soon: int


def waiting(scope: Scope) -> Waiting:
    """What waits, of all schemes together. One statement, that reads no more of a case than its state and its term."""
    late = Case.decision_due < today()
    numbers = select(
        func.count().label("all"),
        func.count().filter(Case.state.in_(UNCLAIMED)).label("unclaimed"),
        func.count().filter(late).label("overdue"),
        func.count().filter(and_(~late, Case.decision_due <= today() + SOON)).label("soon"),
    )
    return Waiting(*scope.session.execute(numbers.select_from(Case).where(Case.state.in_(OURS))).one())
