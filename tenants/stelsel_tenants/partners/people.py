"""Who acts for either side: read from the identity room, as a library's rows know nobody."""

import uuid

from sqlalchemy import select

from stelsel.access import GRANTS, Permission, Person, RoleName
from stelsel.errors import Conflict
from stelsel.i18n import _
from stelsel.identity import invitations
from stelsel.identity import queries as identity
from stelsel.tenancy import Scope
from stelsel_tenants.partners.models import Partnership, Side
from stelsel_tenants.partners.standing import works

ANSWERING = frozenset(role for role, granted in GRANTS.items() if Permission.TENANT_PARTNERS in granted)
"""The roles at a library that go about its partners."""


class SomebodyActs(Conflict):
    message = _("Er is al iemand die voor deze partner inlogt. Die nodigt zelf collega's uit.")


class WorksElsewhere(Conflict):
    message = _("Deze partner werkt ook met andere bibliotheken. Vraag de KB om de eerste van hen uit te nodigen.")


def works_elsewhere(organisation_id: uuid.UUID, tenant_id: int) -> bool:
    """Does it work with another library now? Then whoever acts for it has rights there, and those are not this
    library's to give."""
    others = select(Partnership.id).where(
        Partnership.organisation_id == organisation_id, Partnership.tenant_id != tenant_id, works()
    )
    with Scope.network(why="partners.works_elsewhere") as scope:
        return scope.session.scalar(others.limit(1)) is not None


def act_for(organisation_id: uuid.UUID) -> bool:
    """Does anybody act for this organisation, so that it can answer?"""
    with Scope.identity(why="partners.act_for", reading=True) as scope:
        return any(one.active for one in identity.members(scope, None, organisation_id))


def addresses(side: Side, *, tenant_id: int, organisation_id: uuid.UUID) -> list[str]:
    """Where those who go about a partnership read their mail; in a stable order, each once."""
    with Scope.identity(why="partners.tell", reading=True) as scope:
        if side is Side.PARTNER:
            found = identity.members(scope, None, organisation_id)
        else:
            found = [one for one in identity.members(scope, tenant_id) if one.role in ANSWERING]
        return sorted({one.email for one in found if one.active})


def invite_first(
    scope: Scope, organisation_id: uuid.UUID, *, tenant_id: int, email: str, name: str, by: Person
) -> None:
    """Invite the first person to act for an organisation, as the one library that works with it, in an identity scope.

    Who accepts acts for it in all its libraries, so this is for a partner without anybody: the next ones are invited
    by that person. Raises SomebodyActs, WorksElsewhere, and what `invitations.invite` raises.
    """
    if any(one.active for one in identity.members(scope, None, organisation_id)):
        raise SomebodyActs
    if works_elsewhere(organisation_id, tenant_id):
        raise WorksElsewhere
    invitations.invite(
        scope,
        email=email,
        name=name,
        role=RoleName.PARTNER,
        by=by,
        organisation_id=organisation_id,
        is_vouched_for=True,
    )
