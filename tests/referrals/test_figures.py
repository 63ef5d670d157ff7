"""How often it landed: the same at both sides, and nothing of a few."""

import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from stelsel import clock as clocks
from stelsel.db.personal import FEWEST
from stelsel.tenancy import Actor, Hat, Scope
from stelsel_tenants.activities.models import Theme
from stelsel_tenants.questions.models import Half
from stelsel_tenants.referrals import queries
from stelsel_tenants.referrals.models import Outcome, Referral, SentReferral
from stelsel_tenants.referrals.queries import Landed
from tests.referrals.desk import CAME, NOT_FOR_US, THEIRS, codes_of, give, held
from tests.site import shelf
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.pages import parse
from tests.support.scopes import Scopes

Outcomes = Sequence[Outcome | None]


@pytest.fixture(autouse=True)
def _at_ten(clock: Clock) -> None:
    """Tuesday 1 December 2026."""


def kept(scopes: Scopes, outcomes: Outcomes, *, days_ago: int = 90, category: Theme = Theme.TAX) -> None:
    """Cards of Katwijk that led to the Belastingdienst in Den Haag."""
    giver, receiver = scopes.tenant("katwijk").id, scopes.tenant("den-haag").id
    day = clocks.today() - timedelta(days=days_ago)
    with scopes.reading() as scope:
        organisation_id = shelf.organisation(scope)
    common = {
        "organisation_id": organisation_id, "category": category, "day": day, "half": Half.MORNING,
        "ends_at": clocks.end_of(day + timedelta(days=60)),
    }  # fmt: skip
    rows = [{**common, "id": uuid.uuid4(), "outcome": one} for one in outcomes]
    with scopes.work("den-haag") as scope:
        scope.insert_many(Referral, [row | {"from_tenant_id": giver} for row in rows])
    with scopes.work("katwijk") as scope:
        scope.insert_many(SentReferral, [row | {"to_tenant_id": receiver} for row in rows])


def rows_of(page: str) -> list[list[str]]:
    """The cells of all tables."""
    return [[cell.get_text() for cell in row.select("th, td")] for row in parse(page).select("tbody tr")]


def test_a_library_sees_where_its_cards_landed(clients: Clients, scopes: Scopes) -> None:
    kept(scopes, [*[Outcome.CAME] * 6, Outcome.NOT_FOR_US, Outcome.PASSED_ON, None, None])
    kept(scopes, [None, None, Outcome.CAME], days_ago=3)
    kept(scopes, [Outcome.CAME] * 4, category=Theme.MONEY)
    kept(scopes, [Outcome.CAME], days_ago=367)
    few = "te weinig om te tonen"
    assert rows_of(clients["balie_katwijk"].get(codes_of("katwijk")).text) == [
        ["Belastingdienst, Bibliotheek Den Haag", "Belasting", "13", "7", "2", "2", "60%"],
        ["Belastingdienst, Bibliotheek Den Haag", "Geld", "4", "4", "0", "0", few],
    ]
    assert rows_of(clients["balie_den-haag"].get(codes_of("den-haag")).text) == [], "those are the partner's"
    assert rows_of(clients["balie_venlo"].get(codes_of("venlo")).text) == []


def test_a_partner_sees_its_own_and_no_few(clients: Clients, scopes: Scopes) -> None:
    kept(scopes, [Outcome.CAME] * 6 + [None] * 6)
    kept(scopes, [Outcome.CAME] * 6 + [None] * 2, category=Theme.WORK)
    kept(scopes, [Outcome.CAME] * 4, category=Theme.MONEY)
    few = "te weinig om te tonen"
    found = rows_of(clients["partner_belastingdienst"].get(THEIRS).text)
    assert found == [["Belasting", "12", "50%"], ["Werk", "8", few], ["Geld", few, few]]
    assert rows_of(clients["partner_walkentalk"].get(THEIRS).text) == []


@given(dead=st.lists(st.sampled_from([None, *Outcome]), max_size=14), alive=st.integers(0, 8))
def test_what_an_outsider_sees_gives_no_few_away(dead: Outcomes, alive: int) -> None:
    """From the number of cards and the share nobody learns of fewer than five people that they came, or did not."""
    row = Landed("", Theme.TAX, Counter({None: alive}), Counter(dead))
    if row.told_share is not None:
        came = round(row.told_share * len(dead))
        assert all(part == 0 or part >= FEWEST for part in (came, len(dead) - came))
        assert not row.is_few
    assert row.share is None or row.share == pytest.approx(dead.count(Outcome.CAME) / len(dead))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(outcomes=st.lists(st.sampled_from([None, *Outcome]), max_size=12), days_ago=st.integers(0, 200))
def test_both_sides_count_the_same(app: Flask, scopes: Scopes, outcomes: Outcomes, days_ago: int) -> None:
    for slug, model in (("katwijk", SentReferral), ("den-haag", Referral)):
        with scopes.work(slug) as scope:
            scope.session.execute(delete(model))
    kept(scopes, outcomes, days_ago=days_ago)
    with scopes.reading("katwijk") as scope:
        sent = queries.sent(scope)
        organisation_id = shelf.organisation(scope)
    with app.app_context(), Scope.partner(Actor(Hat.PARTNER, "tests"), organisation_id) as scope:
        theirs = queries.of_partner(scope)
    assert [(row.category, row.alive, row.dead) for row in sent] == [
        (row.category, row.alive, row.dead) for row in theirs
    ]
    assert sum(row.given for row in sent) == len(outcomes)


def test_after_real_work_both_sides_hold_the_same(clients: Clients, scopes: Scopes) -> None:
    held(scopes, "den-haag", partner="belastingdienst")
    for outcome in (CAME, NOT_FOR_US, ""):
        made = give(clients, "katwijk", near="2225")
        if outcome:
            clients["partner_belastingdienst"].post(THEIRS, data={"code": made.code, "uitkomst": outcome})
    found = []
    for slug, model in (("katwijk", SentReferral), ("den-haag", Referral)):
        with scopes.reading(slug) as scope:
            rows = scope.session.scalars(select(model).order_by(model.id)).all()
            found.append([(row.id, row.organisation_id, row.outcome, row.ends_at) for row in rows])
    assert found[0] == found[1]
    assert Counter(row[2] for row in found[0]) == {Outcome.CAME: 1, Outcome.NOT_FOR_US: 1, None: 1}


def test_the_page_costs_the_same_however_much_there_is(
    clients: Clients, scopes: Scopes, count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    def cost(who: str, page: str) -> int:
        clients[who].get(page)
        with count_queries() as seen:
            clients[who].get(page)
        return len(seen)

    pages = (("balie_katwijk", codes_of("katwijk")), ("partner_belastingdienst", THEIRS))
    kept(scopes, [None])
    before = [cost(*page) for page in pages]
    for category in Theme:
        kept(scopes, [None, Outcome.CAME] * 10, category=category)
    assert [cost(*page) for page in pages] == before
