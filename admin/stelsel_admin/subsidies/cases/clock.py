"""The clock of a case: when a decision is due, and the times in which the term stood still (I-16)."""

import uuid
from datetime import date, timedelta

from sqlalchemy import func, select

from stelsel.clock import AMSTERDAM, today
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_admin.subsidies import deadlines
from stelsel_admin.subsidies.applications.models import Application
from stelsel_admin.subsidies.cases.models import Case, ClockStop
from stelsel_admin.subsidies.schemes.queries import Published


class StandsStill(Refused):
    message = _("De termijn staat stil: de aanvrager is aan zet. Er kan nu niet worden besloten.")


def stops(scope: Scope, case_id: uuid.UUID) -> list[ClockStop]:
    """Every stop of a case, oldest first."""
    return list(scope.session.scalars(select(ClockStop).where(ClockStop.case_id == case_id).order_by(ClockStop.number)))


def lasting(scope: Scope, case_id: uuid.UUID) -> ClockStop | None:
    """The stop that lasts now."""
    return scope.session.scalar(select(ClockStop).where(ClockStop.case_id == case_id, ClockStop.resumed_on.is_(None)))


def require_running(scope: Scope, case: Case) -> None:
    """Raises StandsStill (I-12)."""
    if lasting(scope, case.id) is not None:
        raise StandsStill


def first_due(scheme: Published, received_on: date) -> date:
    """The last day for a decision when nothing stops the clock."""
    start = received_on if scheme.terms.decision_from == "receipt" else scheme.last_day
    return deadlines.weeks_after(start, scheme.terms.decision_weeks)


def received_on(case: Case) -> date:
    """The civil day of receipt."""
    return case.received_at.astimezone(AMSTERDAM).date()


def stop(scope: Scope, case: Case, *, days: int, asked: list[str], text: str, by: uuid.UUID) -> ClockStop:
    """Stop the clock from tomorrow on. The database refuses a second one at the same time."""
    number = scope.session.scalar(select(func.count()).select_from(ClockStop).where(ClockStop.case_id == case.id)) or 0
    made = ClockStop(
        tenant_id=case.tenant_id,
        case_id=case.id,
        number=number + 1,
        asked_on=today(),
        answer_until=deadlines.supplement_until(today(), days),
        asked=asked,
        text=text,
        by=by,
    )
    scope.session.add(made)
    return made


def resume(case: Case, application: Application, lasting: ClockStop, on: date) -> None:
    """Let the clock run again: the term grows by the days that it stood still, and never shrinks. Nothing is asked of
    the applicant any more."""
    lasting.resumed_on = on
    case.decision_due += timedelta(days=deadlines.stood_still(lasting.asked_on, on))
    application.asked, application.asked_text = [], ""
    application.asked_until = application.stopped_since = None
