"""What is new around a place by mail: asked from a search, told over all libraries, nearest first, once a week."""

import re
import uuid
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from stelsel import clock as house_clock
from stelsel.audit.models import AuditEntry
from stelsel.geo import queries as geo
from stelsel.mail import Letter, smtp
from stelsel_tenants.activities import service as activities
from stelsel_tenants.finder import near as finder
from stelsel_tenants.finder.near import Point
from stelsel_tenants.finder.wish import Wish
from stelsel_tenants.newsletters import jobs, nearby, service, telling
from stelsel_tenants.newsletters.about import About
from stelsel_tenants.newsletters.models import Subscription
from stelsel_tenants.site.models import PublishedSession
from tests.finder import published
from tests.newsletters.readers import NEAR, NOOR, ask_near, confirm, link, near
from tests.site import shelf
from tests.support.client import PageClient
from tests.support.fixtures import Clock
from tests.support.pages import parse
from tests.support.scopes import Scopes
from tests.support.world import NATIONAL_SLUG

Outbox = Callable[[], list[Letter]]
RunJobs = Callable[[], int]
MONDAY = house_clock.at(date(2026, 12, 7), time(7, 30))
LONG_AGO = house_clock.at(date(2026, 6, 1), time(9))
LAST_WEEK = house_clock.at(date(2026, 12, 3), time(9))
"""Since the letter of 30 November, and before that of MONDAY."""


@pytest.fixture(autouse=True)
def _at_ten(clock: Clock) -> None:
    """Tuesday 1 December 2026."""


def subscriptions(scopes: Scopes) -> list[tuple[str, About, bool]]:
    """Address, what it is about, and whether it was confirmed: the national body's rows."""
    with scopes.scheme() as scope:
        rows = scope.session.scalars(select(Subscription).order_by(Subscription.email, Subscription.km))
        return [(row.email, About.of(row), row.confirmed_at is not None) for row in rows]


def look(scopes: Scopes) -> None:
    """What happens on a Monday."""
    with scopes.app.app_context():
        jobs.write(scopes.tenant(NATIONAL_SLUG).id)


def weekly(outbox: Outbox) -> list[Letter]:
    return [letter for letter in outbox() if letter.template == "nearby"]


def reader(client: PageClient, outbox: Outbox, *, email: str = NOOR, **typed: Any) -> str:
    """Somebody who asked and said yes. Returns the address of their own page."""
    ask_near(client, email=email, **typed)
    asked = [letter for letter in outbox() if letter.receiver == email and letter.template == "nearby-confirm"]
    return confirm(client, asked[-1])


def told(letter: Letter) -> list[str]:
    """The titles in a letter, in its order."""
    return re.findall(r"^(.+)\n.+\nhttp://localhost/b/\S+/sessies/\S+$", letter.text, re.MULTILINE)


def at(scopes: Scopes, slug: str, place: str, *sessions: dict[str, Any], **facts: Any) -> None:
    """A branch with these sessions: `day` after Tuesday 1 December, and facts."""
    with scopes.work(slug) as scope:
        branch_id = published.branch(scope, place, **facts)
        for one in sessions:
            published.session(scope, branch_id, **one)


def test_a_search_leads_there_with_what_was_looked_for(client: PageClient, scopes: Scopes) -> None:
    at(scopes, "katwijk", "Katwijk", {"day": 1})
    for search in ("bij=2225+AB&soort=language&straal=5", "bij=2225&soort=tax&straal=5&wanneer=morgen"):
        page = client.get(f"/zoeken?{search}&taal=en").text
        asked = next(a["href"] for a in parse(page).select("main a") if str(a["href"]).startswith(NEAR))
        form = parse(client.get(str(asked)).text).select_one("main form")
        assert form is not None
        assert form["action"] == f"{NEAR}?taal=en"
        kind = "language" if "language" in search else "tax"
        assert [one["value"] for one in form.select("[name=bij], [checked], option[selected]")] == ["2225", "5", kind]


def test_it_is_asked_and_said_yes_to_and_is_the_networks(client: PageClient, scopes: Scopes, outbox: Outbox) -> None:
    """Of the postcode four digits are kept. Opening the link changes nothing. No library signs it."""
    ask_near(client, place="2225 QZ", km=5, kind="language")
    (letter,) = outbox()
    assert (letter.receiver, letter.template, letter.sender) == (NOOR, "nearby-confirm", "")
    assert "taal" not in f"{letter.subject} {letter.text}".lower()
    assert "2225" not in letter.text
    assert "Met vriendelijke groet,\nStelsel\n" in letter.text
    page = client.get(link(letter))
    assert "tot 5 km van 2225" in page.text
    assert "Ja, stuur mij deze mail" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    about = About("language", "2225", 5)
    assert subscriptions(scopes) == [(NOOR, about, False)]
    confirm(client, letter)
    assert subscriptions(scopes) == [(NOOR, about, True)]
    assert "Stop met deze mail" in client.get(link(letter)).text
    with scopes.scheme() as scope:
        deeds = scope.session.scalars(select(AuditEntry.deed).where(AuditEntry.deed.like("newsletter%"))).all()
    assert deeds == ["newsletter.confirmed"]
    with scopes.work() as scope:
        assert scope.session.scalars(select(Subscription)).all() == []


def test_nobody_learns_who_reads_it(client: PageClient, outbox: Outbox, clock: Clock) -> None:
    """The answer is the same for a new address, one that waits and one that reads; each is written to once a day."""
    first = client.post(NEAR, data=near())
    again = client.post(NEAR, data=near(email=f" {NOOR.title()} "))
    assert len(outbox()) == 1
    confirm(client, outbox()[0])
    clock.forward(minutes=1)
    known = client.post(NEAR, data=near())
    client.post(NEAR, data=near())
    assert {(one.status_code, one.location, one.text) for one in (first, again, known)} == {
        (303, f"{NEAR}/aangevraagd", first.text)
    }
    assert [letter.template for letter in outbox()] == ["nearby-confirm", "nearby-already"]


def test_one_address_asks_for_so_many_and_no_more(scopes: Scopes, outbox: Outbox) -> None:
    with scopes.scheme() as scope:
        for number in range(service.MOST + 3):
            service.ask(scope, NOOR, About(place=f"{2220 + number}", km=5), language="nl")
    assert len(outbox()) == len(subscriptions(scopes)) == service.MOST


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"place": "Nergensveen"}, "bij", "Deze plaats kennen we niet."),
        ({"place": ""}, "bij", "Vul dit in"),
        ({"place": "Bergen"}, "bij", "Welke plaats bedoelt u?"),
        ({"place": "123456782"}, "bij", ""),
        ({"email": "noor"}, "email", "Vul een e-mailadres in met een @"),
        ({"km": 500}, "straal", ""),
        ({"kind": "nergens"}, "soort", ""),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(
    client: PageClient, scopes: Scopes, outbox: Outbox, typed: dict[str, Any], field: str, said: str
) -> None:
    answer = client.post(NEAR, data=near(**{"kind": "language", **typed}))
    assert answer.status_code == 422
    page = parse(answer.text)
    wrong = page.select_one(".utrecht-form-field--invalid")
    assert wrong is not None
    assert wrong.select_one(f"[name={field}]")
    assert said in wrong.get_text()
    box = page.select_one("[name=bij]")
    assert box is not None
    assert box["value"] == typed.get("place", "2225")
    assert page.select_one(f"[name=email][value='{typed.get('email', NOOR)}']")
    assert (subscriptions(scopes), outbox()) == ([], [])


def test_what_is_new_is_told_over_all_libraries_nearest_first_and_once(
    client: PageClient, scopes: Scopes, outbox: Outbox, clock: Clock
) -> None:
    reader(client, outbox)
    ask_near(client, email="bo@voorbeeld.nl")  # never says yes
    new = {"published_at": LAST_WEEK}
    at(scopes, "den-haag", "Noordwijk", {"title": "Later", "day": 30, **new}, {"title": "Eerder", "day": 20, **new})
    at(scopes, "katwijk", "Rijnsburg", {"title": "Dichtbij", "day": 40, **new}, lat=52.2018)
    at(scopes, "venlo", "Venlo", {"title": "Ver weg", "day": 20, **new})
    clock.set(MONDAY)
    look(scopes)
    look(scopes)
    (letter,) = weekly(outbox)
    assert (letter.receiver, letter.sender, letter.subject) == (NOOR, "", "Nieuw bij u in de buurt")
    assert told(letter) == ["Dichtbij", "Eerder", "Later"]
    assert "Bibliotheek Rijnsburg" in letter.text
    assert "Bibliotheek Noordwijk (Bibliotheek Den Haag), 5," in letter.text
    assert "Dit is nieuw tot 15 km van 2225 Katwijk" in letter.text
    assert "\nhttp://localhost/zoeken?bij=2225&wanneer=maand&straal=15\n" in letter.text
    for title in told(letter):
        assert title in letter.html
    clock.forward(days=7)
    look(scopes)
    assert len(weekly(outbox)) == 1


def test_what_an_editor_publishes_is_told_with_the_page_of_its_next_date(
    client: PageClient, scopes: Scopes, outbox: Outbox, run_jobs: RunJobs, clock: Clock
) -> None:
    """By the real commands, and by the job that runs on Mondays; what was withdrawn meanwhile is not told."""
    run_jobs()
    reader(client, outbox)
    with scopes.work() as scope:
        shelf.opened(scope)
        activity_id = shelf.published(scope, "Taalcafé")
        activities.withdraw(scope, shelf.published(scope, "Breicafé"))
    clock.set(MONDAY)
    run_jobs()
    (letter,) = weekly(outbox)
    assert told(letter) == ["Taalcafé"]
    facts = "Dinsdag 8 december, 14.00 tot 16.00 uur. Bibliotheek Katwijk Katwijk, 1,1\xa0km. Gratis. Zonder afspraak."
    assert f"\n{facts}\n" in letter.text
    with scopes.reading() as scope:
        second = shelf.sessions(scope, activity_id)[1].id
    assert f"\nhttp://localhost/b/katwijk/sessies/{second}\n" in letter.text


@pytest.mark.parametrize(
    ("sessions", "is_news"),
    [
        ([{"day": 8}], True),  # begins this week
        ([{"day": 8}, {"day": -45}], False),  # was there before
        ([{"day": 8, "concept_slug": "belastinghulp", "theme": "tax"}], False),  # another kind
        ([{"day": 8, "state": "cancelled"}], False),
        ([{"day": 8, "state": "paused"}, {"day": 40}], False),
        ([{"day": 8}, {"day": -45, "state": "paused"}], True),  # begins again
        ([{"day": 15}], False),  # not yet
        ([{"day": 15, "published_at": LAST_WEEK}], True),
        ([{"day": 15, "published_at": LAST_WEEK, "state": "cancelled"}], False),
        ([{"day": -2, "published_at": LAST_WEEK}], False),  # over
        ([{"day": 5}, {"day": 12}], False),  # began last week
    ],
    ids=str,
)
def test_nothing_is_written_when_nothing_is_new(
    client: PageClient, scopes: Scopes, outbox: Outbox, clock: Clock, sessions: list[dict[str, Any]], is_news: bool
) -> None:
    activity_id = uuid.uuid4()
    reader(client, outbox, kind="language")
    common = {"activity_id": activity_id, "published_at": LONG_AGO}
    at(scopes, "katwijk", "Katwijk", *[{**common, **one} for one in sessions])
    clock.set(MONDAY)
    look(scopes)
    assert len(weekly(outbox)) == is_news


def test_a_place_that_is_known_no_more_has_no_news(scopes: Scopes, outbox: Outbox, clock: Clock) -> None:
    at(scopes, "katwijk", "Katwijk", {"published_at": LAST_WEEK, "day": 9})
    with scopes.scheme() as scope:
        for place in ("2225", "1999"):
            subscribed(scope, f"lezer-{place}@voorbeeld.nl", About(place=place, km=5))
    clock.set(MONDAY)
    look(scopes)
    assert [letter.receiver for letter in weekly(outbox)] == ["lezer-2225@voorbeeld.nl"]


def test_a_long_list_is_cut_and_says_so(client: PageClient, scopes: Scopes, outbox: Outbox, clock: Clock) -> None:
    new = [{"title": f"Nieuw {number:02}", "day": 10 + number, "published_at": LAST_WEEK} for number in range(23)]
    at(scopes, "katwijk", "Katwijk", *new)
    reader(client, outbox)
    clock.set(MONDAY)
    look(scopes)
    (letter,) = weekly(outbox)
    assert told(letter) == [f"Nieuw {number:02}" for number in range(nearby.MOST)]
    assert "Er zijn nog 3 andere nieuwe activiteiten." in letter.text
    assert "Er zijn nog 3 andere nieuwe activiteiten." in letter.html


@given(
    spots=st.lists(
        st.tuples(
            st.floats(min_value=-0.3, max_value=0.3),
            st.lists(
                st.tuples(
                    st.sampled_from([LONG_AGO, LAST_WEEK]),
                    st.lists(st.integers(min_value=-70, max_value=40), min_size=1, max_size=4, unique=True),
                ),
                max_size=3,
            ),
        ),
        max_size=5,
    ),
    km=st.sampled_from([5, 15, 50]),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_told_is_exactly_what_is_new_within_reach_in_the_finders_order(
    scopes: Scopes, clock: Clock, spots: list[tuple[float, list[tuple[datetime, list[int]]]]], km: int
) -> None:
    """Days count from Monday 7 December. Each title says where and what, so that the order can be compared."""
    clock.set(MONDAY)
    expected = []
    with scopes.work() as scope:
        published.clear(scope)
        for number, (north, offered) in enumerate(spots):
            branch_id = published.branch(scope, lat=52.2 + north, lon=4.41)
            for other, (since, days) in enumerate(offered):
                title, activity_id = f"{number} {other}", uuid.uuid4()
                facts: dict[str, Any] = {"title": title, "activity_id": activity_id, "published_at": since}
                scope.insert_many(PublishedSession, [published.row(branch_id, 6 + day, **facts) for day in days])
                coming = sorted(day for day in days if day >= 0)
                told_of = [day for day in days if day >= -60]
                begins = coming and min(told_of) >= 0 and coming[0] < 7
                if coming and (since == LAST_WEEK or begins):
                    expected.append((branch_id, coming[0], title))
    with published.network(scopes) as scope:
        found = nearby.of(scope, About(place="2225", km=km), MONDAY - timedelta(days=7))
        spot = geo.find(scope, "2225").spot
        assert spot is not None
        far = finder.within(scope, Point(spot.lat, spot.lon), km, Wish())
    inside = [one for one in expected if one[0] in far]
    order = sorted(inside, key=lambda one: (far[one[0]][0], str(one[0]), one[1], one[2]))
    assert [one.title for one in found.new] == [title for _branch, _day, title in order]
    assert found.has_news == bool(order)


def test_a_mail_program_stops_it_by_one_post(
    app: Flask, client: PageClient, scopes: Scopes, outbox: Outbox, run_jobs: RunJobs
) -> None:
    """Without session, cookie or token, and answered at once: no redirect (RFC 8058). Nothing is kept."""
    path = reader(client, outbox)
    made = smtp.message(outbox()[0], app.extensions["stelsel.settings"])
    assert made["List-Unsubscribe"] == f"<http://localhost{path}>"
    assert made["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    run_jobs()
    program = app.test_client()
    answer = program.post(path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert "U krijgt deze mail niet meer" in answer.text
    assert subscriptions(scopes) == []
    run_jobs()
    assert outbox() == []
    assert client.get(path).status_code == 410


def test_one_chooses_something_else_on_ones_own_page(
    client: PageClient, scopes: Scopes, outbox: Outbox, clock: Clock
) -> None:
    path = reader(client, outbox)
    clock.forward(minutes=1)
    typed = {"bij": "Leiden", "straal": "50", "soort": "tax"}
    assert client.post(f"{path}/waarover", data=typed).status_code == 303
    assert subscriptions(scopes) == [(NOOR, About("tax", "Leiden", 50), True)]
    assert "tot 50 km van Leiden" in client.get(path).text
    unknown = client.post(f"{path}/waarover", data=typed | {"bij": "Nergensveen"})
    assert unknown.status_code == 422
    assert 'value="Nergensveen"' in unknown.text
    reader(client, outbox)
    refused = client.post(f"{path}/waarover", data={"bij": "2225 AB", "straal": "15", "soort": "alles"})
    assert refused.status_code == 409
    assert "Hierover krijgt u al een mail" in refused.text


def test_it_speaks_the_language_in_which_it_was_asked(
    client: PageClient, scopes: Scopes, outbox: Outbox, clock: Clock
) -> None:
    at(scopes, "katwijk", "Katwijk", {"day": 9, "published_at": LAST_WEEK})
    reader(client, outbox, page=f"{NEAR}?taal=en", kind="language")
    reader(client, outbox, kind="language", email="bo@voorbeeld.nl")
    clock.set(MONDAY)
    look(scopes)
    said = {letter.language: letter for letter in weekly(outbox)}
    assert said["en"].subject == "New near you"
    assert "Thursday 10 December" in said["en"].text
    assert "Donderdag 10 december" in said["nl"].text


def test_who_does_not_confirm_is_forgotten(
    client: PageClient, scopes: Scopes, outbox: Outbox, run_jobs: RunJobs, clock: Clock
) -> None:
    run_jobs()
    ask_near(client)
    path = link(outbox()[0])
    clock.forward(days=4)
    run_jobs()
    assert subscriptions(scopes) == []
    assert client.get(path).status_code == 410


def subscribed(scope: Any, email: str, about: About) -> None:
    service.ask(scope, email, about, language="nl")
    found = select(Subscription.id).where(Subscription.email == email)
    service.confirm(scope, scope.session.scalars(found).one())


def test_readers_who_ask_the_same_share_one_search_however_much_it_finds(
    scopes: Scopes, outbox: Outbox, clock: Clock, count_queries: Callable[[], Any]
) -> None:
    """Letters and their jobs are written one by one; what there is to tell is asked once for each place and kind."""
    seen = []
    for week, number, dates in ((0, 2, 1), (1, 12, 40)):
        moment = MONDAY + timedelta(weeks=week)
        new = {"published_at": moment - timedelta(days=1)}
        at(scopes, "katwijk", "Katwijk", *[{"day": 20 + day, **new} for day in range(dates)])
        with scopes.scheme() as scope:
            for one in range(number):
                for place in ("2225", "Leiden"):
                    subscribed(scope, f"lezer{number}-{one}-{place}@voorbeeld.nl", About(place=place, km=15))
        clock.set(moment)
        with scopes.scheme() as scope, count_queries() as statements:
            assert telling.write(scope, moment) == (4, 28)[week]
        seen.append(len([one for one in statements if one.lstrip().startswith("SELECT")]))
    assert seen[0] == seen[1]
    assert len(weekly(outbox)) == 4 + 28


def test_who_asks_for_something_else_than_many_before_is_written_to_in_the_next_round(
    scopes: Scopes, outbox: Outbox, clock: Clock
) -> None:
    at(scopes, "katwijk", "Katwijk", {"day": 20, "published_at": LAST_WEEK})
    with scopes.scheme() as scope:
        for number in range(telling.SEARCHES + 3):
            subscribed(scope, f"lezer{number}@voorbeeld.nl", About(place=f"{2220 + number % 12}", km=5 + number))
    clock.set(MONDAY)
    with scopes.scheme() as scope:
        assert telling.write(scope, MONDAY) == telling.SEARCHES
    look(scopes)
    with scopes.scheme() as scope:
        looked_at = scope.session.scalars(select(Subscription.looked_at).distinct()).all()
    assert looked_at == [MONDAY]
    assert len({letter.receiver for letter in weekly(outbox)}) == len(weekly(outbox)) > telling.SEARCHES // 2


def test_a_library_writes_to_its_own_readers_only(client: PageClient, scopes: Scopes, outbox: Outbox) -> None:
    at(scopes, "katwijk", "Katwijk", {"day": 1})
    reader(client, outbox)
    with scopes.app.app_context():
        jobs.write(scopes.tenant().id)
    assert weekly(outbox) == []
    look(scopes)
    assert len(weekly(outbox)) == 1
