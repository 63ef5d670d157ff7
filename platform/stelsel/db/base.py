"""What a table is: the network's (`Shared`) or one tenant's (`Owned`), and which database role may do what with it."""

import enum
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Literal, dataclass_transform

from sqlalchemy import ColumnElement, Enum, ForeignKey, MetaData, Uuid, null
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    MappedAsDataclass,
    declared_attr,
    mapped_column,
    registry,
    relationship,
)

from stelsel.db.types import UtcDateTime

Role = Literal["app", "bridge", "partner", "national", "reader", "identity"]
ROLES: tuple[Role, ...] = ("app", "bridge", "partner", "national", "reader", "identity")

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


@dataclass(frozen=True, slots=True)
class Access:
    """Rights of the database roles on one table, beyond the default of its base.

    `rights`: letters r(ead) a(dd) w(rite) d(elete) per role. `columns` narrows reading to the named columns for a
    role: what is not named does not exist for it. `writes` narrows writing likewise.
    """

    rights: dict[Role, str] = field(default_factory=dict)
    columns: dict[Role, tuple[str, ...]] = field(default_factory=dict)
    writes: dict[Role, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Apart:
    """Rows of one tenant with the same whole number in `same` never overlap in [`begins`, `ends`); the database
    itself refuses it, as the constraint `<table>_apart`."""

    same: str
    begins: str
    ends: str


MENTIONS: dict[str, Any] = {"mentions": True}
"""The `info` of a foreign key to a tenant in a shared table whose row is not that tenant's: it only names it."""


def values(members: type[enum.Enum]) -> list[str]:
    return [str(member.value) for member in members]


class Root(DeclarativeBase):
    """The plain base that Flask-SQLAlchemy is given (a dataclass base breaks it)."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={
            datetime: UtcDateTime(),
            uuid.UUID: Uuid(),
            # Values, not names, as text: a native enum has no leakproof equality and would lose its index under RLS.
            enum.StrEnum: Enum(
                enum.StrEnum, native_enum=False, length=40, values_callable=values, validate_strings=True
            ),
        },
    )


@dataclass_transform(kw_only_default=True, field_specifiers=(mapped_column, relationship))
class Base(MappedAsDataclass, Root, kw_only=True, repr=False, eq=False):
    """Base of every table. Fields are keyword-only; no repr, as it would carry personal data into logs."""

    __abstract__ = True

    access: ClassVar[Access] = Access()
    append_only: ClassVar[bool] = False
    apart: ClassVar[Apart | None] = None
    published: ClassVar[bool] = False
    partner_column: ClassVar[str | None] = None
    """The column that says which partner organisation a row is about: the partner role reaches its own only."""
    tenant_column: ClassVar[str | None] = None
    """Of a shared table: the column that says whose the row is. Under a tenant's scope only its own are written."""

    stays: ClassVar[str | None] = None
    """Why its rows outlive the tenant whose they are. None: they go with it (`tenancy.wiping`)."""

    @classmethod
    def rights(cls, role: Role) -> str:
        """What a database role may do with this table: letters of "rawd"."""
        given = cls.access.rights.get(role)
        rights = cls.default_rights(role) if given is None else given
        return "".join(letter for letter in rights if letter in "ra") if cls.append_only else rights

    @classmethod
    def default_rights(cls, role: Role) -> str:
        return ""

    @classmethod
    def partner_key(cls) -> ColumnElement[Any]:
        """The `partner_column`; NULL where the table has none."""
        column: ColumnElement[Any] = getattr(cls, cls.partner_column) if cls.partner_column else null()
        return column


class Shared(Base):
    """A row of the network: no tenant owns it. Everybody reads it, the national body writes it."""

    __abstract__ = True

    @classmethod
    def default_rights(cls, role: Role) -> str:
        return "rawd" if role == "national" else "r"


class Owned(Base):
    """A row of one tenant. The key is (tenant_id, id), so that no foreign key can point into another tenant.

    `tenant_id` is filled in by the session from its scope; only a scope between tenants must name it.
    """

    __abstract__ = True

    tenant_id: Mapped[int] = mapped_column(ForeignKey("tenant.id"), primary_key=True, default=None, sort_order=-2)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default_factory=uuid.uuid4, sort_order=-1)

    @classmethod
    def default_rights(cls, role: Role) -> str:
        if role == "partner":
            return "r" if cls.partner_column else ""
        return {"app": "rawd", "bridge": "raw"}.get(role, "")


class Versioned(Owned):
    """An owned row that several people edit: `version` counts its changes, and a stale one cannot be written."""

    __abstract__ = True

    version: Mapped[int] = mapped_column(default=1, init=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - a class-level directive
        return {"version_id_col": cls.version}
