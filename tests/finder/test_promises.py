"""What the finder promises: it forgets what was asked, shows what is published and nothing else, and stays quick."""

import logging
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlalchemy import select

from stelsel.clock import now
from stelsel.tenancy import Scope, Tenant, TenantState
from stelsel_tenants.activities import service
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.site.models import PublishedSession
from tests.finder import published
from tests.finder.test_search import fill, heading, names, titles
from tests.site.shelf import TUESDAYS
from tests.support.client import PageClient
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

Count = Callable[[], AbstractContextManager[list[str]]]

PAGES = ("/", "/zoeken", "/bibliotheken", "/partners", "/toegankelijkheid", "/privacy", "/open-data")
TEXTS = ("/voor-bibliotheken", "/voor-partners")
MACHINES = ("/sitemap.xml", "/opensearch.xml")


@pytest.fixture(autouse=True)
def _at_ten(clock: Clock) -> None:
    """Tuesday 1 December 2026."""


@pytest.mark.parametrize(
    "typed",
    [
        "\x00",
        "2225\x00",
        "1" + "0" * 30,
        "x" * 5000,
        "é" * 250,
        '"',
        '"><script>alert(1)</script>',
        "'; DROP TABLE published_branch; --",
        "%",
        "{{ 7*7 }}",
        "%(num)s",
        "../../etc/passwd",
        "\u202e5222",
        "😀",
        "٢٢٢٥",
        "123456782",
    ],
    ids=repr,
)
def test_whatever_is_typed_gives_a_page(client: PageClient, scopes: Scopes, typed: str) -> None:
    fill(scopes)
    for name in ("bij", "soort", "wanneer", "straal", "pagina", "inloop"):
        answer = client.get("/zoeken", query_string={"bij": "2225", name: typed})
        assert answer.status_code == 200, name
        assert "<script>alert" not in answer.text
        assert "49" not in heading(answer.text)
    assert client.get("/bibliotheken", query_string={"zoek": typed}).status_code == 200


@pytest.mark.parametrize("query", ["bij=%ff%fe", "bij=2225&pagina=" + "9" * 31, "bij=2225&straal=-1", "bij[]=2225"])
def test_an_address_that_is_no_text_gives_a_page(client: PageClient, query: str) -> None:
    assert client.get(f"/zoeken?{query}").status_code == 200


def test_a_search_sets_no_cookie_and_is_not_indexed(client: PageClient, scopes: Scopes) -> None:
    fill(scopes)

    for path in (*PAGES, *TEXTS, *MACHINES, "/zoeken?bij=2225&soort=tax", "/bibliotheken?zoek=venlo"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "Set-Cookie" not in answer.headers, path
        assert "ETag" in answer.headers, path
    assert 'name="robots" content="noindex"' in client.get("/zoeken?bij=2225").text
    assert 'name="robots"' not in client.get("/zoeken").text


def test_what_was_looked_for_stands_in_no_log(
    client: PageClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        client.get("/zoeken?bij=Vlissingen&soort=money")
        client.get("/zoeken?bij=Wissenkerke+bij+mijn+moeder")
        client.get("/bibliotheken?zoek=Vlissingen")

    said = caplog.text + "".join(capfd.readouterr())
    assert "finder.find" in said, "the request itself is logged"
    for word in ("Vlissingen", "Wissenkerke", "moeder", "money", "vlissingen"):
        assert word not in said


def test_the_front_server_writes_no_addresses_down() -> None:
    config = (Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf").read_text("utf-8")
    named = config.count("server_name stelsel.example")
    assert named == config.count("access_log off;") == 2


def test_an_unchanged_page_is_answered_without_making_it(client: PageClient, scopes: Scopes) -> None:
    fill(scopes)
    first = client.get("/zoeken?bij=2225")

    again = client.get("/zoeken?bij=2225", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304

    with scopes.work() as scope:
        branch = scope.session.scalars(select(PublishedSession.branch_id)).first()
        assert branch is not None
        published.session(scope, branch, 1, title="Nieuw")
    changed = client.get("/zoeken?bij=2225", headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert "Nieuw" in titles(changed.text)


def test_a_page_of_yesterday_is_not_shown_today(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    fill(scopes)
    first = client.get("/")
    assert "Dinsdag 1 december" in first.text

    clock.forward(days=1)
    second = client.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 200
    assert "Woensdag 2 december" in second.text


def test_only_published_rows_are_shown_and_a_closed_library_is_gone(client: PageClient, scopes: Scopes) -> None:
    fill(scopes)
    assert "Bibliotheek Venlo" in names(client.get("/zoeken?bij=5911").text)
    assert "/b/venlo/" in client.get("/bibliotheken").text

    with scopes.national() as scope:
        venlo = scope.session.scalars(select(Tenant).where(Tenant.slug == "venlo")).one()
        venlo.state, venlo.closed_at = TenantState.CLOSED, now()
    with scopes.work("venlo") as scope:
        published.clear(scope)

    page = client.get("/zoeken?bij=5911").text
    assert names(page) == []
    assert heading(page) == "Niets gevonden bij 5911 Venlo"
    for path in ("/", "/bibliotheken", "/partners", "/sitemap.xml"):
        assert "/b/venlo/" not in client.get(path).text, path


def test_twenty_rows_cost_as_many_statements_as_two_thousand(
    client: PageClient, scopes: Scopes, count_queries: Count
) -> None:
    with scopes.work() as scope:
        few(scope, branches=4, each=5)
    paths = ("/zoeken?bij=2225", "/zoeken?bij=2225&straal=50&wanneer=maand&inloop=1", "/zoeken?soort=language", *PAGES)
    before = {path: cost(client, count_queries, path) for path in paths}

    with scopes.work() as scope:
        few(scope, branches=100, each=20)

    assert {path: cost(client, count_queries, path) for path in paths} == before
    assert before["/zoeken?bij=2225"] <= 8


def few(scope: Scope, *, branches: int, each: int) -> None:
    for number in range(branches):
        branch = published.branch(scope, lat=52.15 + number / 1000, lon=4.42)
        activity = uuid.uuid4()
        rows = [published.row(branch, day, activity_id=activity) for day in range(each)]
        scope.insert_many(PublishedSession, rows)


def cost(client: PageClient, count_queries: Count, path: str) -> int:
    with count_queries() as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def test_what_an_editor_publishes_is_found_and_what_is_withdrawn_is_not(client: PageClient, scopes: Scopes) -> None:
    with scopes.work() as scope:
        branch = scope.session.scalars(select(Branch)).one()
        offer = Offer(title="Taalcafé", branch_id=branch.id, concept_slug="taalcafe", lines=(TUESDAYS,))
        activity = service.plan(scope, offer)
    assert titles(client.get("/zoeken?bij=2225").text) == [], "a draft is nobody's business"

    with scopes.work() as scope:
        service.publish(scope, activity.id)
    page = client.get("/zoeken?bij=2225&soort=taalcafe").text
    assert titles(page) == ["Taalcafé"]
    assert "Daarna: dinsdag 8 en 15 december" in page

    with scopes.work() as scope:
        service.withdraw(scope, activity.id)
    assert titles(client.get("/zoeken?bij=2225").text) == []
