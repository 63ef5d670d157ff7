"""A library with a marked row in every table that has rows of a tenant: its own, and the network's that are its."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, create_engine, insert, select
from sqlalchemy.pool import NullPool

from stelsel.db import Base, Owned
from stelsel.db.personal import SECRET
from stelsel.tenancy import Tenant, whose
from tests.support.factories import BEGINS, Rows

(OPENS,) = SECRET
SHARED: dict[str, dict[str, Any]] = {
    "api_key": {"may": [], "ends_at": BEGINS + timedelta(days=7)},
    "invitation": {"role": "desk", "ends_at": BEGINS, "organisation_id": None},
    "job": {"state": "waiting", "ids": {}},
    "letter": {"state": "waiting", "queued_at": BEGINS},
    "library_step": {"step": "invited", "at": BEGINS, "closed_on": None},
    "link": {"purpose": "check", "made_at": BEGINS, "ends_at": BEGINS + timedelta(days=7)},
    "membership": {"role": "desk", "organisation_id": None},
}
"""What the rules of a shared table ask; a table that is not here needs nothing of its own."""


def _two(connection: Connection) -> list[uuid.UUID]:
    """Two organisations that are there, in order."""
    there = select(Base.metadata.tables["organisation"].c.id)
    return sorted(connection.scalars(there))[:2]


def _wish(connection: Connection) -> dict[str, Any]:
    one, other = _two(connection)
    return {"one_id": one, "other_id": other}


def _moved(connection: Connection) -> dict[str, Any]:
    """With the merge that moved it, which is nobody's."""
    gone, kept = _two(connection)
    merge = {"id": uuid.uuid4(), "gone_id": gone, "kept_id": kept, "at": BEGINS, "before": {}, "after": {}}
    connection.execute(insert(Base.metadata.tables["organisation_merge"]), merge)
    return {"merge_id": merge["id"]}


POINTING = {"organisation_merge_wish": _wish, "organisation_moved": _moved}
"""What a shared table needs to point at, by table."""


class Full(Rows):
    """`kept`: also what stays when a library is erased, which then is no trail that holds."""

    def __init__(self, connection: Connection, tenant_id: int, row_id: uuid.UUID, mark: str, *, kept: bool) -> None:
        super().__init__(connection, tenant_id, row_id, mark)
        self.kept = kept

    def make_all(self) -> None:
        for model in whose.models():
            if issubclass(model, Owned) and (self.kept or model.stays is None):
                self.row(str(model.__tablename__))
        self._person()
        for model in whose.models():
            if not issubclass(model, Owned) and model is not Tenant:
                self._of_the_network(model)

    def _person(self) -> None:
        table = Base.metadata.tables["user_account"]
        values = {column.name: self._value(column) for column in table.columns} | {"id": self.row_id, "active": True}
        values |= {"created_at": BEGINS, "language": "nl"}
        self.connection.execute(insert(table), values)
        self._made["user_account"] = values

    def _of_the_network(self, model: type[Base]) -> None:
        name = str(model.__tablename__)
        table = Base.metadata.tables[name]
        values = {column.name: self._value(column) for column in table.columns} | {"id": self.row_id}
        if "user_id" in table.columns:
            values["user_id"] = self.row_id
        if name in POINTING:
            values |= POINTING[name](self.connection)
        self.connection.execute(
            insert(table), values | {str(whose.key_of(model)): self.tenant_id} | SHARED.get(name, {})
        )
        self._made[name] = values

    def words(self, *, secret: bool) -> Iterator[tuple[str, str]]:
        """(table, marked words) of every text column: of those that open something, or of the others."""
        for name, values in self._made.items():
            for column in Base.metadata.tables[name].columns:
                said = values[column.name]
                if isinstance(said, str) and said.startswith(self.mark) and (OPENS in column.info) == secret:
                    yield name, said


def fill(url: str, tenant_id: int, row_id: uuid.UUID, mark: str, *, kept: bool = True) -> Full:
    """Put the rows there, past every guard."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        made = Full(connection, tenant_id, row_id, mark, kept=kept)
        made.make_all()
    engine.dispose()
    return made
