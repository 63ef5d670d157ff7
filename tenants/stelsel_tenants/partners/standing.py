"""May this organisation do this here, now? Read from the partnership's row, by state and by time, in each request."""

import uuid
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select

from stelsel import clock
from stelsel.errors import Conflict, NotFound, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Session
from stelsel_tenants.partners.models import Partnership, PartnershipState


class Stopped(Conflict):
    """The partnership ended while somebody was at work: nothing is written."""

    message = _(
        "Uw samenwerking met deze bibliotheek is gestopt. Er is niets bewaard. Bel de bibliotheek als dit niet klopt."
    )


class NotAtBranch(Refused):
    field = "branch_id"
    message = _("Bij deze vestiging werkt u niet. Kies een vestiging die is afgesproken.")


class NotThisConcept(Refused):
    field = "concept_slug"
    message = _("Deze soort hulp is niet afgesproken met deze bibliotheek. Kies een andere.")


def works() -> ColumnElement[bool]:
    """The condition on a Partnership that gives rights at this instant."""
    not_over = or_(Partnership.ends_at.is_(None), Partnership.ends_at > clock.now())
    return and_(Partnership.state == PartnershipState.ACTIVE, not_over)


def is_active(partnership: Partnership) -> bool:
    """The same of one row."""
    not_over = partnership.ends_at is None or partnership.ends_at > clock.now()
    return partnership.state is PartnershipState.ACTIVE and not_over


def last_day(ends_at: datetime | None) -> date | None:
    """The last day of what ends at this instant; None of what has no end."""
    return clock.last_day(ends_at) if ends_at else None


def of(scope: Scope, organisation_id: uuid.UUID | None) -> Partnership | None:
    """What there is, or was, between this library and an organisation."""
    return scope.session.scalar(select(Partnership).where(Partnership.organisation_id == organisation_id))


def hold(scope: Scope, organisation_id: uuid.UUID | None) -> Partnership:
    """The partnership behind what a partner gets or does in a library, held until that is committed: whoever ends it
    waits, or is first, and then nothing is written; the same deed sent twice waits for itself. Raises Stopped.
    """
    row = select(Partnership).where(Partnership.organisation_id == organisation_id)
    found = scope.session.scalar(row.with_for_update().execution_options(populate_existing=True))
    if found is None or not is_active(found):
        raise Stopped
    return found


def held(scope: Scope, partnership_id: uuid.UUID) -> Partnership:
    """A partnership of this library, as it is now and held for a change; of this organisation where a partner is at
    work. Raises NoResultFound.
    """
    row = select(Partnership).where(Partnership.id == partnership_id)
    if scope.organisation_id is not None:
        row = row.where(Partnership.organisation_id == scope.organisation_id)
    return scope.session.scalars(row.with_for_update().execution_options(populate_existing=True)).one()


def holds_branch(partnership: Partnership, branch_id: uuid.UUID) -> bool:
    """May it work at this branch?"""
    return not partnership.branches or str(branch_id) in partnership.branches


def holds_concept(partnership: Partnership, concept_slug: str) -> bool:
    """May it give this concept?"""
    return not partnership.concepts or concept_slug in partnership.concepts


def check(partnership: Partnership, *, branch_id: uuid.UUID, concept_slug: str) -> None:
    """Raises NotAtBranch, NotThisConcept."""
    if not holds_branch(partnership, branch_id):
        raise NotAtBranch
    if not holds_concept(partnership, concept_slug):
        raise NotThisConcept


def see(scope: Scope, session_id: uuid.UUID) -> None:
    """Raises NotFound for a session that is not the partner's own, or of a branch or concept that is not agreed."""
    session = scope.session.get_one(Session, (scope.tenant_id, session_id))
    partnership = of(scope, scope.organisation_id)
    if partnership is None or session.organisation_id != scope.organisation_id:
        raise NotFound
    if not holds_branch(partnership, session.branch_id) or not holds_concept(partnership, session.concept_slug):
        raise NotFound
