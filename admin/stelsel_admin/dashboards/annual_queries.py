"""What the yearly figures of the network are made of, from the libraries that share theirs. Three statements."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, func, select

from stelsel.geo.models import Municipality
from stelsel.tenancy import Scope, Tenant, TenantKind, TenantState
from stelsel.web.periods import Period
from stelsel_admin.dashboards.choice import Named
from stelsel_admin.dashboards.models import MonthFigures
from stelsel_admin.dashboards.queries import provinces
from stelsel_tenants.activities.models import Concept, CoreFunction
from stelsel_tenants.figures.models import AnnualShare
from stelsel_tenants.libraries.models import Branch


@dataclass(frozen=True, slots=True)
class Row:
    """A year of one function at one branch of a library that shares it."""

    tenant_id: int
    branch_id: uuid.UUID
    province: str
    function: CoreFunction | None
    held: int
    present: int


@dataclass(frozen=True, slots=True)
class Known:
    """`of_libraries`: how many take part in the network now; `sharing`: how many of those share this year."""

    year: Period
    rows: Sequence[Row]
    provinces: Sequence[Named]
    of_libraries: int
    sharing: int


def known(scope: Scope, year: Period) -> Known:
    shares = and_(AnnualShare.tenant_id == Tenant.id, AnnualShare.year == year.first.year)
    active = (Tenant.kind == TenantKind.LIBRARY, Tenant.state == TenantState.ACTIVE)
    counts = select(func.count(), func.count(AnnualShare.id)).select_from(Tenant).outerjoin(AnnualShare, shares)
    of_libraries, sharing = scope.session.execute(counts.where(*active)).one()
    return Known(year, _rows(scope, year), provinces(scope), of_libraries, sharing)


def _rows(scope: Scope, year: Period) -> list[Row]:
    figures = MonthFigures
    keys = figures.tenant_id, figures.branch_id, Municipality.province_code, Concept.core_function
    statement = (
        select(*keys, func.sum(figures.held), func.sum(figures.present))
        .join(Branch, and_(Branch.tenant_id == figures.tenant_id, Branch.id == figures.branch_id))
        .join(Municipality, Municipality.code == Branch.municipality_code)
        .join(Concept, Concept.slug == figures.concept_slug)
        .join(AnnualShare, and_(AnnualShare.tenant_id == figures.tenant_id, AnnualShare.year == year.first.year))
        .join(Tenant, Tenant.id == figures.tenant_id)
        .where(Tenant.state == TenantState.ACTIVE, figures.month >= year.first, figures.month <= year.last)
        .group_by(*keys)
        .having(func.sum(figures.held) > 0)
    )
    return [
        Row(tenant_id, branch_id, province, function, int(held), int(present))
        for tenant_id, branch_id, province, function, held, present in scope.session.execute(statement)
    ]
