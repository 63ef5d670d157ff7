"""What the applicant's director does: sign and send, send a supplement, withdraw.

All run under a scope between the national body and the applicant (crossing.crossing).
"""

import uuid
from datetime import datetime

from sqlalchemy import func, select

from stelsel import audit, errors
from stelsel.access import Permission
from stelsel.clock import now, today
from stelsel.errors import Conflict, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope, Tenant
from stelsel_admin.subsidies import entitlement, events, people
from stelsel_admin.subsidies.applications import answers as asked
from stelsel_admin.subsidies.applications.models import Application
from stelsel_admin.subsidies.applications.service import AlreadyApplied, NotEditable, WindowClosed
from stelsel_admin.subsidies.cases import clock, letters, moves
from stelsel_admin.subsidies.cases.models import Case, Snapshot
from stelsel_admin.subsidies.entitlement import Entitlement
from stelsel_admin.subsidies.filing import snapshot
from stelsel_admin.subsidies.ledger import service as ledger
from stelsel_admin.subsidies.schemes.queries import Published
from stelsel_admin.subsidies.schemes.service import next_reference
from stelsel_admin.subsidies.transitions import TRANSITIONS, State, Step


class NotReady(Refused):
    message = _("De aanvraag is nog niet klaar om te versturen. Hieronder staat wat nog mist.")


class ChangedMeanwhile(Conflict):
    message = _("De aanvraag is veranderd nadat u haar opende. Lees haar nog eens voordat u tekent.")


class FilledBySigner(Refused):
    message = _("Bij deze regeling tekent iemand anders dan wie de aanvraag invulde.")


errors.CONSTRAINTS["uq_subsidy_case_tenant_id_applicant_id_once"] = AlreadyApplied


def submit(scope: Scope, application_id: uuid.UUID, scheme: Published, *, applicant_id: int, version: int) -> Case:
    """Sign and send (T1). The same signature twice is one application.

    Raises WindowClosed, NotReady, ChangedMeanwhile, FilledBySigner, AlreadyApplied, Forbidden.
    """
    at = now()
    signer = people.require(scope.actor, Permission.TENANT_SUBSIDY_SIGN, tenant_id=applicant_id)
    application = scope.session.get_one(Application, (applicant_id, application_id), with_for_update=True)
    if application.case_id is not None:
        return _sent_already(scope, application.case_id, version)
    _require_ready(application, scheme, version, signer)
    if not scheme.is_open(at):
        raise WindowClosed
    right = entitlement.worked_out(scope, applicant_id, scheme.terms.amount)
    applicant = scope.session.get_one(Tenant, applicant_id)
    case = Case(
        tenant_id=scheme.tenant_id,
        scheme_id=scheme.id,
        scheme_number=scheme.number,
        ceiling_id=scheme.ceiling_id,
        applicant_id=applicant_id,
        applicant_name=applicant.name,
        application_id=application.id,
        once=application.once,
        reference=next_reference(scope, scheme.id, today().year),
        state=State.DRAFT,
        seq=0,
        requested_cents=right.cents,
        received_at=at,
        last_sent_at=at,
        decision_due=clock.first_due(scheme, today()),
    )
    rule = TRANSITIONS[Step.SUBMIT]
    moves.write(scope, case, Step.SUBMIT, rule, user_id=signer, reason="", said=_said(Step.SUBMIT, version), at=at)
    scope.session.add(case)
    scope.session.flush()
    _keep(scope, case, application, scheme, right, number=1, signer=signer, at=at)
    moves.mirror(case, application)
    audit.record(scope, "subsidy_case.submit", case, seq=1, requested_cents=right.cents)
    audit.record(scope, "subsidy_application.submit", application)
    events.moved.send(scope, case=case, step=Step.SUBMIT)
    return case


def supplement(scope: Scope, case_id: uuid.UUID, scheme: Published, *, version: int) -> None:
    """Sign and send what was asked for (T4); the clock runs again. Twice is once.

    Raises as `submit`, and WrongState.
    """
    at = now()
    move = moves.begin(scope, case_id, Step.SUPPLEMENT, seq=None, given={"version": version})
    if move is None:
        return
    case, application = move.case, move.application
    _require_ready(application, scheme, version, move.person)
    right = entitlement.worked_out(scope, case.applicant_id, scheme.terms.amount)
    sent = scope.session.scalar(select(func.count()).select_from(Snapshot).where(Snapshot.case_id == case.id)) or 0
    _keep(scope, case, application, scheme, right, number=sent + 1, signer=move.person, at=at)
    _resume(scope, case, application)
    move.enter(at=at)
    case.last_sent_at = at
    move.close()


def withdraw(scope: Scope, case_id: uuid.UUID, *, reason: str = "") -> None:
    """Take the application back before a decision (T18); what was set apart for it is free again."""
    move = moves.begin(scope, case_id, Step.WITHDRAW, seq=None, given={})
    if move is None:
        return
    case = move.case
    ledger.release(scope, case.ceiling_id, case.id, case.reserved_cents)
    _resume(scope, case, move.application)
    move.enter(reason=reason)
    case.reserved_cents, case.once = 0, None
    move.close()


def confirm(scope: Scope, case_id: uuid.UUID, scheme: Published) -> None:
    """Send the receipt of what came in last; once, however often it is asked."""
    case = scope.session.scalars(select(Case).where(Case.id == case_id)).one()
    letters.received(scope, case, scheme)


def _require_ready(application: Application, scheme: Published, version: int, signer: uuid.UUID) -> None:
    if application.version != version:
        raise ChangedMeanwhile
    if application.state not in {State.DRAFT, State.SUPPLEMENT_REQUESTED}:
        raise NotEditable
    if asked.problems(scheme.terms, application.answers):
        raise NotReady
    if scheme.terms.signer_is_not_filler and application.filled_by == signer:
        raise FilledBySigner


def _keep(
    scope: Scope,
    case: Case,
    application: Application,
    scheme: Published,
    right: Entitlement,
    *,
    number: int,
    signer: uuid.UUID,
    at: datetime,
) -> None:
    """Keep what is sent as it is now."""
    applicant = scope.session.get_one(Tenant, case.applicant_id)
    facts = snapshot.content(
        scheme,
        application,
        right,
        applicant=(applicant.id, applicant.slug, applicant.name),
        signed_by=(signer, scope.actor.name),
        sent_at=at,
    )
    snapshot.keep(scope, case, number, facts, sent_by=signer, sent_at=at)


def _sent_already(scope: Scope, case_id: uuid.UUID, version: int) -> Case:
    """The case of a second click on the same page. Raises NotEditable for another page."""
    case, _application = moves.load(scope, case_id)
    sendings = (_said(Step.SUBMIT, version), _said(Step.SUPPLEMENT, version))
    if not any(moves.was_done(scope, case, said, scope.actor.user_id, seq=None) for said in sendings):
        raise NotEditable
    return case


def _said(step: Step, version: int) -> str:
    return moves.said(step.value, {"version": version})


def _resume(scope: Scope, case: Case, application: Application) -> None:
    lasting = clock.lasting(scope, case.id)
    if lasting is not None:
        clock.resume(case, application, lasting, today())
