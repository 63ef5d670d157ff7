"""Which persons may do what in a case: asked of the memberships at the moment itself, whatever path led here (P-29)."""

import uuid

from sqlalchemy import select

from stelsel.access import GRANTS, Permission, RoleName
from stelsel.access.requires import who_can
from stelsel.errors import Forbidden
from stelsel.i18n import _
from stelsel.identity.models import Membership, User
from stelsel.tenancy import Actor, Scope


class WorksForApplicant(Forbidden):
    message = _("U werkt bij de aanvrager. Daarom mag u deze zaak niet zien of behandelen. Een collega doet dat.")


def require(actor: Actor, permission: Permission, *, tenant_id: int) -> uuid.UUID:
    """The id of the actor, who has `permission` at this tenant. Raises Forbidden; also for the system and visitors."""
    if actor.user_id is None or not any(permission in GRANTS[role] for role in roles(actor.user_id, tenant_id)):
        raise Forbidden(who=who_can(permission))
    return actor.user_id


def keep_apart(user_id: uuid.UUID, applicant_id: int) -> None:
    """Raises WorksForApplicant: who works for a library in any role never handles what it asks (I-14)."""
    if roles(user_id, applicant_id):
        raise WorksForApplicant


def roles(user_id: uuid.UUID, tenant_id: int) -> list[RoleName]:
    """What somebody who is active is at one tenant."""
    wanted = (
        select(Membership.role)
        .join(User, User.id == Membership.user_id)
        .where(Membership.user_id == user_id, Membership.at_tenant_id == tenant_id, User.active)
        .order_by(Membership.role)
    )
    with Scope.identity(why="may this person act in a subsidy case", reading=True) as scope:
        return list(scope.session.scalars(wanted))


def names(scope: Scope, user_ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Names by id, for a page; who has left the network is not among them."""
    if not user_ids:
        return {}
    rows = scope.session.execute(select(User.id, User.name).where(User.id.in_(user_ids)))
    return {row.id: row.name for row in rows}
