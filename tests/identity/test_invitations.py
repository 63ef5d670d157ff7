"""Invitations: one address, one place, one role, once (SECURITY P-16)."""

import pytest
from sqlalchemy import select

from stelsel.access import RoleName, links
from stelsel.identity import invitations, roles, service
from stelsel.identity.memberships import AboveYou
from stelsel.identity.models import Invitation, Membership, User
from tests.identity.desk import OTHER, PASSWORD, give_password, is_in, letters, link_to, person, sign_in
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes
from tests.support.world import PEOPLE

PEOPLE_PAGE = "/b/katwijk/beheer/mensen/"
NEW = "nieuw@katwijk.example"
WELCOME = {"name": "Sam Nieuw", "password": OTHER}


def invite(clients: Clients, email: str = NEW, role: RoleName = RoleName.EDITOR, *, by: str = "beheer_katwijk") -> int:
    data = {"name": "Sam", "email": email, "role": role.value}
    return clients[by].post(f"{PEOPLE_PAGE}uitnodigen", data=data).status_code


def places(scopes: Scopes, email: str) -> list[tuple[RoleName, int | None]]:
    with scopes.identity() as scope:
        statement = select(Membership).join(User, User.id == Membership.user_id).where(User.email == email)
        return [(one.role, one.at_tenant_id) for one in scope.session.scalars(statement)]


def test_an_invited_person_chooses_a_password_and_has_exactly_the_invited_role(
    clients: Clients, scopes: Scopes
) -> None:
    assert invite(clients) == 303
    assert "Sam" in clients["beheer_katwijk"].get(PEOPLE_PAGE).text
    letter = letters(scopes, NEW)[-1]
    assert "Bibliotheek Katwijk" in letter.subject
    assert "redactie" in letter.text
    link, client = link_to(scopes, NEW), clients["bezoeker"]

    page = client.get(link)
    assert NEW in page.text
    assert 'value="Sam"' in page.text
    assert places(scopes, NEW) == [], "opening the link changes nothing"
    weak = client.post(link, data={**WELCOME, "password": "kort"})
    assert weak.status_code == 422
    assert "Sam Nieuw" in weak.text, "what was typed stays"

    done = client.post(link, data={**WELCOME, "role": "manager", "email": "ander@katwijk.example", "tenant_id": "1"})
    assert (done.status_code, done.headers["Location"]) == (303, "/b/katwijk/beheer/")
    assert is_in(client)
    assert places(scopes, NEW) == [(RoleName.EDITOR, scopes.tenant("katwijk").id)]

    client.post("/uitloggen")
    assert sign_in(client, NEW, OTHER).status_code == 303
    assert client.get(link).status_code == 410
    assert client.post(link, data=WELCOME).status_code == 410


def test_somebody_with_an_account_accepts_by_signing_in(clients: Clients, scopes: Scopes) -> None:
    email = PEOPLE["balie_venlo"]
    give_password(scopes, email)
    assert invite(clients, email) == 303
    link, client = link_to(scopes, email), clients["bezoeker"]

    page = client.get(link)
    assert "al een account" in page.text
    taken = client.post(link, data=WELCOME)
    assert taken.status_code == 200
    assert "al een account" in taken.text, "a letter alone changes nobody's password"
    assert sign_in(client, email, OTHER).status_code == 422
    assert client.post(f"{link}/meedoen").status_code == 401

    back = sign_in(client, email, PASSWORD, next=link)
    assert back.headers["Location"] == link
    assert "Ja, ik doe mee" in client.get(link).text
    accepted = client.post(f"{link}/meedoen")
    assert accepted.status_code == 303
    account = client.get(accepted.headers["Location"]).text
    assert "Bibliotheek Katwijk" in account
    assert "Bibliotheek Venlo" in account
    assert sorted(places(scopes, email)) == sorted(
        [(RoleName.DESK, scopes.tenant("venlo").id), (RoleName.EDITOR, scopes.tenant("katwijk").id)]
    )


def test_an_invitation_is_for_one_address(clients: Clients, scopes: Scopes) -> None:
    email = PEOPLE["balie_venlo"]
    give_password(scopes, email)
    invite(clients, email)
    link = link_to(scopes, email)
    other = clients["redactie_venlo"]
    assert "voor balie@venlo" in other.get(link).text
    assert other.post(f"{link}/meedoen").status_code == 403
    assert (RoleName.EDITOR, scopes.tenant("katwijk").id) not in places(scopes, PEOPLE["redactie_venlo"])
    assert other.get(link).status_code == 200, "a refused try does not spend it"


def test_nobody_gives_a_role_above_their_own(clients: Clients, scopes: Scopes) -> None:
    assert invite(clients, role=RoleName.MANAGER) == 303
    for role in (RoleName.DIRECTOR, RoleName.NATIONAL_ADMIN, RoleName.PLATFORM_ADMIN, RoleName.PARTNER):
        assert invite(clients, role=role) == 422
    for who in ("redactie_katwijk", "balie_katwijk", "directie_katwijk"):
        assert invite(clients, by=who) == 403
    assert invite(clients, by="beheer_venlo") == 404
    with scopes.identity() as scope, pytest.raises(AboveYou):
        invitations.invite(
            scope,
            email=NEW,
            name="Sam",
            role=RoleName.DIRECTOR,
            by=person(scopes, "beheer_katwijk"),
            tenant_id=scopes.tenant("katwijk").id,
        )


def test_the_national_admin_gives_every_role_but_that_of_the_platform(scopes: Scopes) -> None:
    admin, tenant = person(scopes, "landelijk"), scopes.tenant("katwijk")
    assert roles.givable(admin, tenant_id=tenant.id) == roles.LIBRARY
    assert RoleName.PLATFORM_ADMIN not in roles.givable(admin, tenant_id=1, national=True)
    assert roles.givable(admin, tenant_id=None) == (RoleName.PARTNER,)
    with scopes.identity() as scope:
        sent = invitations.invite(scope, email=NEW, name="Sam", role=RoleName.DIRECTOR, by=admin, tenant_id=tenant.id)
        assert sent.role is RoleName.DIRECTOR
    assert roles.givable(person(scopes, "coordinator"), tenant_id=tenant.id) == ()


def test_nobody_invites_themselves_or_somebody_who_is_there_already(clients: Clients) -> None:
    assert invite(clients, PEOPLE["beheer_katwijk"], RoleName.DESK) == 422
    assert invite(clients, PEOPLE["redactie_katwijk"], RoleName.EDITOR) == 422
    assert invite(clients, PEOPLE["redactie_katwijk"], RoleName.DESK) == 303


def test_a_second_invitation_ends_the_first(clients: Clients, scopes: Scopes) -> None:
    invite(clients)
    first = link_to(scopes, NEW)
    invite(clients, role=RoleName.DESK)
    assert clients["bezoeker"].get(first).status_code == 410
    assert clients["bezoeker"].get(link_to(scopes, NEW)).status_code == 200


def test_an_invitation_ends_after_seven_days(clock: Clock, clients: Clients, scopes: Scopes) -> None:
    invite(clients)
    link = link_to(scopes, NEW)
    clock.forward(days=6, hours=23)
    assert clients["bezoeker"].get(link).status_code == 200
    clock.forward(hours=2)
    assert clients["bezoeker"].post(link, data=WELCOME).status_code == 410


def test_a_withdrawn_invitation_opens_nothing(clients: Clients, scopes: Scopes) -> None:
    invite(clients)
    with scopes.identity() as scope:
        sent = scope.session.scalars(select(Invitation)).one()
    withdraw = f"{PEOPLE_PAGE}uitnodigingen/{sent.id}/intrekken"
    assert clients["beheer_venlo"].post(withdraw.replace("katwijk", "venlo")).status_code == 404
    assert clients["bezoeker"].get(link_to(scopes, NEW)).status_code == 200
    assert clients["beheer_katwijk"].post(withdraw).status_code == 303
    assert clients["bezoeker"].post(link_to(scopes, NEW), data=WELCOME).status_code == 410


def test_somebody_who_was_shut_out_is_not_let_in_by_an_invitation(clients: Clients, scopes: Scopes) -> None:
    email = PEOPLE["balie_venlo"]
    with scopes.identity() as scope:
        user = service.find(scope, email)
        assert user is not None
        service.deactivate(scope, user)
    invite(clients, email)
    assert clients["bezoeker"].post(link_to(scopes, email), data=WELCOME).status_code == 410


def test_two_who_press_the_button_at_once_make_one_account(scopes: Scopes, clients: Clients) -> None:
    invite(clients)
    token = link_to(scopes, NEW).rsplit("/", 1)[1]
    with scopes.identity() as scope:
        invitations.accept(scope, token, name="Sam", password=OTHER)
        with pytest.raises(links.Spent):
            invitations.accept(scope, token, name="Sam", password=OTHER)
