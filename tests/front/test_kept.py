"""Kept pages: answered before Flask, at most one second old, one visitor's page never another's."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from werkzeug.test import Client

from stelsel.tenancy import Tenant
from stelsel.web.kept import KeptPages
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

HOME = "/b/katwijk/"
Counter = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def front(app: Flask, clock: Clock) -> KeptPages:
    return KeptPages(app)


@pytest.fixture
def visitor(front: KeptPages) -> Client:
    return Client(front)


def rename(scopes: Scopes, name: str) -> None:
    with scopes.work() as scope:
        scope.session.get_one(Tenant, scope.tenant_id).name = name
        scope.session.touched(_Published, [scope.tenant_id])


class _Published(Tenant):
    """Stands for any published row: what bumps a revision is tested with the guard."""

    __abstract__ = True
    published = True


def test_the_second_visitor_is_answered_without_a_question(visitor: Client, count_queries: Counter) -> None:
    first = visitor.get(HOME)
    assert first.status_code == 200
    with count_queries() as seen:
        again = visitor.get(HOME)
    assert again.data == first.data
    assert seen == []
    assert again.headers["ETag"] == first.headers["ETag"]
    assert "Set-Cookie" not in again.headers
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


def test_an_unchanged_page_is_304(visitor: Client) -> None:
    tag = visitor.get(HOME).headers["ETag"]
    kept = visitor.get(HOME, headers={"If-None-Match": tag})
    assert (kept.status_code, kept.data) == (304, b"")
    assert visitor.get(HOME, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_change_shows_when_the_lease_is_over(front: KeptPages, visitor: Client, scopes: Scopes) -> None:
    assert b"Bibliotheek Katwijk" in visitor.get(HOME).data
    rename(scopes, "Bibliotheek aan Zee")
    assert b"Bibliotheek aan Zee" not in visitor.get(HOME).data, "within the second it may be old"
    front.lease = 0.0
    assert b"Bibliotheek aan Zee" in visitor.get(HOME).data


def test_a_page_is_no_older_than_the_lease_when_another_page_asked(
    visitor: Client, scopes: Scopes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer that one page got serves the next one too, from the moment of asking."""
    seconds = [100.0]
    monkeypatch.setattr("stelsel.web.kept.time.monotonic", lambda: seconds[0])
    agenda = f"{HOME}agenda"
    visitor.get(HOME)
    visitor.get(agenda)
    seconds[0] += 1.0
    visitor.get(agenda)
    rename(scopes, "Bibliotheek aan Zee")
    seconds[0] += 0.9
    assert b"Bibliotheek aan Zee" not in visitor.get(HOME).data, "asked less than a second ago"
    seconds[0] += 0.1
    assert b"Bibliotheek aan Zee" in visitor.get(HOME).data


def test_midnight_ends_a_page(front: KeptPages, visitor: Client, clock: Clock) -> None:
    front.lease = 0.0
    before = visitor.get(HOME).headers["ETag"]
    assert visitor.get(HOME).headers["ETag"] == before
    clock.forward(days=1)
    assert visitor.get(HOME).headers["ETag"] != before


def test_languages_and_addresses_do_not_mix(visitor: Client) -> None:
    dutch = visitor.get(HOME, headers={"Accept-Language": "nl"})
    english = visitor.get(HOME, headers={"Accept-Language": "en-GB,en;q=0.9"})
    asked = visitor.get(f"{HOME}?taal=en", headers={"Accept-Language": "nl"})
    assert b'lang="nl"' in dutch.data
    assert b'lang="en"' in english.data
    assert b'lang="en"' in asked.data
    assert b'lang="nl"' in visitor.get(HOME, headers={"Accept-Language": "nl"}).data


def test_a_visitor_with_a_cookie_is_answered_by_the_application(visitor: Client, count_queries: Counter) -> None:
    visitor.get(HOME)
    visitor.set_cookie("stelsel", "anything")
    with count_queries() as seen:
        visitor.get(HOME)
    assert seen


def test_a_page_that_is_not_marked_is_never_kept(front: KeptPages, visitor: Client) -> None:
    for path in ("/inloggen", "/b/katwijk/beheer/", "/b/nergens/", "/healthz"):
        visitor.get(path)
    assert not front.pages


def test_the_oldest_go_when_there_are_too_many(
    front: KeptPages, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stelsel.web.kept.MOST_BYTES", 3 * len(visitor.get(HOME).data))
    for number in range(10):
        visitor.get(f"{HOME}?x={number}")
    assert len(front.pages) <= 3
    assert front.size == sum(len(page.body) for page in front.pages.values())
