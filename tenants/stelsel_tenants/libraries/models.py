"""A library's own space: how it presents itself, its branches, and when they are open."""

import enum
import uuid
from datetime import date, datetime, time
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stelsel.clock import now
from stelsel.db import Access, Owned, Versioned
from stelsel.db.personal import OF_AN_ORGANISATION
from stelsel.errors import CONSTRAINTS, Conflict, Refused
from stelsel.i18n import _


class BranchKind(enum.StrEnum):
    MAIN = "main"
    BRANCH = "branch"
    SERVICE_POINT = "service_point"
    BOOKMOBILE_STOP = "bookmobile_stop"
    PARTNER_SITE = "partner_site"


class Fact(enum.StrEnum):
    """What is known of an access facility."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Profile(Versioned):
    """How a library presents itself; one row each. The name stands on the tenant."""

    __tablename__ = "library_profile"
    __table_args__ = (
        Index("uq_library_profile_tenant", "tenant_id", unique=True),
        CheckConstraint("keep_days BETWEEN 1 AND 90", name="keep_days"),
    )
    access: ClassVar[Access] = Access(rights={"national": "r"})
    published: ClassVar[bool] = True

    tagline: Mapped[str] = mapped_column(String(160), default="")
    about: Mapped[str] = mapped_column(String(4000), default="")
    """Markdown."""
    email: Mapped[str | None] = mapped_column(String(254), default=None, info=OF_AN_ORGANISATION)
    phone: Mapped[str | None] = mapped_column(String(20), default=None, info=OF_AN_ORGANISATION)
    logo: Mapped[bytes | None] = mapped_column(LargeBinary, default=None, deferred=True)
    """A PNG that we encoded ourselves, at most 100 kB."""
    logo_alt: Mapped[str] = mapped_column(String(120), default="")
    keep_days: Mapped[int] = mapped_column(default=14)
    """How many days after a session the names and contacts of who signed up are kept (SECURITY P-33)."""
    approves_partners: Mapped[bool] = mapped_column(default=False)
    """What a partner plans here waits until somebody of the library publishes it."""
    demo: Mapped[bool] = mapped_column(default=False)
    checked_on: Mapped[date | None] = mapped_column(default=None)
    """When somebody of the library last saved it: from then on files of others change nothing of it."""


class WorkingArea(Owned):
    """A municipality that a library works for, from a date on. Sums of inhabitants are made of these."""

    __tablename__ = "working_area"
    __table_args__ = (Index("uq_working_area_municipality", "tenant_id", "municipality_code", "since", unique=True),)
    access: ClassVar[Access] = Access(rights={"national": "r", "reader": "r"})

    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    since: Mapped[date]
    until: Mapped[date | None] = mapped_column(default=None)
    """Exclusive."""
    indicative: Mapped[bool] = mapped_column(default=True)


class Branch(Versioned):
    """A place where people can walk in. Closed ones stay: history points at them."""

    __tablename__ = "branch"
    __table_args__ = (
        Index("uq_branch_isil", "tenant_id", "isil", unique=True),
        Index("uq_branch_extern", "tenant_id", "extern_id", unique=True),
        Index("ix_branch_name", "tenant_id", "name", "id"),
        CheckConstraint("lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name="on_earth"),
    )
    access: ClassVar[Access] = Access(rights={"national": "r"})
    published: ClassVar[bool] = True

    name: Mapped[str] = mapped_column(String(120), info=OF_AN_ORGANISATION)
    kind: Mapped[BranchKind] = mapped_column(default=BranchKind.BRANCH)
    isil: Mapped[str | None] = mapped_column(String(14), default=None)
    extern_id: Mapped[str | None] = mapped_column(String(80), default=None)
    """The key in the file it came from: a second import finds it again."""
    street: Mapped[str] = mapped_column(String(120), default="")
    postcode: Mapped[str] = mapped_column(String(6), default="")
    """'2225AA', or four digits, or empty."""
    place: Mapped[str] = mapped_column(String(80))
    municipality_code: Mapped[str] = mapped_column(ForeignKey("municipality.code"))
    lat: Mapped[float]
    lon: Mapped[float]
    phone: Mapped[str | None] = mapped_column(String(20), default=None, info=OF_AN_ORGANISATION)
    email: Mapped[str | None] = mapped_column(String(254), default=None, info=OF_AN_ORGANISATION)
    directions: Mapped[str] = mapped_column(String(500), default="")
    wheelchair: Mapped[Fact] = mapped_column(default=Fact.UNKNOWN)
    toilet: Mapped[Fact] = mapped_column(default=Fact.UNKNOWN)
    bus_stop: Mapped[Fact] = mapped_column(default=Fact.UNKNOWN)
    hearing_loop: Mapped[Fact] = mapped_column(default=Fact.UNKNOWN)
    quiet: Mapped[Fact] = mapped_column(default=Fact.UNKNOWN)
    sign_language: Mapped[Fact] = mapped_column(default=Fact.UNKNOWN)
    is_example: Mapped[bool] = mapped_column(default=False)
    """Made up for the demo: the page says so."""
    confirmed: Mapped[bool] = mapped_column(default=True)
    """False where the file it came from was not sure that it is still there."""
    checked_on: Mapped[date | None] = mapped_column(default=None)
    """When somebody of the library last saved it: from then on files of others change nothing of it."""
    closed_on: Mapped[date | None] = mapped_column(default=None)
    """The first day on which it is closed for good."""
    hours: Mapped[list["OpeningHours"]] = relationship(
        default_factory=list,
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="(OpeningHours.weekday, OpeningHours.opens)",
    )
    exceptions: Mapped[list["OpeningException"]] = relationship(
        default_factory=list, cascade="all, delete-orphan", passive_deletes=True, order_by="OpeningException.day"
    )


class OpeningHours(Owned):
    """From when to when a branch is open on a day of the week (1 = Monday). A branch may close for lunch: two rows."""

    __tablename__ = "opening_hours"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "branch_id"], ["branch.tenant_id", "branch.id"], ondelete="CASCADE"),
        Index("uq_opening_hours_branch", "tenant_id", "branch_id", "weekday", "opens", unique=True),
        CheckConstraint("weekday BETWEEN 1 AND 7", name="weekday"),
        CheckConstraint("opens < closes", name="opens_before_it_closes"),
    )
    access: ClassVar[Access] = Access(rights={"national": "r"})
    published: ClassVar[bool] = True

    branch_id: Mapped[uuid.UUID] = mapped_column(default=None)
    weekday: Mapped[int]
    opens: Mapped[time]
    closes: Mapped[time]


class OpeningException(Owned):
    """Another time, or closed, on one date."""

    __tablename__ = "opening_exception"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "branch_id"], ["branch.tenant_id", "branch.id"], ondelete="CASCADE"),
        Index("uq_opening_exception_day", "tenant_id", "branch_id", "day", unique=True),
        CheckConstraint("(opens IS NULL) = (closes IS NULL)", name="both_or_closed"),
        CheckConstraint("opens < closes", name="opens_before_it_closes"),
    )
    published: ClassVar[bool] = True

    branch_id: Mapped[uuid.UUID] = mapped_column(default=None)
    day: Mapped[date]
    opens: Mapped[time | None] = mapped_column(default=None)
    closes: Mapped[time | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(String(120), default="")


class Room(Versioned):
    """A room of a branch. What takes place there writes its name; one that is not shared is held by one at a time."""

    __tablename__ = "room"
    __table_args__ = (
        ForeignKeyConstraint(["tenant_id", "branch_id"], ["branch.tenant_id", "branch.id"]),
        Index("uq_room_name", "tenant_id", "branch_id", "folded", unique=True),
        UniqueConstraint("tenant_id", "number", name="uq_room_number"),
        CheckConstraint("seats BETWEEN 1 AND 10000", name="seats"),
        CheckConstraint("computers BETWEEN 0 AND 1000", name="computers"),
        CheckConstraint("setup_minutes BETWEEN 0 AND 240 AND clear_minutes BETWEEN 0 AND 240", name="minutes"),
    )

    branch_id: Mapped[uuid.UUID]
    number: Mapped[int]
    """Counts on within the library; the database keeps what is held apart by it (`Apart`)."""
    name: Mapped[str] = mapped_column(String(80), info=OF_AN_ORGANISATION)
    folded: Mapped[str] = mapped_column(String(80))
    seats: Mapped[int | None] = mapped_column(default=None)
    computers: Mapped[int] = mapped_column(default=0)
    has_screen: Mapped[bool] = mapped_column(default=False)
    has_door: Mapped[bool] = mapped_column(default=False)
    """A door that shuts: one can talk there in private."""
    setup_minutes: Mapped[int] = mapped_column(default=0)
    clear_minutes: Mapped[int] = mapped_column(default=0)
    shared: Mapped[bool] = mapped_column(default=False)
    """Several things can take place at once: nobody holds it."""
    withdrawn: Mapped[bool] = mapped_column(default=False)
    """No longer used; history may name it."""

    @property
    def is_held(self) -> bool:
        """Is it for one at a time?"""
        return not (self.shared or self.withdrawn)


class Readiness(Owned):
    """A point of the checklist "your space is ready when" that a person ticked; most points are read from the facts."""

    __tablename__ = "readiness"
    __table_args__ = (Index("uq_readiness_point", "tenant_id", "point", unique=True),)
    access: ClassVar[Access] = Access(rights={"national": "r"}, columns={"national": ("tenant_id", "point")})

    point: Mapped[str] = mapped_column(String(40))
    done_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"), default=None)
    done_at: Mapped[datetime] = mapped_column(default_factory=now)


class IsilTaken(Refused):
    field = "isil"
    message = _("Een andere vestiging van u heeft dit ISIL-nummer al. Kijk na welk nummer bij welke vestiging hoort.")


class ExternTaken(Conflict):
    message = _("Een vestiging met dit kenmerk uit het bestand is er al.")


class RoomNameTaken(Refused):
    field = "name"
    message = _("Deze vestiging heeft al een ruimte met deze naam. Kies een andere naam, of neem die weer in gebruik.")


class RoomAddedMeanwhile(Conflict):
    message = _("Iemand anders voegde net ook een ruimte toe. Bewaar opnieuw.")


CONSTRAINTS["uq_room_name"] = RoomNameTaken
CONSTRAINTS["uq_room_number"] = RoomAddedMeanwhile
CONSTRAINTS["uq_branch_isil"] = IsilTaken
CONSTRAINTS["uq_branch_extern"] = ExternTaken
