"""From a controlled assessment to a decision: the ceiling is taken, the division adopted, the decision signed.

Commands run under a scope between both tenants; `seq` is the step that the page showed (cases.moves).
"""

import uuid

from sqlalchemy import select

from stelsel.clock import now, today
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_admin.subsidies import deadlines, events
from stelsel_admin.subsidies.assessment import service as assessment
from stelsel_admin.subsidies.cases import clock, moves, order
from stelsel_admin.subsidies.cases.models import Case, Decision
from stelsel_admin.subsidies.ledger import service as ledger
from stelsel_admin.subsidies.schemes import queries as schemes
from stelsel_admin.subsidies.transitions import State, Step

AGREE = "agree"
CONTENT, CEILING = "content", "ceiling"
GROUNDS = {CONTENT: _("inhoud: de aanvraag voldoet niet"), CEILING: _("het plafond is bereikt")}


class StillBefore(Refused):
    message = _(
        "Er zijn nog aanvragen die eerder volledig waren. Samen met deze passen zij niet binnen het plafond. "
        "Wacht tot die zijn behandeld."
    )


class OtherProposal(Refused):
    message = _("Het voorstel is anders. Wilt u ervan afwijken, stuur de zaak dan terug naar de beoordelaar.")


def agree(scope: Scope, case_id: uuid.UUID, *, reason: str = "", seq: int | None = None) -> bool:
    """The controller agrees with the assessor (T13, T15). True: the amount has been set apart.

    Where the advice is positive and the ceiling is full, the proposal becomes a refusal for that reason.
    Raises StillBefore where others come first and not all of them fit.
    """
    given = {"reason": reason}
    if not assessment.newest(scope, case_id).positive:
        _propose_refusal(scope, case_id, CONTENT, reason, given, seq)
        return False
    move = moves.begin(scope, case_id, Step.PROPOSE_GRANT, seq=seq, given=given, deed=AGREE)
    if move is None:
        return True
    case = move.case
    limit = ledger.in_force(scope, case.ceiling_id, case.received_at)
    ledger.hold(scope, case.ceiling_id)
    before = order.asked_before(scope, case)
    if ledger.reserve(scope, case.ceiling_id, case.id, case.requested_cents, limit=limit - before):
        move.enter(reason=reason)
        case.reserved_cents, case.proposal, case.ground = case.requested_cents, State.GRANTED, ""
        move.close()
        return True
    if before and ledger.fits(scope, case.ceiling_id, case.requested_cents, limit=limit):
        raise StillBefore
    _propose_refusal(scope, case_id, CEILING, reason, given, seq)
    return False


def adopt(scope: Scope, case_id: uuid.UUID, *, seq: int | None = None) -> None:
    """The coordinator adopts the division (T16): at once where the order of receipt decides."""
    move = moves.begin(scope, case_id, Step.ADOPT, seq=seq, given={})
    if move is not None:
        move.enter()
        move.close()


def grant(scope: Scope, case_id: uuid.UUID, *, motivation: str, seq: int | None = None) -> Decision | None:
    """Sign the grant (T17): what was set apart is committed. None when it had been signed already.

    Raises OtherProposal, StandsStill, TwoDuties, NoReason.
    """
    return _decide(scope, case_id, Step.GRANT, motivation, seq)


def refuse(scope: Scope, case_id: uuid.UUID, *, motivation: str, seq: int | None = None) -> Decision | None:
    """Sign the refusal (T17). None when it had been signed already. Raises as `grant`."""
    return _decide(scope, case_id, Step.REFUSE, motivation, seq)


def send_back(scope: Scope, case_id: uuid.UUID, *, reason: str, seq: int | None = None) -> None:
    """Back to the assessor (T19). What was set apart is free again; the place in the order of receipt stays."""
    move = moves.begin(scope, case_id, Step.SEND_BACK, seq=seq, given={"reason": reason})
    if move is None:
        return
    case = move.case
    ledger.release(scope, case.ceiling_id, case.id, case.reserved_cents)
    move.enter(reason=reason)
    case.reserved_cents, case.proposal, case.ground = 0, None, ""
    move.close()


def _propose_refusal(
    scope: Scope, case_id: uuid.UUID, ground: str, reason: str, given: dict[str, str], seq: int | None
) -> None:
    move = moves.begin(scope, case_id, Step.PROPOSE_REFUSAL, seq=seq, given=given, deed=AGREE)
    if move is None:
        return
    move.enter(reason=reason.strip() or str(GROUNDS[ground]))
    move.case.proposal, move.case.ground = State.REFUSED, ground
    move.close()


def _decide(scope: Scope, case_id: uuid.UUID, step: Step, motivation: str, seq: int | None) -> Decision | None:
    move = moves.begin(scope, case_id, step, seq=seq, given={"motivation": motivation})
    if move is None:
        return None
    case, outcome = move.case, move.rule.after
    if case.proposal is not outcome:
        raise OtherProposal
    if not motivation.strip():
        raise moves.NoReason(field="motivation")
    clock.require_running(scope, case)
    granted = case.reserved_cents if outcome is State.GRANTED else 0
    decision = _decision(scope, case, outcome, granted, motivation.strip(), move.person)
    if granted:
        ledger.commit(scope, case.ceiling_id, case.id, granted)
    move.enter(reason=motivation)
    case.reserved_cents = 0
    case.granted_cents = granted if outcome is State.GRANTED else None
    application = move.application
    application.decided_on, application.objection_until = decision.notified_on, decision.objection_until
    application.motivation = decision.motivation
    move.close()
    events.decided.send(scope, case=case, decision=decision)
    return decision


def _decision(scope: Scope, case: Case, outcome: State, cents: int, motivation: str, user_id: uuid.UUID) -> Decision:
    """The row that never changes. It is notified on the day it is signed, by the page and the mail."""
    terms = schemes.version(scope, case.scheme_id, case.scheme_number).terms
    newest = scope.session.execute(
        select(Decision.id, Decision.number)
        .where(Decision.case_id == case.id)
        .order_by(Decision.number.desc())
        .limit(1)
    ).one_or_none()
    decision = Decision(
        tenant_id=case.tenant_id,
        case_id=case.id,
        number=(newest.number if newest else 0) + 1,
        replaces_id=newest.id if newest else None,
        outcome=outcome,
        ground="" if outcome is State.GRANTED else case.ground,
        requested_cents=case.requested_cents,
        cents=cents,
        motivation=motivation,
        decided_by=user_id,
        decided_at=now(),
        notified_on=today(),
        objection_until=deadlines.objection_until(today(), terms.objection_weeks),
    )
    scope.session.add(decision)
    scope.session.flush()
    return decision
