"""Whose a row is, read from the metadata: what goes along in an export and away with an erasure.

An owned row is its tenant's. A shared row is that of the tenant it points at, unless the column says that it only
mentions one (`MENTIONS`). So a table that is made tomorrow is in both by itself.
"""

from sqlalchemy import inspect
from sqlalchemy.orm import ColumnProperty

from stelsel.db import MENTIONS, Base, Owned, Role
from stelsel.tenancy import security
from stelsel.tenancy.models import Tenant

(_MENTIONS,) = MENTIONS


def key_of(model: type[Base]) -> str | None:
    """The attribute that names the tenant whose row it is; None for a table of the network as a whole."""
    if issubclass(model, Owned):
        return "tenant_id"
    if model is Tenant:
        return "id"
    pointing = [
        one.key
        for one in attributes(model)
        for key in one.columns[0].foreign_keys
        if key.target_fullname == f"{Tenant.__tablename__}.id" and _MENTIONS not in one.columns[0].info
    ]
    if len(pointing) > 1:
        raise TypeError(f"{model.__name__}: {' and '.join(pointing)} each say whose it is; mark the others MENTIONS")
    return pointing[0] if pointing else None


def models() -> list[type[Base]]:
    """Every table that holds rows of a tenant, what is pointed at before what points."""
    place = {table.name: number for number, table in enumerate(Base.metadata.sorted_tables)}
    return sorted((one for one in security.models() if key_of(one)), key=lambda one: place[str(one.__tablename__)])


def attributes(model: type[Base]) -> list[ColumnProperty[object]]:
    """The columns of a table as its class knows them, in the order of the table."""
    return list(inspect(model).column_attrs)


def reader(model: type[Base]) -> Role:
    """The database role that may read the rows of a tenant in this table whole."""
    if issubclass(model, Owned):
        return "app"
    found: list[Role] = [
        role for role in ("identity", "national") if "r" in model.rights(role) and role not in model.access.columns
    ]
    return found[0]
