"""How cost grows: the same pages beside 20 and 20,000 sessions, and among 10 and 1,000 libraries.

What a page shows is the same each time (twenty sessions in the week that it shows); only what stands behind it grows.
"""

import statistics
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr

from stelsel import clock
from stelsel.app import create_app
from stelsel.config import Settings
from stelsel.db import schema, unit_of_work
from stelsel.geo import service as geo
from stelsel.tenancy import Actor, Hat, Scope, Tenant, TenantKind, TenantRef
from stelsel_tenants.activities.models import Activity, ActivityState, Concept, Session, SessionState, Theme
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.site import projection
from tests.bench.table import Line
from tests.support import statements

SECRET = "only-for-figures-only-for-figures-only-for-figures"
SHOWN = 20
ROUNDS = 25
WITHIN = 1.2
KATWIJK = (52.2017, 4.4147, "GM0537")
FAR = (53.2194, 6.5665, "GM0014")


@dataclass(frozen=True, slots=True)
class Size:
    libraries: int
    sessions: int


SMALL, MANY_SESSIONS, MANY_LIBRARIES = Size(10, 20), Size(10, 20_000), Size(1_000, 20)
PAGES = {"agenda": "/b/t0/agenda", "agenda.ics": "/b/t0/agenda.ics?soort=none", "finder": "/zoeken?bij=2225"}


@dataclass(frozen=True, slots=True)
class Cost:
    statements: int
    milliseconds: float


def measure() -> Iterator[Line]:
    """Three databases, the same pages."""
    small, sessions, libraries = (cost(size) for size in (SMALL, MANY_SESSIONS, MANY_LIBRARIES))
    for page in PAGES:
        yield _line(f"{page}: 20 to 20,000 sessions", small[page], sessions[page])
        yield _line(f"{page}: 10 to 1,000 libraries", small[page], libraries[page])


def _line(what: str, before: Cost, after: Cost) -> Line:
    ratio = after.milliseconds / before.milliseconds
    figure = (
        f"{before.statements} to {after.statements} statements,"
        f" {before.milliseconds:.1f} to {after.milliseconds:.1f} ms ({ratio:.2f} ×)"
    )
    same = before.statements == after.statements
    return Line(what, figure, f"same statements, ≤ {WITHIN} ×", same and ratio <= WITHIN)


def cost(size: Size) -> dict[str, Cost]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), secret_key=SecretStr(SECRET), base_url="http://localhost")
        schema.upgrade(settings.url)
        app = create_app(settings)
        with app.app_context():
            fill(size)
        return {page: _ask(app, path) for page, path in PAGES.items()}


def _ask(app: Flask, path: str) -> Cost:
    client: FlaskClient = app.test_client()
    client.get(path)
    with statements.recorded() as seen:
        answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return Cost(len(seen), milliseconds(client, path))


def milliseconds(client: FlaskClient, path: str) -> float:
    """The middle of a few answers."""
    times = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        client.get(path)
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1000


def fill(size: Size) -> None:
    """The first library has the sessions; the others have a few, far from where the finder looks."""
    actor = Actor(Hat.SYSTEM, "bench")
    with Scope.national(actor, why="bench") as scope, unit_of_work(scope):
        geo.load_reference(scope)
        scope.session.add(Concept(slug="hulp", name="Hulp", theme=Theme.TAX))
        scope.session.add(Tenant(slug="national", name="National", kind=TenantKind.NATIONAL))
        tenants = [Tenant(slug=f"t{number}", name=f"Bibliotheek {number}") for number in range(size.libraries)]
        scope.session.add_all(tenants)
        scope.session.flush()
        refs = [TenantRef.of(tenant) for tenant in tenants]
    for number, ref in enumerate(refs):
        with Scope.system(ref, why="bench") as scope, unit_of_work(scope):
            _library(scope, KATWIJK if number == 0 else FAR, size.sessions if number == 0 else 2)


def _library(scope: Scope, spot: tuple[float, float, str], sessions: int) -> None:
    lat, lon, code = spot
    branch = Branch(name="Hoofdbibliotheek", place="Katwijk", municipality_code=code, lat=lat, lon=lon)
    scope.session.add(branch)
    scope.session.flush()
    one = activity(scope, branch)
    scope.insert_many(Session, [session(one, number) for number in range(sessions)])
    projection.rebuild(scope)


def activity(scope: Scope, branch: Branch, **words: Any) -> Activity:
    """A published activity of a branch, without its sessions."""
    one = Activity(
        branch_id=branch.id,
        title="Hulp bij uw belastingaangifte",
        concept_slug="hulp",
        state=ActivityState.PUBLISHED,
        published_at=clock.now(),
        **words,
    )
    scope.session.add(one)
    scope.session.flush()
    return one


def session(activity: Activity, number: int) -> dict[str, Any]:
    """Twenty in the week that pages show; the others from a week later on."""
    minutes = timedelta(minutes=number)
    day: date = clock.today() + timedelta(days=1 + number % 6 if number < SHOWN else 10 + number % 350)
    starts_at = clock.start_of(day) + timedelta(hours=8) + minutes % timedelta(hours=10)
    return {
        "id": uuid.uuid4(),
        "activity_id": activity.id,
        "branch_id": activity.branch_id,
        "concept_slug": activity.concept_slug,
        "organisation_id": None,
        "starts_at": starts_at + timedelta(seconds=number // 350),
        "ends_at": starts_at + timedelta(hours=2),
        "state": SessionState.PLANNED,
        "reason": "",
        "capacity": None,
        "taken": 0,
        "sequence": 0,
        "changed_at": clock.now(),
        "turned_away": 0,
    }
