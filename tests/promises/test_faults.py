"""P-37: whatever happens on the way to the database, people get an answer, kept pages stay, and it heals by itself."""

import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from stelsel.db import budget
from tests.support.faulty import Fault, Proxy
from tests.support.load import load
from tests.support.serving import Answer, Site, serving
from tests.support.stores import Store

pytestmark = pytest.mark.only_on("postgresql")  # there is no way to a file

HEALED = 10.0
LONGEST = 2 * budget.REQUEST
"""What a request may wait for the database in all, and as much again for all else."""
PLACES = 5000
WELL = {200, 303}
KEPT = "/b/katwijk/"
AT_ONCE = 4
FEW, MANY = 4, 200

numbers = count(1)


@pytest.fixture
def way(store: Store) -> Iterator[Proxy]:
    """The way to the database of this test."""
    said = psycopg.conninfo.conninfo_to_dict(store.database.url.replace("+psycopg", "", 1))
    host, port = str(said["host"]), int(said.get("port") or 5432)
    with Proxy(f"{host}/.s.PGSQL.{port}" if host.startswith("/") else (host, port)) as proxy:
        yield proxy


@pytest.fixture
def site(store: Store, way: Proxy, tmp_path: Path) -> Iterator[Site]:
    """The application, which reaches its database by that way only."""
    url = make_url(store.database.url).set(host="127.0.0.1", port=way.port).difference_update_query(["host", "port"])
    with serving(url.render_as_string(hide_password=False), tmp_path) as site:
        yield site
    store.database.everything_changed()  # type: ignore[union-attr]  # it is PostgreSQL's


def asked(site: Site, session_id: uuid.UUID, number: int) -> Answer:
    """One visitor: one of three looks for something, one signs up, one opens a page that was not kept."""
    address = f"/b/katwijk/sessies/{session_id}"
    form = {
        "sleutel": f"sleutel-{number}",
        "naam": f"Persoon {number}",
        "aantal": "1",
        "telefoon": f"06{10**7 + number}",
    }
    return [
        lambda: site.ask(f"/zoeken?bij=2225&q=hulp{number}"),
        lambda: site.ask(f"{address}/aanmelden", form),
        lambda: site.ask(f"/b/venlo/agenda?q={number}"),
    ][number % 3]()


SHORT = (Fault.CUT, Fault.SILENT)
"""The other two take long by themselves."""


@pytest.mark.parametrize(
    ("faults", "how_many"), [(SHORT, FEW), pytest.param(tuple(Fault), load(MANY), marks=pytest.mark.long)]
)
def test_a_fault_on_the_way_to_the_database_stays_small(
    site: Site, way: Proxy, make_session: Callable[..., uuid.UUID], faults: tuple[Fault, ...], how_many: int
) -> None:
    session_id = make_session(PLACES)
    assert site.ask(KEPT).status == 200
    for fault in faults:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            well = list(pool.map(lambda number: asked(site, session_id, number), _next(6)))
            way.fault = fault
            answers = list(pool.map(lambda number: asked(site, session_id, number), _next(how_many)))
        alive, ready, kept = site.ask("/healthz"), site.ask("/readyz"), site.ask(KEPT)
        way.fault = None
        healed = _until_well(site, session_id)

        said = Counter(answer.status for answer in answers)
        slowest = max(answer.seconds for answer in answers)
        print(f"{fault}: {dict(said)}, slowest {slowest:.1f} s, healed after {healed:.1f} s")
        assert {answer.status for answer in well} <= WELL
        assert set(said) <= {*WELL, 503}
        assert all(int(answer.headers["Retry-After"]) > 0 for answer in [*answers, ready] if answer.status == 503)
        assert (alive.status, ready.status, kept.status) == (200, 503, 200)
        assert slowest < LONGEST
        assert healed < HEALED


def _next(how_many: int) -> list[int]:
    return [next(numbers) for _ in range(how_many)]


def _until_well(site: Site, session_id: uuid.UUID) -> float:
    """Seconds until every kind of request is answered as usual again, and the site says that it is ready."""
    began = time.monotonic()
    while time.monotonic() - began < 4 * HEALED:
        answers = [site.ask("/readyz"), *(asked(site, session_id, number) for number in _next(3))]
        if {answer.status for answer in answers} <= WELL:
            break
        print([(answer.status, f"{answer.seconds:.1f} s") for answer in answers])
        time.sleep(0.5)
    return time.monotonic() - began
