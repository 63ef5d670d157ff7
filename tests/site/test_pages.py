"""A library's other pages: home, activity, branches, partners, contact, and addresses that lead nowhere."""

import json
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from stelsel import clock as now
from stelsel.tenancy import Tenant, TenantState
from stelsel_tenants.activities import service
from stelsel_tenants.activities.models import Entry
from stelsel_tenants.libraries.events import branch_changed
from stelsel_tenants.libraries.models import Fact, OpeningException, Profile
from stelsel_tenants.partners.models import Partnership, PartnershipState
from stelsel_tenants.site import projection
from tests.site import shelf
from tests.support.client import PageClient
from tests.support.fixtures import Clock
from tests.support.pages import parse
from tests.support.scopes import Scopes

HOME = "/b/katwijk/"


def structured(html: str) -> dict[str, Any]:
    """The page's schema.org data."""
    [script] = parse(html).select('script[type="application/ld+json"]')
    found: dict[str, Any] = json.loads(script.get_text())
    return found


def test_home_opens_with_what_a_visitor_needs(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        branch = shelf.opened(scope)
        scope.session.add(Profile(tagline="Loop gerust binnen.", about="Wij zijn er voor **iedereen**."))
        scope.session.add(OpeningException(branch_id=branch.id, day=date(2026, 12, 5), reason="Sinterklaas"))
        branch_changed.send(scope, branch_ids={branch.id})
        shelf.published(scope)
    page = client.get(HOME)
    assert "Loop gerust binnen." in page.text
    assert "Dinsdag 1 december open van 10.00 tot 17.30 uur." in page.text
    assert "zaterdag 5 december" in page.text, "a day that differs bears its date"
    assert "Sinterklaas" in page.text
    assert "<strong>iedereen</strong>" in page.text
    assert "Taalcafé" in page.text
    said = structured(page.text)
    assert said["@type"] == "Library"
    assert said["department"][0]["address"]["postalCode"] == "2225 AA"
    assert "email" not in said, "what is not known is not said"


def test_a_library_that_filled_in_nothing_has_a_page(client: PageClient, clock: Clock) -> None:
    for path in ("", "agenda", "vestigingen", "netwerk", "contact"):
        assert client.get(f"/b/venlo/{path}").status_code == 200


def test_an_activity_says_when_before_what(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        branch = shelf.opened(scope)
        branch.wheelchair, branch.hearing_loop = Fact.YES, Fact.NO
        branch_changed.send(scope, branch_ids={branch.id})
        activity_id = shelf.published(
            scope,
            "Hulp bij uw aangifte",
            entry=Entry.SIGN_UP,
            capacity=3,
            summary="Een medewerker helpt u aan tafel.",
            text="Met <script>alert(1)</script> **nadruk**.",
            bring="Uw telefoon\n- De brief",
            audience="Voor iedereen",
            room="Spreekkamer",
            organisation_id=shelf.partner(scope),
        )
        session_id = shelf.sessions(scope, activity_id)[0].id
    page = client.get(f"/b/katwijk/activiteiten/{activity_id}")
    words = parse(page.text).get_text(" ")
    for expected in (
        "Dinsdag 1 december, 14.00 tot 16.00 uur",
        "Iedere dinsdag, 14.00 tot 16.00 uur",
        "Nog 3 plaatsen",
        "Uw telefoon",
        "De brief",
        "Spreekkamer",
        "Toegankelijk met een rolstoel",
        "Geen ringleiding",
        "Belastingdienst",
        "Gecontroleerd op 1 december 2026",
    ):
        assert expected in words, expected
    assert words.index("14.00 tot 16.00") < words.index("Wat u kunt verwachten")
    assert "<strong>nadruk</strong>" in page.text
    assert "<script>alert" not in page.text
    assert f"/b/katwijk/sessies/{session_id}/aanmelden" in page.text
    assert "Every Tuesday, 14.00 to 16.00" in client.get(f"/b/katwijk/activiteiten/{activity_id}?taal=en").text


def test_events_in_structured_data(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    title = 'Aangifte </script><script>alert("x")</script> & meer'
    with scopes.work() as scope:
        shelf.opened(scope)
        activity_id = shelf.published(scope, title, entry=Entry.SIGN_UP, capacity=3, cost_cents=250)
        first, second, *_rest = shelf.sessions(scope, activity_id)
        service.cancel(scope, second.id, reason="Ziek")
        ids = first.id, second.id
    page = client.get(f"/b/katwijk/activiteiten/{activity_id}")
    graph = structured(page.text)["@graph"]
    events = {node["url"].rsplit("/", 1)[1]: node for node in graph if node["@type"] == "Event"}
    event = events[str(ids[0])]
    assert event["name"] == title
    assert event["startDate"] == "2026-12-01T14:00+01:00"
    assert event["eventStatus"].endswith("EventScheduled")
    assert event["remainingAttendeeCapacity"] == 3
    assert event["isAccessibleForFree"] is False
    assert event["offers"]["price"] == "2.50"
    off = events[str(ids[1])]
    assert off["eventStatus"].endswith("EventCancelled")
    assert off["startDate"] == "2026-12-08T14:00+01:00", "a cancelled event keeps its date"
    assert off["offers"]["availability"].endswith("SoldOut"), "there is nothing to be had"
    [place] = [node for node in graph if node["@type"] == "Place"]
    assert place["address"] | {"@type": "PostalAddress", "postalCode": "2225 AA"} == place["address"]
    assert {"latitude", "longitude"} <= place["geo"].keys()
    known = {node["@id"] for node in graph}
    assert {event["location"]["@id"], event["organizer"]["@id"], event["superEvent"]["@id"]} <= known


def test_a_date_has_its_own_page(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        activity_id = shelf.published(scope, entry=Entry.SIGN_UP, capacity=3)
        _first, second, third, *_rest = shelf.sessions(scope, activity_id)
        service.cancel(scope, second.id, reason="De zaal is bezet.")
        second_id, third_id = second.id, third.id
    page = client.get(f"/b/katwijk/sessies/{second_id}").text
    assert "Dinsdag 8 december, 14.00 tot 16.00 uur" in page
    assert "De zaal is bezet." in page
    assert f"/sessies/{third_id}" in page
    assert f"/sessies/{second_id}/aanmelden" not in page
    assert f"/sessies/{third_id}/aanmelden" in client.get(f"/b/katwijk/sessies/{third_id}").text


def test_a_date_of_long_ago_leads_to_the_activity(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        activity_id = shelf.published(scope)
        session_id = shelf.sessions(scope, activity_id)[0].id
    clock.forward(days=100)
    with scopes.work() as scope:
        projection.rebuild(scope)
    answer = client.get(f"/b/katwijk/sessies/{session_id}")
    assert answer.status_code == 302
    assert answer.location.endswith(f"/b/katwijk/activiteiten/{activity_id}")


def test_what_is_not_published_is_not_there(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        draft_id = shelf.planned(scope, "Geheim plan").id
        stopped_id = shelf.published(scope, "Gestopt")
        held_id = shelf.sessions(scope, stopped_id)[0].id
        shelf.sessions(scope, stopped_id)[0].taken = 2
        scope.session.flush()
        service.withdraw(scope, stopped_id)
    assert client.get(f"/b/katwijk/activiteiten/{draft_id}").status_code == 404
    gone = client.get(f"/b/katwijk/activiteiten/{stopped_id}")
    assert gone.status_code == 410
    assert "Deze activiteit is gestopt." in gone.text
    assert client.get(f"/b/katwijk/sessies/{held_id}").status_code == 410
    assert "Geheim" not in client.get("/b/katwijk/agenda?maand=2026-12").text

    with scopes.work() as scope:
        service.publish(scope, draft_id)
    assert client.get(f"/b/katwijk/activiteiten/{draft_id}").status_code == 200
    assert client.get(f"/b/venlo/activiteiten/{draft_id}").status_code == 404, "another library's address"


def test_branches_and_a_branch(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        branch = shelf.opened(scope)
        branch.directions, branch.phone = "Naast de apotheek.", "071 555 01 23"
        scope.session.add(OpeningException(branch_id=branch.id, day=date(2026, 12, 25), reason="Kerst"))
        branch_changed.send(scope, branch_ids={branch.id})
        shelf.published(scope)
        branch_id = branch.id
    assert f"/b/katwijk/vestigingen/{branch_id}" in client.get("/b/katwijk/vestigingen").text
    page = client.get(f"/b/katwijk/vestigingen/{branch_id}").text
    for expected in ("Naast de apotheek.", "071 555 01 23", "Vrijdag 25 december", "Kerst", "Taalcafé", "2225 AA"):
        assert expected in page, expected
    hours = structured(page)["openingHoursSpecification"]
    assert {"validFrom": "2026-12-25", "opens": "00:00", "closes": "00:00"}.items() <= hours[-1].items()

    with scopes.work() as scope:
        shelf.main_branch(scope).closed_on = now.today()
        branch_changed.send(scope, branch_ids={branch_id})
    assert client.get(f"/b/katwijk/vestigingen/{branch_id}").status_code == 404
    assert not parse(client.get("/b/katwijk/agenda").text).select(".st-line")


def test_partners_by_question_of_life(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        checked, long_ago = now.today() - timedelta(days=7), now.today() - timedelta(days=120)
        helps, stale = shelf.organisation(scope), shelf.organisation(scope, "walkentalk")
        ended = shelf.organisation(scope, "sociale-dienst-oa")
        scope.session.add_all(
            [
                Partnership(organisation_id=helps, since=checked, verified_on=checked, does="Invulhulp"),
                Partnership(organisation_id=stale, since=checked, verified_on=long_ago, themes=["work", "money"]),
                Partnership(
                    organisation_id=ended, since=checked, state=PartnershipState.ENDED, ends_at=now.start_of(checked)
                ),
            ]
        )
        shelf.published(scope, "Aangifte", concept_slug="belastinghulp", organisation_id=helps, room="Tafel")
    page = parse(client.get("/b/katwijk/netwerk").text)
    sections = {tag.h2.get_text(): " ".join(tag.get_text(" ").split()) for tag in page.select(".st-sec") if tag.h2}
    assert list(sections) == ["Belasting", "Werk", "Geld", "Het netwerk in beeld"]
    for expected in (
        "Belastingdienst",
        "Invulhulp",
        "Iedere dinsdag, 14.00 tot 16.00 uur",
        "Tafel",
        "24 november 2026",
    ):
        assert expected in sections["Belasting"], expected
    assert "Niet gecontroleerd" in sections["Werk"]
    assert "Bel eerst" in sections["Werk"]
    assert "Sociale Dienst" not in page.get_text()


def test_contact(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        scope.session.add(Profile(phone="071 555 01 23", email="info@katwijk.example"))
    page = client.get("/b/katwijk/contact").text
    assert 'href="tel:0715550123"' in page
    assert 'href="mailto:info@katwijk.example"' in page


def test_the_logo_has_one_address_for_ever(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    assert client.get("/b/katwijk/logo-0123456789abcdef.png").status_code == 404
    with scopes.work() as scope:
        scope.session.add(Profile(logo=b"\x89PNG\r\n\x1a\n picture"))
        scope.session.get_one(Tenant, scope.tenant_id).logo_hash = "0123456789abcdef"
    answer = client.get("/b/katwijk/logo-0123456789abcdef.png")
    assert answer.data.startswith(b"\x89PNG")
    assert "immutable" in answer.headers["Cache-Control"]
    assert client.get("/b/katwijk/logo-0000000000000000.png").status_code == 404
    assert "/b/katwijk/logo-0123456789abcdef.png" in client.get(HOME).text


def test_an_unknown_library_has_a_page_with_the_nearest_names(client: PageClient) -> None:
    for asked, meant in {"katwyk": "katwijk", "bibliotheek-venlo": "venlo", "denhaag": "den-haag"}.items():
        answer = client.get(f"/b/{asked}/agenda")
        assert answer.status_code == 404
        near = [str(tag["href"]) for tag in parse(answer.text).select("main .st-list a")]
        assert near[0] == f"/b/{meant}/", asked
    assert not parse(client.get("/b/xxxxqqqq/").text).select("main .st-list a")
    said = client.get("/b/katwyk/", headers={"Accept": "application/json"})
    assert said.mimetype == "application/problem+json"


def test_an_invited_library_is_not_there_yet_and_a_closed_one_says_who_took_over(
    client: PageClient, scopes: Scopes
) -> None:
    with scopes.national() as scope:
        by_slug = {one.slug: one for one in scope.session.scalars(select(Tenant))}
        by_slug["venlo"].state = TenantState.INVITED
        by_slug["gooi-en-meer"].state, by_slug["gooi-en-meer"].closed_at = TenantState.CLOSED, now.now()
        by_slug["gooi-en-meer"].successor_id = by_slug["katwijk"].id
    assert client.get("/b/venlo/").status_code == 404
    closed = client.get("/b/gooi-en-meer/agenda")
    assert closed.status_code == 410
    assert parse(closed.text).select_one('main a[href="/b/katwijk/"]')
    assert client.get("/b/katwijk/").status_code == 200


def test_links_keep_the_language(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        shelf.published(scope)
    page = parse(client.get("/b/katwijk/agenda?taal=en").text)
    [line] = page.select(".st-line a")
    assert str(line["href"]).endswith("?taal=en")
    assert line["lang"] == "nl", "what the library wrote is Dutch"
    menu = page.select(".st-nav a, .st-brand")
    assert len(menu) == 5
    assert all(str(entry["href"]).endswith("?taal=en") for entry in menu)
    assert [str(entry["href"]) for entry in page.select(".st-nav [aria-current]")] == ["/b/katwijk/agenda?taal=en"]
    assert "taal" not in str(parse(client.get("/b/katwijk/agenda").text).select(".st-nav"))
