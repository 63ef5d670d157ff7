"""How quick feeds are: of 200 and of 2,000 sessions, in a library with a year of 20,000.

The goal of the first is twenty times what pretix and Indico do without their caches: they answered 2.7 and 5 such
feeds a second beside a bare hello of 2,800 a second, which makes 100 a second, or 0.036 of the hello.
"""

import statistics
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from stelsel import clock
from stelsel.app import create_app
from stelsel.config import Settings
from stelsel.db import schema, unit_of_work
from stelsel.tenancy import Scope, Tenant
from stelsel_tenants.activities.models import Activity, Session
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.site import projection
from tests.bench import growth, load
from tests.bench.served import Served, served
from tests.bench.table import Line
from tests.support import statements

SIZES = {"200": 200, "2,000": 2_000, "20,000": 17_800}
"""Sessions of the library's activities: the last one fills the year up to 20,000."""
SHARE = 100 / 2_800
ALONE = 250
ROUNDS, TIMES = 3, 7
WORDS: dict[str, Any] = {
    "summary": "Een vrijwilliger kijkt met u mee, op uw eigen computer of op die van de bibliotheek.",
    "bring": "Uw DigiD\nUw jaaropgave\nDe brief van de Belastingdienst",
    "room": "Leeszaal",
    "audience": "Voor iedereen met een vraag over de aangifte.",
}


def measure(requests: int) -> Iterator[Line]:
    """Floor and feeds are asked in turn, so that a busy moment meets both."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        settings = Settings(
            data_dir=Path(name) / "stelsel", secret_key=SecretStr(growth.SECRET), base_url="http://localhost"
        )
        paths = fill(settings)
        yield from growing(settings, paths)
        environment = {
            "STELSEL_DATA_DIR": str(settings.data_dir),
            "STELSEL_SECRET_KEY": growth.SECRET,
            "STELSEL_BASE_URL": settings.base_url,
        }
        floor = stack.enter_context(served("tests.bench.floor:create_app()", {"FLOOR_DIR": name}))
        rendering = stack.enter_context(served("tests.bench.pages:rendering()", environment))
        keeping = stack.enter_context(served("stelsel.wsgi:application()", environment))
        hello, made, kept = [], [], []
        for _round in range(ROUNDS):
            hello.append(load.run(floor.port, "/hello", requests=requests).rate)
            made.append(load.run(rendering.port, paths["200"], requests=requests // 4).rate)
            kept.append(load.run(keeping.port, paths["200"], requests=requests).rate)
        yield from _judged(*(statistics.median(rates) for rates in (hello, made, kept)))
        for size in ("2,000", "20,000"):
            yield _alone(size, rendering, keeping, paths[size])


def _judged(hello: float, made: float, kept: float) -> Iterator[Line]:
    yield Line("bare hello", f"{hello:.0f}/s")
    share = made / hello
    goal = f"≥ {SHARE:.3f} × bare hello"
    yield Line("feed of 200 sessions, rendered", f"{made:.0f}/s, {share:.3f} ×", goal, share >= SHARE)
    yield Line("feed of 200 sessions, kept", f"{kept:.0f}/s, {kept / hello:.2f} ×", "reported")


def _alone(size: str, rendering: Served, keeping: Served, path: str) -> Line:
    made, kept = (
        statistics.median(load.run(one.port, path, requests=1, connections=1).median for _time in range(TIMES))
        for one in (rendering, keeping)
    )
    what = f"feed of {size} sessions, one request"
    goal, met = (f"< {ALONE} ms", made < ALONE) if size == "2,000" else ("reported", None)
    return Line(what, f"{made:.0f} ms rendered, {kept:.1f} ms kept", goal, met)


def growing(settings: Settings, paths: dict[str, str]) -> Iterator[Line]:
    """The month page and the calendar beside 200 and beside 20,000 sessions: statements, and milliseconds reported."""
    client = create_app(settings).test_client()
    month = f"/b/t0/agenda?maand={clock.today() + timedelta(days=31):%Y-%m}"
    few = paths["200"].partition("?")[2]
    for what, small, large in (
        ("month page", f"{month}&{few}", month),
        ("calendar", paths["200"], "/b/t0/agenda.ics"),
    ):
        before, after = (_cost(client, path) for path in (small, large))
        figure = f"{before[0]} to {after[0]} statements, {before[1]:.0f} to {after[1]:.0f} ms"
        yield Line(f"{what}: 200 to 20,000 sessions", figure, "same statements", before[0] == after[0])


def _cost(client: Any, path: str) -> tuple[int, float]:
    client.get(path)
    with statements.recorded() as seen:
        client.get(path)
    return len(seen), growth.milliseconds(client, path)


def fill(settings: Settings) -> dict[str, str]:
    """One library, an activity of each size. Returns the address of each one's calendar."""
    schema.upgrade(settings.url)
    app = create_app(settings)
    with app.app_context():
        growth.fill(growth.Size(1, 0))
        with Scope.network(why="bench") as scope:
            tenant_id = scope.session.query(Tenant.id).filter(Tenant.slug == "t0").scalar()
        with Scope.system(tenant_id, why="bench") as scope, unit_of_work(scope):
            branch = scope.session.query(Branch).one()
            found = {size: _activity(scope, branch, number) for size, number in SIZES.items()}
            projection.rebuild(scope)
    return {size: f"/b/t0/agenda.ics?activiteit={activity_id}" for size, activity_id in found.items()}


def _activity(scope: Scope, branch: Branch, sessions: int) -> uuid.UUID:
    activity = growth.activity(scope, branch, **WORDS)
    scope.insert_many(Session, _sessions(activity, sessions))
    return activity.id


def _sessions(activity: Activity, number: int) -> Sequence[dict[str, Any]]:
    """From a month ago to eleven months ahead."""
    first = clock.start_of(clock.today() - timedelta(days=30))
    rows = []
    for position in range(number):
        begin = first + timedelta(days=position % 360, hours=8, seconds=30 * (position // 360))
        rows.append({**growth.session(activity, position), "starts_at": begin, "ends_at": begin + timedelta(hours=2)})
    return rows
