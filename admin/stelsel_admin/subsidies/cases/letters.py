"""Letters to the applicant: what came in, what is missing, what was decided. Sent after the commit, once each."""

from sqlalchemy import select

from stelsel import mail
from stelsel.clock import AMSTERDAM
from stelsel.identity.models import User
from stelsel.tenancy import Scope, Tenant
from stelsel.web.format import clock_time, euro, long_date
from stelsel_admin.subsidies.cases.models import Case, Snapshot
from stelsel_admin.subsidies.schemes.queries import Published


def received(scope: Scope, case: Case, scheme: Published) -> None:
    """The confirmation of receipt (Awb 4:3a), to who signed last."""
    newest = _newest(scope, case)
    mail.queue(
        scope,
        to=_address(scope, newest),
        template="subsidies/received",
        key=f"subsidy:{case.id}:{newest.number}",
        reference=case.reference,
        scheme=scheme.terms.title,
        amount=euro(case.requested_cents),
        day=long_date(newest.sent_at),
        time=clock_time(newest.sent_at.astimezone(AMSTERDAM)),
        due=long_date(case.decision_due),
        sha256=newest.sha256,
        path=_path(scope, case, scheme, "ontvangst"),
    )


def asked(scope: Scope, case: Case, scheme: Published, *, text: str, until: str) -> None:
    """What is missing, and until when."""
    mail.queue(
        scope,
        to=_address(scope, _newest(scope, case)),
        template="subsidies/asked",
        key=f"subsidy-asked:{case.id}:{case.seq}",
        reference=case.reference,
        scheme=scheme.terms.title,
        text=text,
        until=until,
        path=_path(scope, case, scheme),
    )


def decided(scope: Scope, case: Case, scheme: Published, *, motivation: str, objection: str) -> None:
    """The decision; the letter itself as a document comes with the decision templates."""
    mail.queue(
        scope,
        to=_address(scope, _newest(scope, case)),
        template="subsidies/decided",
        key=f"subsidy-decided:{case.id}:{case.seq}",
        reference=case.reference,
        scheme=scheme.terms.title,
        amount="" if case.granted_cents is None else euro(case.granted_cents),
        motivation=motivation,
        objection=objection,
        path=_path(scope, case, scheme),
    )


def _newest(scope: Scope, case: Case) -> Snapshot:
    return scope.session.scalars(
        select(Snapshot).where(Snapshot.case_id == case.id).order_by(Snapshot.number.desc()).limit(1)
    ).one()


def _address(scope: Scope, snapshot: Snapshot) -> str:
    return scope.session.scalars(select(User.email).where(User.id == snapshot.sent_by)).one()


def _path(scope: Scope, case: Case, scheme: Published, page: str = "") -> str:
    applicant = scope.session.get_one(Tenant, case.applicant_id)
    return f"/subsidies/{scheme.slug}/aanvragen/{applicant.slug}/{page}"
