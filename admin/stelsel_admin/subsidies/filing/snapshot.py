"""What is sent: every answer with its question, so that it can be read when the form has long changed."""

import uuid
from datetime import datetime
from typing import Any

from stelsel.tenancy import Scope
from stelsel_admin.subsidies.applications import answers as asked
from stelsel_admin.subsidies.applications.models import Application, SentCopy
from stelsel_admin.subsidies.cases.models import Case, Snapshot
from stelsel_admin.subsidies.entitlement import Entitlement
from stelsel_admin.subsidies.schemes.queries import Published
from stelsel_admin.subsidies.seal import seal


def content(
    scheme: Published,
    application: Application,
    entitlement: Entitlement,
    *,
    applicant: tuple[int, str, str],
    signed_by: tuple[uuid.UUID, str],
    sent_at: datetime,
) -> dict[str, Any]:
    """The facts of one sending; `applicant` is id, slug and name."""
    return {
        "scheme": {
            "slug": scheme.slug,
            "name": scheme.terms.title,
            "version": scheme.number,
            "sha256": scheme.sha256,
            "period": scheme.period,
        },
        "applicant": {"tenant_id": applicant[0], "slug": applicant[1], "name": applicant[2]},
        "answers": [
            {
                "key": entry.name,
                "group": entry.group,
                "label": entry.label,
                "value": application.answers.get(entry.name),
                "text": asked.readable(entry, application.answers),
            }
            for entry in asked.entries(scheme.terms)
        ],
        "amount": entitlement.facts(),
        "signed_by": {"user_id": str(signed_by[0]), "name": signed_by[1]},
        "sent_at": sent_at.isoformat(),
    }


def keep(
    scope: Scope, case: Case, number: int, facts: dict[str, Any], *, sent_by: uuid.UUID, sent_at: datetime
) -> Snapshot:
    """Write it twice: for the national body, and as a copy for the sender; the same text, the same hash."""
    text, sha256 = seal(facts)
    snapshot = Snapshot(
        tenant_id=case.tenant_id,
        case_id=case.id,
        number=number,
        content=text,
        sha256=sha256,
        sent_by=sent_by,
        sent_at=sent_at,
    )
    copy = SentCopy(
        tenant_id=case.applicant_id,
        application_id=case.application_id,
        number=number,
        content=text,
        sha256=sha256,
        sent_by=sent_by,
        sent_at=sent_at,
    )
    scope.session.add_all([snapshot, copy])
    return snapshot
