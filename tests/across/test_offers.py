"""What a partner offers: written once, followed everywhere, proposed where a library says it in its own words."""

import pytest
from flask import Flask
from sqlalchemy import select

from stelsel.db import unit_of_work
from stelsel_tenants.across import following, jobs, offers
from stelsel_tenants.activities import texts
from stelsel_tenants.activities.models import Activity, Concept
from stelsel_tenants.activities.partner_offers import HOLDS, MoreRoom, PartnerOffer
from stelsel_tenants.site import projection
from tests.across.working import FACTS, apart, made, offered, own_scope, plan, together
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

URL = "/partner/aanbod"
FORM = {
    "version": "1",
    "title": FACTS.title,
    "concept_slug": FACTS.concept_slug,
    "summary": FACTS.summary,
    "text": "",
    "audience": "",
    "bring": FACTS.bring,
    "contact": FACTS.contact,
    "entry": "walk_in",
    "capacity": "",
}


@pytest.fixture(autouse=True)
def published(scopes: Scopes) -> None:
    for slug in ("katwijk", "venlo"):
        with scopes.work(slug) as scope:
            projection.rebuild(scope)


def test_what_changes_is_said_at_every_library(app: Flask, clients: Clients, scopes: Scopes, clock: Clock) -> None:
    together(scopes, "katwijk", "venlo")
    offer_id, partner = offered(app), clients["partner_walkentalk"]
    plan(partner, offer_id, "katwijk", "venlo")

    answer = partner.post(f"{URL}/{offer_id}", data=FORM | {"title": "Werk zoekt u samen", "bring": "Uw cv en pen."})

    assert answer.status_code == 303
    for slug in ("katwijk", "venlo"):
        (activity,) = made(scopes, slug)
        assert (activity.title, activity.bring) == ("Werk zoekt u samen", "Uw cv en pen.")
        assert "Werk zoekt u samen" in clients["bezoeker"].get(f"/b/{slug}/agenda").text
        assert "Uw cv en pen." in clients["bezoeker"].get(f"/b/{slug}/activiteiten/{activity.id}").text


def test_where_a_library_has_its_own_words_it_gets_a_proposal(
    app: Flask, clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    together(scopes, "katwijk", "venlo")
    offer_id, partner, editor = offered(app), clients["partner_walkentalk"], clients["redactie_katwijk"]
    plan(partner, offer_id, "katwijk", "venlo")
    with scopes.work() as scope:
        activity = scope.session.scalars(select(Activity)).one()
        activity.summary = "In Katwijk met koffie."
    page = f"/b/katwijk/beheer/activiteiten/{activity.id}"

    partner.post(f"{URL}/{offer_id}", data=FORM | {"summary": "Elke week een gast.", "bring": "Niets."})

    (here,), (there,) = made(scopes, "katwijk"), made(scopes, "venlo")
    assert (here.summary, here.bring) == ("In Katwijk met koffie.", "Niets.")
    assert there.summary == "Elke week een gast."
    assert "De tekst van uw partner is veranderd" in editor.get(page).text
    assert "Nieuwe tekst van de partner" in editor.get("/b/katwijk/beheer/activiteiten/").text
    assert "In eigen woorden: in één zin" in partner.get(f"{URL}/{offer_id}").text
    editor.post(f"{page}/landelijk/summary", data={"keuze": "neem"})
    assert made(scopes, "katwijk")[0].summary == "Elke week een gast."
    assert "De tekst van uw partner is veranderd" not in editor.get(page).text


def test_what_was_given_up_follows_nobody(app: Flask, clients: Clients, scopes: Scopes, clock: Clock) -> None:
    together(scopes, "katwijk")
    offer_id, partner = offered(app), clients["partner_walkentalk"]
    plan(partner, offer_id, "katwijk")
    apart(scopes, "katwijk")

    partner.post(f"{URL}/{offer_id}", data=FORM | {"summary": "Anders."})

    (activity,) = made(scopes, "katwijk")
    assert activity.summary == FACTS.summary
    with scopes.work() as scope:
        assert following.follow(scope) == 0


def test_what_did_not_succeed_at_once_is_made_up_for_at_night(
    app: Flask, clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    together(scopes, "katwijk")
    offer_id = offered(app)
    plan(clients["partner_walkentalk"], offer_id, "katwijk")
    with app.app_context(), own_scope(app) as own, unit_of_work(own):
        offer = own.session.scalars(select(PartnerOffer)).one()
        offer.summary = "Pas 's nachts."  # and the request ended there

    with app.app_context():
        jobs.follow(scopes.tenant().id)
        jobs.follow(scopes.tenant().id)  # twice is once

    assert made(scopes, "katwijk")[0].summary == "Pas 's nachts."
    with scopes.reading() as scope:
        assert not list(projection.drift(scope))
        assert texts.proposals(scope, scope.session.scalars(select(Activity)).one()) == []


def test_room_for_more_is_believed_for_fourteen_days(
    app: Flask, clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    together(scopes, "katwijk")
    offer_id, partner, visitor = offered(app), clients["partner_walkentalk"], clients["bezoeker"]
    plan(partner, offer_id, "katwijk")
    activity_id = made(scopes, "katwijk")[0].id
    pages = ("/b/katwijk/netwerk", f"/b/katwijk/activiteiten/{activity_id}")
    assert not any("Wachttijd" in visitor.get(page).text for page in pages)

    partner.post(f"{URL}/{offer_id}/plek", data={"more_room": "wait", "wait_weeks": "3"})

    assert all("Wachttijd 3 weken" in visitor.get(page).text for page in pages)
    clock.forward(days=HOLDS.days - 1)
    assert all("Wachttijd 3 weken" in visitor.get(page).text for page in pages)
    clock.forward(days=1)
    assert not any("Wachttijd" in visitor.get(page).text for page in pages)
    partner.sign_in("partner_walkentalk")  # it was away for two weeks
    assert "Is er plek bij Samen naar werk?" in partner.get("/partner/").text


def test_room_is_said_of_weeks_with_a_wait_only(app: Flask, clients: Clients, scopes: Scopes, clock: Clock) -> None:
    offer_id, partner = offered(app), clients["partner_walkentalk"]
    url = f"{URL}/{offer_id}/plek"

    assert partner.post(url, data={"more_room": "full", "wait_weeks": "3"}).status_code == 422
    assert partner.post(url, data={"more_room": "soms"}).status_code == 422
    assert partner.post(url, data={"more_room": "wait", "wait_weeks": "0"}).status_code == 422
    assert partner.post(url, data={"more_room": "full", "wait_weeks": ""}).status_code == 303
    with app.app_context(), own_scope(app, reading=True) as own:
        assert own.session.scalars(select(PartnerOffer.more_room)).one() is MoreRoom.FULL


def test_contact_stands_at_every_activity_and_once_in_the_database(
    app: Flask, clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    together(scopes, "katwijk")
    offer_id, partner = offered(app), clients["partner_walkentalk"]
    plan(partner, offer_id, "katwijk")
    url = f"/b/katwijk/activiteiten/{made(scopes, 'katwijk')[0].id}"
    assert "085 111 22 33" in clients["bezoeker"].get(url).text

    partner.post(f"{URL}/{offer_id}", data=FORM | {"contact": "085 444 55 66"})

    seen = clients["bezoeker"].get(url).text
    assert "085 444 55 66" in seen
    assert "085 111 22 33" not in seen


def test_the_second_of_two_tabs_sees_both_versions(app: Flask, clients: Clients, scopes: Scopes, clock: Clock) -> None:
    offer_id, partner = offered(app), clients["partner_walkentalk"]

    assert partner.post(f"{URL}/{offer_id}", data=FORM | {"summary": "Tabblad een."}).status_code == 303
    refused = partner.post(f"{URL}/{offer_id}", data=FORM | {"summary": "Tabblad twee."})

    assert refused.status_code == 409
    assert "Tabblad een." in refused.text
    assert "Tabblad twee." in refused.text
    again = partner.post(f"{URL}/{offer_id}", data=FORM | {"summary": "Tabblad twee.", "version": "2"})
    assert again.status_code == 303


@pytest.mark.parametrize(
    "wrong",
    [{"title": ""}, {"entry": "sign_up"}, {"capacity": "8"}, {"entry": "course"}, {"concept_slug": "bestaat-niet"}],
)
def test_an_offer_that_cannot_be_is_told_beside_its_field(
    app: Flask, clients: Clients, clock: Clock, wrong: dict[str, str]
) -> None:
    answer = clients["partner_walkentalk"].post(f"{URL}/nieuw", data=FORM | {"version": "0"} | wrong)

    assert answer.status_code == 422
    assert FACTS.summary in answer.text, "nothing typed is lost"
    with app.app_context(), own_scope(app, reading=True) as own:
        assert offers.overview(own) == []


def test_a_new_offer_takes_over_what_the_concept_says(app: Flask, clients: Clients, scopes: Scopes) -> None:
    with scopes.national() as scope:
        scope.session.get_one(Concept, "walkentalk").audience = "Voor iedereen die werk zoekt."

    clients["partner_walkentalk"].post(f"{URL}/nieuw", data=FORM | {"version": "0"})

    with app.app_context(), own_scope(app, reading=True) as own:
        offer = own.session.scalars(select(PartnerOffer)).one()
        assert (offer.audience, offer.bring) == ("Voor iedereen die werk zoekt.", FACTS.bring)
