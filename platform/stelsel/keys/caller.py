"""Who asks with a key. The key, and what its maker may do, are read anew in each request (SECURITY P-7)."""

import logging
import uuid
from dataclasses import dataclass

from flask import g, request
from sqlalchemy import or_, select
from sqlalchemy.exc import DBAPIError

from stelsel import clock
from stelsel.access import Person
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.identity import known
from stelsel.keys import secret, service
from stelsel.keys.models import ApiKey, Right
from stelsel.keys.service import Place
from stelsel.tenancy import Scope, Tenant, TenantState

log = logging.getLogger(__name__)


class NoKey(Refused):
    message = _("Hiervoor is een sleutel nodig. Stuur hem mee als: Authorization: Bearer stl_...")
    status = 401


class DeadKey(NoKey):
    """It ended, was taken back, never was, or whoever made it is gone: nobody is told which."""

    message = _("Deze sleutel werkt niet. Hij is verlopen of ingetrokken, of er staat een typefout in.")


@dataclass(frozen=True, slots=True)
class Caller:
    """A program with a key that works, and the person for whom it works."""

    key_id: uuid.UUID
    rights: frozenset[Right]
    place: Place
    person: Person


def caller() -> Caller | None:
    """Whoever asks, read once a request; None without a key. Raises DeadKey for one that opens nothing."""
    if "api_caller" not in g:
        g.api_caller = _read()
    found: Caller | None = g.api_caller
    return found


def needed() -> Caller:
    """As `caller`; raises NoKey where there is none."""
    found = caller()
    if found is None:
        raise NoKey
    return found


def find(scope: Scope, key: str) -> tuple[ApiKey, Person] | None:
    """A key that works now, with its maker, who is still there; else None. Two statements."""
    row = scope.session.scalar(
        select(ApiKey)
        .outerjoin(Tenant, Tenant.id == ApiKey.at_tenant_id)
        .where(
            ApiKey.secret_hash == secret.fingerprint(key),
            ApiKey.revoked_at.is_(None),
            ApiKey.ends_at > clock.now(),
            or_(ApiKey.at_tenant_id.is_(None), Tenant.state == TenantState.ACTIVE),
        )
    )
    maker = known.by_id(scope, row.made_by_id) if row is not None else None
    if row is None or maker is None:
        return None
    place = Place(row.at_tenant_id, row.organisation_id)
    return (row, maker) if place.has(maker) else None


def _read() -> Caller | None:
    said = request.headers.get("Authorization")
    if said is None:
        return None
    kind, _blank, key = said.partition(" ")
    if kind.lower() != "bearer" or not secret.is_whole(key):
        raise DeadKey
    with Scope.identity(why="whose key is this", reading=True) as scope:
        found = find(scope, key)
    if found is None:
        raise DeadKey
    row, maker = found
    if row.last_used_on != clock.today():
        _note(row.id)
    rights = frozenset(Right(name) for name in row.may)
    return Caller(row.id, rights, Place(row.at_tenant_id, row.organisation_id), maker)


def _note(key_id: uuid.UUID) -> None:
    """In a transaction of its own, as the request's may be a reading one. That it fails is no reason to stop."""
    try:
        with Scope.identity(why="a key was used") as scope, unit_of_work(scope):
            service.used(scope, key_id)
    except DBAPIError:
        log.warning("could not note that a key was used")
