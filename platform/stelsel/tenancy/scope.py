"""The scope: on whose behalf the code acts, and for which tenants. No scope, no rows."""

import enum
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import TracebackType
from typing import Any, Self

from sqlalchemy import select

from stelsel.db import Base, Role
from stelsel.tenancy.guard import GuardedSession
from stelsel.tenancy.models import Tenant, TenantKind, TenantState
from stelsel.tenancy.reach import OutOfScope, Reach

FIXED = frozenset({"role", "tenant_ids", "tenant", "organisation_id", "reading"})


class Hat(enum.StrEnum):
    """In which capacity somebody acts: it is written beside every audited deed."""

    VISITOR = "visitor"
    MEMBER = "member"
    PARTNER = "partner"
    NATIONAL = "national"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `user_id` is None for a visitor and for the system, whose `name` is then the rule that fired."""

    hat: Hat
    name: str
    user_id: uuid.UUID | None = None


VISITOR = Actor(Hat.VISITOR, "bezoeker")


@dataclass(frozen=True, slots=True)
class TenantRef:
    """What a page needs to know of its tenant, detached from any session."""

    id: int
    slug: str
    name: str
    kind: TenantKind
    state: TenantState
    revision: int
    accent: str = "#04654b"
    logo_hash: str | None = None
    successor_id: int | None = None

    @classmethod
    def of(cls, tenant: Tenant) -> Self:
        return cls(
            id=tenant.id,
            slug=tenant.slug,
            name=tenant.name,
            kind=tenant.kind,
            state=tenant.state,
            revision=tenant.revision,
            accent=tenant.accent,
            logo_hash=tenant.logo_hash,
            successor_id=tenant.successor_id,
        )


@dataclass(eq=False, kw_only=True)
class Scope:
    """One actor, one reach, one session. Made by the named constructors only; closed when done (`with`)."""

    actor: Actor
    role: Role
    why: str
    tenant_ids: tuple[int, ...] = ()
    tenant: TenantRef | None = None
    organisation_id: uuid.UUID | None = None
    reading: bool = False

    def __setattr__(self, name: str, value: object) -> None:
        if name in FIXED and name in self.__dict__:
            raise OutOfScope("a scope never changes for whom it acts: open another")
        super().__setattr__(name, value)

    # -- who acts for whom -------------------------------------------------------------------------------------

    @classmethod
    def public(cls, tenant: TenantRef, *, reading: bool = True) -> Self:
        """A visitor at one library."""
        return cls(actor=VISITOR, role="app", why="public", tenant_ids=(tenant.id,), tenant=tenant, reading=reading)

    @classmethod
    def member(cls, actor: Actor, tenant: TenantRef, *, reading: bool = False) -> Self:
        """Somebody who works at this library (or at the national body, for its own rows)."""
        return cls(actor=actor, role="app", why="member", tenant_ids=(tenant.id,), tenant=tenant, reading=reading)

    @classmethod
    def between(cls, actor: Actor, *tenant_ids: int, why: str, reading: bool = False) -> Self:
        """Two or more tenants' rows in one transaction, because `why`: a submission, a decision."""
        return cls(actor=actor, role="bridge", why=why, tenant_ids=tenant_ids, reading=reading)

    @classmethod
    def partner(cls, actor: Actor, organisation_id: uuid.UUID, *, reading: bool = True) -> Self:
        """A partner organisation's own rows: it reads those in all libraries, and writes those of the network that are
        its own."""
        return cls(actor=actor, role="partner", why="partner", organisation_id=organisation_id, reading=reading)

    @classmethod
    def partner_at(cls, actor: Actor, tenant: TenantRef, organisation_id: uuid.UUID) -> Self:
        """A partner at work inside one library, after its active partnership there was seen in this request; or one
        that proposes or answers a partnership there, and does no more than that.

        The commands that a partner may give look for `organisation_id` on the rows they touch.
        """
        return cls(
            actor=actor,
            role="app",
            why="partner",
            tenant_ids=(tenant.id,),
            tenant=tenant,
            organisation_id=organisation_id,
        )

    @classmethod
    def national(cls, actor: Actor, *, why: str, reading: bool = False) -> Self:
        """Figures and published facts of all; the network's own tables."""
        return cls(actor=actor, role="national", why=why, reading=reading)

    @classmethod
    def network(cls, *, why: str) -> Self:
        """The published facts of all libraries, for everybody. Reading only."""
        return cls(actor=VISITOR, role="reader", why=why, reading=True)

    @classmethod
    def identity(cls, *, why: str, reading: bool = False) -> Self:
        """People, memberships, sign-ins and the throttle; no library's rows."""
        return cls(actor=Actor(Hat.SYSTEM, why), role="identity", why=why, reading=reading)

    @classmethod
    def system(cls, tenant: TenantRef | int, *, why: str, reading: bool = False) -> Self:
        """A job, an import or the command line, inside one tenant."""
        ref = tenant if isinstance(tenant, TenantRef) else None
        tenant_id = tenant.id if isinstance(tenant, TenantRef) else tenant
        actor = Actor(Hat.SYSTEM, why)
        return cls(actor=actor, role="app", why=why, tenant_ids=(tenant_id,), tenant=ref, reading=reading)

    # -- what it gives -----------------------------------------------------------------------------------------

    @property
    def tenant_id(self) -> int:
        """The one tenant of this scope. Raises LookupError where there is none, or more than one."""
        if len(self.tenant_ids) != 1:
            raise LookupError(f"a {self.role} scope ({self.why}) has no single tenant")
        return self.tenant_ids[0]

    @property
    def library(self) -> TenantRef:
        """The tenant of this scope, with name and slug."""
        if self.tenant is None:
            raise LookupError(f"a {self.role} scope ({self.why}) was opened without its tenant's name")
        return self.tenant

    @property
    def partner_id(self) -> uuid.UUID:
        """The organisation that somebody acts for under this scope."""
        if self.organisation_id is None:
            raise LookupError(f"nobody acts for a partner under a {self.role} scope ({self.why})")
        return self.organisation_id

    @cached_property
    def session(self) -> GuardedSession:
        if "closed" in self.__dict__:
            raise OutOfScope(f"this {self.role} scope ({self.why}) is closed: a body that streams needs its own")
        return GuardedSession(
            Reach(
                role=self.role,
                tenant_ids=self.tenant_ids,
                organisation_id=self.organisation_id,
                reading=self.reading,
                why=self.why,
            )
        )

    def insert_many(self, model: type[Base], rows: Iterable[Mapping[str, Any]]) -> int:
        """Insert plain rows in one statement; tenant and rights are checked as for single rows. Returns how many."""
        return self.session.insert_many(model, rows)

    def upsert(
        self,
        model: type[Base],
        key: Mapping[str, Any],
        *,
        first: Mapping[str, Any] | None = None,
        put: Mapping[str, Any] | None = None,
        add: Mapping[str, int] | None = None,
    ) -> None:
        """Insert the row of `key`, or change it: `put` sets columns, `add` adds to them. One atomic statement.

        `first` fills columns of a new row only.
        """
        self.session.upsert(model, key, first=first or {}, put=put or {}, add=add or {})

    def close(self) -> None:
        """Let go of the session; a closed scope gives no other."""
        self.__dict__["closed"] = True
        if "session" in self.__dict__:
            self.session.close()
            del self.__dict__["session"]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def all_tenants(*kinds: TenantKind, why: str) -> list[TenantRef]:
    """Every tenant (of these kinds, if any are named), closed ones too, by slug: what a command goes through."""
    with Scope.network(why=why) as scope:
        found = scope.session.scalars(select(Tenant).order_by(Tenant.slug))
        return [TenantRef.of(tenant) for tenant in found if not kinds or tenant.kind in kinds]
