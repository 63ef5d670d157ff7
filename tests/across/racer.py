"""Two at once: the same planning sent twice, a library that ends it meanwhile, colleagues who remove each other."""

import time
import uuid
from collections.abc import Callable
from datetime import date
from datetime import time as clock_time

from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from stelsel.access import Person
from stelsel.access.current import tenant_by_slug
from stelsel.db import unit_of_work
from stelsel.errors import Refused, Unavailable
from stelsel.identity import memberships
from stelsel.tenancy import Actor, Hat, Scope
from stelsel_tenants.across import planning, reach
from stelsel_tenants.activities.models import Frequency
from stelsel_tenants.activities.schedule import Line, Schedule
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.partners import ending
from stelsel_tenants.partners.models import Partnership, Side

TUESDAYS = Schedule((Line(Frequency.WEEKLY, clock_time(10), clock_time(12), date(2026, 12, 1), weekdays=(2,)),))


def plan(_app: Flask, slug: str, organisation_id: str, offer_id: str, key: str) -> str:
    """The activity that is there after it, or the name of the refusal."""

    def once() -> str:
        partner = Scope.partner_at(Actor(Hat.PARTNER, "tests"), tenant_by_slug(slug), uuid.UUID(organisation_id))
        with partner as scope, unit_of_work(scope):
            reach.hold(scope)
            branch_id = scope.session.scalars(select(Branch.id).order_by(Branch.name).limit(1)).one()
            wanted = planning.Wanted(branch_id)
            return str(planning.plan(scope, uuid.UUID(offer_id), TUESDAYS, wanted, key=uuid.UUID(key)).activity_id)

    return _patiently(once)


def plan_or_end(app: Flask, end: bool, slug: str, organisation_id: str, offer_id: str, key: str) -> str:
    if not end:
        return plan(app, slug, organisation_id, offer_id, key)

    def once() -> str:
        with Scope.system(tenant_by_slug(slug), why="tests") as scope, unit_of_work(scope):
            its = Partnership.organisation_id == uuid.UUID(organisation_id)
            ending.end(
                scope, scope.session.scalars(select(Partnership.id).where(its)).one(), by=Side.PARTNER, last_day=None
            )
        return "ended"

    return _patiently(once)


def remove(_app: Flask, user_id: str, membership_id: str, organisation_id: str) -> str:
    """A colleague takes another's role away."""

    def once() -> str:
        with Scope.identity(why="tests") as scope, unit_of_work(scope):
            by = Person(uuid.UUID(user_id), "Een collega", "collega@voorbeeld.example", None, ())
            its_id = uuid.UUID(organisation_id)
            memberships.end(scope, uuid.UUID(membership_id), organisation_id=its_id, by=by)
        return "removed"

    return _patiently(once)


def _patiently(once: Callable[[], str]) -> str:
    for attempt in range(60):
        try:
            return once()
        except Unavailable:
            time.sleep(0.02 * (attempt % 5 + 1))
        except Refused as refusal:
            return type(refusal).__name__
        except (OperationalError, PoolTimeout):
            time.sleep(0.02 * (attempt % 5 + 1))
    return "gave up"
