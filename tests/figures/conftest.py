"""A year of sessions as the desk left them, and what the files say of it."""

import csv
import io
import uuid
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from stelsel import clock as clocks
from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Activity, Session, SessionState
from stelsel_tenants.registrations import counting
from tests.site import shelf
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

DAY = date(2026, 11, 3)
Lines = dict[tuple[str, str, str], str]
Hold = Callable[..., uuid.UUID]


def lines(clients: Clients, path: str, who: str = "redactie_katwijk") -> Lines:
    """What a file says: (table, line, column) and the figure."""
    answer = clients[who].get(path)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))[1:]
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def activity(scope: Scope, title: str, concept: str) -> Activity:
    """The activity of this title at the main branch, made at the first asking."""
    found = scope.session.scalars(select(Activity).where(Activity.title == title)).first()
    return found or shelf.planned(scope, title, concept_slug=concept, lines=())


@pytest.fixture
def hold(scopes: Scopes, clock: Clock) -> Hold:
    """A session at which `present` people were counted; of None nobody counted it. `facts` are its columns."""

    def make(
        present: int | None = 10,
        *,
        slug: str = "katwijk",
        title: str = "Taalcafé",
        concept: str = "taalcafe",
        day: date = DAY,
        begins: time = time(10),
        **facts: Any,
    ) -> uuid.UUID:
        with scopes.work(slug) as scope:
            one = activity(scope, title, concept)
            starts_at = clocks.at(day, begins)
            spot = {"activity_id": one.id, "branch_id": one.branch_id, "concept_slug": concept}
            session = Session(**{**spot, "starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2), **facts})
            scope.session.add(session)
            scope.session.flush()
            if present is not None and session.state is SessionState.PLANNED:
                counting.count(scope, session.id, present=present)
            return session.id

    return make
