"""What asks for the national body's attention: how much there is of each, and the first few by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, select

from stelsel.tenancy import Organisation, Scope, Tenant, TenantKind, TenantState
from stelsel_admin.network.queries import is_silent
from stelsel_tenants.activities.models import Session
from stelsel_tenants.registrations.queries import waits_for_count

FIRST = 5
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Some(Generic[T]):
    """The first few, and how many there are in all."""

    rows: Sequence[T]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True, slots=True)
class Silent:
    """A library that has nothing coming."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Uncounted:
    """A library with sessions of the last two weeks that nobody counted."""

    slug: str
    name: str
    sessions: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Invited:
    """A library of which nobody signed in yet."""

    slug: str
    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Proposed:
    """An organisation that a library proposed as a partner."""

    name: str
    library: str
    since: datetime


def silent(scope: Scope) -> Some[Silent]:
    """Active libraries without a coming session, by name."""
    found = select(Tenant.slug, Tenant.name).where(Tenant.kind == TenantKind.LIBRARY, is_silent())
    rows = [Silent(*row) for row in scope.session.execute(found.order_by(Tenant.name, Tenant.id).limit(FIRST))]
    return Some(rows, _count(scope, found))


def uncounted(scope: Scope) -> Some[Uncounted]:
    """Libraries with sessions to count, most first; `count` is of the sessions."""
    number = func.count()
    found = (
        select(Tenant.slug, Tenant.name, number, func.min(Session.starts_at))
        .join(Tenant, Tenant.id == Session.tenant_id)
        .where(Tenant.state == TenantState.ACTIVE, waits_for_count())
        .group_by(Tenant.id, Tenant.slug, Tenant.name)
        .order_by(number.desc(), Tenant.name, Tenant.id)
    )
    rows = [Uncounted(*row) for row in scope.session.execute(found)]
    return Some(rows[:FIRST], sum(row.sessions for row in rows))


def invited(scope: Scope) -> Some[Invited]:
    """Libraries that were invited and never came, the longest ago first."""
    found = select(Tenant.slug, Tenant.name, Tenant.created_at).where(
        Tenant.kind == TenantKind.LIBRARY, Tenant.state == TenantState.INVITED
    )
    ordered = found.order_by(Tenant.created_at, Tenant.id).limit(FIRST)
    return Some([Invited(*row) for row in scope.session.execute(ordered)], _count(scope, found))


def proposed(scope: Scope) -> Some[Proposed]:
    """Organisations that nobody took up yet, the longest ago first."""
    found = select(Organisation.name, Tenant.name, Organisation.created_at).join(
        Tenant, Tenant.id == Organisation.proposed_by_id
    )
    ordered = found.order_by(Organisation.created_at, Organisation.id).limit(FIRST)
    return Some([Proposed(*row) for row in scope.session.execute(ordered)], _count(scope, found))


def _count(scope: Scope, statement: Select[*tuple[Any, ...]]) -> int:
    return scope.session.scalar(select(func.count()).select_from(statement.subquery())) or 0
