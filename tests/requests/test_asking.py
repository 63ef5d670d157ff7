"""Asking for an activity near: counted at once, by nobody's name, and heard of once by who wants that."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from stelsel.access.models import Link
from stelsel.audit.models import AuditEntry
from stelsel.mail import Letter
from stelsel_tenants.questions.models import Half
from stelsel_tenants.requests import jobs, service, views
from stelsel_tenants.requests.models import MOST_PEOPLE, ActivityRequest, RequestAsker
from stelsel_tenants.requests.service import Asked
from tests.requests.asking import (
    CONCEPT,
    DONE,
    KATWIJK,
    NOOR,
    NOORDWIJK,
    PAGE,
    ask,
    asked,
    cells,
    every_concept,
    link,
    typed,
)
from tests.support.client import Clients, PageClient
from tests.support.fixtures import Clock
from tests.support.pages import parse
from tests.support.race import race
from tests.support.scopes import Scopes
from tests.support.stores import Store

Outbox = Callable[[], list[Letter]]
RunJobs = Callable[[], int]


@pytest.fixture(autouse=True)
def _at_ten(clock: Clock) -> None:
    """Tuesday 1 December 2026."""


def askers(scopes: Scopes) -> list[tuple[str, bool]]:
    """Who left an address, and whether they said yes: the national body's rows."""
    with scopes.scheme() as scope:
        rows = scope.session.scalars(select(RequestAsker).order_by(RequestAsker.email, RequestAsker.id))
        return [(row.email, row.confirmed_at is not None) for row in rows]


def test_an_empty_search_leads_there_with_what_was_looked_for(client: PageClient) -> None:
    for search, kind in (("bij=9933+AB&soort=walkentalk", CONCEPT), ("bij=9933&soort=language", "taalcafe")):
        page = client.get(f"/zoeken?{search}&taal=en").text
        way = next(str(a["href"]) for a in parse(page).select("main a") if str(a["href"]).startswith(PAGE))
        form = parse(client.get(way).text).select_one("main form")
        assert form is not None
        assert form["action"] == f"{PAGE}?taal=en"
        assert [one["value"] for one in form.select("[name=bij], option[selected]")] == [kind, "9933"]


def test_it_counts_at_once_and_holds_nothing_of_who_asks(client: PageClient, scopes: Scopes, outbox: Outbox) -> None:
    ask(client, bij="2225 QZ", aantal="7")
    ask(client, bij="Katwijk (Katwijk)", dagdeel="")
    ask(client, bij="2201", soort="ido")
    assert cells(scopes) == {(CONCEPT, KATWIJK): 8, ("ido", NOORDWIJK): 1}
    assert (outbox(), askers(scopes)) == ([], [])
    with scopes.national(reading=True) as scope:
        rows = scope.session.scalars(select(ActivityRequest).order_by(ActivityRequest.people)).all()
        assert [(row.part, row.people) for row in rows if row.people > 1] == [(Half.EVENING, 7)]
    page = client.get(DONE)
    assert "Uw aanvraag telt mee" in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_a_double_click_is_one_request(client: PageClient, scopes: Scopes) -> None:
    same = typed(aantal="3", email=NOOR)
    for _click in range(3):
        assert client.post(PAGE, data=same).location == DONE
    assert client.post(PAGE, data=typed(aanvraag="geen uuid")).location == DONE
    assert cells(scopes) == {(CONCEPT, KATWIJK): 4}


def test_an_address_is_kept_apart_and_only_when_its_owner_says_so(
    client: PageClient, scopes: Scopes, outbox: Outbox, clock: Clock
) -> None:
    """Opening the link changes nothing. No library's scope reaches the address, nor a partner's."""
    ask(client, email=f" {NOOR.title()} ")
    (letter,) = outbox()
    assert (letter.receiver, letter.template, letter.sender) == (NOOR, "request-confirm", "")
    assert "Walk" not in f"{letter.subject} {letter.text}"
    page = client.get(link(letter))
    assert "Ja, stuur mij bericht" in page.text
    assert "U vroeg om Walk&amp;Talk in de buurt van 2225 Katwijk" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert askers(scopes) == [(NOOR, False)]
    clock.forward(minutes=1)
    assert client.post(f"{link(letter)}/bevestigen").status_code == 303
    assert client.post(f"{link(letter)}/bevestigen").status_code == 303
    assert askers(scopes) == [(NOOR, True)]
    kept = outbox()[-1]
    assert kept.template == "request-kept"
    assert "Is er op 2 juni 2027 nog niets, dan wissen we het ook." in kept.text
    assert len(outbox()) == 2
    with scopes.work() as scope:
        assert scope.session.scalars(select(RequestAsker)).all() == []
    with scopes.scheme() as scope:
        deeds = scope.session.scalars(select(AuditEntry.deed).where(AuditEntry.deed.like("request%"))).all()
    assert deeds == ["request.confirmed"]


def test_nobody_learns_who_asked(client: PageClient, outbox: Outbox, clock: Clock, scopes: Scopes) -> None:
    """The answer is the same without an address, for a new one, for one that waits and one that said yes; each is
    written to once a day, and counts once."""
    answers = [client.post(PAGE, data=typed(email=email)) for email in ("", NOOR, NOOR.upper())]
    assert len(outbox()) == 1
    clock.forward(minutes=1)
    client.post(f"{link(outbox()[0])}/bevestigen")
    clock.forward(minutes=1)
    answers += [client.post(PAGE, data=typed(email=NOOR, aantal="2")) for _again in range(2)]
    assert {(one.status_code, one.location, one.text) for one in answers} == {(303, DONE, answers[0].text)}
    assert [letter.template for letter in outbox()] == ["request-confirm", "request-kept", "request-already"]
    assert cells(scopes) == {(CONCEPT, KATWIJK): 3}


def test_one_address_hears_of_so_many_and_no_more_but_all_of_it_counts(scopes: Scopes, outbox: Outbox) -> None:
    with scopes.scheme() as scope:
        for number in range(service.MOST + 3):
            place = ("Katwijk (Katwijk)", "2201", "Venlo", "Bussum", "Groenlo", "2511")[number % 6]
            asked(scope, place, every_concept(scope)[number // 6], email=NOOR)
    assert len(outbox()) == len(askers(scopes)) == service.MOST
    assert sum(cells(scopes).values()) == service.MOST + 3


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"bij": "Nergensveen"}, "bij", "Deze plaats kennen we niet."),
        ({"bij": ""}, "bij", "Vul dit in"),
        ({"bij": "Bergen"}, "bij", "Welke plaats bedoelt u?"),
        ({"bij": "x" * 5000}, "bij", ""),
        ({"bij": "123456782"}, "bij", ""),
        ({"soort": "opgeheven"}, "soort", ""),
        ({"soort": ""}, "soort", ""),
        ({"dagdeel": "nacht"}, "dagdeel", ""),
        ({"aantal": "0"}, "aantal", ""),
        ({"aantal": str(MOST_PEOPLE + 1)}, "aantal", ""),
        ({"aantal": "1e9"}, "aantal", ""),
        ({"email": "noor"}, "email", "Vul een e-mailadres in met een @"),
        ({"email": "noor@voorbeeld.nl\nBcc: bo@voorbeeld.nl"}, "email", ""),
        ({"email": "noor@voorbeeld.nl, bo@voorbeeld.nl"}, "email", ""),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(
    client: PageClient, scopes: Scopes, outbox: Outbox, wrong: dict[str, str], field: str, said: str
) -> None:
    sent = typed(**{"email": NOOR, "aantal": "4", **wrong})
    answer = client.post(PAGE, data=sent)
    assert answer.status_code == 422
    page = parse(answer.text)
    shown = page.select_one(".utrecht-form-field--invalid, fieldset:has([aria-invalid])")
    assert shown is not None
    assert shown.select_one(f"[name={field}]")
    assert said in shown.get_text()
    kept = {name: page.select_one(f"[name={name}]") for name in ("bij", "aantal", "email", "aanvraag")}
    assert {name: box["value"] for name, box in kept.items() if box} == {name: sent[name] for name in kept}
    assert (cells(scopes), outbox()) == ({}, [])


def test_ten_thousand_of_one_hand_are_no_demand(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    """A class asks at once; who goes on is slowed, and told so beside what was typed."""
    codes = [client.post(PAGE, data=typed()).status_code for _one in range(views.FREE + 20)]
    assert codes == [303] * views.FREE + [429] * 20
    slowed = client.post(PAGE, data=typed(bij="2225 AB"))
    assert "Wacht even" in slowed.text
    assert 'value="2225 AB"' in slowed.text
    assert cells(scopes) == {(CONCEPT, KATWIJK): views.FREE}
    clock.forward(minutes=1)
    assert client.post(PAGE, data=typed()).status_code == 303


def test_what_is_wrong_does_not_count_as_asking(client: PageClient) -> None:
    for _one in range(views.FREE + 5):
        assert client.post(PAGE, data=typed(bij="")).status_code == 422
    assert client.post(PAGE, data=typed()).status_code == 303


def test_another_site_cannot_ask(client: PageClient, scopes: Scopes) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elders.example"}):
        assert client.post(PAGE, data=typed(), headers=headers).status_code == 400
    assert cells(scopes) == {}


def test_taking_it_back_leaves_nothing(
    client: PageClient, scopes: Scopes, outbox: Outbox, run_jobs: RunJobs, clock: Clock
) -> None:
    ask(client)
    ask(client, email=NOOR, aantal="2")
    path = link(outbox()[-1])
    assert client.post(path).status_code == 200
    assert cells(scopes) == {(CONCEPT, KATWIJK): 1}
    assert askers(scopes) == []
    assert client.get(path).status_code == 410
    assert client.post(path).status_code == 410
    assert client.post(f"{path}/bevestigen").status_code == 410
    run_jobs()
    clock.forward(days=2)
    run_jobs()
    assert outbox() == []


def test_who_does_not_confirm_is_forgotten_and_still_counts(
    client: PageClient, scopes: Scopes, outbox: Outbox, run_jobs: RunJobs, clock: Clock
) -> None:
    run_jobs()
    ask(client, email=NOOR)
    path = link(outbox()[0])
    clock.forward(days=2)
    run_jobs()
    assert askers(scopes) == [(NOOR, False)]
    clock.forward(days=2)
    run_jobs()
    assert askers(scopes) == []
    assert cells(scopes) == {(CONCEPT, KATWIJK): 1}
    assert client.get(path).status_code == 410


def test_after_half_a_year_it_is_asked_no_more_and_who_waited_is_told_and_forgotten(
    client: PageClient, scopes: Scopes, outbox: Outbox, run_jobs: RunJobs, clock: Clock
) -> None:
    run_jobs()
    ask(client, email=NOOR)
    client.post(f"{link(outbox()[0])}/bevestigen")
    ask(client, aantal="4")
    clock.forward(days=182)
    run_jobs()
    assert cells(scopes) == {(CONCEPT, KATWIJK): 5}
    ask(client, bij="2201")
    before = {letter.id for letter in outbox()}
    clock.forward(days=2)
    with scopes.app.app_context():
        jobs.forget(None)
    assert cells(scopes) == {(CONCEPT, NOORDWIJK): 1}
    (letter,) = [one for one in outbox() if one.id not in before]
    assert (letter.receiver, letter.template) == (NOOR, "request-erased")
    assert askers(scopes) == []
    run_jobs()
    clock.forward(days=2)
    run_jobs()
    assert outbox() == []
    with scopes.national(reading=True) as scope:
        assert len(scope.session.scalars(select(ActivityRequest)).all()) == 1


def test_it_speaks_the_language_in_which_it_was_asked(client: PageClient, outbox: Outbox) -> None:
    assert client.post(f"{PAGE}?taal=en", data=typed(email=NOOR)).location == f"{DONE}?taal=en"
    (letter,) = outbox()
    assert letter.language == "en"
    assert "Dear reader" in letter.text


def test_the_same_address_at_once_is_one_asker_and_the_same_form_one_request(store: Store, scopes: Scopes) -> None:
    """Real processes, through the real command."""
    form = str(uuid.uuid4())
    calls: list[list[Any]] = [["2225", NOOR, ""] for _one in range(6)] + [["2225", "", form] for _one in range(6)]
    outcomes = race(store, "tests.requests.racer:ask", calls)
    assert set(outcomes) <= {"asked", "refused"}
    assert outcomes.count("asked") >= 2
    assert askers(scopes) == [(NOOR, False)]
    assert cells(scopes) == {(CONCEPT, KATWIJK): 2}
    with scopes.identity(reading=True) as scope:
        assert len(scope.session.scalars(select(Link)).all()) == 1


@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["2225", "2201", "Venlo"]),
            st.sampled_from([None, "noor@voorbeeld.nl", "bo@voorbeeld.nl"]),
            st.integers(min_value=1, max_value=MOST_PEOPLE),
            st.sampled_from([None, *Half]),
        ),
        max_size=12,
    )
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_who_asks_counts_with_what_they_said_last(
    scopes: Scopes, steps: list[tuple[str, str | None, int, Half | None]]
) -> None:
    codes = {"2225": KATWIJK, "2201": NOORDWIJK, "Venlo": "GM0983"}
    by_address: dict[tuple[str, str], int] = {}
    nameless: dict[str, int] = {}
    with scopes.scheme() as scope:
        for row in scope.session.scalars(select(RequestAsker)).all():
            service.withdraw(scope, row.id)
        for request in scope.session.scalars(select(ActivityRequest)).all():
            scope.session.delete(request)
        for place, email, people, part in steps:
            service.ask(scope, uuid.uuid4(), Asked(place, CONCEPT, part=part, people=people, email=email))
            if email is None:
                nameless[codes[place]] = nameless.get(codes[place], 0) + people
            else:
                by_address[codes[place], email] = people
    expected = dict(nameless)
    for (code, _email), people in by_address.items():
        expected[code] = expected.get(code, 0) + people
    assert cells(scopes) == {(CONCEPT, code): people for code, people in expected.items()}


def test_getting_anything_of_it_changes_nothing(
    client: PageClient, clients: Clients, scopes: Scopes, outbox: Outbox, app: Flask
) -> None:
    ask(client, email=NOOR)
    path = link(outbox()[0])
    for _scanner in range(3):
        for address in (path, f"{path}/bevestigen", PAGE, DONE):
            assert app.test_client().get(address).status_code in (200, 405)
    assert askers(scopes) == [(NOOR, False)]
    assert len(outbox()) == 1
