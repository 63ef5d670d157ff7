"""Keys as the people of their place see them."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from stelsel import clock
from stelsel.identity.models import User
from stelsel.keys.models import ApiKey, Right
from stelsel.keys.service import Place, of
from stelsel.tenancy import Scope


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key. `last_day` is the last on which it works."""

    id: uuid.UUID
    name: str
    beginning: str
    rights: tuple[Right, ...]
    made_by: str
    made_at: datetime
    last_day: date
    last_used_on: date | None
    is_revoked: bool
    is_over: bool

    @property
    def works(self) -> bool:
        return not self.is_revoked and not self.is_over


def keys(scope: Scope, place: Place) -> list[KeyRow]:
    """All keys of a place, those that work first, then the newest; one statement."""
    statement = (
        select(ApiKey, User.name)
        .join(User, User.id == ApiKey.made_by_id)
        .where(*of(place))
        .order_by(ApiKey.made_at.desc(), ApiKey.id)
    )
    rows = [_row(key, name) for key, name in scope.session.execute(statement)]
    return sorted(rows, key=lambda row: not row.works)


def _row(key: ApiKey, made_by: str) -> KeyRow:
    return KeyRow(
        id=key.id,
        name=key.name,
        beginning=key.beginning,
        rights=tuple(Right(name) for name in key.may),
        made_by=made_by,
        made_at=key.made_at,
        last_day=clock.last_day(key.ends_at),
        last_used_on=key.last_used_on,
        is_revoked=key.revoked_at is not None,
        is_over=key.ends_at <= clock.now(),
    )
