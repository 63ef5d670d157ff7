"""One consultation hour at many libraries: each its own unit of work, none twice, nobody's rows but the partner's."""

from dataclasses import replace
from datetime import time

import pytest
from flask import Flask
from sqlalchemy import select

from stelsel.identity.models import Membership, User
from stelsel_tenants.across import reach
from stelsel_tenants.activities import service as activities
from stelsel_tenants.activities.models import ActivityState, Session
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.libraries import rooms
from stelsel_tenants.libraries.models import Branch, OpeningHours
from stelsel_tenants.libraries.rooms import RoomFacts
from stelsel_tenants.site import projection
from tests.across.working import TERMS, apart, approving, form, made, main_branch, offered, plan, together
from tests.site.shelf import TUESDAYS
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

URL = "/partner/plannen"


@pytest.fixture
def published(scopes: Scopes) -> None:
    """The branches as the network shows them."""
    for slug in ("katwijk", "venlo", "den-haag"):
        with scopes.work(slug) as scope:
            projection.rebuild(scope)


pytestmark = pytest.mark.usefixtures("published")


def test_one_form_plans_at_every_library_that_was_chosen(
    app: Flask, clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    together(scopes, "katwijk", "venlo")
    offer_id, partner = offered(app), clients["partner_walkentalk"]

    there = plan(partner, offer_id, "katwijk", "venlo")

    seen = partner.get(there).text
    assert "Bibliotheek Katwijk" in seen
    assert "Bibliotheek Venlo" in seen
    for slug in ("katwijk", "venlo"):
        (activity,) = made(scopes, slug)
        assert (activity.title, activity.state) == ("Samen naar werk", ActivityState.PUBLISHED)
        assert activity.partner_offer_id == offer_id
        assert "Samen naar werk" in clients["bezoeker"].get(f"/b/{slug}/agenda").text
    assert made(scopes, "den-haag") == []


def test_only_what_was_agreed_with_a_library_is_planned_there(
    app: Flask, clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    together(scopes, "katwijk")
    together(scopes, "venlo", terms=replace(TERMS, concepts=("taalcafe",)))

    answer = clients["partner_walkentalk"].post(URL, data=form(offered(app), "katwijk", "venlo"))

    assert answer.status_code == 409
    assert "Deze soort hulp is niet afgesproken" in answer.text
    assert [len(made(scopes, slug)) for slug in ("katwijk", "venlo")] == [1, 0]


def test_the_same_form_sent_again_makes_nothing_twice(
    app: Flask, clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    together(scopes, "katwijk", "venlo")
    sent = form(offered(app), "katwijk", "venlo")

    first = clients["partner_walkentalk"].post(URL, data=sent)
    again = clients["partner_walkentalk"].post(URL, data=sent)

    assert (first.status_code, first.location) == (again.status_code, again.location) == (303, first.location)
    assert [len(made(scopes, slug)) for slug in ("katwijk", "venlo")] == [1, 1]


def test_what_takes_too_long_is_left_for_a_next_time(
    app: Flask, clients: Clients, scopes: Scopes, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    together(scopes, "katwijk", "venlo")
    sent = form(offered(app), "katwijk", "venlo")
    with monkeypatch.context() as hurried:
        hurried.setattr(reach, "PATIENCE", 0.0)
        answer = clients["partner_walkentalk"].post(URL, data=sent)

    again = clients["partner_walkentalk"].post(URL, data=sent)

    assert answer.status_code == 409
    assert "Bibliotheek Venlo</strong>: Hier kwam het nog niet van" in answer.text
    assert again.status_code == 303
    assert [len(made(scopes, slug)) for slug in ("katwijk", "venlo")] == [1, 1]


def test_where_it_may_not_is_told_by_name_and_the_others_stand(
    app: Flask, clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    together(scopes, "katwijk", "venlo")
    sent = form(offered(app), "katwijk", "venlo")
    apart(scopes, "venlo")  # while the form was being filled in

    answer = clients["partner_walkentalk"].post(URL, data=sent)

    assert answer.status_code == 409
    assert "Bij 1 bibliotheek staat het al." in answer.text
    assert "Bibliotheek Venlo</strong>: Deze bibliotheek werkt nu niet met u samen." in answer.text
    assert len(made(scopes, "katwijk")) == 1
    assert made(scopes, "venlo") == []


def test_a_library_that_never_was_a_partner_s_is_no_choice(
    app: Flask, clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    together(scopes, "katwijk")
    sent = form(offered(app), "katwijk", "den-haag")

    answer = clients["partner_walkentalk"].post(URL, data=sent)

    assert answer.status_code == 422
    assert made(scopes, "katwijk") == made(scopes, "den-haag") == []


def test_another_partner_s_offer_is_no_choice(app: Flask, clients: Clients, scopes: Scopes, clock: Clock) -> None:
    together(scopes, "katwijk", partner="belastingdienst")
    theirs = offered(app)

    assert clients["partner_belastingdienst"].post(URL, data=form(theirs, "katwijk")).status_code == 422
    assert clients["partner_belastingdienst"].get(f"/partner/aanbod/{theirs}").status_code == 404
    assert clients["partner_walkentalk"].get(f"/partner/aanbod/{theirs}").status_code == 200
    assert made(scopes, "katwijk") == []


def test_each_library_may_have_another_branch_room_and_time(
    app: Flask, clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    together(scopes, "katwijk", "venlo")
    sent = form(offered(app), "katwijk", "venlo") | {
        "places-0-slug": "venlo",
        "places-0-branch_id": str(main_branch(scopes, "venlo")),
        "places-0-room": "Tafel bij het raam",
        "places-0-begins": "14:00",
        "places-0-ends": "15:30",
    }

    assert clients["partner_walkentalk"].post(URL, data=sent).status_code == 303

    (here,), (there,) = made(scopes, "katwijk"), made(scopes, "venlo")
    assert (here.room, there.room) == ("", "Tafel bij het raam")
    hours = {}
    for slug in ("katwijk", "venlo"):
        with scopes.reading(slug) as scope:
            first = scope.session.scalars(select(Session).order_by(Session.starts_at).limit(1)).one()
            hours[slug] = (first.starts_at.hour, (first.ends_at - first.starts_at).seconds // 60)
    assert hours == {"katwijk": (9, 120), "venlo": (13, 90)}, "universal time, minutes"


def test_the_preview_tells_each_library_apart_and_saves_nothing(
    app: Flask, clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    together(scopes, "katwijk", "venlo")
    approving(scopes, "venlo")
    sent = form(offered(app), "katwijk", "venlo") | {"kijk": "bekijk"}

    answer = clients["partner_walkentalk"].post(URL, data=sent)

    assert answer.status_code == 200
    assert "Plan dit bij 2 bibliotheken" in answer.text
    assert "Deze bibliotheek kijkt eerst zelf" in answer.text
    assert made(scopes, "katwijk") == made(scopes, "venlo") == []


def test_a_room_that_is_taken_is_told_without_whose_it_is(
    app: Flask, clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    together(scopes, "katwijk")
    branch_id = main_branch(scopes, "katwijk")
    with scopes.work() as scope:
        rooms.add(scope, branch_id, RoomFacts("Zaal"))
        activities.plan(scope, Offer("Geheim overleg", branch_id, "taalcafe", room="Zaal", lines=(TUESDAYS,)))
    sent = form(offered(app), "katwijk") | {
        "places-0-slug": "katwijk",
        "places-0-branch_id": str(branch_id),
        "places-0-room": "Zaal",
        "places-0-begins": f"{TUESDAYS.begins:%H:%M}",
        "places-0-ends": f"{TUESDAYS.ends:%H:%M}",
    }
    partner = clients["partner_walkentalk"]

    seen = partner.post(URL, data=sent | {"kijk": "bekijk"}).text
    refused = partner.post(URL, data=sent)

    assert "Ruimte bezet" in seen
    assert refused.status_code == 409
    assert "De ruimte is op een of meer data bezet." in refused.text
    assert "Geheim overleg" not in seen + refused.text
    assert len(made(scopes, "katwijk")) == 1, "no more than the library's own"


def test_a_branch_of_another_library_is_no_choice(app: Flask, clients: Clients, scopes: Scopes, clock: Clock) -> None:
    together(scopes, "katwijk", "venlo")
    sent = form(offered(app), "katwijk") | {
        "places-0-slug": "katwijk",
        "places-0-branch_id": str(main_branch(scopes, "venlo")),
    }

    assert clients["partner_walkentalk"].post(URL, data=sent).status_code == 422
    assert made(scopes, "katwijk") == []


def test_outside_opening_hours_it_takes_a_tick(app: Flask, clients: Clients, scopes: Scopes, clock: Clock) -> None:
    together(scopes, "katwijk")
    with scopes.work() as scope:
        branch = scope.session.scalars(select(Branch)).one()
        branch.hours.append(OpeningHours(weekday=2, opens=time(13), closes=time(17)))
    sent = form(offered(app), "katwijk")
    row = {"places-0-slug": "katwijk", "places-0-branch_id": str(main_branch(scopes, "katwijk"))}

    refused = clients["partner_walkentalk"].post(URL, data=sent)
    ticked = clients["partner_walkentalk"].post(URL, data=sent | row | {"places-0-outside_hours": "1"})

    assert refused.status_code == 409
    assert "De vestiging is niet de hele tijd open" in refused.text
    assert ticked.status_code == 303


def test_a_library_that_approves_publishes_it_itself(
    app: Flask, clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    together(scopes, "katwijk")
    approving(scopes, "katwijk")
    editor, partner = clients["redactie_katwijk"], clients["partner_walkentalk"]

    plan(partner, offered(app), "katwijk")

    (activity,) = made(scopes, "katwijk")
    assert activity.state is ActivityState.DRAFT
    assert "Wacht op goedkeuring" in partner.get("/partner/").text
    assert "Wacht op uw goedkeuring" in editor.get("/b/katwijk/beheer/activiteiten/").text
    assert "Samen naar werk" not in clients["bezoeker"].get("/b/katwijk/agenda").text
    assert editor.post(f"/b/katwijk/beheer/activiteiten/{activity.id}/publiceren").status_code == 303
    assert made(scopes, "katwijk")[0].asked_at is None
    assert "Samen naar werk" in clients["bezoeker"].get("/b/katwijk/agenda").text
    assert "Wacht op goedkeuring" not in partner.get("/partner/").text


def test_what_a_library_does_not_want_its_partner_reads_why(
    app: Flask, clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    together(scopes, "katwijk")
    approving(scopes, "katwijk")
    there = plan(clients["partner_walkentalk"], offered(app), "katwijk")
    url = f"/b/katwijk/beheer/activiteiten/{made(scopes, 'katwijk')[0].id}/afwijzen"

    assert clients["redactie_katwijk"].post(url, data={"reason": "Dan is de zaal dicht."}).status_code == 303

    assert "Dan is de zaal dicht." in clients["partner_walkentalk"].get("/partner/").text
    assert "Niet goedgekeurd" in clients["partner_walkentalk"].get(there).text
    again = clients["redactie_katwijk"].post(url, data={"reason": "Nog een keer."})
    assert again.status_code == 409


def test_who_is_no_longer_of_the_partner_is_told_that_nothing_was_saved(
    app: Flask, clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    together(scopes, "katwijk")
    partner = clients["partner_walkentalk"]
    sent = form(offered(app), "katwijk")
    assert partner.get(URL).status_code == 200
    with scopes.identity() as scope:
        user = select(User.id).where(User.email == "partner@walkentalk.stelsel.test").scalar_subquery()
        scope.session.delete(scope.session.scalars(select(Membership).where(Membership.user_id == user)).one())

    answer = partner.post(URL, data=sent)

    assert answer.status_code == 404
    assert "U werkt niet voor deze partner, of niet meer. Er is niets bewaard." in answer.text
    assert made(scopes, "katwijk") == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"libraries": []}, "libraries"),
        ({"lines-0-begins": "25:00"}, "lines-0-begins"),
        ({"lines-0-weekdays": []}, "dag van de week"),
        ({"key": "geen sleutel", "lines-0-ends": ""}, "lines-0-ends"),
    ],
)
def test_what_is_typed_wrong_is_told_and_nothing_is_lost(
    app: Flask, clients: Clients, scopes: Scopes, clock: Clock, wrong: dict[str, object], words: str
) -> None:
    together(scopes, "katwijk")

    answer = clients["partner_walkentalk"].post(URL, data=form(offered(app), "katwijk") | wrong)

    assert answer.status_code in (409, 422)
    assert words in answer.text
    assert made(scopes, "katwijk") == []
