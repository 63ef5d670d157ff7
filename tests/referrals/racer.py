"""One of many who type a code, or click, at once; a busy database is asked again, as a browser would be told to."""

import time
import uuid
from collections.abc import Callable

from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from stelsel.access.current import tenant_by_slug
from stelsel.errors import Refused
from stelsel.tenancy import Actor, Hat, Organisation, Scope
from stelsel_tenants.referrals import crossing, noting, service
from stelsel_tenants.referrals.models import Outcome
from stelsel_tenants.referrals.service import Destination


def type_code(_app: Flask, partner: str, code: str, outcome: str) -> str:
    """What became of it: "noted", or the name of the refusal."""
    with Scope.network(why="race") as scope:
        organisation_id = scope.session.scalars(select(Organisation.id).where(Organisation.slug == partner)).one()

    def deed() -> str:
        with Scope.partner(Actor(Hat.PARTNER, "race"), organisation_id) as scope:
            noting.enter(scope, code, Outcome(outcome))
        return "noted"

    return _tried(deed)


def give(_app: Flask, slug: str, session_id: str, card_id: str) -> str:
    """The same click, or another: "given", or the name of the refusal."""
    library = tenant_by_slug(slug)

    def deed() -> str:
        with (
            Scope.member(Actor(Hat.MEMBER, "race"), library) as scope,
            crossing.between(scope, library.id) as both,
        ):
            to = Destination(library.id, uuid.UUID(session_id))
            service.give(both, to, sender_id=library.id, card_id=uuid.UUID(card_id))
        return "given"

    return _tried(deed)


def _tried(deed: Callable[[], str]) -> str:
    for attempt in range(60):
        try:
            return deed()
        except Refused as refusal:
            if refusal.status != 503:
                return type(refusal).__name__
        except (OperationalError, PoolTimeout):
            pass
        time.sleep(0.02 * (attempt % 5 + 1))
    return "gave up"
