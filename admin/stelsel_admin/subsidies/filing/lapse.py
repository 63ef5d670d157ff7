"""Terms for a supplement that ran out unused (T5): found and closed by the system, safe to run twice."""

import uuid
from datetime import timedelta

from sqlalchemy import select

from stelsel.access import current
from stelsel.clock import today
from stelsel.db import unit_of_work
from stelsel.tenancy import Actor, Hat, Scope
from stelsel_admin.subsidies.cases import clock, moves
from stelsel_admin.subsidies.cases.models import Case, ClockStop
from stelsel_admin.subsidies.transitions import Step

RULE = "termijn-aanvulling-voorbij"


def due(scope: Scope) -> list[tuple[uuid.UUID, int]]:
    """Cases whose term for a supplement has passed, with their applicants."""
    rows = scope.session.execute(
        select(Case.id, Case.applicant_id)
        .join(ClockStop, ClockStop.case_id == Case.id)
        .where(ClockStop.resumed_on.is_(None), ClockStop.answer_until < today())
        .order_by(Case.id)
    )
    return [(row.id, row.applicant_id) for row in rows]


def lapse(scope: Scope, case_id: uuid.UUID) -> bool:
    """Close one, under a scope of the system between both tenants. False when somebody was first."""
    case, application = moves.load(scope, case_id)
    lasting = clock.lasting(scope, case.id)
    if lasting is None or lasting.answer_until >= today():
        return False
    move = moves.begin(scope, case_id, Step.LAPSE, seq=None, given={})
    if move is None:
        return False
    clock.resume(case, application, lasting, lasting.answer_until + timedelta(days=1))
    move.enter()
    move.close()
    return True


def run() -> int:
    """Close every term that ran out, each in a transaction of its own. Returns how many."""
    national = current.national_tenant()
    with Scope.system(national, why=RULE, reading=True) as scope:
        found = due(scope)
    done = 0
    for case_id, applicant_id in found:
        actor = Actor(Hat.SYSTEM, RULE)
        with Scope.between(actor, national.id, applicant_id, why=RULE) as both, unit_of_work(both):
            done += lapse(both, case_id)
    return done
