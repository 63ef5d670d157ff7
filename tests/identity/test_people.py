"""Who works at a library, changed by its manager, holding at the next click (SECURITY P-7)."""

import uuid

import pytest
from sqlalchemy import select

from stelsel import audit
from stelsel.access import RoleName
from stelsel.audit import AuditEntry
from stelsel.identity import memberships, service
from stelsel.identity.memberships import AboveYou
from stelsel.identity.models import Invitation, Membership, User
from tests.identity.desk import person
from tests.support.client import Clients
from tests.support.scopes import Scopes
from tests.support.world import PEOPLE

PAGE = "/b/katwijk/beheer/mensen/"


def membership(scopes: Scopes, who: str) -> uuid.UUID:
    with scopes.identity() as scope:
        statement = select(Membership.id).join(User, User.id == Membership.user_id).where(User.email == PEOPLE[who])
        return scope.session.scalars(statement).one()


def test_the_page_lists_everybody_of_this_library_and_nobody_else(clients: Clients) -> None:
    page = clients["beheer_katwijk"].get(PAGE).text
    for who in ("beheer", "redactie", "balie", "directie"):
        assert f"{who}@katwijk.stelsel.test" in page
    assert "venlo" not in page


def test_the_page_is_in_the_menu_of_who_may_use_it(clients: Clients) -> None:
    assert f'href="{PAGE}"' in clients["beheer_katwijk"].get(PAGE).text


@pytest.mark.parametrize(
    ("who", "status"),
    [("redactie_katwijk", 403), ("balie_katwijk", 403), ("directie_katwijk", 403), ("beheer_venlo", 404)],
)
def test_people_are_closed_to(clients: Clients, scopes: Scopes, who: str, status: int) -> None:
    one = membership(scopes, "balie_katwijk")
    for path in (PAGE, f"{PAGE}uitnodigen", f"{PAGE}{one}"):
        assert clients[who].get(path).status_code == status
    assert clients[who].post(f"{PAGE}{one}/beeindigen").status_code == status


def test_another_librarys_membership_is_not_there(clients: Clients, scopes: Scopes) -> None:
    manager = clients["beheer_katwijk"]
    for one in (membership(scopes, "balie_venlo"), uuid.uuid4()):
        assert manager.get(f"{PAGE}{one}").status_code == 404
        assert manager.post(f"{PAGE}{one}", data={"role": "desk"}).status_code == 404
        assert manager.post(f"{PAGE}{one}/beeindigen").status_code == 404
    assert clients["balie_venlo"].get("/account/").status_code == 200


def test_a_role_that_is_taken_away_is_gone_at_the_next_click(clients: Clients, scopes: Scopes) -> None:
    colleague = clients["beheer_katwijk"]
    with scopes.identity() as scope:
        second = service.find(scope, PEOPLE["redactie_katwijk"])
        assert second is not None
        service.join(scope, second.id, RoleName.MANAGER, tenant_id=scopes.tenant("katwijk").id)
        one = scope.session.scalars(
            select(Membership.id).where(Membership.user_id == second.id, Membership.role == RoleName.MANAGER)
        ).one()
    editor = clients["redactie_katwijk"]
    assert editor.get(PAGE).status_code == 200
    assert colleague.post(f"{PAGE}{one}/beeindigen").status_code == 303
    assert editor.get(PAGE).status_code == 403
    assert colleague.post(f"{PAGE}{membership(scopes, 'redactie_katwijk')}/beeindigen").status_code == 303
    assert editor.get(PAGE).status_code == 404


def test_a_changed_role_holds_at_the_next_click(clients: Clients, scopes: Scopes) -> None:
    desk, one = clients["balie_katwijk"], membership(scopes, "balie_katwijk")
    assert desk.get(PAGE).status_code == 403
    assert clients["beheer_katwijk"].post(f"{PAGE}{one}", data={"role": "manager"}).status_code == 303
    assert desk.get(PAGE).status_code == 200
    for wrong in ("director", "national_admin", "", "keizer"):
        assert clients["beheer_katwijk"].post(f"{PAGE}{one}", data={"role": wrong}).status_code == 422
    assert desk.get(PAGE).status_code == 200


def test_nobody_changes_their_own_role_or_one_above_it(clients: Clients, scopes: Scopes) -> None:
    manager = clients["beheer_katwijk"]
    own, director = membership(scopes, "beheer_katwijk"), membership(scopes, "directie_katwijk")
    for one, status in ((own, 422), (director, 403)):
        assert "niet veranderen" in manager.get(f"{PAGE}{one}").text
        assert manager.post(f"{PAGE}{one}", data={"role": "desk"}).status_code == status
        assert manager.post(f"{PAGE}{one}/beeindigen").status_code == status
    assert manager.get(PAGE).status_code == 200


def test_of_two_managers_who_end_each_other_one_stays(scopes: Scopes) -> None:
    tenant_id = scopes.tenant("katwijk").id
    with scopes.identity() as scope:
        editor = service.find(scope, PEOPLE["redactie_katwijk"])
        assert editor is not None
        second = service.join(scope, editor.id, RoleName.MANAGER, tenant_id=tenant_id).id
    first = membership(scopes, "beheer_katwijk")
    # what both pages knew when the buttons were pressed
    one, other = person(scopes, "beheer_katwijk"), person(scopes, "redactie_katwijk")
    with scopes.identity() as scope:
        memberships.end(scope, second, tenant_id=tenant_id, by=one)
    with scopes.identity() as scope, pytest.raises(AboveYou):
        memberships.end(scope, first, tenant_id=tenant_id, by=other)
    assert membership(scopes, "beheer_katwijk") == first


def test_who_leaves_leaves_no_second_key_behind(clients: Clients, scopes: Scopes) -> None:
    with scopes.identity() as scope:
        editor = service.find(scope, PEOPLE["redactie_katwijk"])
        assert editor is not None
        service.join(scope, editor.id, RoleName.MANAGER, tenant_id=scopes.tenant("katwijk").id)
        manager = scope.session.scalars(
            select(Membership.id).where(Membership.user_id == editor.id, Membership.role == RoleName.MANAGER)
        ).one()
    data = {"name": "Ik zelf", "email": "prive@elders.example", "role": "manager"}
    assert clients["redactie_katwijk"].post(f"{PAGE}uitnodigen", data=data).status_code == 303
    clients["beheer_katwijk"].post(f"{PAGE}{manager}/beeindigen")
    with scopes.identity() as scope:
        assert scope.session.scalars(select(Invitation.withdrawn_at)).one() is not None


def test_every_deed_is_in_the_trail_of_the_library_under_the_name_of_who_did_it(
    clients: Clients, scopes: Scopes
) -> None:
    manager, one = clients["beheer_katwijk"], membership(scopes, "balie_katwijk")
    manager.post(f"{PAGE}uitnodigen", data={"name": "Sam", "email": "sam@katwijk.example", "role": "desk"})
    manager.post(f"{PAGE}{one}", data={"role": "editor"})
    manager.post(f"{PAGE}{one}/beeindigen")
    with scopes.identity() as scope:
        actor = service.find(scope, PEOPLE["beheer_katwijk"])
        assert actor is not None
    with scopes.reading("katwijk") as scope:
        entries = scope.session.scalars(select(AuditEntry).order_by(AuditEntry.seq)).all()
        assert [entry.deed for entry in entries] == ["invitation.sent", "membership.changed", "membership.ended"]
        assert {entry.user_id for entry in entries} == {actor.id}
        assert "sam@" not in str([entry.detail for entry in entries])
        assert list(audit.verify(scope)) == []
