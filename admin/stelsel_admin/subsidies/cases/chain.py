"""Proving that the history of cases is whole: no gap, no change, and each state the last transition's (I-8, I-9)."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import inspect, select

from stelsel.tenancy import Scope
from stelsel_admin.subsidies.cases.models import Case, Snapshot, Transition
from stelsel_admin.subsidies.cases.moves import GENESIS, fingerprint
from stelsel_admin.subsidies.seal import digest
from stelsel_admin.subsidies.transitions import TRANSITIONS, State


@dataclass(frozen=True, slots=True)
class Broken:
    """Where a case does not hold."""

    case_id: uuid.UUID
    seq: int
    reason: str


def verify(scope: Scope, case: Case) -> Iterator[Broken]:
    """Walk one case. Yields nothing where it is whole."""
    seq, state, before = 0, State.DRAFT, GENESIS
    for row in scope.session.scalars(select(Transition).where(Transition.case_id == case.id).order_by(Transition.seq)):
        facts = {column.key: getattr(row, column.key) for column in inspect(Transition).columns}
        rule = TRANSITIONS[row.step]
        if row.seq != seq + 1 or row.before is not state:
            yield Broken(case.id, row.seq, "a step is missing before it")
        if row.before not in rule.before or row.after is not rule.after:
            yield Broken(case.id, row.seq, "no such step")
        if row.hash_before != before or row.hash != fingerprint(facts):
            yield Broken(case.id, row.seq, "was changed")
        seq, state, before = row.seq, row.after, row.hash
    if (case.seq, case.state) != (seq, state):
        yield Broken(case.id, case.seq, "the state is not that of the last step")
    for kept in scope.session.scalars(select(Snapshot).where(Snapshot.case_id == case.id)):
        if digest(kept.content) != kept.sha256:
            yield Broken(case.id, kept.number, "what was sent was changed")
