"""The home page, the lists of libraries and partners, and what search engines read."""

import json
import re
import uuid
from typing import Any

import pytest

from stelsel_tenants.activities.models import Theme
from stelsel_tenants.finder import home, sitemap
from tests.finder import published
from tests.site.shelf import organisation
from tests.support.client import PageClient
from tests.support.fixtures import Clock
from tests.support.pages import parse
from tests.support.scopes import Scopes


def located(text: str) -> list[str]:
    """The addresses of a map of the site."""
    assert text.startswith("<?xml")
    return re.findall(r"<loc>([^<]+)</loc>", text)


@pytest.fixture(autouse=True)
def _at_ten(clock: Clock) -> None:
    """Tuesday 1 December 2026."""


def partner(scopes: Scopes, slug: str = "walkentalk") -> uuid.UUID:
    with scopes.national(reading=True) as scope:
        return organisation(scope, slug)


def test_the_home_page_asks_eight_questions_and_shows_today(client: PageClient, scopes: Scopes) -> None:
    for slug, place in (("katwijk", "Katwijk"), ("venlo", "Venlo")):
        with scopes.work(slug) as scope:
            branch = published.branch(scope, place)
            published.session(scope, branch, 0, title=f"Vandaag in {place}")
            published.session(scope, branch, 0, 9, title="Gaat niet door", state="cancelled")
            published.session(scope, branch, 1, title="Morgen")
            published.session(scope, branch, 40, title="Later")

    page = parse(client.get("/").text)

    questions = [str(found["href"]) for found in page.select(".st-asks a")]
    assert questions == [f"/zoeken?soort={theme.value}" for theme in Theme]
    assert sorted(found.get_text() for found in page.select(".st-line a")) == ["Vandaag in Katwijk", "Vandaag in Venlo"]
    assert "2 van 2 momenten op dinsdag 1 december." in page.get_text()
    figures = {
        found.dt.get_text(): found.dd.get_text() for found in page.select(".st-nums > div") if found.dt and found.dd
    }
    assert figures == {
        "plekken waar u terecht kunt": "2",
        "momenten": "4",
        "partners die helpen": "0",
        "gemeenten met hulp": "2",
    }


def test_on_a_quiet_day_the_home_page_shows_the_next(client: PageClient, scopes: Scopes) -> None:
    with scopes.work() as scope:
        published.session(scope, published.branch(scope), 4, title="Zaterdag lezen")

    page = client.get("/").text

    assert "Zaterdag lezen" in page
    assert "Zaterdag 5 december" in page


def test_an_empty_network_has_a_home_page(client: PageClient) -> None:
    assert client.get("/").status_code == 200


def test_lines_are_spread_over_the_day() -> None:
    lines: list[object] = list(range(60))
    assert home.spread(lines, 6) == [0, 10, 20, 30, 40, 50]  # type: ignore[arg-type, comparison-overlap]
    assert home.spread(lines[:3], 6) == [0, 1, 2]  # type: ignore[arg-type, comparison-overlap]


def test_search_engines_are_told_how_to_search(client: PageClient) -> None:
    page = parse(client.get("/").text)
    data = page.find("script", type="application/ld+json")
    assert data is not None

    site = json.loads(data.get_text())
    assert site["@type"] == "WebSite"
    assert site["potentialAction"]["target"]["urlTemplate"] == "http://localhost/zoeken?bij={plaats}"

    described = client.get("/opensearch.xml")
    assert described.mimetype == "application/opensearchdescription+xml"
    assert "/zoeken?bij={searchTerms}" in described.text
    assert described.text.startswith("<?xml")


def test_a_shared_link_has_a_picture(client: PageClient) -> None:
    head = parse(client.get("/").text).find("meta", property="og:image")
    assert head is not None
    assert str(head["content"]).endswith("/stelsel.png")
    picture = client.get("/stelsel.png")
    assert picture.data.startswith(b"\x89PNG")
    assert len(picture.data) < 60_000


def test_libraries_stand_by_province_with_their_places(client: PageClient, scopes: Scopes) -> None:
    with scopes.work() as scope:
        for place in ("Rijnsburg", "Katwijk", "Rijnsburg"):
            published.branch(scope, place)

    page = parse(client.get("/bibliotheken").text)
    katwijk = next(found for found in page.select(".st-list li") if "Bibliotheek Katwijk" in found.get_text())
    assert "Katwijk, Rijnsburg" in katwijk.get_text()
    assert "3 plekken" in katwijk.get_text()
    assert "Landelijk bureau" not in page.get_text()

    for typed in ("rijnsburg", "KATWIJK", "Bibliotheek Katwijk"):
        found = parse(client.get("/bibliotheken", query_string={"zoek": typed}).text)
        assert [one.get_text() for one in found.select(".st-list a")] == ["Bibliotheek Katwijk"]
    assert "Geen bibliotheek met deze naam" in client.get("/bibliotheken?zoek=xyzzy").text


def test_partners_stand_by_question_with_the_number_of_libraries(client: PageClient, scopes: Scopes) -> None:
    walk = partner(scopes)
    given: dict[str, Any] = {
        "organisation_id": walk,
        "organisation_name": "Walk&Talk",
        "theme": "work",
        "concept_slug": "walkentalk",
    }
    for slug, place in (("katwijk", "Katwijk"), ("venlo", "Venlo")):
        with scopes.work(slug) as scope:
            published.session(scope, published.branch(scope, place), 3, **given)
    with scopes.work() as scope:
        off = published.branch(scope)
        other = partner(scopes, "belastingdienst")
        published.session(scope, off, 3, organisation_id=other, organisation_name="Belastingdienst", state="cancelled")

    page = parse(client.get("/partners").text)

    assert [found.get_text() for found in page.select(".st-part h3")] == ["Walk&Talk"]
    assert "Bij 2 bibliotheken, op 2 plekken" in page.get_text()
    assert page.select_one("section[aria-labelledby=work]") is not None


def test_the_sitemap_names_every_published_page(client: PageClient, scopes: Scopes) -> None:
    activity = uuid.uuid4()
    with scopes.work() as scope:
        branch = published.branch(scope)
        for day in (1, 8):
            published.session(scope, branch, day, activity_id=activity)
        over = published.row(branch, -3)["activity_id"]
        published.session(scope, branch, -3, activity_id=over)

    told = located(client.get("/sitemap.xml").text)

    assert told.count(f"http://localhost/b/katwijk/activiteiten/{activity}") == 1
    assert f"http://localhost/b/katwijk/vestigingen/{branch}" in told
    assert f"http://localhost/b/katwijk/activiteiten/{over}" not in told
    assert {f"http://localhost{path}" for path in sitemap.OF_THE_NETWORK} <= set(told)
    assert "Sitemap: http://localhost/sitemap.xml" in client.get("/robots.txt").text


def test_a_sitemap_that_is_too_long_is_cut(client: PageClient, scopes: Scopes, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = located(client.get("/sitemap.xml").text)
    monkeypatch.setattr(sitemap, "MOST", 10)
    with scopes.work() as scope:  # a change, so that nothing is answered from before
        published.branch(scope)

    parts = located(client.get("/sitemap.xml").text)
    assert len(parts) == len(whole) // 10 + 1
    told = [one for part in parts for one in located(client.get(part.removeprefix("http://localhost")).text)]
    assert set(whole) < set(told)
    assert len(told) == len(set(told))
    assert client.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_an_unknown_address_offers_a_search(client: PageClient) -> None:
    answer = client.get("/dit-is-er-niet")

    assert answer.status_code == 404
    form = parse(answer.text).select_one("form[role=search]")
    assert form is not None
    assert form["action"] == "/zoeken"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/toegankelijkheid", "nog niet onderzocht door een onafhankelijk bureau"),
        ("/privacy", "Uw zoekvraag komt niet in een logboek"),
        ("/open-data", "CC BY 4.0"),
        ("/voor-bibliotheken", "Zo begint u"),
        ("/voor-partners", "Zo doet u mee"),
    ],
)
def test_pages_of_text_say_what_they_promise(client: PageClient, path: str, words: str) -> None:
    assert words in client.get(path).text
    assert f'href="{path}"' in client.get("/").text, "the footer leads there"
