"""Sign-ins are rows (SECURITY P-13): what a cookie opens is decided here, at every request, and ends here."""

import hashlib
import re
import secrets
import uuid
from datetime import datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Select, select, update

from stelsel.access import Person
from stelsel.clock import now
from stelsel.errors import NotFound
from stelsel.identity import known
from stelsel.identity.models import SignIn, User
from stelsel.tenancy import Scope

IDLE = timedelta(hours=8)
LONGEST = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=5)

BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


Statement = TypeVar("Statement", bound=Select[*tuple[Any, ...]])


class Seen(NamedTuple):
    """A person, and when this device was last seen."""

    person: Person
    seen_at: datetime


def fingerprint(token: str) -> str:
    """What of a secret value is kept: its SHA-256."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def device(user_agent: str) -> str:
    """ "Firefox, Windows" of a browser's long name for itself; "" when it says nothing that we know."""
    found = (next((name for mark, name in kind if mark in user_agent), "") for kind in (BROWSERS, SYSTEMS))
    return re.sub(r"[^\w, ]", "", ", ".join(filter(None, found)))


def begin(scope: Scope, user_id: uuid.UUID, *, device: str = "") -> str:
    """A new sign-in. Returns the value for the cookie; only its fingerprint is kept."""
    token = secrets.token_urlsafe(32)
    scope.session.add(SignIn(id=fingerprint(token), user_id=user_id, device=device))
    return token


def end(scope: Scope, token: str) -> None:
    """End one sign-in. Ending it twice is the same as once."""
    scope.session.execute(
        update(SignIn).where(SignIn.id == fingerprint(token), SignIn.ended_at.is_(None)).values(ended_at=now())
    )


def end_all(scope: Scope, user_id: uuid.UUID, *, but: str | None = None) -> None:
    """End every sign-in of a person, save the one of the token `but`."""
    kept = fingerprint(but) if but else ""
    scope.session.execute(
        update(SignIn)
        .where(SignIn.user_id == user_id, SignIn.ended_at.is_(None), SignIn.id != kept)
        .values(ended_at=now())
    )


def end_device(scope: Scope, user_id: uuid.UUID, handle: uuid.UUID) -> None:
    """End one of a person's own sign-ins. Raises NotFound for another's."""
    row = scope.session.scalar(select(SignIn).where(SignIn.handle == handle, SignIn.user_id == user_id))
    if row is None:
        raise NotFound
    row.ended_at = row.ended_at or now()


def seen(scope: Scope, token: str) -> None:
    """Note that a device is still in use, if that was not noted in the last minutes."""
    moment = now()
    scope.session.execute(
        update(SignIn)
        .where(SignIn.id == fingerprint(token), SignIn.seen_at < moment - SEEN_EVERY, SignIn.ended_at.is_(None))
        .values(seen_at=moment)
    )


def find(scope: Scope, token: str) -> Seen | None:
    """Who holds this cookie value; None when it ended, was idle too long, or the person is no longer active."""
    theirs = known.with_places(select(User, SignIn.seen_at).join(SignIn, SignIn.user_id == User.id))
    rows = scope.session.execute(_holding(theirs, token)).all()
    return Seen(known.person(rows), rows[0].seen_at) if rows else None


def person(scope: Scope, token: str) -> Person | None:
    """As `find`, without when."""
    found = find(scope, token)
    return found.person if found else None


def user(scope: Scope, token: str) -> User | None:
    """As `person`, as a row."""
    return scope.session.scalar(_holding(select(User).join(SignIn, SignIn.user_id == User.id), token))


def holder(scope: Scope, token: str) -> uuid.UUID | None:
    """Whose sign-in this is or was, ended or not."""
    return scope.session.scalar(select(SignIn.user_id).where(SignIn.id == fingerprint(token)))


def _holding(statement: Statement, token: str) -> Statement:
    moment = now()
    return statement.where(
        SignIn.id == fingerprint(token),
        SignIn.ended_at.is_(None),
        SignIn.seen_at > moment - IDLE,
        SignIn.began_at > moment - LONGEST,
        User.active,
    )
