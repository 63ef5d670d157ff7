"""What a session reaches, and the conditions that say so in every ORM statement."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import false, true
from sqlalchemy.orm import with_loader_criteria

from stelsel.db import Base, Owned, Role


class OutOfScope(RuntimeError):
    """Code reached for rows that its scope does not hold. A fault in the program, never a message for people."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What a session may touch."""

    role: Role
    tenant_ids: tuple[int, ...] = ()
    organisation_id: uuid.UUID | None = None
    reading: bool = False
    why: str = ""

    def holds(self, row: Owned) -> bool:
        """Is this row within reach? For rows that came from elsewhere; rights on the table are asked separately."""
        if self.tenant_ids:
            return row.tenant_id in self.tenant_ids
        if self.organisation_id:
            column = type(row).partner_column
            return column is not None and getattr(row, column) == self.organisation_id
        return True


def criteria(reach: Reach) -> tuple[Any, ...]:
    """The conditions that are added to every ORM statement of this reach, wherever a class stands in it.

    They depend on whose rows it reaches, not on why: those of the libraries that were asked last are kept.
    """
    if not (reach.tenant_ids or reach.organisation_id or reach.role in _BY_CLASS):
        raise OutOfScope(f"a {reach.role} scope ({reach.why}) must say for whom it acts")
    return _criteria(span(reach))


def span(reach: Reach) -> Reach:
    """Whose rows it reaches, and not why or what for: all that a condition depends on."""
    return replace(reach, reading=True, why="")


@lru_cache(maxsize=512)
def _criteria(reach: Reach) -> tuple[Any, ...]:
    closed = _closed(reach.role, by_class=not (reach.tenant_ids or reach.organisation_id))
    return _owned(reach), *_of_partner(reach), *closed


def _of_partner(reach: Reach) -> tuple[Any, ...]:
    """The condition on each table of the network that holds rows of partners: under the partner role its own only."""
    if reach.role != "partner":
        return ()
    own = reach.organisation_id
    return tuple(
        with_loader_criteria(mapper.class_, mapper.class_.partner_key() == own, include_aliases=True)
        for mapper in Base.registry.mappers
        if mapper.class_.partner_column and not issubclass(mapper.class_, Owned)
    )


def _owned(reach: Reach) -> Any:
    """The condition on every tenant table."""
    if len(reach.tenant_ids) == 1:
        (tenant_id,) = reach.tenant_ids
        return with_loader_criteria(Owned, lambda cls: cls.tenant_id == tenant_id, include_aliases=True)
    if reach.tenant_ids:
        tenant_ids = reach.tenant_ids
        return with_loader_criteria(Owned, lambda cls: cls.tenant_id.in_(tenant_ids), include_aliases=True)
    if reach.organisation_id:
        organisation_id = reach.organisation_id
        return with_loader_criteria(Owned, lambda cls: cls.partner_key() == organisation_id, include_aliases=True)
    # Depends on the class alone, so the analysis "once per class" is right here.
    return with_loader_criteria(Owned, _BY_CLASS[reach.role], include_aliases=True, track_closure_variables=False)


def _national(cls: type[Base]) -> Any:
    return true() if "r" in cls.rights("national") else false()


def _reader(cls: type[Base]) -> Any:
    return true() if "r" in cls.rights("reader") else false()


def _identity(cls: type[Base]) -> Any:
    return true() if "r" in cls.rights("identity") else false()


_BY_CLASS: dict[Role, Callable[[type[Base]], Any]] = {
    "national": _national,
    "reader": _reader,
    "identity": _identity,
}
"""Roles that act for no tenant in particular: they reach a tenant table whole, or find it empty."""


@cache
def _closed(role: Role, *, by_class: bool) -> tuple[Any, ...]:
    """Tables that this role does not read at all: in a join or a subquery they are empty, as no grant backs them.

    A statement *about* such a table is refused by name before (`GuardedSession.may`). Tenant tables are left out where
    the condition on them goes `by_class` and has emptied them already: each condition more is work for every statement.
    """
    return tuple(
        with_loader_criteria(mapper.class_, false(), include_aliases=True)
        for mapper in Base.registry.mappers
        if "r" not in mapper.class_.rights(role) and not (by_class and issubclass(mapper.class_, Owned))
    )
