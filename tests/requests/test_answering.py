"""What is asked is seen by who may answer it, as numbers, and answered once: by a session here, or one near."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from stelsel import clock as house_clock
from stelsel.audit.models import AuditEntry
from stelsel.jobs import Job
from stelsel.mail import Letter
from stelsel.tenancy import Scope
from stelsel_tenants.libraries import service as libraries
from stelsel_tenants.questions.models import Half
from stelsel_tenants.requests import jobs, near, queries
from stelsel_tenants.requests.models import (
    AnswerKind,
    Demand,
    OfferState,
    RequestAnswer,
    RequestAsker,
    RequestOffer,
)
from tests.finder import published
from tests.requests import racer
from tests.requests.asking import CONCEPT, KATWIJK, NOOR, NOORDWIJK, OOST_GELRE, ask, asked, cells, demand_of, link
from tests.site import shelf
from tests.support.client import Clients, PageClient
from tests.support.fixtures import Clock
from tests.support.pages import parse
from tests.support.race import race
from tests.support.scopes import Scopes
from tests.support.stores import Store

Outbox = Callable[[], list[Letter]]
RunJobs = Callable[[], int]
HERE = "/b/katwijk/beheer/aanvragen/"
PARTNER = "/partner/aanvragen/"


@pytest.fixture(autouse=True)
def _area(scopes: Scopes, clock: Clock) -> None:
    """Tuesday 1 December 2026. Katwijk works for Noordwijk too."""
    with scopes.work() as scope:
        libraries.work_for(scope, [KATWIJK, NOORDWIJK], since=date(2020, 1, 1))


def planned(scopes: Scopes, slug: str = "katwijk", **facts: Any) -> uuid.UUID:
    """An activity of this kind, published by the real commands; its next session."""
    with scopes.work(slug) as scope:
        shelf.opened(scope)
        activity_id = shelf.published(scope, "Samen werk zoeken", concept_slug=CONCEPT, **facts)
        return next(one.id for one in shelf.sessions(scope, activity_id) if one.starts_at > house_clock.now())


def answer_page(scopes: Scopes, code: str = KATWIJK) -> str:
    with scopes.national(reading=True) as scope:
        return f"{HERE}{demand_of(scope, code)}"


def confirmed(client: PageClient, outbox: Outbox, email: str, **other: str) -> None:
    ask(client, email=email, **other)
    (letter,) = [one for one in outbox() if one.receiver == email and one.template == "request-confirm"]
    assert client.post(f"{link(letter)}/bevestigen").status_code == 303


def tell(scopes: Scopes) -> None:
    """What the job of an answer does, before anything is sent."""
    with scopes.app.app_context():
        with Scope.system(scopes.tenant(), why="tests", reading=True) as scope:
            answer_id = scope.session.scalars(select(RequestAnswer.id)).one()
        for _twice in range(2):
            jobs.tell(scopes.tenant().id, answer_id=answer_id)


def test_a_library_sees_how_many_ask_for_what_in_its_area_and_nobody_elses(
    client: PageClient, clients: Clients, scopes: Scopes
) -> None:
    ask(client, aantal="3", email=NOOR)
    ask(client, dagdeel="")
    ask(client, bij="2201", soort="ido")
    ask(client, bij="5911")
    page = parse(clients["redactie_katwijk"].get(HERE).text)
    towns = [one.get_text(" ", strip=True) for one in page.select(".st-loc")]
    assert len(towns) == 2
    assert "4 mensen" in towns[0]
    assert "Avond 3, Maakt niet uit 1." in towns[0]
    assert "1 persoon" in towns[1]
    assert NOOR not in page.get_text()
    assert "Venlo" not in "".join(towns)
    entry = page.select_one('nav a[href$="/beheer/aanvragen/"]')
    assert entry is not None
    assert entry.get_text(" ", strip=True) == "Aanvragen 2"
    with scopes.work("venlo") as scope:
        shelf.opened(scope)
    with published.network(scopes) as network:
        assert [row.municipality for row in queries.of_area(network, scopes.tenant("venlo").id)] == ["Venlo"]


@pytest.mark.parametrize(
    ("who", "status"), [("balie_katwijk", 403), ("redactie_venlo", 404), ("partner_walkentalk", 404)]
)
def test_it_is_closed_to(clients: Clients, client: PageClient, scopes: Scopes, who: str, status: int) -> None:
    ask(client)
    for address in (HERE, answer_page(scopes)):
        assert clients[who].get(address).status_code == status


def test_a_demand_outside_the_area_is_not_there(clients: Clients, client: PageClient, scopes: Scopes) -> None:
    ask(client, bij="5911")
    session_id = planned(scopes)
    page = answer_page(scopes, "GM0983")
    assert clients["redactie_katwijk"].get(page).status_code == 404
    assert clients["redactie_katwijk"].post(page, data={"moment": str(session_id)}).status_code == 404
    assert clients["redactie_katwijk"].get(f"{HERE}{uuid.uuid4()}").status_code == 404
    assert cells(scopes) == {(CONCEPT, "GM0983"): 1}


def test_nothing_near_leads_to_a_new_activity_with_its_texts(
    clients: Clients, client: PageClient, scopes: Scopes
) -> None:
    ask(client)
    page = parse(clients["redactie_katwijk"].get(answer_page(scopes)).text)
    way = page.select_one(f'main a[href*="soort={CONCEPT}"]')
    assert way is not None
    form = parse(clients["redactie_katwijk"].get(str(way["href"])).text)
    chosen = form.select_one("[name=concept_slug] option[selected]")
    assert chosen is not None
    assert chosen["value"] == CONCEPT
    assert form.select_one('[name=title][value="Walk&Talk"]')


def test_it_is_answered_by_a_session_and_who_left_an_address_is_told_once_and_forgotten(
    clients: Clients, client: PageClient, scopes: Scopes, outbox: Outbox, run_jobs: RunJobs, clock: Clock
) -> None:
    run_jobs()
    confirmed(client, outbox, NOOR)
    ask(client, email="bo@voorbeeld.nl")  # never says yes
    ask(client, aantal="5")
    confirmed(client, outbox, "elders@voorbeeld.nl", bij="5911")
    session_id = planned(scopes)
    page = answer_page(scopes)
    overview = clients["redactie_katwijk"].get(HERE).text
    assert "Past dit? Samen werk zoeken" in overview
    none = clients["redactie_katwijk"].post(page, data={"moment": str(uuid.uuid4())})
    assert none.status_code == 422
    clock.forward(minutes=5)
    done = clients["redactie_katwijk"].post(page, data={"moment": str(session_id)})
    assert (done.status_code, done.location) == (303, HERE)
    tell(scopes)
    (letter,) = [one for one in outbox() if one.template == "request-met"]
    assert (letter.receiver, letter.sender) == (NOOR, "")
    assert "\nSamen werk zoeken\nDinsdag 1 december, 14.00 uur\n" in letter.text
    assert f"http://localhost/b/katwijk/sessies/{session_id}" in letter.text
    assert "Dat is er nu." in letter.text
    assert cells(scopes) == {(CONCEPT, "GM0983"): 1}
    with scopes.scheme() as scope:
        assert [one.email for one in scope.session.scalars(select(RequestAsker))] == ["elders@voorbeeld.nl"]
    again = clients["redactie_katwijk"].post(page, data={"moment": str(session_id)})
    assert again.status_code == 404
    assert "7 mensen" in clients["redactie_katwijk"].get(HERE).text
    run_jobs()
    clock.forward(days=1)
    run_jobs()
    assert {one.receiver for one in outbox() if one.template.startswith("request-")} == {"elders@voorbeeld.nl"}
    with scopes.reading() as scope:
        (row,) = queries.answers(scope)
        assert (row.people, row.municipality) == (7, "Katwijk")
        deeds = scope.session.scalars(select(AuditEntry.deed).where(AuditEntry.deed.like("demand%"))).all()
    assert deeds == ["demand.answered"]


def test_the_next_town_may_be_the_answer_but_not_one_too_far(
    clients: Clients, client: PageClient, scopes: Scopes, outbox: Outbox, run_jobs: RunJobs
) -> None:
    run_jobs()
    confirmed(client, outbox, NOOR, bij="2201")
    planned(scopes, "venlo")
    session_id = planned(scopes, "den-haag")
    page = answer_page(scopes, NOORDWIJK)
    offered = parse(clients["redactie_katwijk"].get(page).text).select("[name=moment]")
    assert [one["value"] for one in offered] == [str(session_id)]
    assert clients["redactie_katwijk"].post(page, data={"moment": str(session_id)}).status_code == 303
    tell(scopes)
    (letter,) = [one for one in outbox() if one.template == "request-met"]
    assert "Dat is er nu niet ver bij u vandaan." in letter.text
    with scopes.reading() as scope:
        assert scope.session.scalars(select(RequestAnswer.kind)).one() is AnswerKind.JOINS


def test_the_answer_itself_sees_to_it_that_they_are_told(
    clients: Clients, client: PageClient, scopes: Scopes, outbox: Outbox, run_jobs: RunJobs, clock: Clock
) -> None:
    """In the night after it has been sent nothing of the letter is left either."""
    confirmed(client, outbox, NOOR)
    session_id = planned(scopes)
    clients["redactie_katwijk"].post(answer_page(scopes), data={"moment": str(session_id)})
    run_jobs()
    with scopes.scheme() as scope:
        assert scope.session.scalars(select(RequestAsker)).all() == []
    clock.forward(days=1)
    run_jobs()
    assert outbox() == []


def test_what_is_drawn_in_the_past_or_off_is_no_answer(scopes: Scopes) -> None:
    with scopes.work() as scope:
        branch_id = published.branch(scope)
        common: dict[str, Any] = {"concept_slug": CONCEPT, "theme": "work"}
        published.session(scope, branch_id, day=-2, **common)
        published.session(scope, branch_id, day=3, state="cancelled", **common)
        published.session(scope, branch_id, day=4, concept_slug="ido", theme="digital")
        fits = published.session(scope, branch_id, day=9, **common)
    wanted = near.Wanted(CONCEPT, KATWIJK, 52.2, 4.4)
    with published.network(scopes) as scope:
        (found,) = near.candidates(scope, {branch_id: wanted})[branch_id]
    assert found.session_id == fits
    assert found.kind is AnswerKind.STARTS


def test_five_in_one_place_are_told_to_library_and_partner_once_until_it_is_answered(
    client: PageClient, clients: Clients, scopes: Scopes, outbox: Outbox, run_jobs: RunJobs, clock: Clock
) -> None:
    run_jobs()
    session_id = planned(scopes, "den-haag", organisation_id=_partner(scopes, "den-haag"))

    def told() -> list[tuple[str, str]]:
        run_jobs()
        letters = [one for one in outbox() if one.template == "requests-many"]
        return sorted((one.receiver, _path(one)) for one in letters)

    ask(client, aantal="4")
    assert told() == []
    ask(client)
    expected = [
        ("beheer@katwijk.stelsel.test", HERE),
        ("partner@walkentalk.stelsel.test", PARTNER),
        ("redactie@katwijk.stelsel.test", HERE),
    ]
    assert told() == expected
    (letter, *_others) = [one for one in outbox() if one.template == "requests-many"]
    assert "Al 5 mensen vragen om Walk&Talk in Katwijk" in letter.text
    ask(client, aantal="9")
    assert told() == expected
    clock.forward(minutes=1)
    assert clients["redactie_katwijk"].post(answer_page(scopes), data={"moment": str(session_id)}).status_code == 303
    ask(client, aantal="6")
    assert len(told()) == 6


def test_two_that_make_five_at_once_are_told_once(store: Store, scopes: Scopes, outbox: Outbox) -> None:
    calls = [["2225", "", str(uuid.uuid4())] for _one in range(12)]
    assert race(store, "tests.requests.racer:ask", calls) == ["asked"] * 12
    with scopes.identity(reading=True) as scope:
        assert len(scope.session.scalars(select(Job.id).where(Job.name == "requests.many")).all()) == 1
    assert cells(scopes) == {(CONCEPT, KATWIJK): 12}


def test_a_demand_is_answered_once_by_two_at_once(store: Store, scopes: Scopes) -> None:
    session_id = planned(scopes)
    with scopes.scheme() as scope:
        asked(scope, people=3)
    with scopes.national(reading=True) as scope:
        demand_id = demand_of(scope)
    calls = [[scopes.tenant().id, str(demand_id), str(session_id)] for _one in range(8)]
    outcomes = race(store, "tests.requests.racer:answer", calls)
    assert sorted(outcomes) == ["answered", *["refused"] * 7]
    with scopes.reading() as scope:
        assert scope.session.scalars(select(RequestAnswer.people)).all() == [3]


# -- a partner ------------------------------------------------------------------------------------------------------


def _partner(scopes: Scopes, slug: str = "katwijk") -> uuid.UUID:
    with scopes.work(slug) as scope:
        return shelf.partner(scope, "walkentalk")


def test_a_partner_sees_where_its_help_is_asked_and_no_small_numbers(
    client: PageClient, clients: Clients, scopes: Scopes
) -> None:
    planned(scopes, "den-haag", organisation_id=_partner(scopes, "den-haag"))
    ask(client, bij="7141", aantal="3")
    ask(client, aantal="6")
    ask(client, soort="ido", aantal="9")
    page = parse(clients["partner_walkentalk"].get(PARTNER).text)
    rows = [one.get_text(" ", strip=True) for one in page.select("main .st-list > li")]
    assert [row.split(" in ")[1].split()[0] for row in rows] == ["Katwijk", "Oost"]
    assert "6 mensen" in rows[0]
    assert "minder dan 5 mensen" in rows[1]
    assert "sinds" not in rows[1]
    other = clients["partner_belastingdienst"].get(PARTNER).text
    assert "Nu vraagt niemand hierom" in other
    with scopes.national(reading=True) as scope:
        address = f"{PARTNER}{demand_of(scope, OOST_GELRE)}"
    assert "3" not in parse(clients["partner_walkentalk"].get(address).text).select_one("main .st-lead").get_text()  # type: ignore[union-attr]
    assert clients["partner_belastingdienst"].get(address).status_code == 404


def test_a_partner_offers_and_the_library_says_no_or_answers(
    client: PageClient, clients: Clients, scopes: Scopes
) -> None:
    planned(scopes, "den-haag", organisation_id=_partner(scopes, "den-haag"))
    ask(client, aantal="6")
    with scopes.national(reading=True) as scope:
        demand_id = demand_of(scope)
    address = f"{PARTNER}{demand_id}"
    offer = {"aanbod": "start", "vanaf": "2026-12-15", "zoals": "Samen werk zoeken, Bibliotheek Den Haag"}
    late = clients["partner_walkentalk"].post(address, data=offer | {"vanaf": "2026-11-01"})
    assert late.status_code == 422
    assert "Deze dag is voorbij" in late.text
    assert clients["partner_walkentalk"].post(address, data=offer).location == PARTNER
    assert clients["partner_walkentalk"].post(address, data=offer | {"aanbod": "try"}).location == PARTNER
    page = clients["redactie_katwijk"].get(f"{HERE}{demand_id}").text
    assert "Wij komen graag één keer" in page
    assert "Zoals in Samen werk zoeken, Bibliotheek Den Haag." in page
    assert "Voeg de partner toe" in page
    with scopes.reading() as scope:
        (row,) = queries.offers(scope)
    with scopes.reading("venlo") as scope:
        assert queries.offers(scope) == []
    assert clients["redactie_venlo"].post(f"/b/venlo/beheer/aanvragen/aanbod/{row.id}").status_code == 404
    assert clients["redactie_katwijk"].post(f"{HERE}aanbod/{row.id}").status_code == 303
    assert "De bibliotheek zegt nee" in clients["partner_walkentalk"].get(PARTNER).text
    assert clients["partner_walkentalk"].post(address, data=offer).location == PARTNER
    _partner(scopes)
    assert "Plan het samen" in clients["redactie_katwijk"].get(f"{HERE}{demand_id}").text
    session_id = planned(scopes)
    clients["redactie_katwijk"].post(f"{HERE}{demand_id}", data={"moment": str(session_id)})
    with scopes.reading() as scope:
        assert scope.session.scalars(select(RequestOffer.state)).all() == [OfferState.CLOSED]
    assert clients["partner_walkentalk"].get(address).status_code == 404


def test_where_no_library_works_nothing_can_be_offered(client: PageClient, clients: Clients, scopes: Scopes) -> None:
    planned(scopes, "den-haag", organisation_id=_partner(scopes, "den-haag"))
    ask(client, bij="9933", aantal="6")
    with scopes.national(reading=True) as scope:
        (demand,) = scope.session.scalars(select(Demand)).all()
    page = clients["partner_walkentalk"].get(f"{PARTNER}{demand.id}").text
    assert "Hier werkt nog geen bibliotheek uit het netwerk" in page
    sent = {"aanbod": "start", "vanaf": "2026-12-15"}
    assert clients["partner_walkentalk"].post(f"{PARTNER}{demand.id}", data=sent).status_code == 200


def test_as_many_statements_for_two_demands_as_for_many(scopes: Scopes, count_queries: Callable[[], Any]) -> None:
    planned(scopes)
    seen = []
    for number in (2, 24):
        with scopes.scheme() as scope:
            for one in range(number):
                part = (None, *Half)[one % 4]
                asked(scope, ("2225", "2201")[one % 2], ("ido", "taalcafe", CONCEPT)[one % 3], part=part)
        with published.network(scopes) as network, count_queries() as statements:
            rows = queries.of_area(network, scopes.tenant().id)
            near.candidates(network, {row.id: row.wanted for row in rows})
        seen.append(len(statements))
    assert seen[0] == seen[1]


def test_askers_are_told_in_rounds_and_each_once(scopes: Scopes, outbox: Outbox, run_jobs: RunJobs) -> None:
    """Also where a job is done twice, as after a machine that died."""
    run_jobs()
    session_id = planned(scopes)
    with scopes.scheme() as scope:
        for number in range(jobs.TOGETHER + 5):
            asked(scope, email=f"vrager{number}@voorbeeld.nl")
        for asker in scope.session.scalars(select(RequestAsker)).all():
            asker.confirmed_at = house_clock.now()
    with scopes.national(reading=True) as scope:
        demand_id = demand_of(scope)
    with scopes.app.app_context():
        assert racer.answer(scopes.app, scopes.tenant().id, str(demand_id), str(session_id)) == "answered"
    tell(scopes)
    told = [one.receiver for one in outbox() if one.template == "request-met"]
    assert len(told) == len(set(told)) == jobs.TOGETHER + 5
    with scopes.scheme() as scope:
        assert scope.session.scalars(select(RequestAsker)).all() == []


def _path(letter: Letter) -> str:
    return next(line for line in letter.text.splitlines() if "aanvragen" in line).removeprefix("http://localhost")
