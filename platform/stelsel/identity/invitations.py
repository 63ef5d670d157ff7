"""Invitations by mail: one address, one place, one role, once, within seven days (SECURITY P-16).

The letter goes to the address whether or not somebody with it has an account: the inviter learns nothing from it.
"""

import uuid
from dataclasses import dataclass

from sqlalchemy import delete, or_, select

from stelsel import mail, text
from stelsel.access import Person, RoleName, links
from stelsel.access.models import Link, LinkPurpose
from stelsel.access.permissions import ROLE_NAMES
from stelsel.clock import now
from stelsel.errors import Forbidden, NotFound, Refused
from stelsel.i18n import _
from stelsel.identity import memberships, passwords, service, trail
from stelsel.identity.events import invitation_accepted
from stelsel.identity.models import Invitation, User
from stelsel.tenancy import Organisation, Scope, Tenant


class Yourself(Refused):
    """A role that one gives oneself is no role that somebody gave."""

    field = "email"
    message = _("Dit is uw eigen e-mailadres. Iemand anders kan u een rol geven.")


class HereAlready(Refused):
    field = "email"
    message = _("Deze persoon heeft die rol hier al.")


class AnotherPerson(Forbidden):
    """Somebody is signed in, but it is not their invitation."""

    message = _("Deze uitnodiging is voor een ander e-mailadres dan dat waarmee u bent ingelogd.")


@dataclass(frozen=True, slots=True)
class Opened:
    """What the page behind the link shows."""

    invitation: Invitation
    place: str
    inviter: str
    has_account: bool
    """Somebody with this address has a password already, and so signs in to accept."""


def invite(
    scope: Scope,
    *,
    email: str,
    name: str,
    role: RoleName,
    by: Person | None,
    tenant_id: int | None = None,
    organisation_id: uuid.UUID | None = None,
    is_vouched_for: bool = False,
) -> Invitation:
    """Send an invitation, in an identity scope. `by` None: the command line. `is_vouched_for`: the room that asks saw
    for itself that `by` may give this role.

    An earlier one to the same address for the same place is replaced. Raises AboveYou, Yourself, HereAlready, and
    Refused for an address or a name that cannot be.
    """
    email = text.email(email)
    if not is_vouched_for:
        memberships.check(scope, by, role, tenant_id=tenant_id, organisation_id=organisation_id)
    if by is not None and by.email == email:
        raise Yourself
    user = service.find(scope, email)
    if user and memberships.has(scope, user.id, role, tenant_id=tenant_id, organisation_id=organisation_id):
        raise HereAlready
    for earlier in _pending(scope, email, tenant_id, organisation_id):
        _withdraw(scope, earlier)
    invitation = Invitation(
        email=email,
        name=service.checked_name(name),
        role=role,
        at_tenant_id=tenant_id,
        organisation_id=organisation_id,
        invited_by_id=by.id if by else None,
        ends_at=now() + links.TERMS[LinkPurpose.INVITATION],
    )
    scope.session.add(invitation)
    scope.session.flush()
    trail.record(scope, "invitation.sent", invitation, tenant_id=tenant_id, role=role)
    _send(scope, invitation, by, language=(user.language if user else None) or "nl")
    return invitation


def withdraw(
    scope: Scope,
    invitation_id: uuid.UUID,
    *,
    tenant_id: int | None = None,
    organisation_id: uuid.UUID | None = None,
    by: Person,
) -> None:
    """Take an invitation back: its link opens nothing. Raises NotFound for another place's, AboveYou."""
    here = (Invitation.at_tenant_id == tenant_id, Invitation.organisation_id == organisation_id)
    invitation = scope.session.scalar(select(Invitation).where(Invitation.id == invitation_id, *here))
    if invitation is None or invitation.accepted_at is not None:
        raise NotFound
    memberships.check(scope, by, invitation.role, tenant_id=tenant_id, organisation_id=organisation_id)
    if invitation.withdrawn_at is None:
        _withdraw(scope, invitation)
        trail.record(scope, "invitation.withdrawn", invitation, tenant_id=tenant_id, role=invitation.role)


def opened(scope: Scope, token: str) -> Opened:
    """The invitation behind a link. Changes nothing. Raises links.Spent."""
    invitation = _standing(scope, links.find(scope, token, LinkPurpose.INVITATION))
    user = _invited(scope, invitation)
    inviter = scope.session.get(User, invitation.invited_by_id) if invitation.invited_by_id else None
    has_password = user is not None and user.password is not None
    return Opened(invitation, place_name(scope, invitation), inviter.name if inviter else "", has_password)


def accept(scope: Scope, token: str, *, name: str, password: str) -> User:
    """A new person: name, password, and exactly the invited role. Raises links.Spent, WeakPassword, AnotherPerson.

    AnotherPerson where the address has an account with a password: its owner signs in and accepts as that.
    """
    invitation = _standing(scope, links.use(scope, token, LinkPurpose.INVITATION))
    user = _invited(scope, invitation)
    if user is not None and user.password is not None:
        raise AnotherPerson
    name = service.checked_name(name)
    passwords.check(password, email=invitation.email, name=name)
    if user is None:
        user = service.add(scope, email=invitation.email, name=name)
    user.name, user.confirmed_at = name, now()
    service.set_password(scope, user, password)
    _take_place(scope, invitation, user)
    return user


def accept_as(scope: Scope, token: str, person: Person) -> User:
    """Somebody who is signed in accepts. Raises links.Spent, AnotherPerson."""
    invitation = _standing(scope, links.use(scope, token, LinkPurpose.INVITATION))
    if invitation.email != person.email:
        raise AnotherPerson
    user = scope.session.get_one(User, person.id)
    _take_place(scope, invitation, user)
    return user


def path(link: Link) -> str:
    return f"/uitnodiging/{links.token(link.id)}"


def place_name(scope: Scope, invitation: Invitation) -> str:
    """The library, the national body or the partner organisation."""
    if invitation.organisation_id is not None:
        return scope.session.get_one(Organisation, invitation.organisation_id).name
    return scope.session.get_one(Tenant, invitation.at_tenant_id).name


def _send(scope: Scope, invitation: Invitation, by: Person | None, *, language: str) -> None:
    link = links.make(scope, LinkPurpose.INVITATION, invitation.id, tenant_id=invitation.at_tenant_id)
    mail.queue(
        scope,
        to=invitation.email,
        template="invitation",
        key=f"invitation:{invitation.id}",
        language=language,
        name=invitation.name,
        inviter=by.name if by else "",
        place=place_name(scope, invitation),
        role=ROLE_NAMES[invitation.role],
        path=path(link),
    )


def _take_place(scope: Scope, invitation: Invitation, user: User) -> None:
    invitation.accepted_at = now()
    tenant_id, organisation_id = invitation.at_tenant_id, invitation.organisation_id
    if not memberships.has(scope, user.id, invitation.role, tenant_id=tenant_id, organisation_id=organisation_id):
        membership = service.join(scope, user.id, invitation.role, tenant_id=tenant_id, organisation_id=organisation_id)
        trail.record(
            scope,
            "membership.began",
            membership,
            tenant_id=tenant_id,
            user=str(user.id),
            role=invitation.role,
            invited_by=str(invitation.invited_by_id or ""),
        )
    invitation_accepted.send(scope, invitation=invitation)


def tidy(scope: Scope) -> None:
    """Forget invitations that were accepted or withdrawn, or that ended, a month ago: a membership stands by itself."""
    long_ago = now() - links.KEPT
    ended = (Invitation.accepted_at < long_ago, Invitation.withdrawn_at < long_ago, Invitation.ends_at < long_ago)
    scope.session.execute(delete(Invitation).where(or_(*ended)))


def _standing(scope: Scope, link: Link) -> Invitation:
    invitation = scope.session.get(Invitation, link.object_id, with_for_update=not scope.reading)
    if invitation is None or invitation.accepted_at or invitation.withdrawn_at or invitation.ends_at <= now():
        raise links.Spent
    return invitation


def _invited(scope: Scope, invitation: Invitation) -> User | None:
    """Who has the address already, if anybody. Somebody who was shut out is not let in by an invitation."""
    user = service.find(scope, invitation.email)
    if user is not None and not user.active:
        raise links.Spent
    return user


def _pending(scope: Scope, email: str, tenant_id: int | None, organisation_id: uuid.UUID | None) -> list[Invitation]:
    statement = select(Invitation).where(
        Invitation.email == email,
        Invitation.at_tenant_id == tenant_id,
        Invitation.organisation_id == organisation_id,
        Invitation.accepted_at.is_(None),
        Invitation.withdrawn_at.is_(None),
    )
    return list(scope.session.scalars(statement))


def _withdraw(scope: Scope, invitation: Invitation) -> None:
    invitation.withdrawn_at = now()
    links.take_back(scope, LinkPurpose.INVITATION, invitation.id)
