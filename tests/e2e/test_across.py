"""The workroom of a partner: every page, empty and filled, judged by axe and at 320 px; an hour planned by hand."""

import os
import uuid
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select

from stelsel import clock as stelsel_clock
from stelsel_tenants.activities.models import Activity, Session
from stelsel_tenants.libraries import rooms
from stelsel_tenants.libraries.rooms import RoomFacts
from stelsel_tenants.registrations import counting
from stelsel_tenants.site import projection
from tests.across.working import approving, main_branch, offered, plan, together
from tests.support.browser import Visitor
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes
from tests.support.world import LIBRARIES

pytestmark = pytest.mark.browser

WHO = "partner_walkentalk"


@pytest.fixture
def offer_id(app: Flask, clients: Clients, scopes: Scopes, clock: Clock) -> uuid.UUID:
    """Five libraries of which one looks first; an offer that is given at four of them, and counted once."""
    together(scopes, *LIBRARIES)
    approving(scopes, "venlo")
    for slug in LIBRARIES:
        with scopes.work(slug) as scope:
            projection.rebuild(scope)
            if slug == "katwijk":
                rooms.add(scope, main_branch(scopes, slug), RoomFacts("Computerlokaal"))
    made = offered(app)
    plan(clients[WHO], made, *list(LIBRARIES)[:4])
    clock.forward(days=15)
    with scopes.work() as scope:
        first = select(Session.id).order_by(Session.starts_at).limit(1)
        counting.count(scope, scope.session.scalars(first).one(), present=12)
    return made


@pytest.mark.parametrize("path", ["bibliotheken", "aanbod", "plannen"])
def test_where_there_is_nothing_yet_it_says_what_to_do(visit: Visitor, path: str) -> None:
    assert visit(f"/partner/{path}", as_role=WHO).locator(".st-empty").is_visible()


def test_every_page(visit: Visitor, offer_id: uuid.UUID, scopes: Scopes) -> None:
    with scopes.reading() as scope:
        coming = Session.starts_at > stelsel_clock.now()
        session_id = scope.session.scalars(select(Session.id).where(coming).order_by(Session.starts_at).limit(1)).one()
    for path in (
        "",
        "bibliotheken",
        "bibliotheken?toon=niets",
        "agenda",
        "agenda?bibliotheek=katwijk&soort=walkentalk",
        f"agenda/katwijk/{session_id}",
        f"agenda/katwijk/{session_id}/afzeggen",
        f"tellen/katwijk/{session_id}",
        "aanbod",
        "aanbod/nieuw",
        f"aanbod/{offer_id}",
        "plannen",
        "cijfers",
        "mensen",
    ):
        page = visit.at_each_width(f"/partner/{path}", as_role=WHO)
        _keep(page, path)


def test_an_hour_is_planned_at_two_libraries(visit: Visitor, offer_id: uuid.UUID, scopes: Scopes) -> None:
    page = visit(f"/partner/plannen?aanbod={offer_id}", as_role=WHO, judged=False)
    page.get_by_label("Zeg het in één zin").fill("elke woensdag 19.00 tot 21.00 uur")
    page.get_by_role("button", name="Vul het rooster hiermee in").click()
    expect(page.locator('[data-st-part="sentence"]')).to_contain_text("woensdag")
    page.get_by_label("Bibliotheek Katwijk").check()
    page.get_by_label("Bibliotheek Den Haag").check()
    page.get_by_role("button", name="Bekijk per bibliotheek").click()
    expect(page.get_by_role("heading", name="Per bibliotheek")).to_be_visible()
    visit.judge(page)
    _keep(page, "plannen-per")
    page.get_by_role("button", name="Plan dit bij 2 bibliotheken").click()
    expect(page.get_by_role("heading", name="Gepland: Samen naar werk")).to_be_visible()
    visit.judge(page)
    _keep(page, "gepland")


def test_a_library_reads_what_waits_for_it(visit: Visitor, offer_id: uuid.UUID, scopes: Scopes) -> None:
    with scopes.reading("venlo") as scope:
        activity_id = scope.session.scalars(select(Activity.id)).one()
    here = "/b/venlo/beheer/activiteiten/"
    for path in (here, f"{here}{activity_id}", f"{here}{activity_id}/afwijzen"):
        visit.at_each_width(path, as_role="redactie_venlo")


def _keep(page, name: str) -> None:  # type: ignore[no-untyped-def]
    if folder := os.environ.get("ACROSS_SHOTS"):
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            file = Path(folder) / f"{name.replace('/', '_').replace('?', '_') or 'home'}-{width}.png"
            page.screenshot(path=str(file), full_page=True)
