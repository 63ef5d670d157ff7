"""What must always hold of subsidy cases, looked at once more (SUBSIDIES 3.10)."""

import uuid
from collections.abc import Iterator
from itertools import pairwise

from sqlalchemy import func, select

from stelsel.tenancy import Scope
from stelsel_admin.subsidies import deadlines
from stelsel_admin.subsidies.cases import chain, clock
from stelsel_admin.subsidies.cases.models import Case, CaseDuty, Decision, Snapshot, Transition
from stelsel_admin.subsidies.ledger import queries as ledger
from stelsel_admin.subsidies.schemes import queries as schemes
from stelsel_admin.subsidies.transitions import ENDED, State


def faults(scope: Scope, *, scheme_id: uuid.UUID | None = None) -> list[str]:
    """What does not hold, in a line each; empty when all is well. Of one scheme or all of them.

    Reads under the national body's own scope.
    """
    found = [
        f"{gap.ceiling_id}: {gap.account} counts {gap.counted}, posted {gap.posted} (I-6)"
        for gap in ledger.verify(scope)
    ]
    wanted = select(Case).order_by(Case.reference)
    for case in scope.session.scalars(wanted if scheme_id is None else wanted.where(Case.scheme_id == scheme_id)):
        found += [f"{case.reference}: {said}" for said in _case(scope, case)]
    return found


def _case(scope: Scope, case: Case) -> Iterator[str]:
    yield from (f"step {broken.seq} {broken.reason} (I-8)" for broken in chain.verify(scope, case))
    yield from _decisions(scope, case)
    yield from _clock(scope, case)
    persons = scope.session.scalar(select(func.count()).select_from(CaseDuty).where(CaseDuty.case_id == case.id)) or 0
    distinct = scope.session.scalar(select(func.count(CaseDuty.user_id.distinct())).where(CaseDuty.case_id == case.id))
    if persons != distinct:
        yield "one person has two duties (I-13)"


def _decisions(scope: Scope, case: Case) -> Iterator[str]:
    rows = list(scope.session.scalars(select(Decision).where(Decision.case_id == case.id).order_by(Decision.number)))
    decided = case.state in ENDED and case.state is not State.WITHDRAWN
    if decided != bool(rows):
        yield "ended without a decision, or decided without an end (I-11)"
    if rows and (rows[-1].outcome is not case.state or rows[-1].cents != (case.granted_cents or 0)):
        yield "the decision in force says something else (I-11)"


def _clock(scope: Scope, case: Case) -> Iterator[str]:
    stops = clock.stops(scope, case.id)
    closed = [(stop.asked_on, stop.resumed_on) for stop in stops if stop.resumed_on]
    if any(before.resumed_on and later.asked_on < before.resumed_on for before, later in pairwise(stops)):
        yield "two clock stops overlap (I-16)"
    scheme = schemes.version(scope, case.scheme_id, case.scheme_number)
    start = clock.first_due(scheme, clock.received_on(case))
    wanted = start + deadlines.sum_of(closed)
    if case.decision_due != wanted:
        yield f"a decision is due on {wanted}, not on {case.decision_due} (I-16)"
    if any(stop.resumed_on is None for stop in stops) != (case.state is State.SUPPLEMENT_REQUESTED):
        yield "the clock stands still without the applicant's turn, or runs in it (I-12)"
    first = scope.session.scalar(select(Transition.at).where(Transition.case_id == case.id, Transition.seq == 1))
    sent = set(scope.session.scalars(select(Snapshot.sent_at).where(Snapshot.case_id == case.id)))
    if case.received_at != first or (case.complete_at and case.complete_at not in sent):
        yield "received or complete at another instant than something came in (I-17)"
