"""What may happen to a key: it is made, used, taken back, forgotten. Commands check, change and audit."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, delete, func, or_, select, update

from stelsel import clock
from stelsel.access import Permission, Person
from stelsel.errors import Forbidden, NotFound, Refused
from stelsel.i18n import _
from stelsel.identity import trail
from stelsel.keys import secret
from stelsel.keys.models import ApiKey, RequestCount, Right
from stelsel.tenancy import Scope

LONGEST = timedelta(days=730)
MOST = 20
"""Keys of one place that work at the same time."""
KEPT = timedelta(days=365)
"""For so long a key that works no more is still on the list."""
COUNTED = timedelta(hours=1)


class NoRight(Refused):
    field = "rights"
    message = _("Kies ten minste één ding dat de sleutel mag.")


class NotYours(Forbidden):
    field = "rights"
    message = _("Een sleutel kan nooit meer dan u zelf mag. Kies minder rechten.")


class WrongEnd(Refused):
    field = "last_day"
    message = _("Kies een dag van vandaag tot over twee jaar.")


class TooManyKeys(Refused):
    message = _("U hebt al 20 sleutels die werken. Trek eerst een sleutel in die u niet meer gebruikt.")


@dataclass(frozen=True, slots=True)
class Place:
    """Whose a key is: a library, or a partner organisation."""

    tenant_id: int | None = None
    organisation_id: uuid.UUID | None = None

    def has(self, person: Person) -> bool:
        """Is this person anything here?"""
        if self.tenant_id is not None:
            return bool(person.at(self.tenant_id))
        return self.organisation_id in person.for_organisations()

    def may(self, person: Person, library: Permission, partner: Permission | None) -> bool:
        """Has this person, here and now, the permission that counts for such a place?"""
        if self.tenant_id is not None:
            return person.may(library, self.tenant_id)
        return (
            partner is not None and self.organisation_id is not None and person.may_for(partner, self.organisation_id)
        )


NEEDS: dict[Right, tuple[Permission, Permission | None]] = {
    Right.READ: (Permission.TENANT_HOME, Permission.PARTNER_HOME),
    Right.ACTIVITIES: (Permission.TENANT_ACTIVITIES, None),
    Right.COUNTS: (Permission.TENANT_DESK, Permission.PARTNER_SESSIONS),
}
"""What whoever makes a key must be allowed to do: at a library, for a partner (None: that is no partner's right)."""


def make(
    scope: Scope, place: Place, *, name: str, rights: Collection[Right], last_day: date, by: Person
) -> tuple[ApiKey, str]:
    """A new key and its secret, which is told this once. Raises NoRight, NotYours, WrongEnd, TooManyKeys."""
    if not rights:
        raise NoRight
    if not all(place.may(by, *NEEDS[right]) for right in rights):
        raise NotYours
    if not clock.today() <= last_day <= clock.today() + LONGEST:
        raise WrongEnd
    if _working(scope, place) >= MOST:
        raise TooManyKeys
    told = secret.make()
    key = ApiKey(
        name=name,
        secret_hash=secret.fingerprint(told),
        beginning=told[: secret.SHOWN],
        may=[right.value for right in Right if right in rights],
        made_by_id=by.id,
        at_tenant_id=place.tenant_id,
        organisation_id=place.organisation_id,
        ends_at=clock.end_of(last_day),
    )
    scope.session.add(key)
    trail.record(scope, "key.made", key, tenant_id=place.tenant_id, rights=key.may, ends=key.ends_at.isoformat())
    return key, told


def revoke(scope: Scope, key_id: uuid.UUID, place: Place) -> ApiKey:
    """It opens nothing from now on. Once is the same as twice. Raises NotFound for another's."""
    key = scope.session.scalar(select(ApiKey).where(ApiKey.id == key_id, *of(place)).with_for_update())
    if key is None:
        raise NotFound
    if key.revoked_at is None:
        key.revoked_at = clock.now()
        trail.record(scope, "key.revoked", key, tenant_id=place.tenant_id)
    return key


def used(scope: Scope, key_id: uuid.UUID) -> None:
    """Note the day on which a key was used, at most once a day."""
    today = clock.today()
    never = or_(ApiKey.last_used_on.is_(None), ApiKey.last_used_on < today)
    scope.session.execute(update(ApiKey).where(ApiKey.id == key_id, never).values(last_used_on=today))


def tidy(scope: Scope) -> None:
    """Forget keys that have not worked for a year, and how often who asked an hour ago."""
    long_ago = clock.now() - KEPT
    scope.session.execute(delete(ApiKey).where((ApiKey.ends_at < long_ago) | (ApiKey.revoked_at < long_ago)))
    scope.session.execute(delete(RequestCount).where(RequestCount.begins_at < clock.now() - COUNTED))


def _working(scope: Scope, place: Place) -> int:
    working = ApiKey.revoked_at.is_(None), ApiKey.ends_at > clock.now()
    return scope.session.scalar(select(func.count()).select_from(ApiKey).where(*working, *of(place))) or 0


def of(place: Place) -> tuple[ColumnElement[bool], ...]:
    return ApiKey.at_tenant_id == place.tenant_id, ApiKey.organisation_id == place.organisation_id
