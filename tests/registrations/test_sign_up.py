"""Anybody signs up, once, to the brim; the own page is behind a link."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from stelsel.clock import now
from stelsel.mail import Letter
from stelsel_tenants.activities.models import Activity, ActivityState, Session
from stelsel_tenants.registrations import jobs as registrations_jobs
from stelsel_tenants.registrations.models import Registration
from tests.support.client import Clients, PageClient
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

KEPT = timedelta(days=14)
MakeSession = Callable[..., uuid.UUID]


def address(session_id: uuid.UUID) -> str:
    return f"/b/katwijk/sessies/{session_id}/aanmelden"


def person(name: str = "Samira", **changes: str) -> dict[str, str]:
    return (
        {"naam": name, "email": f"{name.lower()}@voorbeeld.nl", "telefoon": "", "aantal": "1"}
        | {"sleutel": name}
        | changes
    )


def taken(scopes: Scopes, session_id: uuid.UUID) -> int:
    with scopes.reading() as scope:
        return scope.session.get_one(Session, (scope.tenant_id, session_id)).taken


def own_link(scopes: Scopes) -> str:
    with scopes.identity() as scope:
        letter = scope.session.scalars(select(Letter).where(Letter.template == "signed-up")).one()
    found = re.search(r"/aanmelding/[\w-]+", letter.text)
    assert found is not None
    return found[0]


def test_somebody_signs_up_and_takes_it_back_by_the_link(
    client: PageClient, scopes: Scopes, make_session: MakeSession
) -> None:
    session_id = make_session()

    assert client.post(address(session_id), data=person()).status_code == 303
    assert taken(scopes, session_id) == 1

    link = own_link(scopes)
    assert "Samira" in client.get(link).text
    assert taken(scopes, session_id) == 1, "opening the link changes nothing"
    assert client.post(link).status_code == 303
    assert taken(scopes, session_id) == 0
    assert "U hebt dit afgezegd" in client.get(link).text
    assert client.post(link).status_code == 409


def test_places_go_to_the_brim_and_no_further(client: PageClient, scopes: Scopes, make_session: MakeSession) -> None:
    session_id = make_session(capacity=3)

    assert client.post(address(session_id), data=person("Samira", aantal="2")).status_code == 303
    assert client.post(address(session_id), data=person("Bilal", aantal="2")).status_code == 303, "they wait"
    assert taken(scopes, session_id) == 2
    assert client.post(address(session_id), data=person("Els")).status_code == 303

    assert taken(scopes, session_id) == 3
    assert "Zet mij op de wachtlijst" in client.get(address(session_id)).text


def test_without_a_waiting_list_full_is_full_and_nothing_typed_is_lost(
    client: PageClient, clients: Clients, scopes: Scopes, make_session: MakeSession
) -> None:
    session_id = make_session(capacity=1)
    with scopes.work() as scope:
        activity_id = scope.session.get_one(Session, (scope.tenant_id, session_id)).activity_id
    terms = {"group_most": "1", "remind_hours": "24", "version": "0"}
    page = clients["redactie_katwijk"].post(f"/b/katwijk/beheer/aanmeldingen/regels/{activity_id}", data=terms)
    assert page.status_code == 303

    assert client.post(address(session_id), data=person("Samira")).status_code == 303
    refused = client.post(address(session_id), data=person("Bilal"))

    assert refused.status_code == 409
    assert "Er zijn niet genoeg plaatsen" in refused.text
    assert "Dit moment is vol" in client.get(address(session_id)).text
    assert taken(scopes, session_id) == 1


def test_the_same_person_is_one_sign_up_and_nobody_can_tell(
    client: PageClient, scopes: Scopes, make_session: MakeSession
) -> None:
    session_id = make_session()
    first = client.post(address(session_id), data=person())
    again = client.post(address(session_id), data=person("SAMIRA", email="samira@voorbeeld.nl", sleutel="other"))

    assert (again.status_code, again.location) == (first.status_code, first.location)
    assert client.get(first.location).text == client.get(again.location).text
    assert taken(scopes, session_id) == 1
    with scopes.identity() as scope:
        templates = scope.session.scalars(select(Letter.template)).all()
    assert sorted(templates) == ["signed-up", "signed-up-already"]


def test_a_double_click_is_one_sign_up(client: PageClient, scopes: Scopes, make_session: MakeSession) -> None:
    session_id = make_session()
    for _click in range(2):
        assert client.post(address(session_id), data=person()).status_code == 303
    other = client.post(address(session_id), data=person("Bilal", sleutel="Samira"))

    assert taken(scopes, session_id) == 1
    assert other.status_code == 409, "one key, other words"


def test_without_mail_and_phone_nothing_is_kept(client: PageClient, scopes: Scopes, make_session: MakeSession) -> None:
    session_id = make_session()
    refused = client.post(address(session_id), data=person(email=""))

    assert refused.status_code == 422
    assert "Vul een e-mailadres of een telefoonnummer in" in refused.text
    assert taken(scopes, session_id) == 0
    assert client.post(address(session_id), data=person(email="", telefoon="06 12345678")).status_code == 303


def test_a_session_that_began_or_needs_no_sign_up_takes_nobody(
    client: PageClient, scopes: Scopes, make_session: MakeSession, clock: Clock
) -> None:
    session_id = make_session()
    clock.forward(hours=5)
    assert client.post(address(session_id), data=person()).status_code == 409
    assert taken(scopes, session_id) == 0


def test_names_go_two_weeks_later_and_the_number_stays(
    app: Flask,
    client: PageClient,
    scopes: Scopes,
    make_session: MakeSession,
    clock: Clock,
    run_jobs: Callable[[], int],
    outbox: Callable[[], list[Letter]],
) -> None:
    """So does what was written to them: "of two terms the earlier counts"."""
    session_id = make_session()
    client.post(address(session_id), data=person())
    run_jobs()
    with scopes.reading() as scope:
        end = scope.session.get_one(Session, (scope.tenant_id, session_id)).ends_at

    def night() -> None:
        with app.app_context():
            registrations_jobs.erase(scopes.tenant("katwijk").id)

    clock.set(end + KEPT)
    night()
    with scopes.reading() as scope:
        assert scope.session.scalars(select(Registration.name)).one() == "Samira"
    assert [letter.template for letter in outbox()] == ["signed-up"]
    clock.set(end + KEPT + timedelta(seconds=1))
    night()
    assert outbox() == []

    with scopes.reading() as scope:
        row = scope.session.scalars(select(Registration)).one()
        assert (row.name, row.email, row.phone, row.contact_key, row.erased_at) == (None, None, None, None, now())
    assert taken(scopes, session_id) == 1


def test_staff_see_names_and_others_do_not(clients: Clients, make_session: MakeSession) -> None:
    session_id = make_session()
    clients["bezoeker"].post(address(session_id), data=person())
    url = f"/b/katwijk/beheer/aanmeldingen/{session_id}"

    assert "Samira" in clients["balie_katwijk"].get(url).text
    assert clients["directie_katwijk"].get(url).status_code == 403
    assert clients["balie_venlo"].get(url).status_code == 404


def test_a_date_that_somebody_gave_up_can_go_with_its_activity(
    client: PageClient, clients: Clients, scopes: Scopes, make_session: MakeSession
) -> None:
    """Nobody comes any more, but the sign-up that was taken back still stands there."""
    session_id = make_session()
    client.post(address(session_id), data=person())
    client.post(own_link(scopes))
    with scopes.reading() as scope:
        activity_id = scope.session.get_one(Session, (scope.tenant_id, session_id)).activity_id

    answer = clients["redactie_katwijk"].post(f"/b/katwijk/beheer/activiteiten/{activity_id}/intrekken")

    assert answer.status_code == 303
    with scopes.reading() as scope:
        assert scope.session.get_one(Activity, (scope.tenant_id, activity_id)).state is ActivityState.WITHDRAWN
