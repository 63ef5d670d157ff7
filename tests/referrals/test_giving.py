"""The desk sends somebody on: the nearest place with room, and a card that names nobody."""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from stelsel import clock as clocks
from stelsel.audit.models import AuditEntry
from stelsel.mail import Letter, LetterState
from stelsel.tenancy import whose
from stelsel_tenants.activities import service as activities
from stelsel_tenants.activities.models import Activity, Entry, Theme
from stelsel_tenants.partners import service as partners
from stelsel_tenants.partners.models import Partnership
from stelsel_tenants.questions.models import Half
from stelsel_tenants.referrals import codes
from stelsel_tenants.referrals.models import Referral, SentReferral
from tests.finder import published
from tests.referrals import desk
from tests.referrals.desk import asked, both, desk_of, give, held
from tests.site import shelf
from tests.support import documents
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.pages import parse
from tests.support.scopes import Scopes

Outbox = Callable[[], list[Letter]]
RunJobs = Callable[[], int]


@pytest.fixture(autouse=True)
def _at_ten(clock: Clock) -> None:
    """Tuesday 1 December 2026."""


def titles(page: str) -> list[str]:
    return [one.get_text() for one in parse(page).select("li.st-ses h3")]


def test_the_nearest_places_with_room_in_all_libraries(clients: Clients, scopes: Scopes) -> None:
    held(scopes, "katwijk", title="In Katwijk")
    held(scopes, "den-haag", title="In Den Haag", partner="belastingdienst")
    held(scopes, "venlo", title="In Venlo")
    held(scopes, "katwijk", title="Over taal", concept_slug="taalcafe")
    there = clients["balie_katwijk"]

    found = there.get(f"{desk_of('katwijk')}?soort=tax")

    assert titles(found.text) == ["In Katwijk", "In Den Haag"], "nearest first; Venlo is more than 50 km away"
    assert "Met Belastingdienst" in found.text
    assert found.headers["Cache-Control"] == "no-store"
    assert titles(there.get(f"{desk_of('katwijk')}?soort=belastinghulp&bij=Venlo").text) == ["In Venlo"]
    assert titles(there.get(desk_of("katwijk")).text) == [], "nobody said what is needed"
    assert "Deze plaats kennen we niet" in there.get(f"{desk_of('katwijk')}?soort=tax&bij=Xyzzy").text


def test_who_cannot_come_any_more_is_not_sent(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    """Full, cancelled, over, online or in the middle of a course."""
    full = held(scopes, title="Vol", entry=Entry.SIGN_UP, capacity=1, lines=(shelf.TUESDAYS,))
    off = held(scopes, title="Afgelast")
    held(scopes, title="Cursus", entry=Entry.COURSE, capacity=5)
    held(scopes, title="Gaat door")
    with scopes.work() as scope:
        shelf.give_out(scope, full)
        activities.cancel(scope, off, reason="Ziek.")
    page = f"{desk_of('katwijk')}?soort=tax&wanneer=vandaag"
    assert titles(clients["balie_katwijk"].get(page).text) == ["Gaat door"]
    clock.set(clocks.at(date(2026, 12, 1), time(16)))
    found = clients["balie_katwijk"].get(page).text
    assert titles(found) == [], "it is over"
    assert "Geen plek gevonden" in found


def test_nobody_is_sent_to_what_was_not_checked_for_three_months(
    clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    held(scopes, title="Met partner", partner="belastingdienst")
    held(scopes, title="Van de bibliotheek")
    page = f"{desk_of('katwijk')}?soort=tax"
    before = asked(clients["balie_katwijk"].get(page).text, "Met partner")

    clock.forward(days=91)
    with scopes.work() as scope:
        for activity in scope.session.scalars(select(Activity)):
            activities.roll(scope, activity.id)
    clients["balie_katwijk"].sign_in("balie_katwijk")
    assert titles(clients["balie_katwijk"].get(page).text) == ["Van de bibliotheek"]
    refused = clients["balie_katwijk"].post(page, data=before)
    assert refused.status_code == 409
    assert "Hier kan iemand nu niet meer terecht" in refused.text

    with scopes.work() as scope:
        partners.confirm(scope, scope.session.scalars(select(Partnership.id)).one())
    assert titles(clients["balie_katwijk"].get(page).text) == ["Met partner", "Van de bibliotheek"]


def test_a_card_says_where_and_when_and_nothing_of_who(clients: Clients, scopes: Scopes) -> None:
    held(scopes, partner="belastingdienst", room="Leeszaal")
    made = give(clients)
    text = parse(made.page).select_one(".st-card").get_text(" ")  # type: ignore[union-attr]
    for told in (
        "Belastingspreekuur", "Dinsdag 1 december 2026, 14.00 tot 16.00 uur", "Bij: Belastingdienst",
        "Voorbeeldplein 1, 2225 AA Katwijk", "Leeszaal", "Neem mee: Uw DigiD", "Gratis", made.code,
        "Geldig tot en met 30 januari 2027", "/b/katwijk/agenda",
    ):  # fmt: skip
        assert told in " ".join(text.split())
    assert len(made.code.replace(" ", "")) == codes.LENGTH


def test_of_a_referral_both_sides_keep_the_same_and_the_code_is_nowhere(clients: Clients, scopes: Scopes) -> None:
    """The stored facts are those that FEATURES C13 names, and no column has room for a person."""
    held(scopes, "den-haag", partner="belastingdienst")
    made = give(clients, "katwijk", near="2225")
    received, sent = both(scopes, made.id, "den-haag", "katwijk")
    for row in (received, sent):
        assert (row.category, row.day, row.half) == (Theme.TAX, date(2026, 12, 1), Half.MORNING)
        assert (row.outcome, row.ends_at) == (None, clocks.end_of(date(2026, 12, 1) + timedelta(days=60)))
    with scopes.reading("katwijk") as scope:
        assert received.from_tenant_id == scope.tenant_id
        assert scope.session.scalars(select(Referral)).all() == []
    with scopes.reading("den-haag") as scope:
        assert sent.to_tenant_id == scope.tenant_id
        assert scope.session.scalars(select(SentReferral)).all() == []
    with scopes.app.app_context():
        assert received.code_hash == codes.fingerprint(made.code.replace(" ", ""))
    assert made.code.replace(" ", "") not in str([*vars(received).values(), *vars(sent).values()])
    columns = {one.key for model in (Referral, SentReferral) for one in whose.attributes(model)}
    assert columns == {
        "tenant_id", "id", "organisation_id", "category", "day", "half", "outcome", "ends_at", "from_tenant_id",
        "code_hash", "passed_on_id", "to_tenant_id", "seed", "session_id",
    }  # fmt: skip


def test_the_trail_says_that_one_was_given_and_not_which(clients: Clients, scopes: Scopes) -> None:
    held(scopes)
    made = give(clients)
    with scopes.reading() as scope:
        (entry,) = scope.session.scalars(select(AuditEntry).where(AuditEntry.deed == "referral.given"))
        assert (entry.object_id, entry.detail) == (str(scope.tenant_id), {})
        assert str(made.id) not in str(vars(entry))


def test_a_second_click_gives_no_second_card(clients: Clients, scopes: Scopes) -> None:
    held(scopes)
    there, page = clients["balie_katwijk"], f"{desk_of('katwijk')}?soort=tax"
    sent = asked(there.get(page).text)
    first, second = (there.post(page, data=sent) for _click in range(2))
    assert first.location == second.location
    with scopes.reading() as scope:
        assert len(scope.session.scalars(select(Referral)).all()) == 1


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"bibliotheek": "katwijk", "moment": "geen"},
        {"bibliotheek": "nergens", "moment": str(uuid.uuid4())},
        {"bibliotheek": "katwijk", "moment": str(uuid.uuid4())},
        {"bibliotheek": "venlo"},
        {"kaart": "x"},
    ],
)
def test_what_is_no_place_gets_no_card(clients: Clients, scopes: Scopes, typed: dict[str, str]) -> None:
    session_id = held(scopes)
    whole = {"bibliotheek": "katwijk", "moment": str(session_id), "kaart": str(uuid.uuid4())}
    sent = whole | typed if typed else {}
    answer = clients["balie_katwijk"].post(f"{desk_of('katwijk')}?soort=tax", data=sent)
    assert answer.status_code == (303 if "kaart" in typed else 409)


def test_a_card_can_be_shown_again_on_its_day_and_by_its_own_library(
    clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    held(scopes)
    made = give(clients)
    url = f"{desk_of('katwijk')}/{made.id}"
    assert made.code in clients["redactie_katwijk"].get(url).text
    assert clients["balie_venlo"].get(url).status_code == 404
    assert clients["balie_venlo"].get(f"{desk_of('venlo')}/{made.id}").status_code == 404
    assert clients["directie_katwijk"].get(url).status_code == 403
    clock.forward(days=1)
    clients["balie_katwijk"].sign_in("balie_katwijk")
    gone = clients["balie_katwijk"].get(url)
    assert gone.status_code == 410
    assert made.code not in gone.text


def test_a_session_that_is_cancelled_meanwhile_says_so_on_the_card(clients: Clients, scopes: Scopes) -> None:
    session_id = held(scopes)
    made = give(clients)
    with scopes.work() as scope:
        activities.cancel(scope, session_id, reason="Ziek.")
    card = clients["balie_katwijk"].get(f"{desk_of('katwijk')}/{made.id}")
    assert "Gaat niet door" in card.text
    address = parse(card.text).select_one(".st-card a")
    assert address is not None
    for there in (str(address["href"]).removeprefix("http://localhost"), "/b/katwijk/agenda?dag=2026-12-01"):
        assert "Gaat niet door" in clients["bezoeker"].get(there).text, "the addresses that are printed on it tell it"


@pytest.mark.parametrize(("paper", "millimetres"), [("a6", (105, 148)), ("a5", (148, 210))])
def test_the_card_on_paper_can_be_read_by_everybody(
    clients: Clients, scopes: Scopes, paper: str, millimetres: tuple[int, int]
) -> None:
    held(scopes, partner="belastingdienst", title="Spreekuur van de invulhulp bij de belastingaangifte en toeslagen")
    made = give(clients)
    answer = clients["balie_katwijk"].get(f"{desk_of('katwijk')}/{made.id}/kaart.pdf?formaat={paper}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "no-store"
    document = documents.read(answer.data)
    assert document.sizes == (millimetres,), "all of it is on one side"
    assert (document.is_ua, document.language) == (True, "nl")
    for told in (made.code, "Spreekuur van de invulhulp", "Bij: Belastingdienst", "14.00 tot 16.00 uur", "Neem mee:"):
        assert document.says(told)
    assert document.says("localhost/b/katwijk/agenda")
    assert document.pictures == ("QR-code naar de pagina van dit moment",)


def test_the_card_goes_by_mail_and_the_address_is_kept_for_an_hour(
    clients: Clients, scopes: Scopes, outbox: Outbox, run_jobs: RunJobs, clock: Clock
) -> None:
    held(scopes, partner="belastingdienst")
    made = give(clients)
    url = f"{desk_of('katwijk')}/{made.id}"
    form = parse(made.page).select_one("form[action$=mail]")
    assert form is not None
    sent = {str(one["name"]): str(one.get("value", "")) for one in form.select("input")} | {
        "email": "noor@voorbeeld.nl"
    }
    for _click in range(2):
        assert clients["balie_katwijk"].post(f"{url}/mail", data=sent).status_code == 303
    (letter,) = outbox()
    assert letter.receiver == "noor@voorbeeld.nl"
    assert made.code in letter.text
    assert "14.00 tot 16.00 uur" in letter.text
    assert letter.about_id != made.id, "nothing leads from the address to the card"
    run_jobs()
    assert [one.state for one in outbox()] == [LetterState.KEPT]
    clock.forward(minutes=61)
    run_jobs()
    assert outbox() == []


def test_a_wrong_address_stays_in_the_form(clients: Clients, scopes: Scopes, outbox: Outbox) -> None:
    held(scopes)
    made = give(clients)
    answer = clients["balie_katwijk"].post(f"{desk_of('katwijk')}/{made.id}/mail", data={"email": "noor@"})
    assert answer.status_code == 422
    assert 'value="noor@"' in answer.text
    assert outbox() == []


def test_the_advice_costs_the_same_however_much_there_is(
    clients: Clients, scopes: Scopes, count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    def cost() -> int:
        with count_queries() as seen:
            clients["balie_katwijk"].get(f"{desk_of('katwijk')}?soort=tax&bij=Katwijk")
        return len(seen)

    held(scopes)
    cost()
    before = cost()
    with scopes.work("den-haag") as scope:
        for _number in range(12):
            branch_id = published.branch(scope, "Noordwijk")
            published.session(scope, branch_id)
            published.session(scope, branch_id)
    assert cost() == before


def test_the_desk_and_the_question_lead_there(clients: Clients) -> None:
    for page in ("/b/katwijk/beheer/balie", "/b/katwijk/beheer/balie/vragen"):
        assert f'href="{desk_of("katwijk")}' in clients["balie_katwijk"].get(page).text
    assert desk.codes_of("katwijk") in clients["balie_katwijk"].get("/b/katwijk/beheer/").text
