"""The order of receipt: who comes before whom at a ceiling (SUBSIDIES 3.9)."""

from sqlalchemy import and_, func, or_, select
from sqlalchemy import case as when

from stelsel.tenancy import Scope
from stelsel_admin.subsidies.cases.models import Case
from stelsel_admin.subsidies.transitions import State

WAITING = frozenset(
    {
        State.SUBMITTED,
        State.COMPLETENESS_CHECK,
        State.SUPPLEMENT_REQUESTED,
        State.UNDER_ASSESSMENT,
        State.ASSESSED,
        State.INTERNAL_CONTROL,
        State.AWAITING_SIGNATURE,
    }
)


def asked_before(scope: Scope, case: Case) -> int:
    """Cents that applications before this one still ask and have not been set apart.

    One that was not yet found complete counts by what came in last: if that is complete, it is its place. One that
    waits for a supplement and was never complete will come after everybody who is complete now, so it does not count.
    """
    place = when((Case.complete_at.is_not(None), Case.complete_at), else_=Case.last_sent_at)
    own = case.complete_at or case.last_sent_at
    open_ = Case.state.in_(WAITING) & (Case.reserved_cents == 0)
    will_come_later = and_(Case.state == State.SUPPLEMENT_REQUESTED, Case.complete_at.is_(None))
    proposed_refusal = and_(Case.state == State.AWAITING_SIGNATURE, Case.proposal == State.REFUSED)
    found = scope.session.scalar(
        select(func.coalesce(func.sum(Case.requested_cents), 0)).where(
            Case.ceiling_id == case.ceiling_id,
            Case.id != case.id,
            open_,
            ~will_come_later,
            ~proposed_refusal,
            or_(place < own, and_(place == own, Case.reference < case.reference)),
        )
    )
    return int(found or 0)
