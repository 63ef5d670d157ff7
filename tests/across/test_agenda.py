"""The sessions of a partner wherever it works: found, called off, led by another, counted; its figures and its map."""

import csv
import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy import select

from stelsel_tenants.activities.models import Session, SessionState
from stelsel_tenants.registrations import counting
from stelsel_tenants.site import projection
from tests.across.working import FACTS, apart, made, offered, plan, together
from tests.partners.deals import work_together
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes
from tests.support.world import LIBRARIES

Counted = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def working(app: Flask, clients: Clients, scopes: Scopes, clock: Clock) -> None:
    """Walk&Talk at Katwijk and Venlo; the tax administration at Katwijk as well."""
    together(scopes, "katwijk", "venlo")
    for slug in LIBRARIES:
        with scopes.work(slug) as scope:
            projection.rebuild(scope)
    plan(clients["partner_walkentalk"], offered(app), "katwijk", "venlo")
    work_together(scopes, "katwijk")


pytestmark = pytest.mark.usefixtures("working")


def first_session(scopes: Scopes, slug: str = "katwijk", title: str = FACTS.title) -> Session:
    with scopes.reading(slug) as scope:
        activity_id = next(one.id for one in made(scopes, slug) if one.title == title)
        its = select(Session).where(Session.activity_id == activity_id).order_by(Session.starts_at)
        return scope.session.scalars(its.limit(1)).one()


def test_the_agenda_is_chosen_by_library_and_week(clients: Clients, clock: Clock) -> None:
    partner = clients["partner_walkentalk"]

    whole = partner.get("/partner/agenda").text
    here = partner.get("/partner/agenda?bibliotheek=venlo").text
    week = partner.get("/partner/agenda?week=2026-12-09").text
    other = partner.get("/partner/agenda?soort=taalcafe").text

    assert whole.count("st-line__h") > here.count("st-line__h") > week.count("st-line__h") == 2
    assert "Spreekuur katwijk" not in whole, "that is another partner's"
    assert "Niets gepland" in other
    assert partner.get("/partner/agenda?week=ooit&bibliotheek=nergens").status_code == 200


def test_one_date_is_called_off_and_the_library_sees_why(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    session = first_session(scopes)
    url = f"/partner/agenda/katwijk/{session.id}/afzeggen"

    assert clients["partner_walkentalk"].post(url, data={"reason": ""}).status_code == 422
    assert clients["partner_walkentalk"].post(url, data={"reason": "De trein rijdt niet."}).status_code == 303

    assert first_session(scopes).state is SessionState.CANCELLED
    assert "De trein rijdt niet." in clients["bezoeker"].get(f"/b/katwijk/sessies/{session.id}").text
    assert clients["partner_walkentalk"].post(url, data={"reason": "Nog eens."}).status_code == 409


def test_another_leads_or_nobody_does_yet(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    session = first_session(scopes)
    url = f"/partner/agenda/katwijk/{session.id}"
    partner = clients["partner_walkentalk"]

    assert partner.post(url, data={"leader": "Partner Walkentalk"}).status_code == 303
    assert first_session(scopes).leader == "Partner Walkentalk"
    assert partner.post(url, data={"leader": ""}).status_code == 303
    assert first_session(scopes).needs_leader
    assert "Zoekt begeleider" in partner.get("/partner/").text
    assert partner.post(url, data={"leader": "Een vreemde"}).status_code == 422, "not one of its own people"
    assert "Partner Walkentalk" not in clients["bezoeker"].get(f"/b/katwijk/sessies/{session.id}").text


@pytest.mark.parametrize("page", ["agenda/katwijk/{}", "agenda/katwijk/{}/afzeggen", "tellen/katwijk/{}"])
def test_what_is_another_partner_s_is_not_there(clients: Clients, scopes: Scopes, clock: Clock, page: str) -> None:
    url = f"/partner/{page.format(first_session(scopes, title='Spreekuur katwijk').id)}"
    sent = {"reason": "Weg ermee.", "leader": "", "aanwezig": "3", "weggestuurd": ""}

    assert clients["partner_belastingdienst"].get(url).status_code == 200
    assert clients["partner_walkentalk"].get(url).status_code == 404
    assert clients["partner_walkentalk"].post(url, data=sent).status_code == 404
    assert first_session(scopes, title="Spreekuur katwijk").state is SessionState.PLANNED


def test_when_it_ends_it_ends_in_the_same_second(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    session, partner = first_session(scopes), clients["partner_walkentalk"]
    assert partner.get(f"/partner/agenda/katwijk/{session.id}").status_code == 200
    apart(scopes, "katwijk")

    for page in (f"agenda/katwijk/{session.id}", f"agenda/katwijk/{session.id}/afzeggen"):
        assert partner.get(f"/partner/{page}").status_code == 404
        assert partner.post(f"/partner/{page}", data={"reason": "Toch.", "leader": ""}).status_code == 404


def test_figures_are_its_own_and_the_file_says_the_same(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    clock.forward(days=7)
    for slug, title, present in (
        ("katwijk", FACTS.title, 7),
        ("venlo", FACTS.title, 5),
        ("katwijk", "Spreekuur katwijk", 90),
    ):
        session_id = first_session(scopes, slug, title).id
        with scopes.work(slug) as scope:
            counting.count(scope, session_id, present=present)
    partner = clients["partner_walkentalk"]
    partner.sign_in("partner_walkentalk")

    page = partner.get("/partner/cijfers").text
    rows = list(csv.reader(io.StringIO(partner.get("/partner/cijfers.csv").get_data().decode("utf-8-sig"))))
    visitors = {row[1]: row[3] for row in rows if row[2] == "Bezoekers"}

    assert "90" not in re.findall(r'<p class="st-kpi__n num">(.*?)</p>', page)
    assert re.findall(r'<p class="st-kpi__n num">(.*?)</p>', page)[:2] == ["2", "12"]
    assert (visitors["Bibliotheek Katwijk"], visitors["Bibliotheek Venlo"], visitors["2026-12"]) == ("7", "5", "12")
    assert partner.get("/partner/cijfers.xlsx").data[:2] == b"PK"
    assert partner.get("/partner/cijfers?soort=ido").status_code == 200


def test_all_its_libraries_stand_on_one_page_and_map(
    clients: Clients, scopes: Scopes, clock: Clock, count_queries: Counted
) -> None:
    partner = clients["partner_walkentalk"]
    with count_queries() as two:
        few = partner.get("/partner/bibliotheken").text
    together(scopes, "den-haag", "gooi-en-meer", "oost-achterhoek")
    apart(scopes, "venlo")
    with count_queries() as five:
        many = partner.get("/partner/bibliotheken").text

    assert (few.count('class="a-planned"') - 1, many.count('class="a-nothing"') - 1) == (2, 3)
    assert "Bibliotheek Venlo" in many
    assert 'class="a-ended"' in many
    assert len(two) == len(five), "however many there are"
    assert "Bibliotheek Den Haag" not in partner.get("/partner/bibliotheken?toon=gepland").text


def test_its_calendar_tells_what_is_published_and_no_draft(
    app: Flask, clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    visitor = clients["bezoeker"]

    feed = visitor.get("/partners/walkentalk/agenda.ics")

    assert feed.mimetype == "text/calendar"
    assert feed.text.count("SUMMARY:Samen naar werk") > 80
    assert "Spreekuur katwijk" not in feed.text
    assert "SUMMARY:Spreekuur katwijk" in visitor.get("/partners/belastingdienst/agenda.ics").text
    assert visitor.get("/partners/bestaat-niet/agenda.ics").status_code == 404


def test_a_visitor_and_a_library_have_no_such_room(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    for page in ("", "agenda", "bibliotheken", "aanbod", "plannen", "cijfers", "mensen"):
        assert clients["redactie_katwijk"].get(f"/partner/{page}").status_code == 404
        assert clients["bezoeker"].get(f"/partner/{page}").status_code == 303
