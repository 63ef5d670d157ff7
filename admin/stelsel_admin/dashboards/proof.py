"""Are the figures equal to the facts? And making them so.

The facts are summed by the database itself, in one statement for each library: another road to the same number than
the differences of `rollups`, so that the one proves the other.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, case, cast, delete, extract, func, select

from stelsel import audit, clock
from stelsel.tenancy import Scope, Tenant
from stelsel.web.periods import next_month
from stelsel_admin.dashboards.figures import COLUMNS, Amounts, Cell, month_of
from stelsel_admin.dashboards.models import MonthFigures
from stelsel_tenants.activities.models import Session, SessionState

MONTHS = 240
"""A CASE of more branches than this is cut into several statements."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A figure that differs from the facts."""

    cell: Cell
    column: str
    kept: int
    fact: int


def verify(scope: Scope) -> list[Wrong]:
    """Every figure of the scope's tenant that differs from the facts; a row that is not there counts as noughts."""
    return list(_wrong(kept(scope), facts(scope)))


def rebuild(scope: Scope) -> int:
    """Make the figures of the scope's tenant equal to the facts. Returns how many cells were not.

    It may run while desks count: the end of the tenant's audit chain and the rows themselves are held first, so that
    who counts meanwhile waits and then adds to what stands here.
    """
    audit.record(scope, "figures.rebuilt", scope.session.get_one(Tenant, scope.tenant_id))
    scope.session.scalars(select(MonthFigures.id).order_by(MonthFigures.id).with_for_update()).all()
    before, truth = kept(scope), facts(scope)
    astray = {wrong.cell for wrong in _wrong(before, truth)}
    for cell in sorted(astray & before.keys()):
        if cell in truth:
            scope.upsert(MonthFigures, asdict(cell), put=dict.fromkeys(COLUMNS, 0) | truth[cell])
        else:
            scope.session.execute(delete(MonthFigures).where(_at(cell)))
    made = [asdict(cell) | dict.fromkeys(COLUMNS, 0) | truth[cell] for cell in sorted(astray - before.keys())]
    scope.insert_many(MonthFigures, made)
    return len(astray)


def kept(scope: Scope) -> dict[Cell, Amounts]:
    """The figures as they are."""
    columns = [getattr(MonthFigures, name) for name in COLUMNS]
    rows = scope.session.execute(
        select(MonthFigures.branch_id, MonthFigures.concept_slug, MonthFigures.month, *columns)
    )
    return {Cell(*row[:3]): dict(zip(COLUMNS, row[3:], strict=True)) for row in rows}


def facts(scope: Scope) -> dict[Cell, Amounts]:
    """The figures as they should be, from the sessions alone."""
    first, last = (scope.session.scalar(select(edge(Session.starts_at))) for edge in (func.min, func.max))
    if first is None or last is None:
        return {}
    found: dict[Cell, Amounts] = {}
    months = _months(month_of(first), month_of(last))
    for start in range(0, len(months), MONTHS):
        part = months[start : start + MONTHS]
        for branch_id, concept, number, *sums in scope.session.execute(_sums(part)):
            found[Cell(branch_id, concept, part[number])] = dict(zip(COLUMNS, map(int, sums), strict=True))
    return found


def _sums(months: list[date]) -> Any:
    """Sessions of these months, summed by branch, concept and the month's place in the list.

    The database does not know when a month begins in Amsterdam: it is told the instants.
    """
    ends = [clock.start_of(next_month(month)) for month in months]
    number = case(*((Session.starts_at < end, place) for place, end in enumerate(ends)), else_=len(months))
    held = (Session.state == SessionState.HELD) & Session.present.is_not(None)
    came = func.coalesce(
        Session.registered_present, case((Session.present < Session.taken, Session.present), else_=Session.taken)
    )
    wanted: dict[str, ColumnElement[Any]] = {
        "planned": case((Session.state == SessionState.PLANNED, 1), else_=0),
        "cancelled": case((Session.state == SessionState.CANCELLED, 1), else_=0),
        "held": case((held, 1), else_=0),
        "minutes": case((held, _minutes()), else_=0),
        "registered": case((held, Session.taken), else_=0),
        "present": case((held, Session.present), else_=0),
        "registered_present": case((held, came), else_=0),
        "present_at_sign_up": case((held & (Session.taken > 0), Session.present), else_=0),
        "turned_away": case((held, Session.turned_away), else_=0),
    }
    place = number.label("place")
    return (
        select(Session.branch_id, Session.concept_slug, place, *(func.sum(wanted[name]) for name in COLUMNS))
        .where(Session.starts_at >= clock.start_of(months[0]), Session.starts_at < ends[-1])
        .group_by(Session.branch_id, Session.concept_slug, place)
    )


def _minutes() -> ColumnElement[int]:
    """Whole minutes of a session."""
    seconds = cast(extract("epoch", Session.ends_at), Integer) - cast(extract("epoch", Session.starts_at), Integer)
    return seconds // 60


def _months(first: date, last: date) -> list[date]:
    found = [first]
    while found[-1] < last:
        found.append(next_month(found[-1]))
    return found


def _wrong(found: dict[Cell, Amounts], truth: dict[Cell, Amounts]) -> Iterable[Wrong]:
    for cell in sorted(found.keys() | truth.keys()):
        for name in COLUMNS:
            one, other = found.get(cell, {}).get(name, 0), truth.get(cell, {}).get(name, 0)
            if one != other:
                yield Wrong(cell, name, one, other)


def _at(cell: Cell) -> ColumnElement[bool]:
    return (
        (MonthFigures.branch_id == cell.branch_id)
        & (MonthFigures.concept_slug == cell.concept_slug)
        & (MonthFigures.month == cell.month)
    )
