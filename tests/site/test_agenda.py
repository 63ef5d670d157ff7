"""The agenda by day, week and month, and what it offers when nothing fits."""

import re
from datetime import date, time, timedelta
from typing import Any

from stelsel import clock as now
from stelsel_tenants.activities import service
from stelsel_tenants.activities.models import Entry, ExceptionKind, Frequency
from stelsel_tenants.activities.schedule import Exceptional, Line
from stelsel_tenants.libraries.events import branch_changed
from stelsel_tenants.libraries.models import Branch, Fact
from stelsel_tenants.site import facts
from stelsel_tenants.site.models import PublishedSession
from tests.site import shelf
from tests.support.client import PageClient
from tests.support.fixtures import Clock
from tests.support.pages import parse
from tests.support.scopes import Scopes

URL = "/b/katwijk/agenda"
DAILY = Line(Frequency.WEEKLY, begins=time(11), ends=time(12), since=shelf.FROM, weekdays=(1, 2, 3, 4, 5, 6, 7))


def days(html: str) -> list[str]:
    """The days that a page shows, as ISO dates."""
    return [str(tag["data-st-day"]) for tag in parse(html).select("[data-st-day]")]


def titles(html: str) -> list[str]:
    return [tag.get_text(strip=True) for tag in parse(html).select(".st-line a")]


def test_by_day_week_and_month(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        shelf.published(scope, lines=(DAILY,))
    coming = client.get(URL)
    assert days(coming.text) == [f"2026-12-0{day}" for day in range(1, 7)]
    assert days(client.get(f"{URL}?dag=2026-12-24").text) == ["2026-12-24"]
    week = client.get(f"{URL}?week=2026-W53").text
    assert days(week) == ["2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31", "2027-01-02", "2027-01-03"]
    assert "week=2027-W01" in week, "after week 53 comes week 1"
    assert "week=2026-W52" in week

    month = parse(client.get(f"{URL}?maand=2027-02").text)
    assert len(month.select("table.st-month tbody tr")) == 4
    assert len(month.select("table.st-month li")) == 28
    assert month.select_one('a[rel="next"][href*="maand=2027-03"]')
    assert month.select_one('a[rel="prev"][href*="maand=2027-01"]')


def test_what_is_no_period_shows_the_coming_days(client: PageClient, clock: Clock) -> None:
    for junk in ("dag=2026-02-30", "week=2026-W54", "week=ja", "maand=2026-13", "dag=10000-01-01", "week=2026-W5٣"):
        answer = client.get(f"{URL}?{junk}")
        assert answer.status_code == 200
        assert "Dinsdag 1 december tot en met zondag 6 december" in answer.text


def test_filters_stand_in_the_address(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        main = shelf.opened(scope)
        main.wheelchair = Fact.YES
        spot: dict[str, Any] = {"municipality_code": main.municipality_code, "lat": main.lat, "lon": main.lon}
        other = Branch(name="Servicepunt Rijnsburg", place="Rijnsburg", wheelchair=Fact.NO, **spot)
        scope.session.add(other)
        scope.session.flush()
        branch_changed.send(scope, branch_ids={main.id, other.id})
        shelf.published(scope, "Taalcafé")
        shelf.published(scope, "Aangifte", concept_slug="belastinghulp", organisation_id=shelf.partner(scope))
        shelf.published(scope, "Walk&Talk", concept_slug="walkentalk", branch_id=other.id, cost_cents=250)
        other_id = other.id

    def shown(query: str) -> set[str]:
        return set(titles(client.get(f"{URL}?{query}").text))

    assert shown("") == {"Taalcafé", "Aangifte", "Walk&Talk"}
    assert shown(f"vestiging={other_id}") == {"Walk&Talk"}
    assert shown("soort=tax") == shown("soort=belastinghulp") == shown("partner=belastingdienst") == {"Aangifte"}
    assert shown("gratis=1") == shown("toegankelijk=1") == {"Taalcafé", "Aangifte"}
    assert shown("soort=language&toegankelijk=1&gratis=1") == {"Taalcafé"}

    with scopes.work() as scope:
        shelf.published(scope, "Hulp in het Turks", language="tr", audience="Voor wie Turks spreekt.")
    turkish = client.get(f"{URL}?voertaal=tr").text
    assert titles(turkish) == ["Hulp in het Turks"]
    assert "in het Turks" in turkish
    assert shown("voor=Voor+wie+Turks+spreekt.") == {"Hulp in het Turks"}
    assert shown("voertaal=xx") == shown("voor=Niemand") == set()
    selects = parse(client.get(f"{URL}?voertaal=tr").text)
    assert [tag.get_text() for tag in selects.select("#voertaal option")] == ["Alle talen", "Nederlands", "Turks"]
    assert selects.select_one("#voertaal option[selected]").get_text() == "Turks"  # type: ignore[union-attr]

    page = parse(client.get(f"{URL}?soort=tax&gratis=1").text)
    assert [tag.get_text() for tag in page.select("a.st-pill[aria-current]")] == ["Komende dagen", "Belasting"]
    assert page.select_one("#gratis[checked]")
    following = page.select_one('a[rel="next"]')
    assert following is not None
    assert "soort=tax&gratis=1" in str(following["href"])
    feed = page.select_one('link[type="text/calendar"]')
    assert feed is not None
    assert str(feed["href"]).endswith("/b/katwijk/agenda.ics?soort=tax&gratis=1")


def test_choices_stay_from_day_to_week_to_month(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        shelf.published(scope, lines=(DAILY,), language="tr")
        shelf.published(scope, "Aangifte", concept_slug="belastinghulp", lines=(DAILY,))
    path, seen = f"{URL}?maand=2026-12&voertaal=tr&gratis=1", []
    for turn in ("Week", "Dag", "Maand", "Komende dagen"):
        link = next(tag for tag in parse(client.get(path).text).select("a.st-pill") if tag.get_text() == turn)
        path = str(link["href"])
        seen.append(path.removeprefix(URL))
        assert set(titles(client.get(path).text)) <= {"Taalcafé"}
    kept = "gratis=1&voertaal=tr"
    assert seen == [f"?week=2026-W49&{kept}", f"?dag=2026-12-01&{kept}", f"?maand=2026-12&{kept}", f"?{kept}"]


def test_a_busy_month_counts_what_it_does_not_list(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        shelf.published(scope, lines=(DAILY,))
        [values, *_rest] = facts.sessions(scope).values()
        begin = now.at(date(2026, 12, 1), time(9))
        rows = [{**values, "starts_at": begin + timedelta(days=number % 31, minutes=number)} for number in range(500)]
        scope.insert_many(PublishedSession, [{**row, "ends_at": row["starts_at"] + timedelta(hours=1)} for row in rows])
    month = parse(client.get(f"{URL}?maand=2026-12").text)
    said = [" ".join(tag.get_text(" ").split()) for tag in month.select(".st-month li:last-child")]
    assert said[0] == "nog 12 op dinsdag 1 december", "six of eighteen"
    assert said[-1] == "17 momenten op donderdag 31 december", "the list of lines ends before it"
    assert len(month.select(".st-month li")) < 31 * 7
    assert month.select_one('.st-month li:last-child a[href*="dag=2026-12-31"]')


def test_an_empty_agenda_offers_what_is_near(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    bare = client.get(URL).text
    assert "Deze bibliotheek heeft nu niets gepland" in bare
    assert "/zoeken" in bare

    with scopes.work() as scope:
        shelf.opened(scope)
        shelf.published(scope, lines=(shelf.WEDNESDAYS,))
    sunday = client.get(f"{URL}?dag=2026-12-06").text
    assert "Op deze dagen is er niets" in sunday
    assert "woensdag 9 december, 10.00 uur" in sunday
    assert "week=2026-W50" in sunday

    filtered = client.get(f"{URL}?soort=tax").text
    assert "Hier past niets bij op deze dagen" in filtered
    assert "Zonder uw keuzes is er wel iets" in filtered
    assert "woensdag 2 december, 10.00 uur" in filtered


def test_what_is_off_stays_with_its_next_date(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        activity_id = shelf.published(scope)
        first, second, *_rest = shelf.sessions(scope, activity_id)
        service.cancel(scope, first.id, reason="De begeleider is ziek.")
        service.cancel(scope, second.id, reason="")
    page = parse(client.get(URL).text)
    [line] = page.select(".st-line--off")
    words = " ".join(line.get_text(" ").split())
    assert "De begeleider is ziek." in words
    assert "Volgende keer: dinsdag 15 december" in words, "the week between is off as well"
    assert "Gaat niet door" in words


def test_seats_and_ways_to_take_part(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        full = shelf.sessions(scope, shelf.published(scope, "Vol", entry=Entry.SIGN_UP, capacity=1))[0].id
        shelf.published(scope, "Ruim", entry=Entry.SIGN_UP, capacity=3)
        shelf.published(scope, "Bel", entry=Entry.CALL_FIRST)
        shelf.published(scope, "Loop", cost_cents=500)
        shelf.give_out(scope, full)
    page = parse(client.get(URL).text)
    badges = {
        line.select_one("a").get_text(): line.select_one(".nl-data-badge").get_text()  # type: ignore[union-attr]
        for line in page.select(".st-line")
    }
    assert badges == {"Vol": "Vol", "Ruim": "Nog 3 plaatsen", "Bel": "Eerst bellen", "Loop": "Zonder afspraak"}
    assert "€\xa05" in page.get_text()


def test_a_moved_date_is_shown_where_it_went(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    moved = Exceptional(date(2026, 12, 8), ExceptionKind.MOVE, time(9), time(11), "Zaal bezet")
    with scopes.work() as scope:
        shelf.opened(scope)
        shelf.published(scope, exceptions=(moved,))
    text = client.get(f"{URL}?week=2026-W50").text
    assert "9.00 – 11.00" in text
    assert "14.00 – 16.00" not in text


def test_it_says_nothing_that_is_untrue_tomorrow(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    """Kept pages name days absolutely; "vandaag" and "nu" are for the script."""
    with scopes.work() as scope:
        shelf.opened(scope)
        shelf.published(scope, lines=(DAILY,))
    for path in ("/b/katwijk/", URL, "/b/katwijk/vestigingen", "/b/katwijk/contact"):
        soup = parse(client.get(path).text)
        for script in soup.select("script"):
            script.decompose()
        words = soup.get_text(" ").lower()
        assert not re.search(r"\b(vandaag|morgen|nu open|nu bezig)\b", words), path


def test_a_page_is_kept_until_something_changes(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        session_id = shelf.sessions(scope, shelf.published(scope, entry=Entry.SIGN_UP, capacity=5))[0].id

    def unchanged(tag: str) -> bool:
        return client.get(URL, headers={"If-None-Match": tag}).status_code == 304

    tag = client.get(URL).headers["ETag"]
    assert unchanged(tag)
    assert client.get(f"{URL}?taal=en").headers["ETag"] != tag
    with scopes.work() as scope:
        shelf.give_out(scope, session_id)
    assert not unchanged(tag)
    tag = client.get(URL).headers["ETag"]
    assert unchanged(tag)
    clock.set(now.at(date(2026, 12, 2), time(0, 1)))
    assert not unchanged(tag)


def test_a_long_day_is_cut_and_says_so(client: PageClient, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        shelf.opened(scope)
        shelf.published(scope)
        row = facts.sessions(scope)
        [values, *_rest] = row.values()
        fill = [{"id": None, **values} for _number in range(401)]
        for one in fill:
            del one["id"]
        scope.insert_many(PublishedSession, fill)
    page = client.get(f"{URL}?dag=2026-12-01")
    assert len(parse(page.text).select(".st-line")) == 400
    assert "Er is meer dan op één pagina past" in page.text
