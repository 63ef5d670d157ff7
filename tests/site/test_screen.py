"""The lobby screen: what it is told, in absolute times, and that nothing turns it into an error on the wall."""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time, timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from stelsel_tenants.activities import service
from stelsel_tenants.activities.models import Entry, Frequency
from stelsel_tenants.activities.schedule import Line
from stelsel_tenants.site import projection
from tests.site import shelf
from tests.support.client import PageClient
from tests.support.fixtures import Clock
from tests.support.pages import parse
from tests.support.scopes import Scopes

URL = "/b/katwijk/scherm"
EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)


def line(begins: time, ends: time, weekdays: tuple[int, ...] = EVERY_DAY) -> Line:
    return Line(Frequency.WEEKLY, begins=begins, ends=ends, since=shelf.FROM, weekdays=weekdays)


def told(client: PageClient, query: str = "") -> dict[str, Any]:
    answer: TestResponse = client.get(f"/b/katwijk/scherm.json{query}")
    assert answer.status_code == 200
    said: dict[str, Any] = answer.get_json()
    return said


def test_today_and_what_is_next(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        shelf.published(scope, "Hulp bij toeslagen", room="Leeszaal", lines=(line(time(14), time(16), (2,)),))
        shelf.published(scope, "Nachtlezen", lines=(line(time(22), time(1), (1,)),))
        shelf.published(scope, "Taalcafé", lines=(line(time(9), time(9, 30), (3,)),))
    page = parse(client.get(URL).text)
    assert [tag.get_text(" ", strip=True) for tag in page.select("[data-st-today] li")] == [
        "14.00 tot 16.00 Hulp bij toeslagen Leeszaal. Zonder afspraak"
    ]
    later = page.select_one("[data-st-later] li")
    assert later is not None
    assert later.get_text(" ", strip=True) == "wo 9.00 Taalcafé Zonder afspraak"
    assert "nu" not in page.get_text().casefold().split(), "a kept page says nothing of this moment"
    first = told(client)["rows"][0]
    assert (first["from"], first["until"]) == ("2026-12-01T14:00+01:00", "2026-12-01T16:00+01:00")

    clock.forward(days=6, hours=14, minutes=30)  # half past midnight
    assert [row["title"] for row in told(client)["rows"]][:2] == ["Nachtlezen", "Hulp bij toeslagen"]


def test_off_moved_and_full_say_so(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        off = shelf.sessions(scope, shelf.published(scope, "Voorlezen"))[0]
        service.cancel(scope, off.id, reason="De begeleider is ziek.")
        seats = {"entry": Entry.SIGN_UP, "capacity": 1}
        full = shelf.sessions(scope, shelf.published(scope, "Cursus", room="Zolder", **seats))[0]
        shelf.give_out(scope, full.id)
        moved = shelf.sessions(scope, shelf.published(scope, "Inloop"))[0]
        moved.moved_from, moved.starts_at = moved.starts_at, moved.starts_at + timedelta(hours=1)
        projection.activities_changed(scope, activity_ids={moved.activity_id})
    rows = {row["title"]: row for row in told(client)["rows"] if row["from"].startswith("2026-12-01")}
    assert rows["Voorlezen"]["off"]
    assert rows["Voorlezen"]["note"] == ("Gaat niet door. De begeleider is ziek. Volgende keer: dinsdag 8 december")
    assert rows["Voorlezen"]["brief"] == "Gaat niet door. De begeleider is ziek."
    assert rows["Cursus"]["note"] == "Zolder. Vol"
    assert rows["Inloop"]["from"] == "2026-12-01T15:00+01:00"
    assert rows["Inloop"]["note"] == ("Verplaatst. Zonder afspraak. Eerst was het op dinsdag 1 december, 14.00 uur")


def test_a_screen_of_one_branch(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        main = shelf.opened(scope)
        other_id = shelf.another_branch(scope, "Servicepunt Rijnsburg")
        shelf.published(scope, "Taalcafé")
        shelf.published(scope, "Walk&Talk", branch_id=other_id)
        main_id = main.id
    assert {row["title"] for row in told(client)["rows"]} == {"Taalcafé", "Walk&Talk"}
    assert {row["title"] for row in told(client, f"?vestiging={main_id}")["rows"]} == {"Taalcafé"}
    page = parse(client.get(f"{URL}?vestiging={other_id}").text)
    assert page.select_one("main[data-st-screen='scherm.json?vestiging=" + str(other_id) + "']")
    assert "Servicepunt Rijnsburg" in page.select_one(".st-screen__who").text  # type: ignore[union-attr]


@pytest.mark.parametrize("query", ["", f"?vestiging={uuid.UUID(int=4)}", "?vestiging=x", "?soort=&gratis=ja&partner='"])
def test_never_an_error_on_the_wall(client: PageClient, query: str) -> None:
    answer = client.get(f"{URL}{query}", headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert parse(answer.text).html["lang"] == "nl", "whatever the screen's computer speaks"  # type: ignore[index]
    assert told(client, query)["rows"] == []


def test_the_same_questions_for_two_and_for_twenty(
    client: PageClient, scopes: Scopes, clock: Clock, count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    def asked() -> int:
        with count_queries() as seen:
            client.get(URL)
        return len(seen)

    with scopes.work() as scope:
        shelf.opened(scope)
        shelf.published(scope)
    few = asked()
    with scopes.work() as scope:
        shelf.published(scope, "Inloop", lines=(line(time(11), time(12)),))
    assert asked() == few


def test_an_unchanged_agenda_costs_the_screen_nothing(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        shelf.published(scope)
    address = "/b/katwijk/scherm.json"
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    with scopes.work() as scope:
        shelf.published(scope, "Nieuw")
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_the_worker_is_asked_for_anew(client: PageClient) -> None:
    answer = client.get("/b/katwijk/scherm.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
