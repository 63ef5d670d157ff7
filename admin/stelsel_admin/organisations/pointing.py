"""Every column that says which organisation a row is about, read from the metadata: so a table that is made tomorrow
is moved by a merge without being named here. A test holds that the bridge may change each of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import UniqueConstraint, inspect, select
from sqlalchemy.orm import InstrumentedAttribute

from stelsel.db import Base, Owned
from stelsel.tenancy import Organisation, Scope, security, whose
from stelsel_admin.organisations.models import OrganisationMerge
from stelsel_tenants.organisations.models import MergeWish

APART: frozenset[type[Base]] = frozenset({Organisation, OrganisationMerge, MergeWish})
"""What is said of the merge itself, or of the organisations as two."""
ID, NAME = "organisation_id", "organisation_name"
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Pointer:
    """A column that holds an organisation's id. `copies_name`: its name stands beside it, as in the projection."""

    model: type[Base]
    name: str
    copies_name: bool = False

    @property
    def table(self) -> str:
        return str(self.model.__tablename__)

    @property
    def column(self) -> InstrumentedAttribute[Any]:
        found: InstrumentedAttribute[Any] = getattr(self.model, self.name)
        return found

    @property
    def key(self) -> InstrumentedAttribute[Any]:
        """The row's own part of its key."""
        found: InstrumentedAttribute[Any] = getattr(self.model, str(inspect(self.model).primary_key[-1].key))
        return found

    @property
    def is_owned(self) -> bool:
        return issubclass(self.model, Owned)

    @property
    def follows_activity(self) -> bool:
        """Rows that are made anew for an activity, by night: where it goes, they go."""
        return self.is_owned and "activity_id" in inspect(self.model).columns

    @property
    def uniques(self) -> tuple[tuple[str, ...], ...]:
        """For each unique key with this column in it, the other columns."""
        table = self.model.metadata.tables[self.table]
        keys = [list(one.columns) for one in table.indexes if one.unique]
        keys += [list(one.columns) for one in table.constraints if isinstance(one, UniqueConstraint)]
        names = [tuple(column.key for column in one) for one in keys]
        return tuple(tuple(name for name in one if name != self.name) for one in names if self.name in one)


@cache
def pointers() -> tuple[Pointer, ...]:
    """Every one of them, by table."""
    return tuple(_pointers())


def _pointers() -> Iterator[Pointer]:
    target = f"{Organisation.__tablename__}.id"
    for model in security.models():
        if model in APART or model.append_only:
            continue
        names = {one.key for one in whose.attributes(model)}
        for one in whose.attributes(model):
            keys = {key.target_fullname for key in one.columns[0].foreign_keys}
            if target in keys or (one.key == ID and NAME in names):
                yield Pointer(model, one.key, copies_name=NAME in names)


def find(table: str, column: str) -> Pointer:
    return next(one for one in pointers() if (one.table, one.name) == (table, column))


def holders(scope: Scope, organisation_id: Any) -> list[int]:
    """The tenants of this scope that have a row about an organisation. One statement a table."""
    found: set[int] = set()
    for one in pointers():
        if one.is_owned:
            tenant: Any = one.model.tenant_id  # type: ignore[attr-defined]
            found |= set(scope.session.scalars(select(tenant).where(one.column == organisation_id).distinct()))
    return sorted(found)
