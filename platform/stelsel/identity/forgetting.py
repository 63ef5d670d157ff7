"""Forgetting people: an account keeps its id, which the trail and decisions point at, and nothing that says who it is.

The sign-ins, the letters to the address and the links of the account go; what is left lets nobody in.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import delete, exists, select

from stelsel.access.models import Link
from stelsel.audit import AuditEntry
from stelsel.errors import Conflict
from stelsel.i18n import _
from stelsel.identity import memberships, trail
from stelsel.identity.models import Invitation, Membership, ResetWish, SignIn, User
from stelsel.mail.models import Letter
from stelsel.mail.service import letter_id_of
from stelsel.tenancy import Scope

NAMELESS = "Gewist account"
NOWHERE = "gewist.invalid"
"""No letter ever arrives below .invalid (RFC 2606)."""


class NotClosed(Conflict):
    message = _("Dit account is nog open. Sluit het eerst.")


def close_and_forget(scope: Scope, user: User) -> None:
    """Take what is left of a closed account's name, address and roles. Raises NotClosed."""
    if user.active:
        raise NotClosed
    for membership in memberships.of(scope, user):
        memberships.drop(scope, membership)
    forget(scope, user)


def leave(scope: Scope, tenant_id: int) -> int:
    """Nobody works at this library any more or is invited to it; who works nowhere else is forgotten. Returns how many.

    Who worked there before is read from its trail: closing a library ends its roles long before it is erased.
    """
    here = select(Membership).where(Membership.at_tenant_id == tenant_id).order_by(Membership.id)
    for membership in scope.session.scalars(here).all():
        memberships.drop(scope, membership)
    for invitation in scope.session.scalars(select(Invitation).where(Invitation.at_tenant_id == tenant_id)).all():
        letter_id = letter_id_of("invitation", f"invitation:{invitation.id}", invitation.email)
        scope.session.execute(delete(Letter).where(Letter.id == letter_id))
        scope.session.execute(delete(Link).where(Link.object_id == invitation.id))
        scope.session.delete(invitation)
    scope.session.flush()
    found = _nowhere_else(scope, tenant_id)
    for user in found:
        forget(scope, user)
    return len(found)


def forget(scope: Scope, user: User) -> None:
    """Empty an account of everything that says who it is."""
    session, email = scope.session, user.email
    session.execute(delete(SignIn).where(SignIn.user_id == user.id))
    session.execute(delete(Link).where(Link.object_id == user.id))
    session.execute(delete(Letter).where(Letter.receiver == email))
    session.execute(delete(ResetWish).where(ResetWish.email == email))
    session.execute(
        delete(Invitation).where(
            Invitation.email == email, (Invitation.accepted_at.is_not(None)) | (Invitation.withdrawn_at.is_not(None))
        )
    )
    user.email, user.name = f"{user.id}@{NOWHERE}", NAMELESS
    user.password = user.language = user.tf_primary_method = user.tf_totp_secret = user.tf_phone_number = None
    user.active, user.confirmed_at, user.fs_uniquifier = False, None, uuid.uuid4().hex
    trail.record(scope, "person.forgotten", user)


def _nowhere_else(scope: Scope, tenant_id: int) -> Sequence[User]:
    """Who had a role at this library, and has none anywhere now."""
    told = select(AuditEntry.detail).where(AuditEntry.tenant_id == tenant_id, AuditEntry.object_kind == "membership")
    ids = {uuid.UUID(str(detail["user"])) for detail in scope.session.scalars(told) if "user" in detail}
    nowhere = select(User).where(
        User.id.in_(ids), ~exists().where(Membership.user_id == User.id), User.email.not_like(f"%@{NOWHERE}")
    )
    return scope.session.scalars(nowhere.order_by(User.id)).all()
