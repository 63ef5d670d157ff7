"""One of many who plan something in the same room; a busy database is asked again."""

import time
from datetime import date
from datetime import time as wall

from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from stelsel.access.current import tenant_by_slug
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.tenancy import Scope
from stelsel_tenants.activities import service
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.schedule import on_dates
from stelsel_tenants.libraries.models import Branch


def plan(_app: Flask, slug: str, number: int) -> str:
    """What became of it: "planned", or the name of the refusal."""
    for attempt in range(60):
        try:
            with Scope.system(tenant_by_slug(slug), why="race") as scope, unit_of_work(scope):
                branch_id = scope.session.scalars(select(Branch.id)).one()
                dates = on_dates(wall(10), wall(12), date(2026, 12, 8), date(2026, 12, 15))
                offer = Offer(f"Nummer {number}", branch_id, "taalcafe", room="Vergaderkamer", lines=(dates,))
                service.plan(scope, offer)
        except Refused as refusal:
            return type(refusal).__name__
        except (OperationalError, PoolTimeout):
            time.sleep(0.02 * (attempt % 5 + 1))
        else:
            return "planned"
    return "gave up"
