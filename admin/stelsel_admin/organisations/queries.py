"""What the national body sees of organisations: a page at a time, in a fixed number of statements."""

import enum
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import aliased

from stelsel.identity.models import Membership, User
from stelsel.tenancy import Organisation, OrganisationKind, Scope, Tenant
from stelsel.web.paging import SIZE, Listed, window
from stelsel_admin.organisations.models import OrganisationMerge
from stelsel_tenants.organisations.models import MergeWish
from stelsel_tenants.partners.models import Partnership, PartnershipState

SHOWN = 30


class Which(enum.StrEnum):
    """Which organisations; the values stand in the address."""

    ALL = ""
    PROPOSED = "voorgesteld"
    UNOWNED = "zonder-account"
    UNUSED = "zonder-bibliotheek"


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation in the list. `proposed_by` is "" once it was taken up."""

    id: uuid.UUID
    slug: str
    name: str
    kind: OrganisationKind
    kvk: str | None
    website: str | None
    proposed_by: str
    created_at: datetime
    libraries: int
    is_acted_for: bool


@dataclass(frozen=True, slots=True)
class WishRow:
    """A library thinks that these two are one."""

    id: uuid.UUID
    one_id: uuid.UUID
    one: str
    other_id: uuid.UUID
    other: str
    library: str
    reason: str
    wished_at: datetime


@dataclass(frozen=True, slots=True)
class MergeRow:
    """A merge that was done, and perhaps taken back."""

    id: uuid.UUID
    gone: str
    kept: str
    kept_id: uuid.UUID
    at: datetime
    by: str | None
    undone_at: datetime | None


def acted_for(scope: Scope) -> frozenset[uuid.UUID]:
    """The organisations that somebody has an account for (identity scope)."""
    found = scope.session.scalars(select(Membership.organisation_id).distinct())
    return frozenset(one for one in found if one is not None)


def members(scope: Scope, organisation_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many people act for each (identity scope)."""
    found = select(Membership.organisation_id, func.count()).where(Membership.organisation_id.in_(organisation_ids))
    rows = scope.session.execute(found.group_by(Membership.organisation_id))
    return {one: number for one, number in rows if one is not None}


def organisations(
    scope: Scope,
    *,
    which: Which = Which.ALL,
    kind: OrganisationKind | None = None,
    search: str = "",
    page: int = 1,
    owned: Collection[uuid.UUID] = (),
) -> Listed[OrganisationRow]:
    """By name. Two statements. `owned` as `acted_for` gave it."""
    wanted = _wanted(which, kind, search, owned)
    count = scope.session.scalar(select(func.count()).select_from(Organisation).where(*wanted)) or 0
    page, before = window(page, count)
    statement = _rows().where(*wanted).order_by(Organisation.folded, Organisation.id)
    found = scope.session.execute(statement.limit(SIZE).offset(before))
    rows = [tuple(row) for row in found]
    return Listed([OrganisationRow(*(*row, row[0] in owned)) for row in rows], count, page)


def counts(scope: Scope, owned: Collection[uuid.UUID]) -> dict[Which, int]:
    """How many there are of each. One statement."""
    numbers = (func.count().filter(and_(*_wanted(which, None, "", owned))) for which in Which)
    return dict(zip(Which, scope.session.execute(select(*numbers).select_from(Organisation)).one(), strict=True))


def wishes(scope: Scope) -> list[WishRow]:
    """What libraries asked to merge and nobody answered, the longest waiting first; at most thirty."""
    one, other = aliased(Organisation), aliased(Organisation)
    statement = (
        select(MergeWish.id, one.id, one.name, other.id, other.name, Tenant.name, MergeWish.reason, MergeWish.wished_at)
        .join(one, one.id == MergeWish.one_id)
        .join(other, other.id == MergeWish.other_id)
        .join(Tenant, Tenant.id == MergeWish.wished_by_id)
        .where(MergeWish.refused_at.is_(None), one.merged_into_id.is_(None), other.merged_into_id.is_(None))
        .order_by(MergeWish.wished_at, MergeWish.id)
        .limit(SHOWN)
    )
    return [WishRow(*row) for row in scope.session.execute(statement)]


def merges(scope: Scope, organisation_id: uuid.UUID | None = None) -> list[MergeRow]:
    """The last thirty, newest first; of one organisation, those in which it took part."""
    gone, kept = aliased(Organisation), aliased(Organisation)
    row = OrganisationMerge
    about = or_(row.gone_id == organisation_id, row.kept_id == organisation_id) if organisation_id else true()
    statement = (
        select(row.id, gone.name, kept.name, kept.id, row.at, User.name, row.undone_at)
        .join(gone, gone.id == row.gone_id)
        .join(kept, kept.id == row.kept_id)
        .outerjoin(User, User.id == row.by_id)
        .where(about)
        .order_by(row.at.desc(), row.id)
        .limit(SHOWN)
    )
    return [MergeRow(*found) for found in scope.session.execute(statement)]


def waiting(scope: Scope) -> tuple[int, str]:
    """For the menu: what libraries proposed and asked. One statement."""
    one, other = aliased(Organisation), aliased(Organisation)
    proposed = select(func.count()).select_from(Organisation).where(*_wanted(Which.PROPOSED, None, "", ()))
    found = (
        select(func.count(), proposed.scalar_subquery())
        .select_from(MergeWish)
        .join(one, one.id == MergeWish.one_id)
        .join(other, other.id == MergeWish.other_id)
        .where(MergeWish.refused_at.is_(None), one.merged_into_id.is_(None), other.merged_into_id.is_(None))
    )
    asked, new = scope.session.execute(found).one()
    return asked + (new or 0), "now"


def _wanted(
    which: Which, kind: OrganisationKind | None, search: str, owned: Collection[uuid.UUID]
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Organisation.merged_into_id.is_(None)]
    if which is Which.PROPOSED:
        found.append(Organisation.proposed_by_id.is_not(None))
    elif which is Which.UNOWNED:
        found.append(Organisation.id.not_in(owned))
    elif which is Which.UNUSED:
        found.append(_libraries() == 0)
    if kind is not None:
        found.append(Organisation.kind == kind)
    if search:
        like = (column.icontains(search, autoescape=True) for column in (Organisation.name, Organisation.website))
        found.append(or_(*like, Organisation.kvk == search.replace(" ", "")))
    return found


def _rows() -> Select[*tuple[Any, ...]]:
    row = Organisation
    return select(
        row.id,
        row.slug,
        row.name,
        row.kind,
        row.kvk,
        row.website,
        func.coalesce(Tenant.name, ""),
        row.created_at,
        _libraries(),
    ).outerjoin(Tenant, Tenant.id == row.proposed_by_id)


def _libraries() -> Any:
    """How many libraries work with it now."""
    working = Partnership.state != PartnershipState.ENDED
    return (
        select(func.count())
        .select_from(Partnership)
        .where(Partnership.organisation_id == Organisation.id, working)
        .scalar_subquery()
    )
