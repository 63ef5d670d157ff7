"""The agenda by mail: asked, confirmed, written each week where there is news, once, and stopped by one POST."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from stelsel import clock as house_clock
from stelsel.mail import Letter, smtp
from stelsel.tenancy import Scope
from stelsel_tenants.activities.schedule import on_dates
from stelsel_tenants.newsletters import jobs, service, telling
from stelsel_tenants.newsletters.about import About
from stelsel_tenants.newsletters.models import Subscription
from tests.newsletters.readers import NOOR, PAGE, ask, confirm, link
from tests.site import shelf
from tests.support.client import Clients, PageClient
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

Outbox = Callable[[], list[Letter]]
RunJobs = Callable[[], int]
MONDAY = house_clock.at(date(2026, 12, 7), time(7, 30))


@pytest.fixture(autouse=True)
def open_branch(scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)


def subscriptions(scopes: Scopes) -> list[tuple[str, str, bool]]:
    """Address, kind, and whether it was confirmed."""
    with scopes.reading() as scope:
        rows = scope.session.scalars(select(Subscription).order_by(Subscription.email, Subscription.kind))
        return [(row.email, row.kind, row.confirmed_at is not None) for row in rows]


def look(scopes: Scopes) -> None:
    """What happens on a Monday."""
    with scopes.app.app_context():
        jobs.write(scopes.tenant().id)


def weekly(outbox: Outbox) -> list[Letter]:
    return [letter for letter in outbox() if letter.template == "newsletter"]


def test_it_is_asked_and_said_yes_to_and_opening_the_link_changes_nothing(
    client: PageClient, scopes: Scopes, outbox: Outbox
) -> None:
    ask(client)
    (letter,) = outbox()
    assert (letter.receiver, letter.template) == (NOOR, "newsletter-confirm")
    assert link(letter) in letter.unsubscribe
    page = client.get(link(letter))
    assert "Ja, stuur mij deze mail" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert subscriptions(scopes) == [(NOOR, "", False)]
    confirm(client, letter)
    assert subscriptions(scopes) == [(NOOR, "", True)]
    assert "Stop met deze mail" in client.get(link(letter)).text


def test_nobody_learns_who_reads_it(client: PageClient, scopes: Scopes, outbox: Outbox, clock: Clock) -> None:
    """The answer is the same for a new address, one that waits and one that reads; each is written to once a day."""
    first = client.post(PAGE, data={"email": NOOR, "soort": "alles"})
    again = client.post(PAGE, data={"email": f" {NOOR.title()} ", "soort": "alles"})
    assert len(outbox()) == 1
    confirm(client, outbox()[0])
    clock.forward(minutes=1)
    known = client.post(PAGE, data={"email": NOOR, "soort": "alles"})
    client.post(PAGE, data={"email": NOOR, "soort": "alles"})
    assert {(one.status_code, one.location, one.text) for one in (first, again, known)} == {
        (303, f"{PAGE}/aangevraagd", first.text)
    }
    assert [letter.template for letter in outbox()] == ["newsletter-confirm", "newsletter-already"]
    clock.forward(days=1)
    ask(client)
    assert len(outbox()) == 3
    assert subscriptions(scopes) == [(NOOR, "", True)]


@pytest.mark.parametrize(
    "typed", ["", "noor", "noor@voorbeeld.nl\nBcc: bo@voorbeeld.nl", "noor@voorbeeld.nl, bo@voorbeeld.nl"]
)
def test_what_is_no_address_is_told_at_its_field(
    client: PageClient, scopes: Scopes, outbox: Outbox, typed: str
) -> None:
    answer = client.post(f"{PAGE}?soort=nergens", data={"email": typed, "soort": "alles"})
    assert answer.status_code == 422
    assert 'id="email-error"' in answer.text or "error-message" in answer.text
    assert (subscriptions(scopes), outbox()) == ([], [])


def test_one_address_asks_for_so_many_kinds_and_no_more(scopes: Scopes, outbox: Outbox) -> None:
    with scopes.work() as scope:
        for number in range(service.MOST + 3):
            service.ask(scope, NOOR, About(f"soort-{number}"), language="nl")
    assert len(outbox()) == len(subscriptions(scopes)) == service.MOST


def test_what_is_new_is_written_each_monday_and_once(
    client: PageClient, scopes: Scopes, outbox: Outbox, run_jobs: RunJobs, clock: Clock
) -> None:
    run_jobs()
    with scopes.work() as scope:
        shelf.published(scope, "Taalcafé", lines=(shelf.TUESDAYS,))
    clock.forward(days=1)
    ask(client)
    path = confirm(client, outbox()[0])
    ask(client, "bo@voorbeeld.nl")  # never says yes
    with scopes.work() as scope:
        new = shelf.published(scope, "Leesclub", lines=(on_dates(time(10), time(12), date(2027, 1, 20)),))
    clock.set(MONDAY)
    run_jobs()
    look(scopes)
    look(scopes)
    (letter,) = weekly(outbox)
    assert letter.receiver == NOOR
    assert letter.subject == "Deze week bij Bibliotheek Katwijk"
    assert "Leesclub\nVoor het eerst op woensdag 20 januari, 10.00 uur.\n" in letter.text
    assert f"\nhttp://localhost/b/katwijk/activiteiten/{new}\n" in letter.text
    assert "Dinsdag 8 december\n\nTaalcafé\n14.00 tot 16.00 uur" in letter.text
    assert "Taalcafé" in letter.html
    assert "15 december" not in letter.text
    assert link(letter) == path
    clock.forward(days=7)
    look(scopes)
    _first, second = weekly(outbox)
    assert "Leesclub" not in second.text
    assert "Dinsdag 15 december" in second.text


def test_nothing_is_written_when_nothing_is_new(
    client: PageClient, scopes: Scopes, outbox: Outbox, clock: Clock
) -> None:
    """No moment of this week goes on, and nothing was published since: also of another kind, or of another week."""
    with scopes.work() as scope:
        shelf.published(scope, "Leesclub", lines=(on_dates(time(10), time(12), date(2026, 12, 16)),))
        shelf.published(scope, "Belasting", concept_slug="belastinghulp", lines=(shelf.TUESDAYS,))
    ask(client, kind="taalcafe")
    confirm(client, outbox()[0])
    look(scopes)
    assert len(weekly(outbox)) == 1  # the first time, what was published in the week before is new
    clock.set(MONDAY)
    look(scopes)
    assert len(weekly(outbox)) == 1
    clock.forward(days=7)
    look(scopes)
    _first, letter = weekly(outbox)
    assert "Woensdag 16 december\n\nLeesclub" in letter.text
    assert "Belasting" not in letter.text
    clock.forward(days=7)
    look(scopes)
    assert len(weekly(outbox)) == 2


def test_a_mail_program_stops_it_by_one_post(
    app: Flask, client: PageClient, scopes: Scopes, outbox: Outbox, run_jobs: RunJobs
) -> None:
    """Without session, cookie or token, and answered at once: no redirect (RFC 8058). Nothing is kept."""
    ask(client)
    path = confirm(client, outbox()[0])
    made = smtp.message(outbox()[0], app.extensions["stelsel.settings"])
    assert made["List-Unsubscribe"] == f"<http://localhost{path}>"
    assert made["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    run_jobs()
    program = app.test_client()
    answer = program.post(path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert subscriptions(scopes) == []
    run_jobs()
    assert outbox() == []  # nor of the letters that it was written to
    assert program.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 410
    assert client.get(path).status_code == 410


def test_a_long_address_is_not_broken_in_its_header(app: Flask, client: PageClient, outbox: Outbox) -> None:
    ask(client)
    (letter,) = outbox()
    letter.unsubscribe = f"https://{'agenda.' * 20}voorbeeld.nl/nieuwsbrief/{'x' * 22}"
    sent = smtp.message(letter, app.extensions["stelsel.settings"]).as_bytes().decode()
    assert f"<{letter.unsubscribe}>" in sent


@pytest.mark.parametrize("step", ["", "/bevestigen", "/waarover"])
def test_a_link_that_is_not_one_opens_nothing(client: PageClient, step: str) -> None:
    assert client.post(f"/nieuwsbrief/{'A' * 22}{step}").status_code == 410
    assert client.get(f"/nieuwsbrief/{'A' * 22}").status_code == 410


def test_one_chooses_something_else_on_ones_own_page(
    client: PageClient, scopes: Scopes, outbox: Outbox, clock: Clock
) -> None:
    with scopes.work() as scope:
        shelf.published(scope)
    ask(client)
    path = confirm(client, outbox()[0])
    clock.forward(minutes=1)
    assert client.post(f"{path}/waarover", data={"soort": "taalcafe"}).status_code == 303
    assert subscriptions(scopes) == [(NOOR, "taalcafe", True)]
    assert client.post(f"{path}/waarover", data={"soort": "nergens"}).status_code == 422
    ask(client)
    confirm(client, outbox()[-1])
    refused = client.post(f"{path}/waarover", data={"soort": "alles"})
    assert refused.status_code == 409
    assert "Hierover krijgt u al een mail" in refused.text


def test_a_letter_speaks_the_language_in_which_it_was_asked(
    client: PageClient, scopes: Scopes, outbox: Outbox, clock: Clock
) -> None:
    with scopes.work() as scope:
        shelf.published(scope, "Taalcafé")
    ask(client, page=f"{PAGE}?taal=en")
    ask(client, "bo@voorbeeld.nl")
    for letter in outbox():
        confirm(client, letter)
    clock.set(MONDAY)
    look(scopes)
    said = {letter.language: letter for letter in weekly(outbox)}
    assert said["en"].subject == "This week at Bibliotheek Katwijk"
    assert "Tuesday 8 December" in said["en"].text
    assert "Dinsdag 8 december" in said["nl"].text


def test_who_does_not_confirm_is_forgotten(
    client: PageClient, scopes: Scopes, outbox: Outbox, run_jobs: RunJobs, clock: Clock
) -> None:
    run_jobs()
    ask(client)
    ask(client, "bo@voorbeeld.nl")
    path = {letter.receiver: link(letter) for letter in outbox()}
    client.post(f"{path['bo@voorbeeld.nl']}/bevestigen")
    clock.forward(days=4)
    run_jobs()
    assert subscriptions(scopes) == [("bo@voorbeeld.nl", "", True)]
    assert client.get(path[NOOR]).status_code == 410


def test_a_thousand_readers_take_as_many_questions_as_two(
    scopes: Scopes, clock: Clock, count_queries: Callable[[], Any]
) -> None:
    """What there is to tell is asked once for each kind; each letter and its job are written."""
    seen = []
    for number in (2, 12):
        with scopes.work() as scope:
            for one in range(number):
                subscribed(scope, f"lezer{number}-{one}@voorbeeld.nl")
        with scopes.work() as scope, count_queries() as statements:
            telling.write(scope, house_clock.now())
        seen.append(len([one for one in statements if one.lstrip().startswith("SELECT")]))
    assert seen[0] == seen[1]


def subscribed(scope: Scope, email: str, kind: str = "") -> None:
    service.ask(scope, email, About(kind), language="nl")
    found = select(Subscription.id).where(Subscription.email == email)
    service.confirm(scope, scope.session.scalars(found).one())


def test_the_workroom_counts_readers_and_tells_no_small_number(clients: Clients, scopes: Scopes) -> None:
    with scopes.work() as scope:
        for number in range(6):
            subscribed(scope, f"lezer{number}@voorbeeld.nl")
        subscribed(scope, NOOR, "taalcafe")
    page = clients["redactie_katwijk"].get("/b/katwijk/beheer/drukwerk/nieuwsbrief")
    assert "6 lezers" in page.text
    assert "minder dan 5" in page.text
    assert NOOR not in page.text
