"""Read models of the officers' pages."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from stelsel.access import Person
from stelsel.clock import today
from stelsel.tenancy import Scope
from stelsel_admin.subsidies.cases import clock
from stelsel_admin.subsidies.cases.models import Case, ClockStop, Decision, Transition
from stelsel_admin.subsidies.cases.standing import Standing, standings
from stelsel_admin.subsidies.desk import turns
from stelsel_admin.subsidies.transitions import ENDED, OPEN, STATES, TONES, State

ROWS = 50
SOON = timedelta(days=14)
FILTERS = ("alles", "beurt", "termijn", "klaar")
BADGES = {**TONES, State.SUBMITTED: ""}
"""In the queue, what nobody has taken up yet does not stand out."""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A case in the queue. The amount is shown only after a statement (I-14): None before it."""

    id: uuid.UUID
    reference: str
    applicant: str
    state: State
    label: Any
    badge: str
    who: Any
    what: Any
    is_mine: bool
    due: date
    days_left: int
    stopped_since: date | None
    share: float
    """Of the term that has gone, from 0 to 1."""
    cents: int | None
    is_closed_to_me: bool

    @property
    def tone(self) -> str:
        return "err" if self.days_left <= 7 else "warn" if self.days_left <= SOON.days or self.stopped_since else "ok"


@dataclass(frozen=True, slots=True)
class Level:
    """Cases in one stage of the ceiling: how many, and their sum in cents."""

    count: int
    cents: int


@dataclass(frozen=True, slots=True)
class Levels:
    granted: Level
    reserved: Level
    waiting: Level


def queue(scope: Scope, person: Person, scheme_id: uuid.UUID, chosen: str, *, page: int = 1) -> list[QueueRow]:
    """Cases of a scheme, the shortest term first; two statements however many there are."""
    rows = scope.session.execute(
        select(Case, ClockStop.asked_on)
        .outerjoin(ClockStop, and_(ClockStop.case_id == Case.id, ClockStop.resumed_on.is_(None)))
        .where(Case.scheme_id == scheme_id, _filter(person, chosen))
        .order_by(Case.decision_due, Case.reference)
        .limit(ROWS)
        .offset((page - 1) * ROWS)
    ).all()
    known = standings(scope, person.id, [case.id for case, _stopped in rows])
    return [_row(case, stopped, person, known.get(case.id, Standing.UNDECLARED)) for case, stopped in rows]


def counts(scope: Scope, person: Person, scheme_id: uuid.UUID) -> dict[str, int]:
    """How many there are behind each filter."""
    columns = [func.count().filter(_filter(person, chosen)) for chosen in FILTERS]
    row = scope.session.execute(select(*columns).select_from(Case).where(Case.scheme_id == scheme_id)).one()
    return dict(zip(FILTERS, map(int, row), strict=True))


def levels(scope: Scope, ceiling_id: uuid.UUID) -> Levels:
    """What the ceiling is made of."""
    granted = Case.state == State.GRANTED
    reserved = Case.reserved_cents > 0
    waiting = and_(Case.state.in_(OPEN), Case.reserved_cents == 0)
    row = scope.session.execute(
        select(
            func.count().filter(granted),
            func.coalesce(func.sum(Case.granted_cents).filter(granted), 0),
            func.count().filter(reserved),
            func.coalesce(func.sum(Case.reserved_cents).filter(reserved), 0),
            func.count().filter(waiting),
            func.coalesce(func.sum(Case.requested_cents).filter(waiting), 0),
        )
        .select_from(Case)
        .where(Case.ceiling_id == ceiling_id)
    ).one()
    numbers = [int(value or 0) for value in row]
    return Levels(Level(*numbers[0:2]), Level(*numbers[2:4]), Level(*numbers[4:6]))


def history(scope: Scope, case_id: uuid.UUID) -> list[Transition]:
    """Every step, newest first."""
    return list(
        scope.session.scalars(select(Transition).where(Transition.case_id == case_id).order_by(Transition.seq.desc()))
    )


def decision(scope: Scope, case_id: uuid.UUID) -> Decision | None:
    """The decision in force."""
    return scope.session.scalar(
        select(Decision).where(Decision.case_id == case_id).order_by(Decision.number.desc()).limit(1)
    )


def _filter(person: Person, chosen: str) -> ColumnElement[bool]:
    if chosen == "beurt":
        return turns.mine(person)
    if chosen == "termijn":
        return and_(Case.state.in_(OPEN), Case.decision_due <= today() + SOON)
    if chosen == "klaar":
        return Case.state.in_(ENDED)
    return Case.state.in_(OPEN)


def _row(case: Case, stopped: date | None, person: Person, standing: Standing) -> QueueRow:
    turn = turns.TURNS[case.state]
    closed = standing is Standing.CONFLICTED or bool(person.at(case.applicant_id))
    received = clock.received_on(case)
    whole = max((case.decision_due - received).days, 1)
    return QueueRow(
        id=case.id,
        reference=case.reference,
        applicant=case.applicant_name,
        state=case.state,
        label=STATES[case.state],
        badge=BADGES[case.state],
        who=turn.who,
        what=turn.what,
        is_mine=not closed and turns.is_mine(turn, person, case.assessor_id, case.controller_id),
        due=case.decision_due,
        days_left=(case.decision_due - today()).days,
        stopped_since=stopped,
        share=min(max((today() - received).days / whole, 0.0), 1.0),
        cents=case.requested_cents if standing is Standing.CLEAR and not closed else None,
        is_closed_to_me=closed,
    )
