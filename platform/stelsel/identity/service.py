"""Signing in and out, and what somebody may be where."""

import hashlib
import secrets
import uuid
from datetime import timedelta

from sqlalchemy import select, update

from stelsel.access import Person, Place, RoleName
from stelsel.clock import now
from stelsel.identity.models import Membership, SignIn, User
from stelsel.tenancy import Scope, Tenant, TenantKind

IDLE = timedelta(hours=8)
LONGEST = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=5)


def fingerprint(token: str) -> str:
    """What of a secret value is kept: its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()


def begin(scope: Scope, user_id: uuid.UUID) -> str:
    """A new sign-in. Returns the value for the cookie; only its fingerprint is kept."""
    token = secrets.token_urlsafe(32)
    scope.session.add(SignIn(id=fingerprint(token), user_id=user_id))
    return token


def end(scope: Scope, token: str) -> None:
    """End one sign-in. Ending it twice is the same as once."""
    scope.session.execute(
        update(SignIn).where(SignIn.id == fingerprint(token), SignIn.ended_at.is_(None)).values(ended_at=now())
    )


def end_all(scope: Scope, user_id: uuid.UUID, *, but: str | None = None) -> None:
    """End every sign-in of a person, save the one of the token `but`."""
    kept = fingerprint(but) if but else ""
    scope.session.execute(
        update(SignIn)
        .where(SignIn.user_id == user_id, SignIn.ended_at.is_(None), SignIn.id != kept)
        .values(ended_at=now())
    )


def person(scope: Scope, token: str) -> Person | None:
    """Who holds this cookie value; None when it ended, was idle too long, or the person is no longer active."""
    moment = now()
    rows = scope.session.execute(
        select(User, Membership, Tenant)
        .join(SignIn, SignIn.user_id == User.id)
        .outerjoin(Membership, Membership.user_id == User.id)
        .outerjoin(Tenant, Tenant.id == Membership.at_tenant_id)
        .where(
            SignIn.id == fingerprint(token),
            SignIn.ended_at.is_(None),
            SignIn.seen_at > moment - IDLE,
            SignIn.began_at > moment - LONGEST,
            User.active,
        )
        .order_by(Tenant.name, Membership.role, Membership.id)
    ).all()
    if not rows:
        return None
    user = rows[0].User
    places = tuple(_place(row.Membership, row.Tenant) for row in rows if row.Membership is not None)
    return Person(id=user.id, name=user.name, email=user.email, language=user.language, places=places)


def _place(membership: Membership, tenant: Tenant | None) -> Place:
    return Place(
        role=membership.role,
        tenant_id=tenant.id if tenant else None,
        slug=tenant.slug if tenant else None,
        tenant_name=tenant.name if tenant else None,
        national=tenant is not None and tenant.kind is TenantKind.NATIONAL,
        organisation_id=membership.organisation_id,
    )


def join(
    scope: Scope,
    user_id: uuid.UUID,
    role: RoleName,
    *,
    tenant_id: int | None = None,
    organisation_id: uuid.UUID | None = None,
) -> Membership:
    """Give somebody a role at a tenant or for an organisation. The database refuses both, neither, and twice."""
    membership = Membership(user_id=user_id, role=role, at_tenant_id=tenant_id, organisation_id=organisation_id)
    scope.session.add(membership)
    scope.session.flush()
    return membership
