"""What is known of an organisation beside its own row: other names, whom to reach, where it works, how it looks.

The row itself is `stelsel.tenancy.Organisation`. These are the network's too; they are written by whoever keeps the
facts of the organisation (`keeping`), and moved by a merge.
"""

import enum
import uuid
from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.clock import now
from stelsel.db import Access, Role, Shared
from stelsel.db.personal import OF_AN_ORGANISATION, personal
from stelsel.errors import CONSTRAINTS, Refused
from stelsel.i18n import _

CONTACT = personal(
    purpose="reach the right person of an organisation that libraries work with",
    ground="AVG 6(1)(f): working together",
    term="a year after no library works with it any more",
)
KEPT: dict[Role, str] = {"identity": "rawd", "bridge": "raw"}
"""Whoever keeps the facts writes under the identity role: it alone knows who acts for an organisation."""


class NameKind(enum.StrEnum):
    OTHER = "other"
    ABBREVIATION = "abbreviation"
    FORMER = "former"


class OrganisationName(Shared):
    """Another way in which an organisation is called, for finding it."""

    __tablename__ = "organisation_name"
    __table_args__ = (
        Index("uq_organisation_name_folded", "organisation_id", "folded", unique=True),
        CheckConstraint("length(folded) > 0", name="is_a_name"),
    )
    access: ClassVar[Access] = Access(
        rights={**KEPT, "bridge": "rawd"}, writes={"bridge": ("organisation_id",)}
    )  # taking back a merge takes away the name that it added

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default_factory=uuid.uuid4)
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str] = mapped_column(String(120), info=OF_AN_ORGANISATION)
    folded: Mapped[str] = mapped_column(String(120))
    kind: Mapped[NameKind] = mapped_column(default=NameKind.OTHER)
    added_at: Mapped[datetime] = mapped_column(default_factory=now)


class ContactRole(enum.StrEnum):
    GENERAL = "general"
    PLANNING = "planning"
    PRIVACY = "privacy"
    PRESS = "press"


class OrganisationContact(Shared):
    """Whom to reach for what. For those who work with it, never for the public: that has its general number."""

    __tablename__ = "organisation_contact"
    __table_args__ = (
        Index("uq_organisation_contact_role", "organisation_id", "role", unique=True),
        CheckConstraint("email = lower(email)", name="email_folded"),
        CheckConstraint("name <> '' OR email IS NOT NULL OR phone IS NOT NULL", name="says_something"),
    )
    access: ClassVar[Access] = Access(
        rights={**KEPT, "reader": "", "partner": ""}, writes={"bridge": ("organisation_id",)}
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default_factory=uuid.uuid4)
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    role: Mapped[ContactRole]
    name: Mapped[str] = mapped_column(String(80), default="", info=CONTACT)
    email: Mapped[str | None] = mapped_column(String(254), default=None, info=CONTACT)
    phone: Mapped[str | None] = mapped_column(String(20), default=None, info=CONTACT)


class OrganisationArea(Shared):
    """A municipality or a province in which it works; where it works everywhere, its own row says so."""

    __tablename__ = "organisation_area"
    __table_args__ = (
        Index("uq_organisation_area_municipality", "organisation_id", "municipality_code", unique=True),
        Index("uq_organisation_area_province", "organisation_id", "province_code", unique=True),
        CheckConstraint("(municipality_code IS NULL) <> (province_code IS NULL)", name="one_area"),
    )
    access: ClassVar[Access] = Access(rights=KEPT, writes={"bridge": ("organisation_id",)})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default_factory=uuid.uuid4)
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    municipality_code: Mapped[str | None] = mapped_column(ForeignKey("municipality.code"), default=None)
    province_code: Mapped[str | None] = mapped_column(ForeignKey("province.code"), default=None)


class OrganisationLogo(Shared):
    """A PNG of our own making; `Organisation.logo_hash` is the name under which it is fetched."""

    __tablename__ = "organisation_logo"
    access: ClassVar[Access] = Access(rights=KEPT, writes={"bridge": ("organisation_id",)})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default_factory=uuid.uuid4)
    organisation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"), unique=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    alt: Mapped[str] = mapped_column(String(120), default="")


class MergeWish(Shared):
    """A library thinks that two organisations are one. It waits until they are, or the national body says no."""

    __tablename__ = "organisation_merge_wish"
    __table_args__ = (
        Index("uq_organisation_merge_wish", "wished_by_id", "one_id", "other_id", unique=True),
        CheckConstraint("one_id < other_id", name="in_order"),
    )
    access: ClassVar[Access] = Access(rights={"app": "ra", "reader": "", "partner": "", "identity": ""})
    tenant_column: ClassVar[str | None] = "wished_by_id"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default_factory=uuid.uuid4)
    wished_by_id: Mapped[int] = mapped_column(ForeignKey("tenant.id"))
    one_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    other_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisation.id"))
    reason: Mapped[str] = mapped_column(String(300), default="")
    wished_at: Mapped[datetime] = mapped_column(default_factory=now)
    refused_at: Mapped[datetime | None] = mapped_column(default=None)


class KvkTaken(Refused):
    field = "kvk"
    message = _("Dit KvK-nummer hoort al bij een andere organisatie. Stel voor om die twee samen te voegen.")


class RsinTaken(Refused):
    field = "rsin"
    message = _("Dit RSIN hoort al bij een andere organisatie. Stel voor om die twee samen te voegen.")


class OinTaken(Refused):
    field = "oin"
    message = _("Dit OIN hoort al bij een andere organisatie. Stel voor om die twee samen te voegen.")


CONSTRAINTS["uq_organisation_kvk"] = KvkTaken
CONSTRAINTS["uq_organisation_rsin"] = RsinTaken
CONSTRAINTS["uq_organisation_oin"] = OinTaken
