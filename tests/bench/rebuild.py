"""All figures made anew on PostgreSQL: many libraries, each with a year of sessions. Reported, without a goal."""

import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from stelsel import clock
from stelsel.app import create_app
from stelsel.config import Settings
from stelsel.db import schema, unit_of_work
from stelsel.tenancy import Scope, Tenant
from stelsel_admin.dashboards import proof
from stelsel_tenants.activities.models import Activity, Session, SessionState
from tests.bench import growth
from tests.bench.table import Line
from tests.support import postgres


def measure(libraries: int, sessions: int) -> Iterator[Line]:
    """Counted sessions in every library, then `stats rebuild` over all of them."""
    with postgresql() as (server, folder):
        yield _measure(server, folder, libraries, sessions)


@contextmanager
def postgresql() -> Iterator[tuple[postgres.Server, Path]]:
    """A server of its own, and a folder, for as long as something is measured."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "server").mkdir()
        server = postgres.start(folder / "server")
        try:
            yield server, folder
        finally:
            postgres.stop(folder / "server")


def _measure(server: postgres.Server, folder: Path, libraries: int, sessions: int) -> Line:
    url = server.create("bench")
    settings = Settings(database_url=url, data_dir=folder, secret_key=SecretStr(growth.SECRET))
    schema.upgrade(settings.url)
    app = create_app(settings)
    with app.app_context():
        growth.fill(growth.Size(libraries, 2))
        with Scope.network(why="bench") as scope:
            tenants = [row.id for row in scope.session.query(Tenant).filter(Tenant.slug.like("t%"))]
        for tenant_id in tenants:
            with Scope.system(tenant_id, why="bench") as scope, unit_of_work(scope):
                activity = scope.session.query(Activity).one()
                scope.insert_many(Session, [held(activity, number) for number in range(sessions)])
        begun = time.perf_counter()
        changed = 0
        for tenant_id in tenants:
            with Scope.system(tenant_id, why="bench") as scope, unit_of_work(scope):
                changed += proof.rebuild(scope)
        seconds = time.perf_counter() - begun
    what = f"figures made anew: {libraries:,} libraries × {sessions:,} sessions, PostgreSQL {server.version}"
    return Line(
        what, f"{seconds:.1f} s, {libraries * sessions / seconds:,.0f} sessions/s, {changed:,} cells", "reported"
    )


def held(activity: Activity, number: int) -> dict[str, Any]:
    """A counted session of the last year."""
    starts_at = clock.start_of(clock.today() - timedelta(days=1 + number % 360)) + timedelta(hours=9, seconds=number)
    return {
        "id": uuid.uuid4(),
        "activity_id": activity.id,
        "branch_id": activity.branch_id,
        "concept_slug": activity.concept_slug,
        "organisation_id": None,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "state": SessionState.HELD,
        "reason": "",
        "capacity": None,
        "taken": number % 9,
        "sequence": 0,
        "changed_at": clock.now(),
        "present": number % 11,
        "registered_present": None,
        "turned_away": 0,
        "counted_at": clock.now(),
    }
