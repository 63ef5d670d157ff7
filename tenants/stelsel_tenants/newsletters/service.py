"""What may happen to a subscription. Who asks is told the same whatever is known: nobody learns who reads what."""

import uuid
from dataclasses import asdict
from datetime import timedelta

from sqlalchemy import Select, func, select

from stelsel import audit, clock, mail
from stelsel.access import links
from stelsel.access.models import LinkPurpose
from stelsel.errors import Conflict
from stelsel.i18n import _
from stelsel.tenancy import Scope, TenantState
from stelsel_tenants.newsletters import telling
from stelsel_tenants.newsletters.about import About
from stelsel_tenants.newsletters.models import Subscription

MOST = 8
"""Subscriptions of one address at one library, or around places: who asks for more would only fill somebody's
mailbox."""
UNCONFIRMED_KEPT = timedelta(days=3)


class AlreadyAboutThat(Conflict):
    field = "kind"
    message = _("Hierover krijgt u al een mail. Kies iets anders, of stop met deze mail.")


def ask(scope: Scope, email: str, about: About, *, language: str) -> None:
    """Write to the address, once a day at most, with a link to say yes; or that it gets this mail already."""
    one = scope.session.scalar(_held_by(email, about))
    if one is None:
        if _number(scope, email) >= MOST:
            return
        first = {"language": language, "asked_at": clock.now()}
        scope.upsert(Subscription, {"email": email, **asdict(about)}, first=first)
        one = scope.session.scalars(_held_by(email, about)).one()
        links.make(scope, LinkPurpose.NEWSLETTER, one.id, tenant_id=scope.tenant_id)
    if one.confirmed_at is None:
        one.asked_at, one.language = clock.now(), language
    telling.asked(scope, one)


def confirm(scope: Scope, subscription_id: uuid.UUID) -> Subscription:
    """The address is theirs and they want it. Saying so again changes nothing. Raises NoResultFound."""
    one = _held(scope, subscription_id)
    if one.confirmed_at is None:
        one.confirmed_at = clock.now()
        audit.record(scope, "newsletter.confirmed", one)
    return one


def change(scope: Scope, subscription_id: uuid.UUID, about: About) -> Subscription:
    """From now on it is about something else. Raises AlreadyAboutThat, NoResultFound."""
    one = _held(scope, subscription_id)
    if about == About.of(one):
        return one
    other = scope.session.scalar(_held_by(one.email, about))
    if other is not None and other.confirmed_at is not None:
        raise AlreadyAboutThat
    if other is not None:
        _forget(scope, other)
    one.kind, one.place, one.km = about.kind, about.place, about.km
    audit.record(scope, "newsletter.changed", one)
    return one


def stop(scope: Scope, subscription_id: uuid.UUID) -> None:
    """No more letters, and nothing is kept. Raises NoResultFound."""
    one = _held(scope, subscription_id)
    audit.record(scope, "newsletter.stopped", one)
    _forget(scope, one)


def forget_unconfirmed(scope: Scope) -> None:
    """What nobody confirmed in time goes; of a library that is closed, all."""
    wanted = select(Subscription)
    if scope.library.state is not TenantState.CLOSED:
        old = Subscription.asked_at < clock.now() - UNCONFIRMED_KEPT
        wanted = wanted.where(Subscription.confirmed_at.is_(None), old)
    for one in scope.session.scalars(wanted.order_by(Subscription.id)).all():
        _forget(scope, one)


def _held_by(email: str, about: About) -> Select[Subscription]:
    row = Subscription
    same = row.kind == about.kind, row.place == about.place, row.km == about.km
    return select(row).where(row.email == email, *same).with_for_update()


def _number(scope: Scope, email: str) -> int:
    theirs = select(func.count()).select_from(Subscription).where(Subscription.email == email)
    return scope.session.scalar(theirs) or 0


def _held(scope: Scope, subscription_id: uuid.UUID) -> Subscription:
    return scope.session.get_one(Subscription, (scope.tenant_id, subscription_id), with_for_update=True)


def _forget(scope: Scope, one: Subscription) -> None:
    links.take_back(scope, LinkPurpose.NEWSLETTER, one.id)
    mail.forget(scope, one.id)
    scope.session.delete(one)
    scope.session.flush()
