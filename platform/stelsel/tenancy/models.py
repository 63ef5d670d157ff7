"""Who the network is made of: tenants (the libraries and the national body) and partner organisations."""

import enum
import uuid
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Identity, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.clock import now
from stelsel.db import MENTIONS, Access, Shared
from stelsel.db.personal import OF_AN_ORGANISATION


class TenantKind(enum.StrEnum):
    LIBRARY = "library"
    NATIONAL = "national"


class TenantState(enum.StrEnum):
    INVITED = "invited"
    ACTIVE = "active"
    CLOSED = "closed"


class Tenant(Shared):
    """One organisation with a space of its own. `revision` counts every change to what it publishes."""

    __tablename__ = "tenant"
    __table_args__ = (
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_when"),
        CheckConstraint("successor_id IS NULL OR state = 'closed'", name="successor_of_closed"),
        CheckConstraint("successor_id <> id", name="successor_is_another"),
        CheckConstraint("erased_at IS NULL OR state = 'closed'", name="erased_is_closed"),
        Index("ix_tenant_state_name", "state", "name", "id"),
    )
    access: ClassVar[Access] = Access(
        rights={"app": "rw", "bridge": "rw"},
        writes={"app": ("revision", "name", "website", "accent", "logo_hash"), "bridge": ("revision",)},
    )

    tenant_column: ClassVar[str | None] = "id"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True, init=False)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[TenantKind] = mapped_column(default=TenantKind.LIBRARY)
    state: Mapped[TenantState] = mapped_column(default=TenantState.ACTIVE)
    place: Mapped[str] = mapped_column(String(80), default="")
    province_code: Mapped[str | None] = mapped_column(String(4), default=None)
    website: Mapped[str | None] = mapped_column(String(200), default=None)
    accent: Mapped[str] = mapped_column(String(7), default="#04654b")
    """The seed colour as the library chose it; `web.theme` makes readable colours of it."""
    logo_hash: Mapped[str | None] = mapped_column(String(16), default=None)
    confirmed: Mapped[bool] = mapped_column(default=True)
    """False where the name or domain was found in no source yet."""
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default_factory=now)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("tenant.id"), default=None, info=MENTIONS)
    erased_at: Mapped[datetime | None] = mapped_column(default=None)
    """Since when nothing is left of it but this row, for what the grantor and the trail keep (`tenancy.wiping`)."""


class OrganisationKind(enum.StrEnum):
    """What sort of body a partner is."""

    GOVERNMENT = "government"
    SOCIAL_SERVICE = "social_service"
    WELFARE = "welfare"
    VOLUNTEERS = "volunteers"
    EDUCATION = "education"
    CARE = "care"
    COMPANY = "company"
    LIBRARY = "library"
    OTHER = "other"


FACTS = (
    "name",
    "folded",
    "kind",
    "kvk",
    "rsin",
    "oin",
    "website",
    "phone",
    "email",
    "summary",
    "is_nationwide",
    "languages",
    "logo_hash",
    "sources",
    "version",
)
"""The columns of an organisation that whoever keeps its facts may change."""


class Organisation(Shared):
    """A partner of the network: known once, whatever the number of libraries it works with.

    One that turned out to be another under a second name stays as a signpost: `merged_into_id` is where it went on,
    never itself a signpost. So its id and slug lead somewhere for ever.
    """

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("kvk IS NULL OR length(kvk) = 8", name="kvk_has_8_digits"),
        CheckConstraint("rsin IS NULL OR length(rsin) = 9", name="rsin_has_9_digits"),
        CheckConstraint("oin IS NULL OR length(oin) = 20", name="oin_has_20_digits"),
        CheckConstraint("(merged_into_id IS NULL) = (merged_at IS NULL)", name="merged_when"),
        CheckConstraint("merged_into_id <> id", name="merged_into_another"),
        Index("ix_organisation_folded", "folded", "id"),
        Index("ix_organisation_merged_into", "merged_into_id"),
    )
    access: ClassVar[Access] = Access(
        rights={"app": "ra", "bridge": "rw", "identity": "rw"},
        writes={"bridge": (*FACTS, "merged_into_id", "merged_at"), "identity": FACTS},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default_factory=uuid.uuid4)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120), info=OF_AN_ORGANISATION)
    folded: Mapped[str] = mapped_column(String(120))
    """The name as `text.fold` gives it: what a second spelling is matched with."""
    kind: Mapped[OrganisationKind] = mapped_column(default=OrganisationKind.OTHER)
    kvk: Mapped[str | None] = mapped_column(String(8), unique=True, default=None)
    rsin: Mapped[str | None] = mapped_column(String(9), unique=True, default=None)
    """Passes the elfproef as a BSN does: never asked in another field, never shown in public."""
    oin: Mapped[str | None] = mapped_column(String(20), unique=True, default=None)
    website: Mapped[str | None] = mapped_column(String(200), default=None)
    phone: Mapped[str | None] = mapped_column(String(20), default=None, info=OF_AN_ORGANISATION)
    email: Mapped[str | None] = mapped_column(String(254), default=None, info=OF_AN_ORGANISATION)
    summary: Mapped[str] = mapped_column(String(300), default="")
    is_nationwide: Mapped[bool] = mapped_column(default=False)
    """It works in the whole country; else its areas say where."""
    languages: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    """In which it helps, as ISO 639 codes."""
    logo_hash: Mapped[str | None] = mapped_column(String(16), default=None)
    sources: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    """Who said each fact, by its name: {"website": {"by": "library", "tenant": 3, "on": "2026-12-01"}}."""
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("tenant.id"), default=None, info=MENTIONS)
    """The library that proposed it; NULL once the national body has taken it up."""
    brought_by_id: Mapped[int | None] = mapped_column(ForeignKey("tenant.id"), default=None, info=MENTIONS)
    """The library that brought it in: it keeps the facts while nobody acts for it; NULL: the national body does."""
    merged_into_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"), default=None)
    merged_at: Mapped[datetime | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default_factory=now)
