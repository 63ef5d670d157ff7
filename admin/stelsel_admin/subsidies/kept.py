"""What the grantor keeps of an applicant that leaves the network: the file of each case (SECURITY P-33).

It stands in rows of the national body's own: case, steps, snapshots of what was sent, assessments, decisions, postings.
They are kept for the term that the Archiefwet gives the grantor; what the applicant itself had of it goes with the
applicant.
"""

from dataclasses import dataclass

from sqlalchemy import func, select

from stelsel.access import current
from stelsel.tenancy import Scope
from stelsel_admin.subsidies.cases.models import Case
from stelsel_admin.subsidies.transitions import ENDED


@dataclass(frozen=True, slots=True)
class Files:
    """How many cases an applicant has, and how many of them are not decided yet."""

    all: int = 0
    running: int = 0


def of(applicant_id: int) -> Files:
    """The files about one applicant. Raises NoResultFound without a national body."""
    with Scope.system(current.national_tenant(), why="subsidy files that stay", reading=True) as scope:
        found = dict(
            scope.session.execute(
                select(Case.state, func.count()).where(Case.applicant_id == applicant_id).group_by(Case.state)
            ).all()
        )
    return Files(sum(found.values()), sum(number for state, number in found.items() if state not in ENDED))
