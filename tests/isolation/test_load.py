"""P-8 under load: thirty-two threads of alternating libraries, and no row of one ever reaches the other."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.isolation.walk import ELSEWHERE, FOREIGN, FOREIGN_MARK, HOME, OWN, OWN_MARK, doors, two_libraries
from tests.support.client import Clients
from tests.support.databases import Postgresql, Sqlite
from tests.support.load import load

THREADS = 32
REQUESTS = 50_000
SIDES = ((HOME, OWN, OWN_MARK, FOREIGN_MARK), (ELSEWHERE, FOREIGN, FOREIGN_MARK, OWN_MARK))
"""Of each library: its slug, its row, its mark and the mark that may not be met there."""


@pytest.mark.long
def test_alternating_libraries_never_meet(
    app: Flask, clients: Clients, database: Sqlite | Postgresql, caplog: pytest.LogCaptureFixture
) -> None:
    two_libraries(app, database.url)
    inside = [door for door in doors(app) if door.method == "GET" and door.permission.reach == "tenant"]
    cookies = {slug: clients[f"beheer_{slug}"].get_cookie("stelsel") for slug, *_rest in SIDES}
    said: Counter[str] = Counter()

    def walk(thread: int) -> Counter[str]:
        """One visitor after another in the same thread: now of this library, now of that."""
        seen: Counter[str] = Counter()
        turns = cycle((door, side) for door in inside for side in SIDES)
        for door, (slug, row, own, foreign) in islice(turns, thread, thread + load(REQUESTS) // THREADS):
            visitor = FlaskClient(app, app.response_class)
            cookie = cookies[slug]
            assert cookie is not None
            visitor.set_cookie(cookie.key, cookie.value)
            answer = visitor.get(door.address(row, slug=slug))
            page = f"{answer.headers}{answer.get_data().decode('utf-8', 'replace')}"
            answer.close()
            seen[str(answer.status_code)] += 1
            seen["own"] += own in page
            seen["foreign"] += foreign in page
        return seen

    with ThreadPoolExecutor(THREADS) as pool:
        for seen in pool.map(walk, range(THREADS)):
            said += seen
    print(f"{database.name}: {dict(said)} by {THREADS} threads")
    assert said["foreign"] == 0
    assert said["own"] > 0, "else nothing could be met"
    assert not {status for status in said if status.startswith("5") and status != "503"}
