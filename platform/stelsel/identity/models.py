"""People and what they may be where. These are the network's tables; only the identity role reads them whole."""

import uuid
from datetime import datetime
from typing import ClassVar

from flask_security.core import RoleMixin, UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stelsel.access.permissions import RoleName
from stelsel.clock import now
from stelsel.db import Access, Role, Shared
from stelsel.db.personal import SECRET, personal

WORK = personal(
    purpose="sign in, and be known to colleagues",
    ground="AVG 6(1)(b): work",
    term="while somebody works there; a closed account stays until it is removed",
)
INVITED = personal(
    purpose="reach who is invited",
    ground="AVG 6(1)(f): staff of a library",
    term="30 days after it was accepted, withdrawn or ended",
)
ASKED = personal(purpose="send a link for a new password", ground="AVG 6(1)(b): work", term="a day")

ONLY_IDENTITY: dict[Role, str] = {
    "identity": "rawd",
    "national": "",
    "app": "",
    "bridge": "",
    "partner": "",
    "reader": "",
}
_PUBLIC_COLUMNS = ("id", "name", "email", "active", "language")


class User(UserMixin, Shared):
    """A person who signs in. The password column exists for the identity role only."""

    __tablename__ = "user_account"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_folded"),)
    access: ClassVar[Access] = Access(
        rights={"identity": "rawd", "national": "r", "app": "r", "bridge": "r", "partner": "r", "reader": ""},
        columns=dict.fromkeys(("national", "app", "bridge", "partner"), _PUBLIC_COLUMNS),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default_factory=uuid.uuid4)  # type: ignore[assignment]
    email: Mapped[str] = mapped_column(String(254), unique=True, info=WORK)
    name: Mapped[str] = mapped_column(String(80), info=WORK)
    password: Mapped[str | None] = mapped_column(String(255), default=None, info=WORK | SECRET)
    active: Mapped[bool] = mapped_column(default=True)
    language: Mapped[str | None] = mapped_column(String(2), default=None)
    fs_uniquifier: Mapped[str] = mapped_column(
        String(64), unique=True, default_factory=lambda: uuid.uuid4().hex, info=SECRET
    )
    """Changes with the password, and ends every sign-in made before."""
    confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    tf_primary_method: Mapped[str | None] = mapped_column(String(64), default=None)
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255), default=None, info=WORK | SECRET)
    tf_phone_number: Mapped[str | None] = mapped_column(String(128), default=None, info=WORK)
    created_at: Mapped[datetime] = mapped_column(default_factory=now)


class SecurityRole(RoleMixin, Shared):
    """Flask-Security asks for a table of role names; what a role means stands in access.permissions."""

    __tablename__ = "security_role"
    access: ClassVar[Access] = Access(rights={**ONLY_IDENTITY, "identity": "ra"})

    id: Mapped[int] = mapped_column(Identity(), primary_key=True, init=False)
    name: Mapped[str] = mapped_column(String(40), unique=True)


class Membership(Shared):
    """A person in a role: at a tenant (library or national body), or for a partner organisation; never both.

    It is read before any tenant is known, so it is the network's and not a tenant's; only the identity role has it, and
    the bridge where two organisations become one, as their people then act for the one.
    """

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint("(at_tenant_id IS NULL) <> (organisation_id IS NULL)", name="one_place"),
        CheckConstraint("(role = 'partner') = (organisation_id IS NOT NULL)", name="partner_has_organisation"),
        Index("uq_membership_tenant", "user_id", "at_tenant_id", "role", unique=True),
        Index("uq_membership_organisation", "user_id", "organisation_id", "role", unique=True),
        Index("ix_membership_at_tenant", "at_tenant_id"),
    )
    access: ClassVar[Access] = Access(
        rights={**ONLY_IDENTITY, "bridge": "rawd"}, writes={"bridge": ("organisation_id",)}
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default_factory=uuid.uuid4)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    role: Mapped[RoleName]
    at_tenant_id: Mapped[int | None] = mapped_column(ForeignKey("tenant.id"), default=None)
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"), default=None)
    since: Mapped[datetime] = mapped_column(default_factory=now)


class SignIn(Shared):
    """One sign-in on one device (SECURITY P-13): a copied cookie opens nothing once the row has ended."""

    __tablename__ = "sign_in"
    __table_args__ = (Index("ix_sign_in_user_id_ended_at", "user_id", "ended_at"),)
    access: ClassVar[Access] = Access(rights=ONLY_IDENTITY)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the random value in the cookie."""
    handle: Mapped[uuid.UUID] = mapped_column(unique=True, default_factory=uuid.uuid4)
    """What the person's own list of sign-ins calls it."""
    device: Mapped[str] = mapped_column(String(60), default="")
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    began_at: Mapped[datetime] = mapped_column(default_factory=now)
    seen_at: Mapped[datetime] = mapped_column(default_factory=now)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class Invitation(Shared):
    """A place that is kept for whoever reads the mail of one address. Accepting it makes a Membership of it."""

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_folded"),
        CheckConstraint("(at_tenant_id IS NULL) <> (organisation_id IS NULL)", name="one_place"),
        CheckConstraint("(role = 'partner') = (organisation_id IS NOT NULL)", name="partner_has_organisation"),
        CheckConstraint("accepted_at IS NULL OR withdrawn_at IS NULL", name="one_end"),
        Index("ix_invitation_at_tenant", "at_tenant_id", "made_at"),
    )
    access: ClassVar[Access] = Access(
        rights={**ONLY_IDENTITY, "bridge": "rw"},
        columns={"bridge": ("id", "organisation_id")},
        writes={"bridge": ("organisation_id",)},
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default_factory=uuid.uuid4)
    email: Mapped[str] = mapped_column(String(254), index=True, info=INVITED)
    name: Mapped[str] = mapped_column(String(80), info=INVITED)
    role: Mapped[RoleName]
    at_tenant_id: Mapped[int | None] = mapped_column(ForeignKey("tenant.id"), default=None)
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organisation.id"), default=None)
    invited_by_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL"), default=None
    )
    """NULL when it came from the command line."""
    made_at: Mapped[datetime] = mapped_column(default_factory=now)
    ends_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)


class ResetWish(Shared):
    """Somebody asked for a new password. Kept for known and unknown addresses alike (SECURITY P-15)."""

    __tablename__ = "reset_wish"
    __table_args__ = (Index("ix_reset_wish_asked_at", "asked_at"),)
    access: ClassVar[Access] = Access(rights=ONLY_IDENTITY)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default_factory=uuid.uuid4)
    email: Mapped[str] = mapped_column(String(254), info=ASKED)
    asked_at: Mapped[datetime] = mapped_column(default_factory=now)


class Attempt(Shared):
    """How often something was tried without success, by one account from one network (SECURITY P-14)."""

    __tablename__ = "attempt"
    __table_args__ = (
        CheckConstraint("failures >= 0", name="failures_counted"),
        Index("ix_attempt_last_at", "last_at"),
    )
    access: ClassVar[Access] = Access(rights=ONLY_IDENTITY)

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    """Keyed fingerprint of deed, account and network: it names neither."""
    failures: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime] = mapped_column(default_factory=now)
    open_at: Mapped[datetime] = mapped_column(default_factory=now)
    """Until then nothing is tried."""
