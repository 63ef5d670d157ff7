"""A new password by mail. Known and unknown addresses cost the page the same; the difference is made by a job."""

import uuid
from datetime import timedelta

from sqlalchemy import delete, select

from stelsel import jobs, mail
from stelsel.access import links
from stelsel.access.models import Link, LinkPurpose
from stelsel.clock import now
from stelsel.db import unit_of_work
from stelsel.identity import invitations, passwords, service, throttle
from stelsel.identity.models import ResetWish, User
from stelsel.tenancy import Scope

DEED = "reset"
AGAIN_AFTER = timedelta(minutes=5)
"""Who asks twice within this time has one letter: nobody's mailbox is filled by another."""
FORGOTTEN_AFTER = timedelta(days=1)


def ask(scope: Scope, email: str, *, address: str | None) -> None:
    """Note that somebody wants a new password. Raises throttle.Slowed."""
    throttle.take(scope, throttle.Guess.of(DEED, email, address))
    wish = ResetWish(email=email)
    scope.session.add(wish)
    jobs.enqueue(scope, "identity.reset", wish_id=wish.id)


@jobs.job("identity.reset", network=True)
def answer(_tenant_id: None, *, wish_id: uuid.UUID) -> None:
    """Write to the address, if it is somebody's; then forget that it was asked."""
    with Scope.identity(why="identity.reset") as scope, unit_of_work(scope):
        wish = scope.session.get(ResetWish, wish_id, with_for_update=True)
        if wish is None:
            return
        user = service.find(scope, wish.email)
        if user is not None and user.active and not _asked_just_now(scope, user):
            send(scope, user)
        scope.session.delete(wish)


def send(scope: Scope, user: User) -> Link:
    """Queue the letter with a link; earlier links open nothing any more."""
    links.take_back(scope, LinkPurpose.RESET, user.id)
    link = links.make(scope, LinkPurpose.RESET, user.id)
    mail.queue(
        scope,
        to=user.email,
        template="new_password",
        key=f"reset:{link.id}",
        language=user.language or "nl",
        name=user.name,
        path=path(link),
    )
    return link


def path(link: Link) -> str:
    return f"/wachtwoord/{links.token(link.id)}"


def holder(scope: Scope, token: str) -> User:
    """Whose password this link may set. Changes nothing. Raises links.Spent."""
    return _user(scope, links.find(scope, token, LinkPurpose.RESET))


def reset(scope: Scope, token: str, *, password: str) -> User:
    """Set the password and end every sign-in. The link is spent. Raises links.Spent, WeakPassword."""
    user = _user(scope, links.use(scope, token, LinkPurpose.RESET))
    passwords.check(password, email=user.email, name=user.name)
    service.set_password(scope, user, password)
    service.tell_password_changed(scope, user)
    user.confirmed_at = user.confirmed_at or now()
    return user


@jobs.every("20 3 * * *", "identity.tidy")
def tidy(_tenant_id: None) -> None:
    """Forget tries, wishes, links and invitations that have lost their sense (SECURITY P-33)."""
    with Scope.identity(why="identity.tidy") as scope, unit_of_work(scope):
        throttle.tidy(scope)
        scope.session.execute(delete(ResetWish).where(ResetWish.asked_at < now() - FORGOTTEN_AFTER))
        links.tidy(scope)
        invitations.tidy(scope)


def _user(scope: Scope, link: Link) -> User:
    user = scope.session.get(User, link.object_id)
    if user is None or not user.active:
        raise links.Spent
    return user


def _asked_just_now(scope: Scope, user: User) -> bool:
    recent = select(Link.id).where(
        Link.purpose == LinkPurpose.RESET,
        Link.object_id == user.id,
        Link.used_at.is_(None),
        Link.made_at > now() - AGAIN_AFTER,
    )
    return scope.session.scalar(recent.limit(1)) is not None
