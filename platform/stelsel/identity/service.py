"""People: their passwords, their names, what they are where. Commands; they never commit."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from stelsel import mail, text
from stelsel.access import RoleName
from stelsel.clock import now
from stelsel.errors import Refused
from stelsel.i18n import LANGUAGES, _
from stelsel.identity import passwords, security, trail
from stelsel.identity.models import Membership, User
from stelsel.identity.sign_ins import begin, end, end_all, end_device, fingerprint, person
from stelsel.tenancy import Scope

__all__ = [
    "Seat",
    "WrongPassword",
    "activate",
    "add",
    "begin",
    "change_password",
    "checked_name",
    "deactivate",
    "end",
    "end_all",
    "end_device",
    "ensure_user",
    "find",
    "fingerprint",
    "join",
    "person",
    "rename",
    "set_password",
    "tell_password_changed",
]

LONGEST_NAME = 80


class WrongPassword(Refused):
    """The present password was not this one."""

    field = "current"
    message = _("Dit is niet uw wachtwoord van nu.")


class NoName(Refused):
    field = "name"
    message = _("Vul een naam in van ten hoogste 80 tekens.")


@dataclass(frozen=True, slots=True)
class Seat:
    """A role at one place: a tenant or a partner organisation."""

    role: RoleName
    tenant_id: int | None = None
    organisation_id: uuid.UUID | None = None


def find(scope: Scope, email: str) -> User | None:
    """The person of an address, active or not. One statement, whether there is one or not."""
    return scope.session.scalar(select(User).where(User.email == email.casefold()))


def add(scope: Scope, *, email: str, name: str) -> User:
    """A new person, without a password yet. Raises Refused for an address or name that cannot be; AlreadyThere."""
    user = User(email=text.email(email), name=checked_name(name))
    scope.session.add(user)
    scope.session.flush()
    trail.record(scope, "person.added", user)
    return user


def rename(scope: Scope, user_id: uuid.UUID, *, name: str, language: str | None) -> User:
    """What somebody is called, and in which language pages speak to them (None: as the browser asks)."""
    user = scope.session.get_one(User, user_id)
    user.name = checked_name(name)
    user.language = language if language in LANGUAGES else None
    return user


def set_password(scope: Scope, user: User, password: str, *, keep: str | None = None) -> None:
    """Give somebody a new password, and end every sign-in save that of the token `keep`.

    Rules are the caller's (`passwords.check`): an account made on the command line or for the demo has none.
    """
    user.password = security.hashed(password)
    user.fs_uniquifier = uuid.uuid4().hex
    end_all(scope, user.id, but=keep)
    trail.record(scope, "person.password_set", user)


def change_password(scope: Scope, user_id: uuid.UUID, *, current: str, password: str, token: str) -> None:
    """Change one's own password; every other device has to sign in anew. Raises WrongPassword, WeakPassword."""
    user = scope.session.get_one(User, user_id)
    if not security.matches(current, user.password):
        raise WrongPassword
    passwords.check(password, email=user.email, name=user.name)
    set_password(scope, user, password, keep=token)
    tell_password_changed(scope, user)


def tell_password_changed(scope: Scope, user: User) -> None:
    """Write to the owner: whoever did not do it should know."""
    mail.queue(
        scope,
        to=user.email,
        template="password_changed",
        key=f"password:{user.fs_uniquifier}",
        language=user.language or "nl",
        name=user.name,
    )


def deactivate(scope: Scope, user: User) -> None:
    """Shut somebody out, everywhere, at once. Memberships stay, for when it was a mistake."""
    user.active = False
    user.fs_uniquifier = uuid.uuid4().hex
    end_all(scope, user.id)
    trail.record(scope, "person.deactivated", user)


def activate(scope: Scope, user: User) -> None:
    """Let somebody in again, with the memberships that are left."""
    user.active = True
    trail.record(scope, "person.activated", user)


def join(
    scope: Scope,
    user_id: uuid.UUID,
    role: RoleName,
    *,
    tenant_id: int | None = None,
    organisation_id: uuid.UUID | None = None,
) -> Membership:
    """Give somebody a role at a tenant or for an organisation. The database refuses both, neither, and twice."""
    membership = Membership(user_id=user_id, role=role, at_tenant_id=tenant_id, organisation_id=organisation_id)
    scope.session.add(membership)
    scope.session.flush()
    return membership


def ensure_user(scope: Scope, *, email: str, name: str, password: str | None, memberships: Iterable[Seat]) -> User:
    """The person with this password and at least these roles: made, or brought to that state. For demo and set-up.

    Twice is the same as once: a password that is right already is not hashed again, and nobody is signed out.
    """
    user = find(scope, email)
    if user is None:
        user = User(email=text.email(email), name=checked_name(name), confirmed_at=now())
        scope.session.add(user)
        scope.session.flush()
    user.active = True
    if password is not None and not security.matches(password, user.password):
        set_password(scope, user, password)
    there = scope.session.scalars(select(Membership).where(Membership.user_id == user.id)).all()
    seats = {Seat(one.role, one.at_tenant_id, one.organisation_id) for one in there}
    for seat in memberships:
        if seat not in seats:
            made = join(scope, user.id, seat.role, tenant_id=seat.tenant_id, organisation_id=seat.organisation_id)
            trail.record(scope, "membership.began", made, tenant_id=seat.tenant_id, user=str(user.id), role=seat.role)
    return user


def checked_name(name: str) -> str:
    """A name as it is kept. Raises Refused."""
    cleaned = text.refuse_bsn(text.clean(name))
    if not 0 < len(cleaned) <= LONGEST_NAME:
        raise NoName
    return cleaned
