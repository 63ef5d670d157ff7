"""Who works where: changing and ending a role. Each deed stands in the audit trail of the library it is about."""

import uuid

from sqlalchemy import select

from stelsel.access import Permission, Person, RoleName
from stelsel.access.requires import who_can
from stelsel.clock import now
from stelsel.errors import Conflict, Forbidden, NotFound, Refused
from stelsel.i18n import _
from stelsel.identity import roles, trail
from stelsel.identity.events import membership_ended
from stelsel.identity.models import Invitation, Membership, User
from stelsel.tenancy import Scope, Tenant, TenantKind


class OwnRole(Refused):
    """So that a library is never left without a manager by accident."""

    message = _("U kunt uw eigen rol niet veranderen of beëindigen. Vraag het een andere beheerder.")


class AboveYou(Forbidden):
    field = "role"
    message = _("Deze rol kunt u niet geven of afnemen.")


class HasRole(Conflict):
    field = "role"
    message = _("Deze persoon heeft die rol hier al.")


def may_give(
    scope: Scope, by: Person, *, tenant_id: int | None, organisation_id: uuid.UUID | None = None
) -> tuple[RoleName, ...]:
    """What `by` may give at this place, as the database says now; holds the managers there still for this work.

    Two managers who end each other's role at the same moment wait for one another, and the second is refused. So do
    two colleagues of a partner, who are each other's managers.
    """
    if tenant_id is None:
        colleague = organisation_id is not None and by.id in _colleagues(scope, organisation_id)
        return (RoleName.PARTNER,) if colleague else roles.givable(by, tenant_id=None)
    tenant = scope.session.get(Tenant, tenant_id)
    if tenant is None:
        raise NotFound
    managers = scope.session.scalars(
        select(Membership.user_id)
        .where(Membership.at_tenant_id == tenant_id, Membership.role == RoleName.MANAGER)
        .order_by(Membership.id)
        .with_for_update()
    ).all()
    if not by.national_roles and by.id not in managers:
        return ()
    return roles.givable(by, tenant_id=tenant_id, national=tenant.kind is TenantKind.NATIONAL)


def _colleagues(scope: Scope, organisation_id: uuid.UUID) -> set[uuid.UUID]:
    found = select(Membership.user_id).where(Membership.organisation_id == organisation_id)
    return set(scope.session.scalars(found.order_by(Membership.id).with_for_update()))


def check(
    scope: Scope,
    by: Person | None,
    role: RoleName,
    *,
    tenant_id: int | None,
    organisation_id: uuid.UUID | None = None,
) -> None:
    """Raises AboveYou where `by` may not give this role here. The command line (None) may give all."""
    if by is not None and role not in may_give(scope, by, tenant_id=tenant_id, organisation_id=organisation_id):
        raise AboveYou(who=who_can(Permission.TENANT_PEOPLE) if tenant_id else None)


def at(
    scope: Scope, membership_id: uuid.UUID, *, tenant_id: int | None, organisation_id: uuid.UUID | None = None
) -> Membership:
    """A membership of this library, or of this partner. Raises NotFound for another's."""
    here = (Membership.at_tenant_id == tenant_id, Membership.organisation_id == organisation_id)
    found = scope.session.scalar(select(Membership).where(Membership.id == membership_id, *here))
    if found is None:
        raise NotFound
    return found


def change(scope: Scope, membership_id: uuid.UUID, role: RoleName, *, tenant_id: int, by: Person) -> Membership:
    """Give somebody another role at this library. Raises NotFound, OwnRole, AboveYou, HasRole."""
    membership = _others(scope, membership_id, tenant_id=tenant_id, by=by)
    check(scope, by, role, tenant_id=tenant_id)
    if membership.role is role:
        return membership
    if has(scope, membership.user_id, role, tenant_id=tenant_id):
        raise HasRole
    before, membership.role = membership.role, role
    trail.record(
        scope,
        "membership.changed",
        membership,
        tenant_id=tenant_id,
        user=str(membership.user_id),
        before=before,
        role=role,
    )
    return membership


def end(
    scope: Scope,
    membership_id: uuid.UUID,
    *,
    tenant_id: int | None = None,
    organisation_id: uuid.UUID | None = None,
    by: Person,
) -> None:
    """Take a role away: gone at the person's next click. Raises NotFound, OwnRole, AboveYou.

    What the person had invited here and nobody accepted yet is withdrawn: no second key stays behind.
    """
    drop(scope, _others(scope, membership_id, tenant_id=tenant_id, organisation_id=organisation_id, by=by))


def drop(scope: Scope, membership: Membership) -> None:
    """End a membership without asking who does it: for the command line, and for `end`."""
    trail.record(
        scope,
        "membership.ended",
        membership,
        tenant_id=membership.at_tenant_id,
        user=str(membership.user_id),
        role=membership.role,
    )
    membership_ended.send(scope, membership=membership)
    scope.session.delete(membership)
    for pending in scope.session.scalars(
        select(Invitation).where(
            Invitation.invited_by_id == membership.user_id,
            Invitation.at_tenant_id == membership.at_tenant_id,
            Invitation.organisation_id == membership.organisation_id,
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
        )
    ):
        pending.withdrawn_at = now()


def has(
    scope: Scope,
    user_id: uuid.UUID,
    role: RoleName,
    *,
    tenant_id: int | None = None,
    organisation_id: uuid.UUID | None = None,
) -> bool:
    """Has somebody this very role at this very place?"""
    found = select(Membership.id).where(
        Membership.user_id == user_id,
        Membership.role == role,
        Membership.at_tenant_id == tenant_id,
        Membership.organisation_id == organisation_id,
    )
    return scope.session.scalar(found) is not None


def of(scope: Scope, user: User) -> list[Membership]:
    """All that somebody is, wherever."""
    return list(scope.session.scalars(select(Membership).where(Membership.user_id == user.id).order_by(Membership.id)))


def _others(
    scope: Scope,
    membership_id: uuid.UUID,
    *,
    tenant_id: int | None,
    organisation_id: uuid.UUID | None = None,
    by: Person,
) -> Membership:
    membership = at(scope, membership_id, tenant_id=tenant_id, organisation_id=organisation_id)
    if membership.user_id == by.id:
        raise OwnRole
    check(scope, by, membership.role, tenant_id=tenant_id, organisation_id=organisation_id)
    return membership
