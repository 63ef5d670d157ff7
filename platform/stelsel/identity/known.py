"""A person with all that they are, as the database says now: by whatever row leads to them."""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, select

from stelsel.access import Person, Place
from stelsel.identity.models import Membership, User
from stelsel.tenancy import Organisation, Scope, Tenant, TenantKind


def by_id(scope: Scope, user_id: uuid.UUID) -> Person | None:
    """Somebody whose account is open; None for anybody else. One statement."""
    rows = scope.session.execute(with_places(select(User)).where(User.id == user_id, User.active)).all()
    return person(rows) if rows else None


def with_places(users: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """A statement about users, with a row for each of their places."""
    return (
        users.add_columns(Membership, Tenant, Organisation.name)
        .outerjoin(Membership, Membership.user_id == User.id)
        .outerjoin(Tenant, Tenant.id == Membership.at_tenant_id)
        .outerjoin(Organisation, Organisation.id == Membership.organisation_id)
        .order_by(Tenant.name, Organisation.name, Membership.role, Membership.id)
    )


def person(rows: Sequence[Row[*tuple[Any, ...]]]) -> Person:
    """The person of such rows, of which there is at least one."""
    user = rows[0].User
    places = tuple(_place(row.Membership, row.Tenant, row.name) for row in rows if row.Membership is not None)
    return Person(id=user.id, name=user.name, email=user.email, language=user.language, places=places)


def _place(membership: Membership, tenant: Tenant | None, organisation_name: str | None) -> Place:
    return Place(
        role=membership.role,
        tenant_id=tenant.id if tenant else None,
        slug=tenant.slug if tenant else None,
        tenant_name=tenant.name if tenant else None,
        national=tenant is not None and tenant.kind is TenantKind.NATIONAL,
        organisation_id=membership.organisation_id,
        organisation_name=organisation_name,
    )
