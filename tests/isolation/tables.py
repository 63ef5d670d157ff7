"""Tables for the probes: what rooms have (relationships, composite keys, a table that only grows), and what they
must never have (a loose pointer, an unmapped table). They live in a registry of their own, so that no other test
and no migration ever meets them.
"""

import uuid
from typing import ClassVar

from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    inspect,
)
from sqlalchemy.orm import Mapped, mapped_column, registry, relationship

from stelsel.db import Base, Owned
from stelsel.tenancy import Tenant

METADATA = MetaData(naming_convention=Base.metadata.naming_convention)
inspect(Tenant).local_table.to_metadata(METADATA)  # type: ignore[attr-defined]  # it is a table, not any selectable


class Probed(Owned):
    """An owned row of the laboratory."""

    __abstract__ = True

    _sa_registry = registry(metadata=METADATA, type_annotation_map=Base.registry.type_annotation_map)
    metadata = METADATA


class Venue(Probed):
    __tablename__ = "probe_venue"
    __table_args__ = (UniqueConstraint("tenant_id", "name"),)

    name: Mapped[str] = mapped_column(String(40))
    kind: Mapped[int] = mapped_column(default=1)


class Event(Probed):
    """`neighbours` matches on `kind` alone, so that only a guard keeps another tenant's rows out of it."""

    __tablename__ = "probe_event"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "venue_id"], ["probe_venue.tenant_id", "probe_venue.id"]),
        Index("uq_probe_event_word", "tenant_id", "word", unique=True),
    )
    published: ClassVar[bool] = True
    partner_column: ClassVar[str | None] = "organisation_id"

    title: Mapped[str] = mapped_column(String(80))
    word: Mapped[str] = mapped_column(String(40))
    kind: Mapped[int] = mapped_column(default=1)
    venue_id: Mapped[uuid.UUID | None] = mapped_column(default=None)
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(default=None)
    neighbours: Mapped[list[Venue]] = relationship(
        primaryjoin="foreign(Event.kind) == Venue.kind", uselist=True, viewonly=True, init=False, order_by="Venue.name"
    )


class Note(Probed):
    """Only grows."""

    __tablename__ = "probe_note"
    __table_args__ = (Index("uq_probe_note_seq", "tenant_id", "seq", unique=True),)
    append_only: ClassVar[bool] = True

    seq: Mapped[int]
    text: Mapped[str] = mapped_column(String(80))


class Loose(Probed):
    """As a table must never be: its pointer and its unique key forget the tenant. Used where the keys are 'off'."""

    __tablename__ = "probe_loose"
    __table_args__ = (UniqueConstraint("word"),)

    word: Mapped[str] = mapped_column(String(40))
    venue_id: Mapped[uuid.UUID | None] = mapped_column(default=None)


LABELS = Table(
    "probe_label",
    METADATA,
    Column("tenant_id", Integer, primary_key=True),
    Column("event_id", Uuid, primary_key=True),
    Column("label", String(80), primary_key=True),
)
"""An association table that nobody mapped."""

MODELS: tuple[type[Owned], ...] = (Venue, Event, Note, Loose)
TABLES = [table for table in METADATA.sorted_tables if table.name.startswith("probe_")]
