"""A partner over its libraries: the same pages for 10 and for 150 of them, and one planning at fifty."""

import tempfile
import time
import uuid
from collections.abc import Iterator
from datetime import time as clock_time
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr
from sqlalchemy import select

from stelsel import clock, identity
from stelsel.access import RoleName
from stelsel.app import create_app
from stelsel.config import Settings
from stelsel.db import schema, unit_of_work
from stelsel.identity import service, sign_ins
from stelsel.tenancy import Actor, Hat, Organisation, Scope, Tenant, TenantKind, TenantRef
from stelsel_tenants.across import offers, planning, reach
from stelsel_tenants.activities.models import Frequency, Theme
from stelsel_tenants.activities.schedule import Line as Rule
from stelsel_tenants.activities.schedule import Schedule
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.partners import service as partners
from tests.bench import growth
from tests.bench.growth import Cost, Size
from tests.bench.table import Line
from tests.support import statements

FEW, MANY, AT_ONCE = 10, 150, 50
PAGES = {
    "start": "/partner/",
    "libraries": "/partner/bibliotheken",
    "figures": "/partner/cijfers",
    "plan": "/partner/plannen",
}
WITHIN = 500
"""Milliseconds for a page of 150 libraries."""
PATIENCE = 15
"""Seconds for fifty libraries."""
PARTNER = Actor(Hat.PARTNER, "bench")


def measure() -> Iterator[Line]:
    few, many = _pages(FEW), _pages(MANY)
    for name in PAGES:
        one, other = few[name], many[name]
        figure = (
            f"{one.statements} to {other.statements} statements, {one.milliseconds:.1f} to {other.milliseconds:.1f} ms"
        )
        met = one.statements == other.statements and other.milliseconds <= WITHIN
        yield Line(f"partner, {name}: {FEW} to {MANY} libraries", figure, f"same statements, ≤ {WITHIN} ms", met)
    seconds = _planning()
    yield Line(
        f"partner: one planning at {AT_ONCE} libraries", f"{seconds:.1f} s", f"≤ {PATIENCE} s", seconds <= PATIENCE
    )


def _pages(libraries: int) -> dict[str, Cost]:
    """With a year of Tuesdays at each library."""
    with tempfile.TemporaryDirectory() as folder:
        app, refs, organisation_id = _network(Path(folder), libraries)
        with app.app_context():
            offer_id = _offer(organisation_id)
            for ref in refs:
                _plan(ref, organisation_id, offer_id)
        client = _signed_in(app, organisation_id)
        return {name: _ask(client, path) for name, path in PAGES.items()}


def _planning() -> float:
    with tempfile.TemporaryDirectory() as folder:
        app, refs, organisation_id = _network(Path(folder), AT_ONCE)
        with app.app_context():
            offer_id = _offer(organisation_id)
        sent = {
            "key": str(uuid.uuid4()),
            "offer_id": str(offer_id),
            "libraries": [ref.slug for ref in refs],
            "lines-0-frequency": "weekly",
            "lines-0-weekdays": "2",
            "lines-0-begins": "10:00",
            "lines-0-ends": "12:00",
            "lines-0-since": f"{clock.today()}",
        }
        app.config["WTF_CSRF_ENABLED"] = False
        client = _signed_in(app, organisation_id)
        begun = time.perf_counter()
        answer = client.post("/partner/plannen", data=sent)
        if answer.status_code != 303:
            raise RuntimeError(f"planning: {answer.status}")
        return time.perf_counter() - begun


def _network(folder: Path, libraries: int) -> tuple[Flask, list[TenantRef], uuid.UUID]:
    settings = Settings(data_dir=folder, secret_key=SecretStr(growth.SECRET), base_url="http://localhost")
    schema.upgrade(settings.url)
    app = create_app(settings)
    with app.app_context():
        growth.fill(Size(libraries, 2))
        with Scope.national(PARTNER, why="bench") as scope, unit_of_work(scope):
            organisation = Organisation(slug="walkentalk", name="Walk&Talk", folded="walk talk")
            scope.session.add(organisation)
            found = scope.session.scalars(select(Tenant).where(Tenant.kind == TenantKind.LIBRARY).order_by(Tenant.id))
            refs = [TenantRef.of(one) for one in found]
            organisation_id = organisation.id
        terms = partners.Terms(does="Zoekt samen naar werk.", themes=(Theme.WORK,))
        for ref in refs:
            with Scope.system(ref, why="bench") as scope, unit_of_work(scope):
                partners.begin(scope, organisation_id, terms)
    return app, refs, organisation_id


def _offer(organisation_id: uuid.UUID) -> uuid.UUID:
    with Scope.partner(PARTNER, organisation_id, reading=False) as scope, unit_of_work(scope):
        return offers.make(scope, offers.Facts("Samen naar werk", "hulp")).id


def _plan(ref: TenantRef, organisation_id: uuid.UUID, offer_id: uuid.UUID) -> None:
    rule = Rule(Frequency.WEEKLY, clock_time(10), clock_time(12), clock.today(), weekdays=(2,))
    with Scope.partner_at(PARTNER, ref, organisation_id) as scope, unit_of_work(scope):
        reach.hold(scope)
        wanted = planning.Wanted(scope.session.scalars(select(Branch.id)).one())
        planning.plan(scope, offer_id, Schedule((rule,)), wanted, key=offer_id)


def _signed_in(app: Flask, organisation_id: uuid.UUID) -> FlaskClient:
    with app.app_context(), Scope.identity(why="bench") as scope, unit_of_work(scope):
        user = service.add(scope, email="partner@walkentalk.stelsel.test", name="Karim Vos")
        service.join(scope, user.id, RoleName.PARTNER, organisation_id=organisation_id)
        token = sign_ins.begin(scope, user.id)
    client = app.test_client()
    with client.session_transaction() as kept:
        kept[identity.COOKIE_KEY] = token
    return client


def _ask(client: FlaskClient, path: str) -> Cost:
    client.get(path)
    with statements.recorded() as seen:
        answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return Cost(len(seen), growth.milliseconds(client, path))
