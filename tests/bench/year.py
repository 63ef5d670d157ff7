"""A year of sessions made by publishing: ten weekly activities at each branch, on PostgreSQL. Reported, without a goal.

By the command that a library uses, so with the projection and the figures that follow it in the same transaction.
"""

import time
from collections.abc import Iterator
from datetime import time as wall

from pydantic import SecretStr
from sqlalchemy import func, select

from stelsel import clock
from stelsel.app import create_app
from stelsel.config import Settings
from stelsel.db import schema, unit_of_work
from stelsel.tenancy import Scope, Tenant
from stelsel_tenants.activities import service
from stelsel_tenants.activities.models import Frequency, Session
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.schedule import Line as Rule
from stelsel_tenants.libraries.models import Branch
from tests.bench import growth
from tests.bench.rebuild import postgresql
from tests.bench.table import Line

ACTIVITIES = 10
OF_ONE_LIBRARY = 10
"""Branches, as there are about 1,300 of 140 libraries."""


def measure(branches: int) -> Iterator[Line]:
    """A library in one transaction, one library after the other."""
    with postgresql() as (server, folder):
        url = server.create("bench")
        settings = Settings(database_url=url, data_dir=folder, secret_key=SecretStr(growth.SECRET))
        schema.upgrade(settings.url)
        with create_app(settings).app_context():
            growth.fill(growth.Size(branches // OF_ONE_LIBRARY, 0))
            with Scope.network(why="bench") as scope:
                tenants = list(scope.session.scalars(select(Tenant.id).where(Tenant.slug.like("t%"))))
            begun = time.perf_counter()
            made = sum(_year(tenant_id) for tenant_id in tenants)
            seconds = time.perf_counter() - begun
    what = f"a year of sessions: {branches:,} branches × {ACTIVITIES} activities, PostgreSQL {server.version}"
    yield Line(what, f"{seconds:.1f} s, {made:,} sessions, {made / seconds:,.0f}/s", "reported")


def _year(tenant_id: int) -> int:
    """Plan and publish. Returns how many sessions there are."""
    with Scope.system(tenant_id, why="bench") as scope, unit_of_work(scope):
        main = scope.session.scalars(select(Branch)).one()
        spot = {name: getattr(main, name) for name in ("place", "municipality_code", "lat", "lon")}
        others = [Branch(name=f"Vestiging {number}", **spot) for number in range(1, OF_ONE_LIBRARY)]
        scope.session.add_all(others)
        scope.session.flush()
        for branch in (main, *others):
            for number in range(ACTIVITIES):
                rule = Rule(
                    Frequency.WEEKLY,
                    begins=wall(9 + number),
                    ends=wall(11 + number),
                    since=clock.today(),
                    weekdays=(2,),
                )
                offer = Offer(title=f"Spreekuur {number}", branch_id=branch.id, concept_slug="hulp", lines=(rule,))
                activity = service.plan(scope, offer)
                scope.session.flush()
                service.publish(scope, activity.id)
        return scope.session.scalar(select(func.count()).select_from(Session)) or 0
