"""Somebody looks for help near home: by any spelling, nearest first, and never with an empty page."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.finder import published
from tests.support.client import PageClient
from tests.support.fixtures import Clock
from tests.support.pages import parse
from tests.support.scopes import Scopes

Count = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture(autouse=True)
def _at_ten(clock: Clock) -> None:
    """Tuesday 1 December 2026."""


def names(page: str) -> list[str]:
    """The places of a page, in order."""
    return [re.sub(r"^\d+\.\s*", "", found.get_text(strip=True)) for found in parse(page).select(".st-loc h2")]


def heading(page: str) -> str:
    found = parse(page).select_one("h1")
    assert found is not None
    return found.get_text(" ", strip=True)


def fill(scopes: Scopes) -> None:
    """Something in Katwijk, Rijnsburg, The Hague and Venlo."""
    for slug, place, day in (("katwijk", "Rijnsburg", 2), ("katwijk", "Katwijk", 1), ("den-haag", "Den Haag", 0)):
        with scopes.work(slug) as scope:
            published.session(scope, published.branch(scope, place), day)
    with scopes.work("venlo") as scope:
        published.session(scope, published.branch(scope, "Venlo"), 3)


@pytest.mark.parametrize("typed", ["2225", "2225 AB", "2225ab", "katwijk aan zee"])
def test_a_search_shows_the_nearest_place_first(client: PageClient, scopes: Scopes, typed: str) -> None:
    fill(scopes)

    page = client.get("/zoeken", query_string={"bij": typed}).text

    assert names(page)[:2] == ["Bibliotheek Katwijk", "Bibliotheek Rijnsburg"]
    assert "Dinsdag 1 december tot en met maandag 7 december, dichtste plek eerst." in page


@pytest.mark.parametrize("typed", ["sGravenhage", "Den Haag", "'s-Gravenhage", "s gravenhage", "DEN HAAG", "2511"])
def test_any_spelling_finds_the_hague(client: PageClient, scopes: Scopes, typed: str) -> None:
    fill(scopes)

    page = client.get("/zoeken", query_string={"bij": typed}).text

    assert names(page)[0] == "Bibliotheek Den Haag"
    assert "Den Haag" in heading(page) or "'s-Gravenhage" in heading(page)
