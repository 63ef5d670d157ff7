"""The letters of one Monday: every reader of one library, and of what is new around a place, on PostgreSQL. Reported,
without a goal."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from pydantic import SecretStr
from sqlalchemy import select

from stelsel import clock
from stelsel.access import links
from stelsel.access.current import national_tenant
from stelsel.access.models import LinkPurpose
from stelsel.app import create_app
from stelsel.config import Settings
from stelsel.db import schema, unit_of_work
from stelsel.tenancy import Scope, Tenant
from stelsel_tenants.newsletters import jobs
from stelsel_tenants.newsletters.models import Subscription
from tests.bench import growth
from tests.bench.rebuild import postgresql
from tests.bench.table import Line


def measure(readers: int) -> Iterator[Line]:
    """A library with a full week, and so many who read it."""
    with postgresql() as (server, folder):
        url = server.create("bench")
        settings = Settings(database_url=url, data_dir=folder, secret_key=SecretStr(growth.SECRET))
        schema.upgrade(settings.url)
        with create_app(settings).app_context():
            growth.fill(growth.Size(1, growth.SHOWN))
            with Scope.network(why="bench") as scope:
                tenant_id = scope.session.scalars(select(Tenant.id).where(Tenant.slug == "t0")).one()
            of_library = _written(tenant_id, readers)
            around = _written(national_tenant().id, readers, place="2225", km=15)
    what = f"the letters of a Monday: {readers:,} readers of {{}}, PostgreSQL {server.version}"
    for whom, seconds in (("one library", of_library), ("what is new around a place", around)):
        yield Line(what.format(whom), f"{seconds:.1f} s, {readers / seconds:,.0f} letters/s", "reported")


def _written(tenant_id: int, readers: int, **about: Any) -> float:
    """The seconds that it takes to write to all of them."""
    _subscribe(tenant_id, readers, **about)
    begun = time.perf_counter()
    jobs.write(tenant_id)
    return time.perf_counter() - begun


def _subscribe(tenant_id: int, readers: int, **about: Any) -> None:
    with Scope.system(tenant_id, why="bench") as scope, unit_of_work(scope):
        for number in range(readers):
            confirmed_at = clock.now() - timedelta(days=1)
            one = Subscription(email=f"lezer{number}@voorbeeld.example", confirmed_at=confirmed_at, **about)
            scope.session.add(one)
            links.make(scope, LinkPurpose.NEWSLETTER, one.id, tenant_id=tenant_id)
