"""Stating whether there is a conflict of interest."""

import uuid

from sqlalchemy import func, select

from stelsel import audit
from stelsel.access import Permission
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_admin.subsidies import people
from stelsel_admin.subsidies.cases.models import Case, ConflictStatement


class Unexplained(Refused):
    field = "note"
    message = _("Schrijf kort welk belang u hebt. Dan weet de coördinator waarom een collega het overneemt.")


def declare(scope: Scope, case_id: uuid.UUID, *, conflicted: bool, note: str = "") -> ConflictStatement:
    """State it for one case, under the national body's own scope. A later statement counts above an earlier one.

    Raises WorksForApplicant: then no statement helps.
    """
    user_id = people.require(scope.actor, Permission.SCHEME_READ, tenant_id=scope.tenant_id)
    case = scope.session.scalars(select(Case).where(Case.id == case_id)).one()
    people.keep_apart(user_id, case.applicant_id)
    if conflicted and not note.strip():
        raise Unexplained
    earlier = scope.session.scalar(
        select(func.count())
        .select_from(ConflictStatement)
        .where(ConflictStatement.case_id == case_id, ConflictStatement.user_id == user_id)
    )
    statement = ConflictStatement(
        case_id=case_id, user_id=user_id, number=(earlier or 0) + 1, conflicted=conflicted, note=note.strip()
    )
    scope.session.add(statement)
    audit.record(scope, "subsidy_case.conflict_stated", statement, case=str(case_id), conflicted=conflicted)
    return statement
