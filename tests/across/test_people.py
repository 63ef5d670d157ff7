"""Colleagues of a partner: invited and removed by one another, and none gets more than that."""

import re
import uuid
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from stelsel.access import RoleName
from stelsel.identity import service as identity
from stelsel.identity.models import Invitation, Membership, User
from stelsel.mail import Letter
from stelsel.tenancy import Organisation
from stelsel_tenants.activities.models import Activity, Session
from stelsel_tenants.site import projection
from tests.across.working import offered, plan, together
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

URL = "/partner/mensen"
Outbox = Callable[[], list[Letter]]
EVA = {"name": "Eva Blok", "email": "eva@walkentalk.example"}


def colleague(scopes: Scopes, name: str = "Eva Blok", partner: str = "walkentalk") -> uuid.UUID:
    """Somebody who works for the partner too: the id of the membership."""
    email = f"{name.split()[0].lower()}@{partner}.example"
    with scopes.identity() as scope:
        organisation_id = scope.session.scalars(select(Organisation.id).where(Organisation.slug == partner)).one()
        known = identity.find(scope, email)
        user = known or identity.add(scope, email=email, name=name)
        made = identity.join(scope, user.id, RoleName.PARTNER, organisation_id=organisation_id)
        return made.id


def test_a_colleague_is_invited_to_exactly_this_place(
    clients: Clients, scopes: Scopes, clock: Clock, outbox: Outbox
) -> None:
    partner = clients["partner_walkentalk"]

    assert partner.post(URL, data=EVA | {"role": "platform_admin", "organisation_id": "x"}).status_code == 303

    with scopes.identity(reading=True) as scope:
        invitation = scope.session.scalars(select(Invitation)).one()
        assert (invitation.role, invitation.at_tenant_id) == (RoleName.PARTNER, None)
    assert [letter.receiver for letter in outbox()] == ["eva@walkentalk.example"]
    assert "Eva Blok" in partner.get(URL).text
    assert "Eva Blok" not in clients["partner_belastingdienst"].get(URL).text


def test_an_invitation_is_taken_back_by_its_own_partner_only(
    clients: Clients, scopes: Scopes, clock: Clock, outbox: Outbox
) -> None:
    clients["partner_walkentalk"].post(URL, data=EVA)
    with scopes.identity(reading=True) as scope:
        invitation_id = scope.session.scalars(select(Invitation.id)).one()
    url = f"{URL}/uitnodigingen/{invitation_id}/intrekken"
    link = re.search(r"/uitnodiging/[\w-]+", outbox()[0].text)
    assert link is not None

    assert clients["partner_belastingdienst"].post(url).status_code == 404
    assert clients["bezoeker"].get(link[0]).status_code == 200
    assert clients["partner_walkentalk"].post(url).status_code == 303
    assert clients["bezoeker"].get(link[0]).status_code == 410


@pytest.mark.parametrize("wrong", [{"email": "geen adres"}, {"name": ""}, {"email": "partner@walkentalk.stelsel.test"}])
def test_who_cannot_be_invited_is_told_beside_the_field(clients: Clients, clock: Clock, wrong: dict[str, str]) -> None:
    assert clients["partner_walkentalk"].post(URL, data=EVA | wrong).status_code == 422


def test_who_is_removed_is_out_at_the_next_click(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    membership_id = colleague(scopes)
    url = f"{URL}/{membership_id}/weg"

    assert clients["partner_belastingdienst"].post(url).status_code == 404
    assert clients["partner_walkentalk"].post(url).status_code == 303

    with scopes.identity(reading=True) as scope:
        assert scope.session.scalar(select(Membership).where(Membership.id == membership_id)) is None


def test_nobody_removes_themselves(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    with scopes.identity(reading=True) as scope:
        own = select(Membership.id).join(User).where(User.email == "partner@walkentalk.stelsel.test")
        membership_id = scope.session.scalars(own).one()
    partner = clients["partner_walkentalk"]

    assert partner.post(f"{URL}/{membership_id}/weg").status_code == 303

    assert "U kunt uw eigen rol niet" in partner.get(URL).text


def test_what_a_removed_colleague_led_asks_for_a_new_leader(
    app: Flask, clients: Clients, scopes: Scopes, clock: Clock, run_jobs: Callable[[], int]
) -> None:
    together(scopes, "katwijk", "venlo")
    for slug in ("katwijk", "venlo"):
        with scopes.work(slug) as scope:
            projection.rebuild(scope)
    plan(clients["partner_walkentalk"], offered(app), "katwijk", "venlo")
    membership_id = colleague(scopes)
    with scopes.work("katwijk") as scope:
        scope.session.scalars(select(Activity)).one().leader = "Eva Blok"
    with scopes.work("venlo") as scope:
        first, second = scope.session.scalars(select(Session).order_by(Session.starts_at).limit(2))
        first.leader, second.leader = "eva blok", "Karim Vos"

    clients["partner_walkentalk"].post(f"{URL}/{membership_id}/weg")
    run_jobs()

    with scopes.reading("katwijk") as scope:
        activity = scope.session.scalars(select(Activity)).one()
        assert (activity.leader, activity.needs_leader) == ("", True)
    with scopes.reading("venlo") as scope:
        first, second = scope.session.scalars(select(Session).order_by(Session.starts_at).limit(2))
        assert (first.leader, first.needs_leader) == ("", True)
        assert (second.leader, second.needs_leader) == ("Karim Vos", False)
    assert "Zoekt begeleider" in clients["partner_walkentalk"].get("/partner/").text
    assert "Zoekt begeleider" in clients["redactie_katwijk"].get("/b/katwijk/beheer/activiteiten/").text


def test_who_works_for_two_partners_stays_with_the_one_at_hand(
    app: Flask, clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    with scopes.identity() as scope:
        ids = {one.slug: one.id for one in scope.session.scalars(select(Organisation))}
        user = scope.session.scalars(select(User).where(User.email == "partner@walkentalk.stelsel.test")).one()
        identity.join(scope, user.id, RoleName.PARTNER, organisation_id=ids["belastingdienst"])
    person = clients["partner_walkentalk"]
    other = f"?organisatie={ids['belastingdienst']}"

    page = person.get(f"/partner/mensen{other}")

    assert page.status_code == 200
    links = re.findall(r'(?:href|action)="(/partner/[^"]*)"', page.text)
    assert links
    places = {f"/partner/?organisatie={ids[slug]}" for slug in ("belastingdienst", "walkentalk")}
    assert all(f"organisatie={ids['belastingdienst']}" in link for link in links if link not in places)
    person.post(f"/partner/mensen{other}", data=EVA)
    with scopes.identity(reading=True) as scope:
        assert scope.session.scalars(select(Invitation.organisation_id)).one() == ids["belastingdienst"]
    assert person.get(f"/partner/?organisatie={ids['sociale-dienst-oa']}").status_code == 404
    assert person.get("/partner/?organisatie=iets").status_code == 404
