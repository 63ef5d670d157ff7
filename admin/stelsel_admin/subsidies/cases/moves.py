"""Taking a step: the only code that changes the state of a case.

    move = moves.begin(scope, case_id, Step.GRANT, seq=seq, given={"motivation": motivation})
    if move is None:        # the same deed came in twice: it was done already
        return
    ...                     # what else must hold, and what it does to money
    move.enter(reason=...)  # the transition row, and the new state
    move.case.granted_cents = ...
    move.close()            # mirror, audit, signal

`seq` is the step that the page showed; a page that is behind gets Conflict, unless the step after it was this very deed
by this very person (P-26). Locks are taken in one order: case, application, ceiling, audit.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from stelsel import audit, errors
from stelsel.clock import now
from stelsel.errors import Conflict, Forbidden, Refused
from stelsel.i18n import _
from stelsel.tenancy import Hat, Scope
from stelsel_admin.subsidies import events, people
from stelsel_admin.subsidies.applications.models import Application
from stelsel_admin.subsidies.cases import standing
from stelsel_admin.subsidies.cases.models import Case, CaseDuty, Snapshot, Transition
from stelsel_admin.subsidies.seal import canonical, digest
from stelsel_admin.subsidies.transitions import TRANSITIONS, Duty, Rule, State, Step

GENESIS = "0" * 64


class WrongState(Conflict):
    message = _("De zaak is intussen verder. Ververs de pagina om te zien wie nu aan zet is.")


class NotYours(Forbidden):
    message = _("Een andere beoordelaar of controleur behandelt deze zaak.")


class TwoDuties(Forbidden):
    message = _("U hebt in deze zaak al een andere taak. Beoordelen, controleren en beslissen doen drie personen.")


class NoReason(Refused):
    field = "reason"
    message = _("Schrijf erbij waarom. Zonder reden kan deze stap niet.")


errors.CONSTRAINTS["uq_subsidy_case_duty_tenant_id_case_id_user_id"] = TwoDuties
errors.CONSTRAINTS["subsidy_case_duty only grows"] = TwoDuties  # how SQLite's guard against REPLACE says it
errors.CONSTRAINTS["ck_subsidy_case_four_eyes"] = TwoDuties


@dataclass(eq=False, kw_only=True)
class Move:
    """A step being taken."""

    scope: Scope
    case: Case
    application: Application
    step: Step
    rule: Rule
    user_id: uuid.UUID | None
    said: str

    @property
    def person(self) -> uuid.UUID:
        """Who takes the step. Raises LookupError where the system does."""
        if self.user_id is None:
            raise LookupError(f"{self.step} is taken by the system")
        return self.user_id

    def enter(self, *, reason: str = "", at: datetime | None = None) -> None:
        """Write the transition and change the state. No statement may run between this and `close`."""
        reason = reason.strip()
        if self.rule.needs_reason and not reason:
            raise NoReason
        write(self.scope, self.case, self.step, self.rule, user_id=self.user_id, reason=reason, said=self.said, at=at)

    def close(self) -> None:
        """Let the applicant see it, write the audit of both, tell the rest of the house."""
        case = self.case
        mirror(case, self.application)
        self.scope.session.flush()
        audit.record(self.scope, f"subsidy_case.{self.step.value}", case, seq=case.seq, state=case.state.value)
        audit.record(self.scope, f"subsidy_application.{self.step.value}", self.application, state=case.state.value)
        events.moved.send(self.scope, case=case, step=self.step)


def load(scope: Scope, case_id: uuid.UUID) -> tuple[Case, Application]:
    """The case and its application, locked. Raises NoResultFound outside the scope."""
    case = scope.session.scalars(select(Case).where(Case.id == case_id).with_for_update()).one()
    application = scope.session.get_one(Application, (case.applicant_id, case.application_id), with_for_update=True)
    return case, application


def begin(
    scope: Scope, case_id: uuid.UUID, step: Step, *, seq: int | None, given: dict[str, Any], deed: str = ""
) -> Move | None:
    """Check who, from where and which duty. None when the same person already did exactly this.

    `deed` names what was asked for where that may end in more than one step.

    Raises WrongState, NotYours, TwoDuties, Forbidden, StatementFirst, Conflicted, WorksForApplicant.
    """
    case, application = load(scope, case_id)
    rule = TRANSITIONS[step]
    user_id = _person(scope, case, rule)
    digest_said = said(deed or step.value, given)
    behind = seq is not None and seq != case.seq
    if behind or case.state not in rule.before:
        if was_done(scope, case, digest_said, user_id, seq=None if seq is None else seq + 1):
            return None
        raise WrongState
    if rule.duty and user_id:
        _take_duty(scope, case, rule.duty, user_id, begins=step in BEGINS)
    return Move(
        scope=scope, case=case, application=application, step=step, rule=rule, user_id=user_id, said=digest_said
    )


BEGINS = frozenset({Step.TAKE_UP, Step.TAKE_CONTROL, Step.GRANT, Step.REFUSE, Step.SEND_BACK})
"""Steps by which somebody takes a duty; the others ask that it is theirs already."""


def write(
    scope: Scope,
    case: Case,
    step: Step,
    rule: Rule,
    *,
    user_id: uuid.UUID | None,
    reason: str,
    said: str,
    at: datetime | None = None,
) -> None:
    """Add the next link of the chain and point the case at it. For a new case `seq` is 0 and its state draft."""
    last = scope.session.scalar(
        select(Transition).where(Transition.case_id == case.id).order_by(Transition.seq.desc()).limit(1)
    )
    snapshots = scope.session.scalar(select(func.count()).select_from(Snapshot).where(Snapshot.case_id == case.id))
    row: dict[str, Any] = {
        "tenant_id": case.tenant_id,
        "case_id": case.id,
        "seq": (last.seq if last else 0) + 1,
        "seq_before": last.seq if last else None,
        "step": step,
        "before": last.after if last else State.DRAFT,
        "after": rule.after,
        "actor": f"USER:{user_id}" if user_id else f"SYS:{scope.actor.name}"[:60],
        "user_id": user_id,
        "at": at or now(),
        "reason": reason,
        "snapshot_number": snapshots or 1,
        "said": said,
        "hash_before": last.hash if last else GENESIS,
    }
    row["hash"] = fingerprint(row)
    with scope.session.no_autoflush:
        scope.insert_many(Transition, [row])
    case.seq, case.state = row["seq"], rule.after


def fingerprint(row: dict[str, Any]) -> str:
    """SHA-256 over everything that a transition says and the hash before it."""
    return digest(canonical({name: _plain(value) for name, value in row.items() if name not in {"id", "hash"}}))


def mirror(case: Case, application: Application) -> None:
    """What the applicant sees of its case."""
    application.case_id = case.id
    application.state = case.state
    application.reference = case.reference
    application.requested_cents = case.requested_cents
    application.granted_cents = case.granted_cents
    application.received_at = case.received_at
    application.decision_due = case.decision_due
    application.once = case.once


def _person(scope: Scope, case: Case, rule: Rule) -> uuid.UUID | None:
    """Who acts, being allowed to. The system may only do what is the system's."""
    if rule.permission is None:
        if scope.actor.hat is not Hat.SYSTEM:
            raise Forbidden
        return None
    if rule.permission.reach == "tenant":
        return people.require(scope.actor, rule.permission, tenant_id=case.applicant_id)
    user_id = people.require(scope.actor, rule.permission, tenant_id=case.tenant_id)
    standing.require_clear(scope, case, user_id)
    return user_id


def said(deed: str, given: dict[str, Any]) -> str:
    """The digest of what an actor gave: the same deed sent twice is known by it."""
    return digest(canonical({"deed": deed, **given}))


def was_done(scope: Scope, case: Case, said: str, user_id: uuid.UUID | None, *, seq: int | None) -> bool:
    """Did this person already do exactly this, as step `seq` or, with None, at any time?"""
    wanted = select(Transition.seq).where(
        Transition.case_id == case.id, Transition.said == said, Transition.user_id == user_id
    )
    found = set(scope.session.scalars(wanted))
    return bool(found) if seq is None else seq in found


def _take_duty(scope: Scope, case: Case, duty: Duty, user_id: uuid.UUID, *, begins: bool) -> None:
    held = scope.session.scalar(select(CaseDuty.duty).where(CaseDuty.case_id == case.id, CaseDuty.user_id == user_id))
    if held is not None and held is not duty:
        raise TwoDuties
    if not begins:
        if user_id != {Duty.ASSESSOR: case.assessor_id, Duty.CONTROLLER: case.controller_id}[duty]:
            raise NotYours
        return
    if held is None:
        scope.session.add(CaseDuty(tenant_id=case.tenant_id, case_id=case.id, user_id=user_id, duty=duty, since=now()))
        scope.session.flush()
    if duty is Duty.ASSESSOR:
        case.assessor_id = user_id
    elif duty is Duty.CONTROLLER:
        case.controller_id = user_id


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, int | str) else str(value)
