"""Taking part from home: the link is for who signed up and stands nowhere else; its seats are counted apart."""

import re
import uuid
from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import UUIDConverter
from werkzeug.test import TestResponse

from stelsel_tenants.activities import service as activities
from stelsel_tenants.activities.models import Activity, Entry, Frequency, Mode, Session
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.schedule import Line
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.registrations.models import Registration
from tests.isolation.walk import doors
from tests.registrations.people import address, letters, own_link, person, revise, sign_up, states
from tests.site import shelf
from tests.support import documents
from tests.support.browser import Visitor
from tests.support.client import Clients, PageClient
from tests.support.fixtures import Clock
from tests.support.race import race
from tests.support.scopes import Scopes
from tests.support.stores import Store

SECRET = "geheime-kamer-27"
LINK = f"https://meet.voorbeeld.nl/{SECRET}?pwd=a1&x=2"
OTHER = f"https://meet.voorbeeld.nl/{SECRET}-nieuw"
TUESDAYS = Line(Frequency.WEEKLY, begins=time(14), ends=time(16), since=date(2026, 12, 8), weekdays=(2,))
BOTH = {"mode": Mode.BOTH, "online_link": LINK, "capacity": 2, "online_capacity": 1}
ONLINE = {"mode": Mode.ONLINE, "online_link": LINK, "capacity": 2}

Publish = Callable[..., list[uuid.UUID]]
RunJobs = Callable[..., object]


@pytest.fixture
def publish(scopes: Scopes, clock: Clock) -> Publish:
    """An activity with these facts; the ids of its sessions from 8 December on, Tuesdays at 14.00."""

    def make(**facts: Any) -> list[uuid.UUID]:
        with scopes.work() as scope:
            shelf.opened(scope)
            branch = scope.session.scalars(select(Branch)).one()
            told: dict[str, Any] = {"entry": Entry.SIGN_UP, "lines": (TUESDAYS,)} | facts
            offer = Offer("Veilig op internet", branch.id, "belastinghulp", **told)
            activities.publish(scope, activities.plan(scope, offer).id)
            return list(scope.session.scalars(select(Session.id).order_by(Session.starts_at)))

    return make


def seats(scopes: Scopes, session_id: uuid.UUID) -> tuple[int, int]:
    """All that are taken, and those of them that are online."""
    with scopes.reading() as scope:
        one = scope.session.get_one(Session, (scope.tenant_id, session_id))
        return one.taken, one.online_taken


def test_the_link_is_for_who_has_a_seat_online_in_letters_and_on_the_own_page(
    client: PageClient, scopes: Scopes, publish: Publish, run_jobs: RunJobs, clock: Clock
) -> None:
    first = publish(**BOTH)[0]
    page = client.get(address(first))
    assert "Online, thuis" in page.text
    assert "In de vestiging" in page.text
    missing = client.post(address(first), data=person("Samira"))
    assert missing.status_code == 422
    assert "Waar doet u mee?" in missing.text
    no_mail = client.post(address(first), data=person("Samira", email="", telefoon="0612345678", waar="online"))
    assert no_mail.status_code == 422
    assert "Daar sturen we de link heen" in no_mail.text

    sign_up(client, first, "Samira", "Carla", waar="online")
    assert "vol: u komt op de wachtlijst" in client.get(address(first)).text
    received = client.get(address(first).replace("aanmelden", "aangemeld")).text
    assert "Online is het nu vol. Op de vestiging zijn er nog plaatsen. In de mail staat of u nog een" in received
    sign_up(client, first, "Bilal", waar="vestiging")

    assert states(scopes) == {"Samira": "confirmed", "Carla": "waiting", "Bilal": "confirmed"}
    assert seats(scopes, first) == (2, 1)
    assert LINK in letters(scopes, "Samira")["signed-up"].text
    assert "Voorbeeldplein" not in letters(scopes, "Samira")["signed-up"].text
    assert "Voorbeeldplein" in letters(scopes, "Bilal")["signed-up"].text
    with_link = client.get(own_link(scopes, "Samira")).text
    assert SECRET in with_link
    assert "Hoofdbibliotheek" not in re.sub(r"(?s)<(nav|footer).*?</\1>", "", with_link)

    clock.forward(minutes=5)
    revise(scopes, online_link=OTHER)
    for _twice in range(2):
        run_jobs()
    assert OTHER in letters(scopes, "Samira")["moved"].text
    assert "moved" not in letters(scopes, "Bilal"), "for who comes to the branch nothing changed"

    client.post(own_link(scopes, "Samira"))
    assert states(scopes)["Carla"] == "offered"
    assert seats(scopes, first) == (2, 1)
    client.post(f"{own_link(scopes, 'Carla')}/aannemen")
    clock.forward(days=6, hours=5)
    run_jobs()
    assert OTHER in letters(scopes, "Carla")["reminder"].text
    for name in ("Samira", "Bilal"):
        assert SECRET not in client.get(own_link(scopes, name)).text
    for name, kinds in {"Carla": {"waiting", "offer"}, "Bilal": {"signed-up", "reminder"}}.items():
        assert not [one for one in kinds if SECRET in letters(scopes, name)[one].text], name


def test_no_public_answer_holds_the_link(app: Flask, client: PageClient, scopes: Scopes, publish: Publish) -> None:
    first = publish(**BOTH)[0]
    sign_up(client, first, "Samira", waar="online")
    with scopes.reading() as scope:
        activity = scope.session.scalars(select(Activity)).one()
        rows = {"session_id": first, "activity_id": activity.id, "branch_id": activity.branch_id}
        rows |= {"organisation_id": shelf.organisation(scope), "partnership_id": first}
    paths = set()
    for door in doors(app):
        if door.method == "GET" and door.permission.reach in ("site", "open"):
            ids = [name for name, kind in door.rule._converters.items() if isinstance(kind, UUIDConverter)]
            path = door.address(rows[ids[0]] if ids else first)
            kinds = re.search(r"<any\((.+?)\)", door.rule.rule)
            parts = kinds[1].split(", ") if kinds else ["een"]
            paths |= {re.sub(r"\.een$", f".{kind}", path) for kind in parts}
    paths |= {f"/b/katwijk/poster.pdf?activiteit={activity.id}", "/b/katwijk/agenda?online=1", "/zoeken?bij=Katwijk"}
    paths |= {f"/oembed?url=http://localhost/b/katwijk/sessies/{first}", "/b/katwijk/agenda?maand=2026-12"}
    answers = {path: client.get(path) for path in sorted(paths - {"/onderdelen", "/readyz"})}

    told = {path: answer for path, answer in answers.items() if answer.status_code == 200}
    assert len(told) > 30
    for path, answer in told.items():
        assert SECRET not in read(answer), path
    words = told["/b/katwijk/agenda.ics"].text.replace("\r\n ", "")
    assert "ook online" in words
    assert f"/b/katwijk/sessies/{first}" in words


def test_pages_feeds_and_search_engines_are_told_that_it_is_online(
    client: PageClient, scopes: Scopes, publish: Publish
) -> None:
    first = publish(**ONLINE)[0]
    with scopes.work() as scope:
        shelf.published(scope, "Taalcafé")
    page = client.get(f"/b/katwijk/sessies/{first}").text
    assert "schema.org/OnlineEventAttendanceMode" in page
    assert re.search(rf'"VirtualLocation",\s*"url":\s*"[^"]*/b/katwijk/sessies/{first}"', page)
    assert "In de mail staat de link" in page
    assert "LOCATION:Online\r\n" in client.get(f"/b/katwijk/sessies/{first}.ics").text
    only = client.get("/b/katwijk/agenda?online=1&maand=2026-12").text
    assert "Veilig op internet" in only
    assert "Taalcafé</a>" not in only
    assert 'name="online"' in client.get("/b/katwijk/agenda").text


def test_staff_see_who_is_online_and_print_no_link(clients: Clients, scopes: Scopes, publish: Publish) -> None:
    first, desk = publish(**BOTH)[0], clients["beheer_katwijk"]
    sign_up(desk, first, "Samira", waar="online")
    with scopes.reading() as scope:
        registration_id = scope.session.scalars(select(Registration.id)).one()
    work = "/b/katwijk/beheer"
    pages = {
        f"{work}/aanmeldingen/{first}": "Online: 1 van de 1 plaatsen.",
        f"{work}/aanmeldingen/kaart/{registration_id}": "Online. De link staat in de mail.",
        f"{work}/balie/{first}": "Samira, online",
    }
    for path, words in pages.items():
        page = desk.get(path).text
        assert words in page, path
        assert SECRET not in page, path


def test_the_rules_of_online_stand_at_their_fields(clients: Clients, scopes: Scopes, publish: Publish) -> None:
    publish(**BOTH)
    sign_up(clients["redactie_katwijk"], first_session(scopes), "Samira", waar="online")
    with scopes.reading() as scope:
        activity = scope.session.scalars(select(Activity)).one()
        path, version = f"/b/katwijk/beheer/activiteiten/{activity.id}", activity.version
        plain = {
            "title": activity.title,
            "concept_slug": activity.concept_slug,
            "branch_id": str(activity.branch_id),
            "language": "nl",
            "entry": "sign_up",
            "capacity": "2",
            "version": str(version),
            "lines-0-frequency": "weekly",
            "lines-0-weekdays": "2",
            "lines-0-begins": "14.00",
            "lines-0-ends": "16.00",
            "lines-0-since": "2026-12-08",
        }
    for changes, words in (
        ({"mode": "online", "online_link": "http://meet.voorbeeld.nl/x"}, "Hij begint met https://"),
        ({"mode": "online", "online_link": ""}, "Wie zich aanmeldt, krijgt hem in de mail"),
        ({"mode": "both", "online_link": LINK}, "hoeveel mensen online kunnen meedoen"),
        ({"mode": "online", "online_link": LINK, "entry": "walk_in", "capacity": ""}, "moet zich aanmelden"),
        ({"mode": "at_branch", "online_link": LINK}, "Een link hoort bij"),
        ({"mode": "online", "online_link": LINK}, "Er zijn al mensen aangemeld"),
    ):
        answer = clients["redactie_katwijk"].post(path, data=plain | changes)
        assert (answer.status_code, words in answer.text) == (422, True), words
        assert changes["online_link"].replace("&", "&amp;") in answer.text, "what was typed stays"


def read(answer: TestResponse) -> str:
    return documents.read(answer.data).text if answer.mimetype == "application/pdf" else answer.data.decode("latin-1")


def first_session(scopes: Scopes) -> uuid.UUID:
    with scopes.reading() as scope:
        return scope.session.scalars(select(Session.id).order_by(Session.starts_at).limit(1)).one()


def test_seats_online_and_at_the_branch_are_each_given_to_the_brim_under_load(
    store: Store, scopes: Scopes, publish: Publish
) -> None:
    first = publish(**BOTH | {"capacity": 6, "online_capacity": 4})[0]
    calls = [["katwijk", str(first), number, "online" if number % 2 else "branch"] for number in range(30)]

    outcomes = race(store, "tests.registrations.racer:sign_up", calls)

    assert seats(scopes, first) == (10, 4)
    for places, mine in ((4, outcomes[1::2]), (6, outcomes[::2])):
        assert [one.split()[0] for one in mine].count("confirmed") == places
        assert {one.split()[0] for one in mine} == {"confirmed", "waiting"}


@pytest.mark.browser
def test_one_chooses_where_and_finds_the_link_on_the_own_page(
    visit: Visitor, client: PageClient, scopes: Scopes, publish: Publish
) -> None:
    first = publish(**BOTH | {"online_capacity": 5})[0]
    page = visit(address(first), width=320)
    page.get_by_role("radio", name="Online, thuis").check()
    page.get_by_label("Uw voornaam").fill("Samira")
    page.get_by_label("Uw e-mailadres").fill("samira@voorbeeld.nl")
    page.get_by_role("button", name="Meld mij aan").click()
    page.get_by_role("heading", name="Uw aanmelding is binnen").wait_for()
    own = visit(own_link(scopes, "Samira"), width=320)
    assert own.get_by_role("link", name=LINK).get_attribute("href") == LINK
