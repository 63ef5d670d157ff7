"""What may be seen of people: one's own sign-ins, who works at a library, who is invited."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from stelsel.access import RoleName
from stelsel.clock import now
from stelsel.identity.models import Invitation, Membership, SignIn, User
from stelsel.identity.sign_ins import IDLE, LONGEST, fingerprint
from stelsel.tenancy import Scope

MOST = 50


@dataclass(frozen=True, slots=True)
class Device:
    """A browser in which somebody is signed in."""

    handle: uuid.UUID
    device: str
    began_at: datetime
    seen_at: datetime
    is_this: bool


def devices(scope: Scope, user_id: uuid.UUID, *, token: str | None) -> list[Device]:
    """Where a person is signed in now, last seen first."""
    moment = now()
    statement = (
        select(SignIn.handle, SignIn.device, SignIn.began_at, SignIn.seen_at, SignIn.id)
        .where(
            SignIn.user_id == user_id,
            SignIn.ended_at.is_(None),
            SignIn.seen_at > moment - IDLE,
            SignIn.began_at > moment - LONGEST,
        )
        .order_by(SignIn.seen_at.desc(), SignIn.id)
        .limit(MOST)
    )
    own = fingerprint(token) if token else ""
    return [Device(*row[:4], is_this=row.id == own) for row in scope.session.execute(statement)]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a role at a library, or for a partner."""

    id: uuid.UUID
    user_id: uuid.UUID
    name: str
    email: str
    role: RoleName
    since: datetime
    active: bool


@dataclass(frozen=True, slots=True)
class Pending:
    """An invitation that nobody accepted yet."""

    id: uuid.UUID
    name: str
    email: str
    role: RoleName
    made_at: datetime
    ends_at: datetime


def members(scope: Scope, tenant_id: int | None, organisation_id: uuid.UUID | None = None) -> list[Member]:
    """Everybody who works at a library, or for a partner, by name; one statement."""
    statement = _members(tenant_id, organisation_id).order_by(User.name, User.id, Membership.role)
    return [Member(*row) for row in scope.session.execute(statement)]


def member(scope: Scope, tenant_id: int, membership_id: uuid.UUID) -> Member:
    """One of them. Raises NoResultFound for another library's."""
    return Member(*scope.session.execute(_members(tenant_id).where(Membership.id == membership_id)).one())


def pending(scope: Scope, tenant_id: int | None, organisation_id: uuid.UUID | None = None) -> list[Pending]:
    """Invitations that stand open, newest first; one statement."""
    statement = (
        select(
            Invitation.id,
            Invitation.name,
            Invitation.email,
            Invitation.role,
            Invitation.made_at,
            Invitation.ends_at,
        )
        .where(
            Invitation.at_tenant_id == tenant_id,
            Invitation.organisation_id == organisation_id,
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
            Invitation.ends_at > now(),
        )
        .order_by(Invitation.made_at.desc(), Invitation.id)
    )
    return [Pending(*row) for row in scope.session.execute(statement)]


def _members(tenant_id: int | None, organisation_id: uuid.UUID | None = None) -> Select[*tuple[Any, ...]]:
    columns = (Membership.id, User.id, User.name, User.email, Membership.role, Membership.since, User.active)
    here = (Membership.at_tenant_id == tenant_id, Membership.organisation_id == organisation_id)
    return select(*columns).join(User, User.id == Membership.user_id).where(*here)
