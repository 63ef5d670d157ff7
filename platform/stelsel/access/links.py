"""Secret addresses: 128 bits, one purpose, an end (SECURITY P-16).

The secret follows from the link's random id and the signing key, so that a mail job can hold the id alone and still
write the address. The database keeps the secret's fingerprint: a leaked copy of it opens nothing.
"""

import base64
import hashlib
import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from stelsel.access.models import Link, LinkPurpose
from stelsel.clock import now
from stelsel.errors import Gone
from stelsel.i18n import _
from stelsel.marks import keyed
from stelsel.tenancy import Scope

BYTES = 16
TERMS = {
    LinkPurpose.RESET: timedelta(hours=1),
    LinkPurpose.INVITATION: timedelta(days=7),
    LinkPurpose.SIGN_UP: timedelta(days=366),
    LinkPurpose.CHECK: timedelta(days=366),
    LinkPurpose.NEWSLETTER: timedelta(days=366),
    LinkPurpose.REQUEST: timedelta(days=366),
}
KEPT = timedelta(days=30)
ONCE = frozenset({LinkPurpose.RESET, LinkPurpose.INVITATION})
"""The others may be opened as often as one likes, until they end or are taken back."""


class Spent(Gone):
    """The link was used, has ended, was taken back, or never was: nobody is told which."""

    message = _("Deze link werkt niet meer. Hij is al gebruikt, of hij is te oud.")


def make(
    scope: Scope,
    purpose: LinkPurpose,
    object_id: uuid.UUID,
    *,
    tenant_id: int | None = None,
    ends_at: datetime | None = None,
) -> Link:
    """A new link to an object. Without `ends_at` it lives as long as its purpose says."""
    link_id = uuid.uuid4()
    link = Link(
        id=link_id,
        token_hash=fingerprint(token(link_id)),
        purpose=purpose,
        object_id=object_id,
        at_tenant_id=tenant_id,
        ends_at=ends_at or now() + TERMS[purpose],
    )
    scope.session.add(link)
    scope.session.flush()
    return link


def of(scope: Scope, purpose: LinkPurpose, object_id: uuid.UUID) -> Link:
    """The link of an object that was made for it. Raises NoResultFound."""
    made = select(Link).where(Link.purpose == purpose, Link.object_id == object_id).order_by(Link.made_at.desc())
    return scope.session.scalars(made.limit(1)).one()


def token(link_id: uuid.UUID) -> str:
    """The secret of a link, for its address: 22 characters that are safe in one."""
    mark = keyed(b"stelsel link:" + link_id.bytes)
    return base64.urlsafe_b64encode(mark[:BYTES]).rstrip(b"=").decode()


def fingerprint(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def find(scope: Scope, secret: str, purpose: LinkPurpose) -> Link:
    """The link of this address, if it still opens something. Changes nothing. Raises Spent."""
    link = scope.session.scalar(
        select(Link).where(
            Link.token_hash == fingerprint(secret),
            Link.purpose == purpose,
            Link.ends_at > now(),
            Link.used_at.is_(None),
        )
    )
    if link is None:
        raise Spent
    return link


def use(scope: Scope, secret: str, purpose: LinkPurpose) -> Link:
    """As `find`, and spend a link that may be used once: of two at the same time one gets it. Raises Spent."""
    link = find(scope, secret, purpose)
    if purpose in ONCE:
        taken = scope.session.execute(
            update(Link).where(Link.id == link.id, Link.used_at.is_(None)).values(used_at=now()).returning(Link.id)
        ).all()
        if not taken:
            raise Spent
    return link


def prolong(scope: Scope, purpose: LinkPurpose, object_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """From now on the links of these objects live as long as new ones. Returns their secrets, by object."""
    theirs = Link.purpose == purpose, Link.object_id.in_(object_ids), Link.used_at.is_(None)
    scope.session.execute(update(Link).where(*theirs).values(ends_at=now() + TERMS[purpose]))
    found = scope.session.execute(select(Link.object_id, Link.id).where(*theirs).order_by(Link.made_at, Link.id))
    return {object_id: token(link_id) for object_id, link_id in found}


def take_back(scope: Scope, purpose: LinkPurpose, object_id: uuid.UUID) -> None:
    """No link of this purpose to this object opens anything from now on."""
    scope.session.execute(
        update(Link)
        .where(Link.purpose == purpose, Link.object_id == object_id, Link.used_at.is_(None))
        .values(used_at=now())
    )


def tidy(scope: Scope) -> None:
    """Forget links that ended or were spent a month ago (SECURITY P-33)."""
    long_ago = now() - KEPT
    scope.session.execute(delete(Link).where((Link.ends_at < long_ago) | (Link.used_at < long_ago)))
