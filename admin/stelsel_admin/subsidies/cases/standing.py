"""Whether an officer may read a case: only after saying that there is no conflict of interest (I-14)."""

import enum
import uuid

from sqlalchemy import select

from stelsel.errors import Forbidden
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_admin.subsidies import people
from stelsel_admin.subsidies.cases.models import Case, ConflictStatement


class Standing(enum.StrEnum):
    UNDECLARED = "undeclared"
    CLEAR = "clear"
    CONFLICTED = "conflicted"


class StatementFirst(Forbidden):
    """Nothing of the case may be read before the statement."""

    message = _("Verklaar eerst of u een belang hebt bij deze aanvraag. Daarna kunt u de zaak lezen.")


class Conflicted(Forbidden):
    message = _("U hebt verklaard dat u een belang hebt bij deze aanvraag. Daarom blijft de zaak voor u gesloten.")
    who = _("een collega zonder belang; de coördinator wijst iemand aan")


def standing(scope: Scope, case_id: uuid.UUID, user_id: uuid.UUID) -> Standing:
    """What the newest statement of this person says."""
    return standings(scope, user_id, [case_id]).get(case_id, Standing.UNDECLARED)


def standings(scope: Scope, user_id: uuid.UUID, case_ids: list[uuid.UUID]) -> dict[uuid.UUID, Standing]:
    """The same for many cases in one statement; a case without a statement is not in it."""
    rows = scope.session.execute(
        select(ConflictStatement.case_id, ConflictStatement.conflicted)
        .where(ConflictStatement.user_id == user_id, ConflictStatement.case_id.in_(case_ids))
        .order_by(ConflictStatement.number)
    )
    return {row.case_id: Standing.CONFLICTED if row.conflicted else Standing.CLEAR for row in rows}


def require_clear(scope: Scope, case: Case, user_id: uuid.UUID) -> None:
    """Raises WorksForApplicant, StatementFirst, Conflicted."""
    people.keep_apart(user_id, case.applicant_id)
    found = standing(scope, case.id, user_id)
    if found is Standing.CONFLICTED:
        raise Conflicted
    if found is Standing.UNDECLARED:
        raise StatementFirst
