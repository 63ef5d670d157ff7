"""What may be seen of the libraries as a network: a page at a time, in a fixed number of statements."""

import enum
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true
from sqlalchemy.orm import aliased

from stelsel import clock
from stelsel.errors import NotFound
from stelsel.geo.models import Province
from stelsel.identity.models import User
from stelsel.tenancy import Scope, Tenant, TenantKind, TenantState
from stelsel.web.paging import SIZE, Listed, window
from stelsel_admin.network.models import LibraryStep, Step
from stelsel_tenants.activities.models import Session, SessionState
from stelsel_tenants.registrations.queries import waits_for_count
from stelsel_tenants.workroom import queries as workroom
from stelsel_tenants.workroom import readiness
from stelsel_tenants.workroom.readiness import Point


class Kind(enum.StrEnum):
    """Which libraries; the values stand in the address."""

    ALL = ""
    ACTIVE = "active"
    SILENT = "stil"
    UNREADY = "niet-klaar"
    INVITED = "invited"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Health:
    """How a library is doing."""

    coming: int = 0
    uncounted: int = 0
    counted_at: datetime | None = None
    points: Sequence[Point] = ()
    """The checklist of its workroom."""

    @property
    def done(self) -> int:
        return sum(point.done for point in self.points)

    @property
    def open_points(self) -> list[Point]:
        return [point for point in self.points if not point.done]


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """A library in the list, and on its own page."""

    id: int
    slug: str
    name: str
    place: str
    province: str
    state: TenantState
    website: str | None
    created_at: datetime
    closed_at: datetime | None
    erased_at: datetime | None
    successor: str
    successor_slug: str
    health: Health


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step in the life of a library, with who did it (None when it followed by itself)."""

    step: Step
    at: datetime
    by: str | None
    reason: str
    closed_on: date | None
    successor: str


def libraries(scope: Scope, *, kind: Kind = Kind.ALL, search: str = "", page: int = 1) -> Listed[LibraryRow]:
    """Libraries by name. Six statements, whatever their number."""
    statement = _found(_libraries().where(_is(kind)), search)
    count = scope.session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    page, before = window(page, count)
    ordered = statement.order_by(Tenant.name, Tenant.id).limit(SIZE).offset(before)
    found = scope.session.execute(ordered).all()
    known = health(scope, [row[0] for row in found])
    return Listed([_row(tuple(row), known) for row in found], count, page)


def counts(scope: Scope) -> dict[Kind, int]:
    """How many libraries there are of each kind. One statement."""
    numbers = select(*(func.count().filter(_is(kind)) for kind in Kind)).select_from(Tenant)
    row = scope.session.execute(numbers.where(Tenant.kind == TenantKind.LIBRARY)).one()
    return dict(zip(Kind, row, strict=True))


def library(scope: Scope, slug: str) -> LibraryRow:
    """One library. Raises NotFound."""
    row = scope.session.execute(_libraries().where(Tenant.slug == slug)).one_or_none()
    if row is None:
        raise NotFound
    return _row(tuple(row), health(scope, [row[0]]))


def _row(values: tuple[Any, ...], known: dict[int, Health]) -> LibraryRow:
    told = (*values, known[values[0]])
    return LibraryRow(*told)


def heirs(scope: Scope, library_id: int) -> list[tuple[int, str]]:
    """Libraries that may take over from this one, by name."""
    statement = select(Tenant.id, Tenant.name).where(
        Tenant.kind == TenantKind.LIBRARY, Tenant.state == TenantState.ACTIVE, Tenant.id != library_id
    )
    return [(one, name) for one, name in scope.session.execute(statement.order_by(Tenant.name, Tenant.id))]


def steps(scope: Scope, library_id: int) -> list[StepRow]:
    """The life of a library, the newest step first."""
    heir = aliased(Tenant)
    statement = (
        select(
            LibraryStep.step,
            LibraryStep.at,
            User.name,
            LibraryStep.reason,
            LibraryStep.closed_on,
            func.coalesce(heir.name, ""),
        )
        .outerjoin(User, User.id == LibraryStep.by_id)
        .outerjoin(heir, heir.id == LibraryStep.successor_id)
        .where(LibraryStep.library_id == library_id)
        .order_by(LibraryStep.at.desc(), LibraryStep.id)
    )
    return [StepRow(*row) for row in scope.session.execute(statement)]


def provinces(scope: Scope) -> list[tuple[str, str]]:
    return [
        (code, name)
        for code, name in scope.session.execute(select(Province.code, Province.name).order_by(Province.name))
    ]


def health(scope: Scope, library_ids: Collection[int]) -> dict[int, Health]:
    """How these libraries are doing. Four statements."""
    coming = _count(scope, library_ids, _is_coming())
    late = _count(scope, library_ids, waits_for_count())
    counted = select(Session.tenant_id, func.max(Session.counted_at)).where(Session.tenant_id.in_(library_ids))
    last: dict[int, Any] = dict(scope.session.execute(counted.group_by(Session.tenant_id)).all())
    return {
        one: Health(coming.get(one, 0), late.get(one, 0), last.get(one), readiness.points(known))
        for one, known in workroom.known(scope, library_ids).items()
    }


def is_silent() -> ColumnElement[bool]:
    """The condition on a library (`Tenant`) that is active and has nothing coming."""
    return and_(Tenant.state == TenantState.ACTIVE, ~exists().where(Session.tenant_id == Tenant.id, _is_coming()))


def _count(scope: Scope, library_ids: Collection[int], *conditions: Any) -> dict[int, int]:
    statement = select(Session.tenant_id, func.count()).where(Session.tenant_id.in_(library_ids), *conditions)
    return dict(scope.session.execute(statement.group_by(Session.tenant_id)).all())


def _libraries() -> Select[*tuple[Any, ...]]:
    heir = aliased(Tenant)
    return (
        select(
            Tenant.id,
            Tenant.slug,
            Tenant.name,
            Tenant.place,
            func.coalesce(Province.name, ""),
            Tenant.state,
            Tenant.website,
            Tenant.created_at,
            Tenant.closed_at,
            Tenant.erased_at,
            func.coalesce(heir.name, ""),
            func.coalesce(heir.slug, ""),
        )
        .outerjoin(Province, Province.code == Tenant.province_code)
        .outerjoin(heir, heir.id == Tenant.successor_id)
        .where(Tenant.kind == TenantKind.LIBRARY)
    )


def _is_coming() -> ColumnElement[bool]:
    return and_(Session.state == SessionState.PLANNED, Session.starts_at > clock.now())


def _is(kind: Kind) -> ColumnElement[bool]:
    if kind is Kind.ALL:
        return true()
    if kind is Kind.SILENT:
        return is_silent()
    if kind is Kind.UNREADY:
        return and_(Tenant.state == TenantState.ACTIVE, ~workroom.is_ready())
    return Tenant.state == TenantState(kind.value)


def _found(statement: Select[*tuple[Any, ...]], search: str) -> Select[*tuple[Any, ...]]:
    if not search:
        return statement
    like = (column.icontains(search, autoescape=True) for column in (Tenant.name, Tenant.place, Tenant.slug))
    return statement.where(or_(*like))
