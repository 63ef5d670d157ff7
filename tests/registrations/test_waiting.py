"""The waiting list: in order, offered with a term, to the first that fits; nobody is dropped, nobody jumps ahead."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from stelsel import clock as time
from stelsel_tenants.activities import one_date
from stelsel_tenants.activities import service as activities
from stelsel_tenants.activities.models import Session
from stelsel_tenants.registrations.models import Registration
from tests.registrations.people import address, letters, own_link, person, revise, sign_up, states, taken
from tests.support.client import Clients, PageClient
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

MakeSession = Callable[..., uuid.UUID]
RunJobs = Callable[..., object]


@pytest.fixture
def next_week(scopes: Scopes, make_session: MakeSession) -> Callable[..., uuid.UUID]:
    """The session of 8 December, 14.00, with `capacity` places."""

    def make(capacity: int) -> uuid.UUID:
        make_session(capacity=capacity)
        with scopes.reading() as scope:
            return list(scope.session.scalars(select(Session.id).order_by(Session.starts_at)))[1]

    return make


def test_a_place_that_comes_free_is_offered_to_who_waits_longest(
    client: PageClient, scopes: Scopes, next_week: MakeSession, run_jobs: RunJobs
) -> None:
    session_id = next_week(1)
    sign_up(client, session_id, "Samira", "Bilal", "Els")
    assert states(scopes) == {"Samira": "confirmed", "Bilal": "waiting", "Els": "waiting"}
    assert "op plaats 2" in letters(scopes, "Els")["waiting"].text
    assert "op de wachtlijst, op plaats 2" in client.get(own_link(scopes, "Els")).text

    client.post(own_link(scopes, "Samira"))

    assert states(scopes) == {"Samira": "cancelled", "Bilal": "offered", "Els": "waiting"}
    assert taken(scopes, session_id) == 1, "the place is held"
    offer = letters(scopes, "Bilal")["offer"]
    assert "donderdag 3 december, 10.00 uur" in offer.text, "48 hours from now"
    page = client.get(own_link(scopes, "Bilal"))
    assert "Ja, ik kom" in page.text
    assert client.post(f"{own_link(scopes, 'Bilal')}/aannemen").status_code == 303
    assert states(scopes)["Bilal"] == "confirmed"
    assert taken(scopes, session_id) == 1


def test_an_offer_that_nobody_answers_goes_to_the_next_and_its_holder_off_or_to_the_end(
    client: PageClient, scopes: Scopes, next_week: MakeSession, run_jobs: RunJobs, clock: Clock
) -> None:
    session_id = next_week(1)
    sign_up(client, session_id, "Samira")
    sign_up(client, session_id, "Bilal", opnieuw="1")
    sign_up(client, session_id, "Els", "Noor")
    client.post(own_link(scopes, "Samira"))

    for expected in (
        {"Bilal": "offered", "Els": "waiting", "Noor": "waiting"},
        {"Bilal": "waiting", "Els": "offered", "Noor": "waiting"},
        {"Bilal": "waiting", "Els": "cancelled", "Noor": "offered"},
        {"Bilal": "offered", "Els": "cancelled", "Noor": "cancelled"},
    ):
        assert states(scopes) == {"Samira": "cancelled", **expected}
        assert taken(scopes, session_id) == 1, "one free place is one open offer"
        clock.forward(hours=48)
        run_jobs()
    assert "U staat weer op de wachtlijst" in letters(scopes, "Bilal")["lapsed"].text
    late = client.post(f"{own_link(scopes, 'Els')}/aannemen")
    assert late.status_code == 409
    assert "Dit aanbod is voorbij" in late.text


def test_a_group_is_passed_over_but_keeps_its_place_and_may_come_with_fewer(
    client: PageClient, scopes: Scopes, next_week: MakeSession
) -> None:
    session_id = next_week(4)
    sign_up(client, session_id, "Samira", "Fatma", aantal="2")
    sign_up(client, session_id, "Familie", aantal="3")
    sign_up(client, session_id, "Els")
    client.post(f"{own_link(scopes, 'Samira')}/aantal", data={"aantal": "1"})

    assert states(scopes)["Familie"] == "waiting"
    assert states(scopes)["Els"] == "offered", "the first that fits"
    assert "is 1 plaats vrij" in letters(scopes, "Familie")["passed-over"].text

    client.post(f"{own_link(scopes, 'Els')}/afslaan")
    assert states(scopes)["Els"] == "cancelled"
    client.post(f"{own_link(scopes, 'Familie')}/aantal", data={"aantal": "1"})
    assert states(scopes)["Familie"] == "offered"
    assert taken(scopes, session_id) == 4


def test_too_late_for_an_offer_who_waits_is_told_to_come_and_see(
    client: PageClient, scopes: Scopes, make_session: MakeSession
) -> None:
    """It is ten; it begins at two. Held until three hours before, an offer would leave one hour."""
    session_id = make_session(capacity=1)
    sign_up(client, session_id, "Samira", "Bilal")
    client.post(own_link(scopes, "Samira"))

    assert states(scopes)["Bilal"] == "waiting"
    assert taken(scopes, session_id) == 0
    assert "Kom gerust langs" in client.get(own_link(scopes, "Bilal")).text


def test_lowering_the_capacity_drops_nobody_and_raising_it_offers(
    client: PageClient, clients: Clients, scopes: Scopes, next_week: MakeSession, run_jobs: RunJobs
) -> None:
    session_id = next_week(3)
    sign_up(client, session_id, "Samira", "Bilal", "Els", "Noor")

    revise(scopes, capacity=1)
    run_jobs()
    page = clients["balie_katwijk"].get(f"/b/katwijk/beheer/aanmeldingen/{session_id}").text
    assert "Er zijn 2 mensen te veel aangemeld" in page
    client.post(own_link(scopes, "Samira"))
    assert states(scopes) == {"Samira": "cancelled", "Bilal": "confirmed", "Els": "confirmed", "Noor": "waiting"}

    revise(scopes, capacity=3)
    run_jobs()
    assert states(scopes)["Noor"] == "offered"


def test_a_place_that_was_offered_for_a_date_that_is_off_is_free_when_it_goes_on_after_all(
    client: PageClient, scopes: Scopes, next_week: MakeSession, run_jobs: RunJobs
) -> None:
    session_id = next_week(1)
    sign_up(client, session_id, "Samira", "Bilal")
    client.post(own_link(scopes, "Samira"))
    with scopes.work() as scope:
        activities.cancel(scope, session_id, reason="Storm.")
    run_jobs()
    assert states(scopes)["Bilal"] == "cancelled"
    with scopes.work() as scope:
        one_date.bring_back(scope, session_id)

    assert taken(scopes, session_id) == 0
    sign_up(client, session_id, "Els")
    assert states(scopes)["Els"] == "confirmed"


def test_places_kept_for_the_desk_are_given_by_the_desk(
    client: PageClient, clients: Clients, scopes: Scopes, next_week: MakeSession
) -> None:
    session_id = next_week(2)
    revise(scopes, kept_seats=1)
    sign_up(client, session_id, "Samira", "Bilal")
    assert states(scopes)["Bilal"] == "waiting"

    desk = clients["balie_katwijk"]
    answer = desk.post(f"/b/katwijk/beheer/aanmeldingen/{session_id}/nieuw", data={"naam": "Jan", "aantal": "1"})

    assert answer.status_code == 303
    card = desk.get(answer.location)
    assert "Code:" in card.text
    assert states(scopes)["Jan"] == "confirmed"
    assert taken(scopes, session_id) == 2


def test_who_left_a_number_is_called_until_somebody_says_that_they_know(
    client: PageClient, clients: Clients, scopes: Scopes, next_week: MakeSession, clock: Clock
) -> None:
    session_id = next_week(1)
    sign_up(client, session_id, "Samira", email="", telefoon="06 12345678")
    desk, calls = clients["balie_katwijk"], "/b/katwijk/beheer/aanmeldingen/bellen"
    assert "Niemand te bellen" in desk.get(calls).text

    clock.forward(minutes=5)
    with scopes.work() as scope:
        activities.cancel(scope, session_id, reason="De trainer is ziek.")
        registration_id = scope.session.scalars(select(Registration.id)).one()
    page = desk.get(calls).text
    assert "Samira" in page
    assert "De trainer is ziek." in page

    assert desk.post(f"{calls}/{registration_id}").status_code == 303
    assert "Niemand te bellen" in desk.get(calls).text


def test_the_window_opens_and_closes(
    client: PageClient, clients: Clients, scopes: Scopes, next_week: MakeSession, clock: Clock
) -> None:
    session_id = next_week(5)
    with scopes.reading() as scope:
        session = scope.session.get_one(Session, (scope.tenant_id, session_id))
        activity_id, starts_at = session.activity_id, session.starts_at
    rules = f"/b/katwijk/beheer/aanmeldingen/regels/{activity_id}"
    form = {"opens_days": "2", "closes_hours": "4", "group_most": "2", "remind_hours": "24", "version": "0"}
    assert clients["redactie_katwijk"].post(rules, data=form).status_code == 303

    assert "Aanmelden kan vanaf zondag 6 december" in client.get(address(session_id)).text
    assert client.post(address(session_id), data=person()).status_code == 409
    clock.set(starts_at - timedelta(days=2))
    assert client.post(address(session_id), data=person(aantal="3")).status_code == 422, "at most two"
    sign_up(client, session_id, "Samira")
    clock.set(starts_at - timedelta(hours=4))
    assert client.post(address(session_id), data=person("Bilal")).status_code == 409
    assert time.now() < starts_at
