"""What may be seen of people: one's own sign-ins."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from stelsel.clock import now
from stelsel.identity.models import SignIn
from stelsel.identity.sign_ins import IDLE, LONGEST, fingerprint
from stelsel.tenancy import Scope

MOST = 50


@dataclass(frozen=True, slots=True)
class Device:
    """A browser in which somebody is signed in."""

    handle: uuid.UUID
    device: str
    began_at: datetime
    seen_at: datetime
    is_this: bool


def devices(scope: Scope, user_id: uuid.UUID, *, token: str | None) -> list[Device]:
    """Where a person is signed in now, last seen first."""
    moment = now()
    statement = (
        select(SignIn.handle, SignIn.device, SignIn.began_at, SignIn.seen_at, SignIn.id)
        .where(
            SignIn.user_id == user_id,
            SignIn.ended_at.is_(None),
            SignIn.seen_at > moment - IDLE,
            SignIn.began_at > moment - LONGEST,
        )
        .order_by(SignIn.seen_at.desc(), SignIn.id)
        .limit(MOST)
    )
    own = fingerprint(token) if token else ""
    return [Device(*row[:4], is_this=row.id == own) for row in scope.session.execute(statement)]
