"""Are the figures equal to the facts? And making them so.

The facts are summed by the database itself: another road to the same number than the differences of `rollups`, so that
the one proves the other.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any, Generic

from sqlalchemy import and_, delete, select

from stelsel import audit
from stelsel.db import Owned
from stelsel.tenancy import Scope, Tenant
from stelsel_admin.dashboards import facts
from stelsel_admin.dashboards.figures import COLUMNS, QUESTIONS, Amounts, C, Cell, QuestionCell
from stelsel_admin.dashboards.models import MonthFigures, QuestionFigures


@dataclass(frozen=True, slots=True)
class Wrong(Generic[C]):
    """A figure that differs from the facts."""

    cell: C
    column: str
    kept: int
    fact: int


@dataclass(frozen=True, slots=True)
class Figures(Generic[C]):
    """A table of figures: its cells, its columns that count something, and the facts that it should be equal to."""

    model: type[Owned]
    cell: type[C]
    columns: tuple[str, ...]
    facts: Callable[[Scope], dict[C, Amounts]]

    def kept(self, scope: Scope) -> dict[C, Amounts]:
        """The figures as they are."""
        names: list[str] = [field.name for field in fields(self.cell)]
        columns = [getattr(self.model, name) for name in (*names, *self.columns)]
        found: dict[C, Amounts] = {}
        for row in scope.session.execute(select(*columns)):
            found[self.cell(*row[: len(names)])] = dict(zip(self.columns, row[len(names) :], strict=True))
        return found

    def wrong(self, found: dict[C, Amounts], truth: dict[C, Amounts]) -> Iterable[Wrong[C]]:
        for cell in sorted(found.keys() | truth.keys()):
            for name in self.columns:
                one, other = found.get(cell, {}).get(name, 0), truth.get(cell, {}).get(name, 0)
                if one != other:
                    yield Wrong(cell, name, one, other)

    def mend(self, scope: Scope) -> int:
        """Make every cell equal to the facts. Returns how many were not."""
        scope.session.scalars(select(self.model.id).order_by(self.model.id).with_for_update()).all()
        before, truth = self.kept(scope), self.facts(scope)
        noughts = dict.fromkeys(self.columns, 0)
        astray = {wrong.cell for wrong in self.wrong(before, truth)}
        for cell in sorted(astray & before.keys()):
            if cell in truth:
                scope.upsert(self.model, asdict(cell), put=noughts | truth[cell])
            else:
                at = and_(*(getattr(self.model, name) == value for name, value in asdict(cell).items()))
                scope.session.execute(delete(self.model).where(at))
        scope.insert_many(self.model, [asdict(cell) | noughts | truth[cell] for cell in sorted(astray - before.keys())])
        return len(astray)


ALL: tuple[Figures[Any], ...] = (
    Figures(MonthFigures, Cell, COLUMNS, facts.sessions),
    Figures(QuestionFigures, QuestionCell, QUESTIONS, facts.questions),
)


def verify(scope: Scope) -> list[Wrong[Any]]:
    """Every figure of the scope's tenant that differs from the facts; a row that is not there counts as noughts."""
    return [wrong for one in ALL for wrong in one.wrong(one.kept(scope), one.facts(scope))]


def rebuild(scope: Scope) -> int:
    """Make the figures of the scope's tenant equal to the facts. Returns how many cells were not.

    It may run while desks count: the end of the tenant's audit chain and the rows themselves are held first, so that
    who counts meanwhile waits and then adds to what stands here.
    """
    audit.record(scope, "figures.rebuilt", scope.session.get_one(Tenant, scope.tenant_id))
    return sum(one.mend(scope) for one in ALL)
