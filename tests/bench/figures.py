"""A library's own figures and its yearly delivery, read from the facts of 20 and of 20,000 sessions on PostgreSQL."""

import statistics
import time
from collections.abc import Callable, Iterator

from pydantic import SecretStr
from sqlalchemy import select

from stelsel import clock
from stelsel.app import create_app
from stelsel.config import Settings
from stelsel.db import schema, unit_of_work
from stelsel.tenancy import Scope, Tenant
from stelsel.web.periods import periods
from stelsel_tenants.activities.models import Activity, Session
from stelsel_tenants.figures import annual_queries, queries
from stelsel_tenants.figures.annual import Annual
from stelsel_tenants.figures.own import Own
from stelsel_tenants.questions.choice import Choice
from tests.bench import growth
from tests.bench.rebuild import held, postgresql
from tests.bench.table import Line
from tests.support.statements import recorded

FEW, MANY = 20, 20_000
WITHIN = 250
"""Milliseconds for all that a page asks of the database, and its sums."""


def measure() -> Iterator[Line]:
    """As much as is held in a year at the busiest library, in one transaction that reads."""
    with postgresql() as (server, folder):
        url = server.create("bench")
        settings = Settings(database_url=url, data_dir=folder, secret_key=SecretStr(growth.SECRET))
        schema.upgrade(settings.url)
        with create_app(settings).app_context():
            growth.fill(growth.Size(2, 2))
            with Scope.network(why="bench") as scope:
                few, many = scope.session.scalars(select(Tenant.id).where(Tenant.slug.like("t%")).order_by(Tenant.id))
            for tenant_id, number in ((few, FEW), (many, MANY)):
                with Scope.system(tenant_id, why="bench") as scope, unit_of_work(scope):
                    activity = scope.session.scalars(select(Activity)).one()
                    scope.insert_many(Session, [held(activity, one) for one in range(number)])
            for what, ask in (("own figures", _own), ("yearly delivery", _annual)):
                yield _line(f"{what}: {FEW} to {MANY:,} sessions, PostgreSQL {server.version}", ask, few, many)


def _line(what: str, ask: Callable[[Scope], object], few: int, many: int) -> Line:
    (before, quick), (after, slow) = (_cost(ask, tenant_id) for tenant_id in (few, many))
    figure = f"{before} to {after} statements, {quick:.1f} to {slow:.1f} ms"
    return Line(what, figure, f"same statements, ≤ {WITHIN} ms", before == after and slow <= WITHIN)


def _cost(ask: Callable[[Scope], object], tenant_id: int) -> tuple[int, float]:
    """Statements, and the middle of a few times in milliseconds."""
    times = []
    with Scope.system(tenant_id, why="bench", reading=True) as scope:
        with recorded() as seen:
            ask(scope)
        for _round in range(growth.ROUNDS):
            begun = time.perf_counter()
            ask(scope)
            times.append(time.perf_counter() - begun)
    return len(seen), statistics.median(times) * 1000


def _own(scope: Scope) -> object:
    offered = periods(clock.today().replace(day=1))
    own = Own(queries.known(scope, Choice(offered[0], None, offered, ())))
    return own.activities, own.branches, own.months


def _annual(scope: Scope) -> object:
    annual = Annual(annual_queries.known(scope, periods(clock.today().replace(day=1))[1]))
    return annual.places, annual.concepts, annual.municipalities
