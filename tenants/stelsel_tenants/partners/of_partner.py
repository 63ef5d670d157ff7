"""What a partner sees of its partnerships and of the slots that it asked for, under `Scope.partner`: its own rows."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask import g
from sqlalchemy import or_, select

from stelsel import clock
from stelsel.errors import NotFound
from stelsel.tenancy import Scope, Tenant, TenantKind, TenantState
from stelsel_tenants.partners.models import Partnership, PartnershipState, Side, SlotRequest, SlotState
from stelsel_tenants.partners.proposals import is_to_answer
from stelsel_tenants.partners.standing import is_active, last_day, works


@dataclass(frozen=True, slots=True)
class Waiting:
    """A partnership that waits for an answer: ours (`asks`), or the library's."""

    slug: str
    library: str
    does: str
    asked_at: datetime
    asks: bool
    is_new: bool
    """False: the library says so already, and asks whether it is true."""

    @property
    def days_waiting(self) -> int:
        return (clock.today() - self.asked_at.astimezone(clock.AMSTERDAM).date()).days


def waiting(scope: Scope) -> list[Waiting]:
    """What waits, for us first, the oldest first. One statement."""
    unconfirmed = works() & Partnership.answered_at.is_(None)
    statement = (
        select(Partnership, Tenant.slug, Tenant.name)
        .join(Tenant, Tenant.id == Partnership.tenant_id)
        .where(or_(Partnership.state == PartnershipState.INVITED, unconfirmed))
        .order_by(Partnership.proposed_by, Partnership.asked_at, Partnership.id)
    )
    return [
        Waiting(
            slug=slug,
            library=name,
            does=partnership.does,
            asked_at=partnership.asked_at,
            asks=is_to_answer(partnership, Side.PARTNER),
            is_new=partnership.state is PartnershipState.INVITED,
        )
        for partnership, slug, name in scope.session.execute(statement)
    ]


def waiting_here() -> list[Waiting]:
    """The same, for the page at hand."""
    return waiting(g.scope)


def libraries_to_ask(scope: Scope) -> list[tuple[str, str]]:
    """Slug and name of the open libraries that one neither works with nor waits for, by name. One statement."""
    known = select(Partnership.tenant_id).where(or_(Partnership.state == PartnershipState.INVITED, works()))
    statement = (
        select(Tenant.slug, Tenant.name)
        .where(Tenant.kind == TenantKind.LIBRARY, Tenant.state == TenantState.ACTIVE, Tenant.id.not_in(known))
        .order_by(Tenant.name, Tenant.id)
    )
    return [(row.slug, row.name) for row in scope.session.execute(statement)]


@dataclass(frozen=True, slots=True)
class Agreement:
    """One partnership, as its page shows it."""

    id: uuid.UUID
    tenant_id: int
    slug: str
    library: str
    version: int
    state: PartnershipState
    is_active: bool
    asks: bool
    proposed_by: Side
    asked_at: datetime
    answer: str
    does: str
    themes: tuple[str, ...]
    branches: tuple[str, ...]
    concepts: tuple[str, ...]
    contact: str
    library_contact: str
    since: date
    last_day: date | None
    ended_by: Side | None


def agreement(scope: Scope, slug: str) -> Agreement:
    """What stands between the organisation and a library. Raises NotFound where that is nothing."""
    statement = (
        select(Partnership, Tenant.slug, Tenant.name)
        .join(Tenant, Tenant.id == Partnership.tenant_id)
        .where(Tenant.slug == slug)
    )
    found = scope.session.execute(statement).one_or_none()
    if found is None:
        raise NotFound
    one, known_as, name = found
    return Agreement(
        id=one.id,
        tenant_id=one.tenant_id,
        slug=known_as,
        library=name,
        version=one.version,
        state=one.state,
        is_active=is_active(one),
        asks=is_to_answer(one, Side.PARTNER),
        proposed_by=one.proposed_by,
        asked_at=one.asked_at,
        answer=one.answer,
        does=one.does,
        themes=tuple(one.themes),
        branches=tuple(one.branches),
        concepts=tuple(one.concepts),
        contact=one.contact,
        library_contact=one.library_contact,
        since=one.since,
        last_day=last_day(one.ends_at),
        ended_by=one.ended_by,
    )


@dataclass(frozen=True, slots=True)
class OwnSlot:
    """A slot that one asked for, and what was given of it."""

    id: uuid.UUID
    title: str
    branch_id: uuid.UUID
    room: str
    rule: str
    note: str
    state: SlotState
    asked_at: datetime
    answer: str
    given_branch_id: uuid.UUID | None
    given_room: str
    given_rule: str
    skipped: int
    activity_id: uuid.UUID | None


def slots(scope: Scope, tenant_id: int) -> list[OwnSlot]:
    """What one asked for at a library, the newest first."""
    statement = (
        select(SlotRequest)
        .where(SlotRequest.tenant_id == tenant_id)
        .order_by(SlotRequest.asked_at.desc(), SlotRequest.id)
        .limit(20)
    )
    return [_slot(one) for one in scope.session.scalars(statement)]


def slot(scope: Scope, tenant_id: int, slot_id: uuid.UUID) -> OwnSlot:
    """One of them. Raises NotFound."""
    one = scope.session.get(SlotRequest, (tenant_id, slot_id))
    if one is None:
        raise NotFound
    return _slot(one)


def _slot(one: SlotRequest) -> OwnSlot:
    return OwnSlot(**{name: getattr(one, name) for name in OwnSlot.__dataclass_fields__})


def differences(one: OwnSlot, branches: Mapping[uuid.UUID, str]) -> list[tuple[str, str, str]]:
    """Of what was given otherwise: which of branch, room and rule, what was asked and what was given."""
    asked = (branches.get(one.branch_id, ""), one.room, one.rule)
    given = (branches.get(one.given_branch_id, "") if one.given_branch_id else "", one.given_room, one.given_rule)
    names = ("branch", "room", "rule")
    return [row for row in zip(names, asked, given, strict=True) if row[1] != row[2]]
