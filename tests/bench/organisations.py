"""Making one organisation of two, each at work in hundreds of libraries, and taking it back; looking for one among
thousands. On PostgreSQL."""

import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import SecretStr
from sqlalchemy import select

from stelsel.app import create_app
from stelsel.clock import today
from stelsel.config import Settings
from stelsel.db import schema, unit_of_work
from stelsel.tenancy import Actor, Hat, Organisation, Scope, TenantKind, all_tenants
from stelsel.text import fold
from stelsel_admin.organisations import merging, reach, unmerging
from stelsel_tenants.activities.models import Activity, Session
from stelsel_tenants.organisations import matching
from stelsel_tenants.partners.models import Partnership
from stelsel_tenants.site import projection
from tests.bench import growth
from tests.bench.rebuild import postgresql
from tests.bench.table import Line

ACTOR = Actor(Hat.NATIONAL, "bench")
ROUNDS = 9
MERGED_IN, FOUND_IN = 10.0, 0.15
"""Seconds."""


def measure(libraries: int, organisations: int) -> Iterator[Line]:
    """`libraries` work with the one that goes, half of them with the other too."""
    with postgresql() as (server, folder):
        url = server.create("bench")
        settings = Settings(database_url=url, data_dir=folder, secret_key=SecretStr(growth.SECRET))
        schema.upgrade(settings.url)
        with create_app(settings).app_context():
            growth.fill(growth.Size(libraries, growth.SHOWN))
            gone, kept = _two()
            sessions = _work_with(gone, kept)
            done: list[merging.Merged] = []
            merged = _timed(lambda: done.append(_merge(gone, kept)))
            back = _timed(lambda: _undo(gone, kept, done[0].merge_id))
            _many(organisations)
            found = min(_timed(_look) for _round in range(ROUNDS))
    where = f"PostgreSQL {server.version}"
    what = f"two organisations made one: {libraries:,} partnerships, {sessions:,} sessions, {where}"
    yield Line(what, f"{merged:.1f} s", f"≤ {MERGED_IN:.0f} s", merged <= MERGED_IN)
    yield Line(f"the same taken back, {where}", f"{back:.1f} s", f"≤ {MERGED_IN:.0f} s", back <= MERGED_IN)
    what = f"is it this one? among {organisations:,} organisations, {where}"
    yield Line(what, f"{found * 1000:.0f} ms", f"≤ {FOUND_IN * 1000:.0f} ms", found <= FOUND_IN)


def _two() -> tuple[uuid.UUID, uuid.UUID]:
    with Scope.national(ACTOR, why="bench") as scope, unit_of_work(scope):
        two = [Organisation(slug=slug, name=slug.title(), folded=slug) for slug in ("humanitas", "vereniginghumanitas")]
        scope.session.add_all(two)
        return two[0].id, two[1].id


def _work_with(gone: uuid.UUID, kept: uuid.UUID) -> int:
    """Returns how many sessions the one that goes holds."""
    sessions = 0
    for number, library in enumerate(all_tenants(TenantKind.LIBRARY, why="bench")):
        with Scope.system(library, why="bench") as scope, unit_of_work(scope):
            for one in (gone, kept)[: 1 + number % 2]:
                scope.session.add(Partnership(organisation_id=one, since=today()))
            rows: list[Any] = [*scope.session.scalars(select(Activity)), *scope.session.scalars(select(Session))]
            for row in rows:
                row.organisation_id = gone
            projection.rebuild(scope)
            sessions += len(rows) - 1
    return sessions


def _merge(gone: uuid.UUID, kept: uuid.UUID) -> merging.Merged:
    with reach.between(ACTOR, gone, kept) as scope, unit_of_work(scope):
        return merging.merge(scope, gone, kept)


def _undo(gone: uuid.UUID, kept: uuid.UUID, merge_id: uuid.UUID) -> None:
    with reach.between(ACTOR, gone, kept) as scope, unit_of_work(scope):
        unmerging.undo(scope, merge_id)


def _many(organisations: int) -> None:
    with Scope.national(ACTOR, why="bench") as scope, unit_of_work(scope):
        names = [f"Buurtteam {number} Noord" for number in range(organisations)]
        scope.session.add_all(Organisation(slug=f"o{n}", name=name, folded=fold(name)) for n, name in enumerate(names))


def _look() -> None:
    with Scope.network(why="bench") as scope:
        matching.candidates(scope, "Humanitas afd. Katwijk", place="Katwijk", website="https://www.humanitas.nl")


def _timed(deed: Callable[[], object]) -> float:
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun
