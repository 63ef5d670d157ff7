"""Typing the code of a card: only where it leads, once, and at most ten wrong ones in an hour."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from stelsel import clock as clocks
from stelsel.audit.models import AuditEntry
from stelsel.identity.models import Attempt
from stelsel_tenants.partners import ending
from stelsel_tenants.partners.models import Partnership, Side
from stelsel_tenants.referrals import jobs
from stelsel_tenants.referrals.codes import SIGNS
from stelsel_tenants.referrals.models import Outcome, Referral, SentReferral
from tests.referrals.desk import CAME, NOT_FOR_US, THEIRS, asked, both, card, codes_of, desk_of, give, held
from tests.support.client import Clients, PageClient
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

UNKNOWN = "Deze code kennen we niet"
Type = Callable[..., tuple[int, str]]


@pytest.fixture(autouse=True)
def _at_ten(clock: Clock) -> None:
    """Tuesday 1 December 2026."""


def typed(client: PageClient, code: str, outcome: str = CAME, page: str = THEIRS) -> tuple[int, str]:
    """Status and page; after a redirect the page that it leads to."""
    answer = client.post(page, data={"code": code, "uitkomst": outcome})
    text = client.get(answer.location or "").text if answer.status_code == 303 else answer.text
    return answer.status_code, text


def other_than(code: str) -> list[str]:
    """Ten codes that nobody gave."""
    return [code.replace(" ", "")[:5] + sign for sign in SIGNS if sign != code[-1]]


def test_a_partner_notes_that_somebody_came_and_both_sides_know(clients: Clients, scopes: Scopes) -> None:
    held(scopes, "den-haag", partner="belastingdienst")
    made = give(clients, "katwijk", near="2225")
    status, page = typed(clients["partner_belastingdienst"], made.code.lower().replace(" ", "-"))
    assert status == 303
    assert "Genoteerd: deze bezoeker is gekomen." in page
    received, sent = both(scopes, made.id, "den-haag", "katwijk")
    assert received.outcome is sent.outcome is Outcome.CAME
    with scopes.reading("den-haag") as scope:
        (entry,) = scope.session.scalars(select(AuditEntry).where(AuditEntry.deed == "referral.noted"))
        assert (entry.object_id, entry.hat, entry.detail) == (str(scope.tenant_id), "partner", {})


def test_a_library_notes_it_for_itself(clients: Clients, scopes: Scopes) -> None:
    held(scopes, "den-haag")
    made = give(clients, "katwijk", near="2225")
    status, _page = typed(clients["balie_den-haag"], made.code, page=codes_of("den-haag"))
    assert status == 303
    received, sent = both(scopes, made.id, "den-haag", "katwijk")
    assert received.outcome is sent.outcome is Outcome.CAME


def test_a_code_works_only_where_it_leads(clients: Clients, scopes: Scopes) -> None:
    """Another partner, the library around the partner, the one that gave it: the same words as for a code that is
    none."""
    held(scopes, "den-haag", partner="belastingdienst", title="Van de partner")
    made = give(clients, "katwijk", near="2225")
    nobodys = other_than(made.code)[0]
    for who, page in (
        ("partner_walkentalk", THEIRS),
        ("balie_den-haag", codes_of("den-haag")),
        ("balie_katwijk", codes_of("katwijk")),
    ):
        theirs, none = (typed(clients[who], code, page=page) for code in (made.code, nobodys))
        assert theirs[0] == none[0] == 422
        assert UNKNOWN in theirs[1]
        assert f'value="{made.code}"' in theirs[1], "what was typed stays"
        assert UNKNOWN in none[1]
    received, sent = both(scopes, made.id, "den-haag", "katwijk")
    assert received.outcome is sent.outcome is None


@pytest.mark.parametrize(("first", "second"), [(CAME, CAME), (CAME, NOT_FOR_US), (NOT_FOR_US, CAME)])
def test_typing_it_twice_says_that_it_was_noted(clients: Clients, scopes: Scopes, first: str, second: str) -> None:
    held(scopes, partner="belastingdienst")
    made = give(clients)
    partner = clients["partner_belastingdienst"]
    typed(partner, made.code, first)
    status, page = typed(partner, made.code, second)
    assert status == 409
    assert "Deze code is al genoteerd" in page
    assert both(scopes, made.id, "katwijk", "katwijk")[0].outcome == Outcome(first)


@pytest.mark.parametrize("code", ["", "K7M", "K7M4XRR", "AAAAAA", "х7м4хр", "K7M4X\x00", "1" * 300])
def test_what_is_no_code_is_no_guess(clients: Clients, scopes: Scopes, code: str) -> None:
    for _again in range(12):
        assert typed(clients["partner_belastingdienst"], code)[0] == 422
    with scopes.identity(reading=True) as scope:
        assert scope.session.scalars(select(Attempt)).all() == []


def test_the_eleventh_wrong_code_in_an_hour_is_not_looked_up(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    """Not even if it is right. Other partners and libraries go on, and an hour later so does this one."""
    held(scopes, partner="belastingdienst", title="Van de partner")
    made, theirs = give(clients), clients["partner_belastingdienst"]
    for wrong in other_than(made.code)[:10]:
        assert typed(theirs, wrong)[0] == 422
    slowed = theirs.post(THEIRS, data={"code": made.code, "uitkomst": CAME})
    assert (slowed.status_code, slowed.headers["Retry-After"]) == (429, "3600")
    assert "te vaak" in slowed.text
    assert f'value="{made.code}"' in slowed.text
    assert typed(clients["partner_walkentalk"], made.code)[0] == 422
    clock.forward(minutes=59)
    assert typed(theirs, made.code)[0] == 429
    clock.forward(minutes=1)
    assert typed(theirs, made.code)[0] == 303


def test_a_right_code_buys_no_guesses(clients: Clients, scopes: Scopes) -> None:
    held(scopes, partner="belastingdienst")
    theirs, made = clients["partner_belastingdienst"], [give(clients) for _card in range(3)]
    wrong = other_than(made[0].code)
    for number, code in enumerate(wrong[:9]):
        assert typed(theirs, code)[0] == 422
        if number < 3:
            assert typed(theirs, made[number].code)[0] == 303
        assert typed(theirs, made[0].code)[0] == 409
    assert typed(theirs, wrong[9])[0] == 422
    assert typed(theirs, made[0].code)[0] == 429


def test_a_card_lives_to_the_end_of_its_sixtieth_day(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    held(scopes, partner="belastingdienst", title="Eerste")
    made, theirs = [give(clients) for _card in range(2)], clients["partner_belastingdienst"]
    last = date(2026, 12, 1) + timedelta(days=60)
    clock.set(clocks.end_of(last) - timedelta(seconds=1))
    theirs.sign_in("partner_belastingdienst")
    assert typed(theirs, made[0].code)[0] == 303
    clock.set(clocks.end_of(last))
    theirs.sign_in("partner_belastingdienst")
    status, page = typed(theirs, made[1].code)
    assert (status, "Deze kaart is verlopen" in page) == (422, True)
    with scopes.app.app_context():
        jobs.forget(scopes.tenant("katwijk").id)
    status, page = typed(theirs, made[1].code)
    assert (status, UNKNOWN in page) == (422, True), "then nobody knows it any more"


def test_at_night_cards_fade_and_dead_ones_lose_their_code_but_figures_stay(
    clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    held(scopes, "den-haag", partner="belastingdienst")
    made = give(clients, "katwijk", near="2225")
    typed(clients["partner_belastingdienst"], made.code)

    def night(**step: float) -> tuple[Referral, SentReferral]:
        clock.forward(**step)
        with scopes.app.app_context():
            for slug in ("katwijk", "den-haag"):
                jobs.forget(scopes.tenant(slug).id)
        return both(scopes, made.id, "den-haag", "katwijk")

    received, sent = night(hours=1)
    assert sent.seed is not None
    received, sent = night(days=1)
    assert (sent.seed, sent.session_id) == (None, None)
    assert received.code_hash is not None
    received, sent = night(days=60)
    assert received.code_hash is None
    assert received.outcome is sent.outcome is Outcome.CAME


def test_an_ended_partnership_notes_nothing(clients: Clients, scopes: Scopes) -> None:
    held(scopes, partner="belastingdienst")
    made = give(clients)
    with scopes.work() as scope:
        ending.end(scope, scope.session.scalars(select(Partnership.id)).one(), by=Side.LIBRARY, last_day=None)
    status, page = typed(clients["partner_belastingdienst"], made.code)
    assert status == 422
    assert "niet meer mee samenwerkt" in page
    assert both(scopes, made.id, "katwijk", "katwijk")[0].outcome is None
    for page in ("kaart", "verder"):
        assert clients["partner_belastingdienst"].get(f"{THEIRS}/{made.id}/{page}").status_code == 404


def test_a_partner_sends_on_who_came_to_the_wrong_place(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    held(scopes, "den-haag", partner="belastingdienst", title="Bij de partner")
    held(scopes, "katwijk", title="In Katwijk")
    made, theirs = give(clients, "katwijk", near="Den Haag"), clients["partner_belastingdienst"]
    status, page = typed(theirs, made.code, NOT_FOR_US)
    assert status == 303
    assert "Waar kan deze bezoeker wel terecht?" in page
    onward = f"{THEIRS}/{made.id}/verder"
    choice = theirs.get(f"{onward}?soort=tax&bij=2225").text
    answer = theirs.post(onward, data=asked(choice, "In Katwijk"))
    assert answer.status_code == 303
    again = card(theirs, answer.location or "")

    received, sent = both(scopes, made.id, "den-haag", "katwijk")
    assert received.outcome is sent.outcome is Outcome.PASSED_ON
    assert received.passed_on_id is not None
    new, new_sent = both(scopes, received.passed_on_id, "katwijk", "den-haag")
    assert (new.organisation_id, new_sent.outcome) == (None, None)
    assert typed(clients["balie_katwijk"], again.code, page=codes_of("katwijk"))[0] == 303
    assert theirs.post(onward, data=asked(choice, "Bij de partner")).status_code == 409, "it was passed on already"
    for who in ("partner_walkentalk", "balie_katwijk"):
        assert clients[who].get(f"{THEIRS}/{made.id}/kaart").status_code == 404
        assert clients[who].get(onward).status_code == 404
    with scopes.app.app_context():
        jobs.forget(scopes.tenant("den-haag").id)
    assert theirs.get(f"{THEIRS}/{made.id}/kaart").status_code == 404, "from the next night on nobody can show it"


def test_a_library_sends_on_who_came_to_the_wrong_place(clients: Clients, scopes: Scopes) -> None:
    held(scopes, "den-haag", title="In Den Haag")
    held(scopes, "katwijk", title="In Katwijk", partner="belastingdienst")
    made, here = give(clients, "katwijk", near="Den Haag"), clients["balie_den-haag"]
    status, page = typed(here, made.code, NOT_FOR_US, codes_of("den-haag"))
    assert status == 303
    assert "Waar kan deze bezoeker wel terecht?" in page
    onward = f"{desk_of('den-haag')}?van={made.id}&soort=tax&bij=2225"
    answer = here.post(onward, data=asked(here.get(onward).text, "In Katwijk"))
    assert answer.status_code == 303
    again = card(here, answer.location or "")
    assert both(scopes, made.id, "den-haag", "katwijk")[1].outcome is Outcome.PASSED_ON
    assert typed(clients["partner_belastingdienst"], again.code)[0] == 303
    assert clients["balie_venlo"].get(f"{desk_of('venlo')}?van={made.id}").status_code == 404


def test_nobody_else_opens_these_pages(clients: Clients) -> None:
    for who, page, status in (
        ("bezoeker", codes_of("katwijk"), 303),
        ("balie_venlo", codes_of("katwijk"), 404),
        ("directie_katwijk", codes_of("katwijk"), 403),
        ("directie_katwijk", desk_of("katwijk"), 403),
        ("balie_katwijk", THEIRS, 404),
        ("landelijk", codes_of("katwijk"), 404),
    ):
        assert clients[who].get(page).status_code == status, (who, page)
