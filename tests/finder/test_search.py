"""Somebody looks for help near home: by any spelling, nearest first, and never with an empty page."""

import re
import uuid
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stelsel.geo.distance import distance_km
from stelsel_tenants.finder import near
from stelsel_tenants.finder.near import Point
from stelsel_tenants.finder.period import Period, When
from stelsel_tenants.finder.wish import Wish
from tests.finder import published
from tests.support.client import PageClient
from tests.support.fixtures import Clock
from tests.support.pages import parse
from tests.support.scopes import Scopes


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


def titles(page: str) -> list[str]:
    return [found.get_text(strip=True) for found in parse(page).select(".st-ses__t")]


def fill(scopes: Scopes) -> None:
    """Something in Katwijk, Rijnsburg, The Hague and Venlo."""
    for slug, place, day in (("katwijk", "Rijnsburg", 2), ("katwijk", "Katwijk", 1), ("den-haag", "Den Haag", 0)):
        with scopes.work(slug) as scope:
            published.session(scope, published.branch(scope, place), day)
    with scopes.work("venlo") as scope:
        published.session(scope, published.branch(scope, "Venlo"), 3)


@pytest.mark.parametrize("typed", ["2225", "2225 AB", "2225ab", "nl-2225 ab", "katwijk aan zee"])
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


def test_the_letters_of_a_postcode_stand_nowhere_in_the_page(client: PageClient, scopes: Scopes) -> None:
    fill(scopes)

    page = client.get("/zoeken?bij=2225+QZ").text

    assert "2225" in page
    assert "qz" not in page.lower()


@pytest.mark.parametrize("typed", ["Hengelo", "Bergen", "Katwijk"])
def test_a_name_of_several_places_asks_which(client: PageClient, scopes: Scopes, typed: str) -> None:
    fill(scopes)

    page = client.get("/zoeken", query_string={"bij": typed, "soort": "taalcafe"}).text
    choices = parse(page).select(".st-asks a")

    assert heading(page) == "Welke plaats bedoelt u?"
    assert len(choices) >= 2
    for choice in choices:
        assert "soort=taalcafe" in str(choice["href"])
        assert heading(client.get(str(choice["href"])).text) != "Welke plaats bedoelt u?"


def test_a_name_that_nobody_knows_gives_the_nearest_names(client: PageClient) -> None:
    page = client.get("/zoeken?bij=Katwijck").text

    assert heading(page) == "Deze plaats kennen we niet"
    assert any("Katwijk" in choice.get_text() for choice in parse(page).select(".st-asks b"))
    assert 'value="Katwijck"' in page


def test_the_days_are_told_as_dates(client: PageClient, scopes: Scopes) -> None:
    fill(scopes)
    told = {
        "vandaag": "Dinsdag 1 december, dichtste plek eerst",
        "morgen": "Woensdag 2 december, dichtste plek eerst",
        "week": "Dinsdag 1 december tot en met maandag 7 december",
        "maand": "Dinsdag 1 december tot en met donderdag 31 december",
    }
    for when, words in told.items():
        page = client.get("/zoeken", query_string={"bij": "2511", "wanneer": when, "straal": "50"}).text
        assert words in page, when

    tomorrow = client.get("/zoeken?bij=2225&wanneer=morgen").text
    assert names(tomorrow) == ["Bibliotheek Katwijk"]
    assert "Woensdag 2 december" in tomorrow
    assert "14.00 tot 16.00 uur" in tomorrow


def test_one_line_per_activity_with_the_days_after_it(client: PageClient, scopes: Scopes) -> None:
    activity = uuid.uuid4()
    with scopes.work() as scope:
        branch = published.branch(scope)
        for day in (1, 8, 15, 22):
            published.session(scope, branch, day, activity_id=activity)
        for hour, title in ((9, "Breien"), (10, "Digihulp"), (11, "Belasting")):
            published.session(scope, branch, 2, hour, title=title)

    page = client.get("/zoeken?bij=2225&wanneer=maand").text

    assert titles(page) == ["Taalcafé", "Breien", "Digihulp"]
    assert "Daarna: woensdag 9 en 16 december" in page
    assert "Nog 1 andere activiteit" in page
    assert heading(page) == "7 momenten bij 2225 Katwijk"


def test_what_is_off_says_so_and_when_it_is_on_again(client: PageClient, scopes: Scopes) -> None:
    activity = uuid.uuid4()
    with scopes.work() as scope:
        branch = published.branch(scope)
        published.session(scope, branch, 1, activity_id=activity, state="cancelled", reason="Ziek")
        published.session(scope, branch, 8, activity_id=activity)
        published.session(scope, branch, 2, title="Breien")

    page = client.get("/zoeken?bij=2225").text

    assert "Gaat niet door. Volgende keer: woensdag 9 december" in page
    assert heading(page) == "1 moment bij 2225 Katwijk", "what is off is no moment"


def test_kind_and_filters_leave_out_what_does_not_fit(client: PageClient, scopes: Scopes) -> None:
    with scopes.work() as scope:
        steps = published.branch(scope, "Katwijk", facts=[])
        ramp = published.branch(scope, "Rijnsburg")
        published.session(scope, steps, 1, title="Taal op de trap")
        published.session(scope, ramp, 1, title="Taal", entry="sign_up", left_over=3)
        published.session(scope, ramp, 1, 9, title="Aangifte", theme="tax", concept_slug="belastinghulp")

    def found(**query: str) -> list[str]:
        return titles(client.get("/zoeken", query_string={"bij": "2225", **query}).text)

    assert found() == ["Taal op de trap", "Aangifte", "Taal"]
    assert found(soort="language") == found(soort="taalcafe") == ["Taal op de trap", "Taal"]
    assert found(soort="belastinghulp") == ["Aangifte"]
    assert found(toegankelijk="1") == ["Aangifte", "Taal"]
    assert found(inloop="1") == ["Taal op de trap", "Aangifte"]
    assert found(soort="onzin") == found()


def test_green_says_that_one_can_come(client: PageClient, scopes: Scopes) -> None:
    with scopes.work() as scope:
        branch = published.branch(scope)
        published.session(scope, branch, 1, 9, title="Vol", entry="sign_up", left_over=0)
        published.session(scope, branch, 1, 10, title="Plek", entry="sign_up", left_over=1)
        published.session(scope, branch, 1, 11, title="Bellen", entry="call_first")

    page = parse(client.get("/zoeken?bij=2225").text)

    assert [(found.get_text(), found["class"]) for found in page.select(".st-ses__side .nl-data-badge")] == [
        ("Vol", ["nl-data-badge"]),
        ("Nog 1 plaats", ["nl-data-badge", "is-ok"]),
        ("Eerst bellen", ["nl-data-badge", "is-warn"]),
    ]


def test_the_search_widens_itself_and_says_so(client: PageClient, scopes: Scopes) -> None:
    fill(scopes)

    wide = client.get("/zoeken?bij=3011").text  # Rotterdam: The Hague is some 21 km away
    assert names(wide)[0] == "Bibliotheek Den Haag"
    assert "Binnen 15 km is er op deze dagen niets. Daarom ziet u plekken tot 50 km." in wide

    near_by = client.get("/zoeken?bij=2225").text
    assert "Daarom ziet u plekken" not in near_by


def test_an_empty_result_says_what_is_near_anyway(client: PageClient, scopes: Scopes) -> None:
    fill(scopes)
    with scopes.work("gooi-en-meer") as scope:
        published.session(scope, published.branch(scope, "Bussum"), 9, title="Aangifte", theme="tax")

    page = client.get("/zoeken?bij=2225&soort=tax").text

    assert heading(page) == "Belasting: nog niets bij 2225 Katwijk"
    assert "De dichtste plek waar het wel kan is Bibliotheek Bussum" in page
    assert "donderdag 10 december, 14.00 uur" in page
    assert "Bekijk 3 andere momenten in de buurt" in page
    assert "Vraag het dichtbij" in page
    assert "+31715550100" in page
    assert next(found.get_text(strip=True) for found in parse(page).select(".st-loc h3")).endswith(
        "Bibliotheek Katwijk"
    )


def test_without_a_place_the_page_asks_for_one_and_shows_the_country(client: PageClient, scopes: Scopes) -> None:
    fill(scopes)

    page = client.get("/zoeken?soort=language").text

    assert heading(page) == "Taal: waar zoekt u?"
    assert len(parse(page).select(".st-line")) == 4


def test_more_places_stand_on_the_next_page_with_numbers_that_go_on(client: PageClient, scopes: Scopes) -> None:
    with scopes.work() as scope:
        for number in range(13):
            place = published.branch(scope, name=f"Plek {number:02}", lat=52.2017 + number / 200)
            published.session(scope, place, 1)

    first = client.get("/zoeken?bij=2225")
    second = client.get("/zoeken?bij=2225&pagina=2")

    assert len(names(first.text)) == 10
    assert len(names(second.text)) == 3
    assert not set(names(first.text)) & set(names(second.text))
    pins = [found.get_text() for found in parse(second.text).select(".m-tp")]
    assert sorted(pins) == ["11", "12", "13"]
    assert "13 plekken binnen 15 km" in first.text


def test_the_sketch_has_the_numbers_of_the_list_and_names_its_sources(client: PageClient, scopes: Scopes) -> None:
    fill(scopes)

    page = parse(client.get("/zoeken?bij=2225").text)

    pins = sorted(found.get_text() for found in page.select(".m-tp"))
    assert pins == [found.get_text() for found in page.select(".st-pin")]
    assert "CC BY 4.0" in page.get_text()


def test_who_reads_english_gets_english_words_and_stays_there(client: PageClient, scopes: Scopes) -> None:
    fill(scopes)

    page = client.get("/zoeken?bij=2225&taal=en")
    links = [str(found["href"]) for found in parse(page.text).select(".st-loc h2 a, .st-ses__t a, .st-pill")]

    assert '<html lang="en">' in page.text
    assert links
    assert all("taal=en" in link for link in links)
    assert 'lang="nl">Taalcafé' in page.text
    assert "Tuesday 1 December" in page.text


spots = st.tuples(st.floats(51.9, 52.5), st.floats(4.2, 5.4))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(here=spots, others=st.lists(spots, min_size=1, max_size=25), km=st.sampled_from((5, 15, 50)))
def test_places_come_in_the_order_of_their_distance_and_none_is_left_out(
    scopes: Scopes, here: tuple[float, float], others: list[tuple[float, float]], km: int
) -> None:
    with scopes.work() as scope:
        published.clear(scope)
        for lat, lon in others:
            published.session(scope, published.branch(scope, lat=lat, lon=lon), 1)

    period = Period.of(When.WEEK, published.TODAY)
    with published.network(scopes) as scope:
        hits = near.hits(scope, Point(*here), km, period, Wish())

    expected = sorted(far for far in (distance_km(*here, *spot) for spot in others) if far <= km)
    assert [hit.km for hit in hits] == pytest.approx(expected)
    assert all(hit.first_at >= datetime(2026, 12, 1, tzinfo=UTC) for hit in hits)
