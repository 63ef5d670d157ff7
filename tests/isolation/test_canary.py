"""P-8: every unpublished text of Venlo holds a mark; nobody who has no business there ever meets one.

Each role walks every page it can find, from every address that needs no knowledge. A new table, page or feed joins
by itself: what a column publishes has to be said here, else its words are a secret.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Column, create_engine
from sqlalchemy.pool import NullPool

from tests.isolation.walk import ELSEWHERE, FOREIGN, FOREIGN_MARK, HOME, OWN, doors, two_libraries
from tests.support.client import Clients
from tests.support.databases import Postgresql, Sqlite
from tests.support.factories import Rows

EVERYTHING = (
    "branch",
    "library_profile",
    "opening_exception",
    "opening_hours",
    "published_activity",
    "published_branch",
    "published_session",
    "working_area",
)
"""Tables whose every word is on public pages."""

SOME = {"partnership": {"does", "themes"}}
"""Columns that are, of tables that also hold what staff keep to themselves."""

OF_BOTH = {
    "partner_belastingdienst": (
        "partnership-library_contact",
        *(f"slot_request-{name}" for name in ("title", "room", "note", "answer", "given_room")),
    )
}
"""Words of Venlo that this role reads by right: whom to call there, and what it asked Venlo itself."""

WALKERS = (
    "bezoeker",
    "beheer_katwijk",
    *(
        pytest.param(who, marks=pytest.mark.only_on("postgresql"))  # on SQLite two of them are enough
        for who in ("directie_katwijk", "partner_belastingdienst")
    ),
    *(
        # a manager may all that these may, so sees every page of theirs
        pytest.param(who, marks=(pytest.mark.only_on("postgresql"), pytest.mark.long))
        for who in ("redactie_katwijk", "balie_katwijk")
    ),
)
PAGES = 250
LINK = re.compile(r'(?:href|src|action)="([^"#]+)')


class Canaries(Rows):
    """Venlo's rows: what is public reads otherwise."""

    def word(self, column: Column[Any]) -> str:
        table = column.table.name
        public = table in EVERYTHING or column.name in SOME.get(table, set())
        return f"openbaar-{column.name}" if public else super().word(column)


@pytest.fixture
def network(app: Flask, database: Sqlite | Postgresql) -> Flask:
    two_libraries(app, database.url, theirs=Canaries)
    return app


def beginnings(app: Flask) -> Iterator[str]:
    """Every address that can be asked for without knowing a secret."""
    for door in doors(app):
        if door.method == "GET" and "filename" not in door.rule.arguments:
            for slug in (HOME, ELSEWHERE):
                for row in (OWN, FOREIGN):
                    yield door.address(row, slug=slug)
    yield f"/zoeken?bij={ELSEWHERE}"
    yield f"/zoeken?bij=5911&soort=alles&q={FOREIGN_MARK}"


@pytest.mark.parametrize("who", WALKERS)
def test_no_secret_of_another_library_is_ever_met(
    network: Flask, clients: Clients, who: str, caplog: pytest.LogCaptureFixture
) -> None:
    waiting, seen, found, met = list(dict.fromkeys(beginnings(network))), set[str](), [], 0
    while waiting and len(seen) < PAGES + met:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        with network.app_context():  # past the client that judges pages: here only their words count
            answer = FlaskClient.open(clients[who], address)
        met += answer.status_code >= 300
        page = answer.get_data().decode("utf-8", "replace")
        said = f"{answer.headers}{page}".replace(address, "").replace(f'value="{FOREIGN_MARK}"', "")
        for word in OF_BOTH.get(who, ()):
            said = said.replace(f"{FOREIGN_MARK}-{word}", "")
        if FOREIGN_MARK in said:
            at = said.index(FOREIGN_MARK)
            found.append(f"{address}: {said[max(0, at - 60) : at + 60]!r}")
        waiting += [link for link in links(page, address) if link not in seen]
    assert len(seen) > 20
    assert found == [], "\n".join(found)
    assert FOREIGN_MARK not in caplog.text


def links(page: str, address: str) -> Iterator[str]:
    """Where a page leads to on this site, files apart."""
    for link in LINK.findall(page):
        target = urlsplit(urljoin(address, link.replace("&amp;", "&")))
        if (
            target.netloc in {"", "localhost"}
            and not target.path.startswith("/static/")
            and target.scheme in {"", "http"}
        ):
            yield target.path + (f"?{target.query}" if target.query else "")


def test_the_words_are_really_there(network: Flask, database: Sqlite | Postgresql) -> None:
    """Else nothing could be met."""
    engine = create_engine(database.url, poolclass=NullPool)
    with engine.connect() as connection:
        titles = connection.exec_driver_sql("SELECT title FROM activity").scalars().all()
    engine.dispose()
    assert f"{FOREIGN_MARK}-activity-title" in titles
