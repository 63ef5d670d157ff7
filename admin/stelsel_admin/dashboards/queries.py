"""What the figures are made of, in a fixed number of statements: as many for ten libraries as for a thousand."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, and_, case, extract, func, select
from sqlalchemy.orm import aliased

from stelsel.geo import queries as geo
from stelsel.geo.models import Municipality, MunicipalityInhabitants, Province
from stelsel.tenancy import Scope, Tenant, TenantKind, TenantState
from stelsel_admin.dashboards.choice import LIMITS, Choice, Named, Size
from stelsel_admin.dashboards.figures import COLUMNS
from stelsel_admin.dashboards.models import MonthFigures, QuestionFigures, SeriesBreak
from stelsel_tenants.activities.models import Concept
from stelsel_tenants.libraries.models import Branch, WorkingArea

Figures: TypeAlias = MonthFigures | QuestionFigures


@dataclass(frozen=True, slots=True)
class Row:
    """The sums of one month, in one province, of one concept, of libraries of one size."""

    month: date
    province: str
    concept: str
    size: str
    sums: Counter[str]


@dataclass(frozen=True, slots=True)
class Library:
    """One library in one province, in the chosen period and of the chosen concept and size."""

    tenant_id: int
    province: str
    has_sessions: bool
    has_counted: bool


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality: who lives there, and what took or takes place."""

    code: str
    name: str
    province: str
    inhabitants: int
    branches: int
    sessions: int


@dataclass(frozen=True, slots=True)
class Target:
    """At how many places a kind of help is given in the chosen period, and at how many it is meant to be."""

    name: str
    places: int
    target: int


@dataclass(frozen=True, slots=True)
class Known:
    """All that was asked of the database."""

    choice: Choice
    rows: Sequence[Row]
    libraries: Sequence[Library]
    active: Sequence[tuple[int, str]]
    """Active libraries of the chosen size with the province of each of their branches; "" without one."""
    towns: Sequence[Town]
    targets: Sequence[Target]
    """Of the chosen concept, or of all that have one. Targets are of the country: a part of it has none."""
    counting: dict[int, int]
    """Year → libraries that counted at least once."""
    breaks: dict[date, str]


def first_month(scope: Scope) -> date | None:
    """The first month of which there are figures."""
    firsts = (scope.session.scalar(select(func.min(model.month))) for model in (MonthFigures, QuestionFigures))
    return min(filter(None, firsts), default=None)


def provinces(scope: Scope) -> list[Named]:
    return [Named(*row) for row in scope.session.execute(select(Province.code, Province.name).order_by(Province.code))]


def concepts(scope: Scope) -> list[Named]:
    statement = select(Concept.slug, Concept.name).order_by(Concept.position, Concept.name, Concept.slug)
    return [Named(*row) for row in scope.session.execute(statement)]


def known(scope: Scope, choice: Choice, *, since: date) -> Known:
    """What the page of figures is made of. `since`: the first month that is needed; eight statements at most."""
    return Known(
        choice=choice,
        rows=_rows(scope, since, max(period.last for period in choice.periods)),
        libraries=_libraries(scope, choice),
        active=_active(scope, choice),
        towns=_towns(scope, choice),
        targets=_targets(scope, choice),
        counting=_counting(scope, choice),
        breaks={one.month: one.words for one in scope.session.scalars(select(SeriesBreak))},
    )


def _sizes() -> tuple[Any, ColumnElement[str]]:
    """Inhabitants of each library's working area by the newest count, as a subquery, and the size that follows."""
    later = aliased(MunicipalityInhabitants)
    newest = (
        select(func.max(later.on_day))
        .where(later.municipality_code == MunicipalityInhabitants.municipality_code)
        .scalar_subquery()
    )
    people = (
        select(WorkingArea.tenant_id, func.sum(MunicipalityInhabitants.inhabitants).label("number"))
        .join(MunicipalityInhabitants, MunicipalityInhabitants.municipality_code == WorkingArea.municipality_code)
        .where(WorkingArea.until.is_(None), MunicipalityInhabitants.on_day == newest)
        .group_by(WorkingArea.tenant_id)
        .subquery()
    )
    steps = [(people.c.number < limit, size.value) for size, limit in LIMITS]
    return people, case((people.c.number.is_(None), Size.UNKNOWN.value), *steps, else_=Size.LARGEST.value)


def placed(model: type[Figures], *columns: Any) -> tuple[Select[Any], ColumnElement[str]]:
    """Figures with the municipality of their branch, and the size of their library."""
    people, size = _sizes()
    statement = (
        select(*columns)
        .select_from(model)
        .join(Branch, and_(Branch.tenant_id == model.tenant_id, Branch.id == model.branch_id))
        .join(Municipality, Municipality.code == Branch.municipality_code)
        .outerjoin(people, people.c.tenant_id == model.tenant_id)
    )
    return statement, size


def _within(statement: Select[Any], size: ColumnElement[str], choice: Choice) -> Select[Any]:
    """Only what was chosen, in the chosen period."""
    period = choice.period
    return _of(statement.where(MonthFigures.month >= period.first, MonthFigures.month <= period.last), size, choice)


def _of(statement: Select[Any], size: ColumnElement[str], choice: Choice) -> Select[Any]:
    if choice.province:
        statement = statement.where(Municipality.province_code == choice.province)
    if choice.concept:
        statement = statement.where(MonthFigures.concept_slug == choice.concept)
    return statement.where(size == choice.size) if choice.size else statement


def _rows(scope: Scope, since: date, last: date) -> list[Row]:
    statement, size = placed(MonthFigures, MonthFigures.month, Municipality.province_code, MonthFigures.concept_slug)
    groups = (MonthFigures.month, Municipality.province_code, MonthFigures.concept_slug, size)
    statement = (
        statement.add_columns(size, *(func.sum(getattr(MonthFigures, name)) for name in COLUMNS))
        .where(MonthFigures.month >= since, MonthFigures.month <= last)
        .group_by(*groups)
    )
    return [
        Row(month, province, concept, size_of, Counter(dict(zip(COLUMNS, map(int, sums), strict=True))))
        for month, province, concept, size_of, *sums in scope.session.execute(statement)
    ]


def _libraries(scope: Scope, choice: Choice) -> list[Library]:
    """Libraries with their sessions of the period, of the chosen concept and size; one line for each province."""
    there = func.sum(MonthFigures.planned + MonthFigures.held)
    held = func.sum(MonthFigures.held)
    statement, size = placed(MonthFigures, MonthFigures.tenant_id, Municipality.province_code, there, held)
    statement = _within(statement, size, choice).group_by(MonthFigures.tenant_id, Municipality.province_code)
    return [
        Library(one, where, some > 0, counted > 0) for one, where, some, counted in scope.session.execute(statement)
    ]


def _active(scope: Scope, choice: Choice) -> list[tuple[int, str]]:
    people, size = _sizes()
    statement = (
        select(Tenant.id, func.coalesce(Municipality.province_code, ""))
        .outerjoin(Branch, and_(Branch.tenant_id == Tenant.id, Branch.closed_on.is_(None)))
        .outerjoin(Municipality, Municipality.code == Branch.municipality_code)
        .outerjoin(people, people.c.tenant_id == Tenant.id)
        .where(Tenant.kind == TenantKind.LIBRARY, Tenant.state == TenantState.ACTIVE)
        .distinct()
    )
    if choice.size:
        statement = statement.where(size == choice.size)
    return [(one, where) for one, where in scope.session.execute(statement)]


def _towns(scope: Scope, choice: Choice) -> list[Town]:
    """All municipalities of the chosen province, by name. Three statements."""
    there = func.sum(MonthFigures.planned + MonthFigures.held)
    branches = func.count(func.distinct(MonthFigures.branch_id))
    statement, size = placed(MonthFigures, Branch.municipality_code, branches, there)
    statement = _within(statement, size, choice).where(MonthFigures.planned + MonthFigures.held > 0)
    by_town = scope.session.execute(statement.group_by(Branch.municipality_code))
    found = {code: (number, some) for code, number, some in by_town}
    people = geo.inhabitants(scope)
    towns = select(Municipality.code, Municipality.name, Municipality.province_code)
    if choice.province:
        towns = towns.where(Municipality.province_code == choice.province)
    return [
        Town(code, name, province, people[code], *map(int, found.get(code, (0, 0))))
        for code, name, province in scope.session.execute(towns.order_by(Municipality.name, Municipality.code))
        if code in people
    ]


def _targets(scope: Scope, choice: Choice) -> list[Target]:
    if choice.province or choice.size:
        return []
    period, number = choice.period, func.count(func.distinct(MonthFigures.branch_id))
    there = and_(
        MonthFigures.concept_slug == Concept.slug,
        MonthFigures.month >= period.first,
        MonthFigures.month <= period.last,
        MonthFigures.planned + MonthFigures.held > 0,
    )
    statement = (
        select(Concept.name, number, Concept.places_target)
        .outerjoin(MonthFigures, there)
        .where(Concept.places_target.is_not(None))
        .group_by(Concept.slug, Concept.name, Concept.places_target, Concept.position)
        .order_by(Concept.position, Concept.name, Concept.slug)
    )
    if choice.concept:
        statement = statement.where(Concept.slug == choice.concept)
    return [Target(name, places, target or 0) for name, places, target in scope.session.execute(statement)]


def _counting(scope: Scope, choice: Choice) -> dict[int, int]:
    """Libraries that counted, by year: the N under the chart."""
    year = extract("year", MonthFigures.month)
    statement, size = placed(MonthFigures, year, func.count(func.distinct(MonthFigures.tenant_id)))
    statement = _of(statement.where(MonthFigures.held > 0), size, choice)
    return {int(one): number for one, number in scope.session.execute(statement.group_by(year))}
