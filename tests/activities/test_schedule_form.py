"""A schedule is chosen, typed or spoken in the form; what comes of it is shown before it is saved, nothing is lost."""

import re
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import select

from stelsel import clock as now
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities import service
from stelsel_tenants.activities.models import Activity, Entry, ExceptionKind, Frequency, Session, SessionState
from stelsel_tenants.activities.schedule import Exceptional, Line, Pause
from stelsel_tenants.site import projection
from tests.activities.test_workroom import URL, filled_in, planned, starts
from tests.site import shelf
from tests.support.client import Clients, PageClient
from tests.support.fixtures import Clock
from tests.support.pages import parse
from tests.support.scopes import Scopes

NEW = f"{URL}nieuw"


def activities(scopes: Scopes) -> int:
    with scopes.reading() as scope:
        return len(scope.session.scalars(select(Activity)).all())


def names(html: str) -> list[str]:
    """The fields of the form that are in rows, in the order of the page."""
    return re.findall(r'name="((?:lines|exceptions)-[0-9]+-(?:since|day))"', html)


def as_shown(html: str) -> dict[str, list[str]]:
    """What a browser would send of the form if nothing was typed."""
    form = parse(html).select_one("form[data-st-schedule]")
    assert form is not None
    sent: dict[str, list[str]] = {}
    for control in form.select("input[name], textarea[name]"):
        if control.get("type") not in ("radio", "checkbox") or control.has_attr("checked"):
            sent.setdefault(str(control["name"]), []).append(str(control.get("value") or control.text.strip()))
    for control in form.select("option[selected]"):
        choice = control.find_parent("select")
        assert choice is not None
        sent[str(choice["name"])] = [str(control["value"])]
    return sent


def test_the_data_are_looked_at_before_they_are_saved(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    with scopes.reading() as scope:
        data = filled_in(scope, frequency="odd_weeks", weekdays=["3"]) | {
            "lines-0-not_in_school_holidays": "1",
            "exceptions-0-day": "2027-01-20",
            "exceptions-0-kind": "skip",
            "exceptions-0-reason": "Inventaris",
            "stap": "bekijk",
        }

    page = clients["redactie_katwijk"].post(NEW, data=data)

    assert page.status_code == 200
    assert "Oneven weken op woensdag, 10.00 tot 12.00 uur, vanaf 1 december 2026" in page.text
    assert "Odd weeks on Wednesday, 10.00 to 12.00" in page.text
    assert re.findall(r'class="st-day"[^>]*datetime="(2026-[0-9-]+)', page.text)[:2] == ["2026-12-02", "2026-12-16"]
    assert "woensdag 30 december: schoolvakantie" in page.text
    assert "woensdag 20 januari: Inventaris" in page.text
    assert "2026 heeft 53 weken" in page.text
    assert "st-form-field--invalid" not in page.text, "who still types has made no mistake"
    assert activities(scopes) == 0


def test_rows_come_and_go_and_what_was_typed_stays(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    editor = clients["redactie_katwijk"]
    with scopes.reading() as scope:
        data = filled_in(scope, title="Een mooie titel", begins="kwart over tien")

    more = editor.post(NEW, data=data | {"stap": "erbij-lines"})
    assert names(more.text) == ["lines-0-since", "lines-1-since"]
    assert 'value="Een mooie titel"' in more.text
    assert 'value="kwart over tien"' in more.text

    two = data | {"lines-1-frequency": "weekly", "lines-1-weekdays": ["4"], "lines-1-since": "2026-12-03"}
    one = editor.post(NEW, data=two | {"stap": "weg-lines-0"}).text
    assert names(one) == ["lines-0-since"]
    assert 'value="2026-12-03"' in one
    assert names(editor.post(NEW, data=two | {"stap": "erbij-exceptions"}).text)[-1] == "exceptions-0-day"
    assert len(names(editor.post(NEW, data=data | {"stap": "weg-lines-0"}).text)) == 1, "one is always there"
    assert names(editor.post(NEW, data=data | {"stap": "wat-dan-ook"}).text) == ["lines-0-since"]
    assert activities(scopes) == 0


def test_a_sentence_fills_the_form(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    editor = clients["redactie_katwijk"]
    with scopes.reading() as scope:
        data = filled_in(scope) | {"stap": "vul-in"}
    spoken = "oneven weken op dinsdag 10.00 tot 12.00 uur, behalve op 12 januari 2027; 1e vrijdag 14-16 uur"

    page = editor.post(NEW, data=data | {"said": spoken}).text

    assert "Oneven weken op dinsdag, 10.00 tot 12.00 uur, vanaf 1 december 2026; de 1e vrijdag van de maand" in page
    assert names(page) == ["lines-0-since", "lines-1-since", "exceptions-0-day"]
    many = "; ".join(["elke maandag 10.00 tot 12.00 uur"] * 13)
    assert "ten hoogste 12 regels" in editor.post(NEW, data=data | {"said": many}).text
    refused = editor.post(NEW, data=data | {"said": "af en toe"})
    assert refused.status_code == 422
    assert re.search(r'id="said-error".*Dit rooster kennen we niet', refused.text, re.S)
    assert 'value="af en toe"' in refused.text


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"lines-0-weekdays": []}, "lines-0-weekdays", "ten minste één dag"),
        ({"lines-0-until": "2026-11-01"}, "lines-0-until", "ligt voor de eerste"),
        ({"lines-0-until": "2027-11-01", "lines-0-times": "6"}, "lines-0-times", "niet allebei"),
        ({"lines-0-since": "2026-12-02", "lines-0-until": "2026-12-06"}, "lines-0-since", "geen enkele datum"),
        (
            {"lines-0-frequency": "dates", "lines-0-dates": "31 februari 2027"},
            "lines-0-dates",
            "Schrijf de datums zoals",
        ),
        (
            {
                "lines-0-frequency": "dates",
                "lines-0-dates": "28-3-2027",
                "lines-0-begins": "2.30",
                "lines-0-ends": "4.00",
            },
            "lines-0-begins",
            "Kies bijvoorbeeld 3.30 uur",
        ),
        (
            {
                f"exceptions-{row}-{name}": value * (row > 0)
                for row in range(3)
                for name, value in (("day", "2027-01-05"), ("kind", "skip"))
            },
            "exceptions-2-day",
            "al een uitzondering",
        ),
        (
            {
                "exceptions-0-day": "2027-01-05",
                "exceptions-0-kind": "extra",
                "exceptions-0-begins": "10.00",
                "exceptions-0-ends": "12.00",
                "exceptions-1-day": "2027-01-12",
                "exceptions-1-kind": "move",
                "exceptions-1-to_day": "2027-01-05",
                "exceptions-1-begins": "11.00",
                "exceptions-1-ends": "13.00",
            },
            "exceptions-1-to_day",
            "al een andere datum",
        ),
        ({"exceptions-0-day": "2027-01-05", "exceptions-0-kind": "move"}, "exceptions-0-kind", "die dag anders"),
        ({"exceptions-0-day": "2027-01-05"}, "exceptions-0-kind", "Maak een keuze|Kies"),
        ({"paused_from": "2027-01-05"}, "review_on", "wanneer u er weer naar kijkt"),
    ],
)
def test_a_mistake_is_told_at_its_own_row(
    clients: Clients, scopes: Scopes, clock: Clock, changes: dict[str, object], field: str, words: str
) -> None:
    with scopes.reading() as scope:
        data = filled_in(scope) | changes

    page = clients["redactie_katwijk"].post(NEW, data=data)

    assert page.status_code == 422
    assert re.search(rf'id="{field}-error".{{0,300}}({words})', page.text, re.S)
    assert activities(scopes) == 0


def test_more_dates_than_a_year_can_bear_are_refused(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    with scopes.reading() as scope:
        data = filled_in(scope, weekdays=[str(day) for day in range(1, 8)])
    for number in range(1, 8):
        row = {name.removeprefix("lines-0-"): value for name, value in data.items() if name.startswith("lines-0-")}
        times = {"begins": f"{10 + number}.00", "ends": f"{12 + number}.00"}
        data |= {f"lines-{number}-{name}": value for name, value in (row | times).items()}

    page = clients["redactie_katwijk"].post(NEW, data=data)

    assert page.status_code == 422
    assert "meer dan 2000 datums" in page.text


def test_rules_exceptions_and_pause_come_back_as_they_were_saved(
    clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    """What a form shows is what it saves: sending it back as it is changes nothing."""
    activity = planned(
        scopes,
        lines=(
            Line(Frequency.MONTHLY, time(10), time(12), date(2026, 12, 1), weekdays=(1,), nths=(1, 3)),
            Line(Frequency.WEEKLY, time(14), time(16), date(2026, 12, 1), weekdays=(2, 4), every=2, times=6),
        ),
        exceptions=(
            Exceptional(date(2027, 1, 4), ExceptionKind.MOVE, to_day=date(2027, 1, 5), room="Leeszaal"),
            Exceptional(date(2027, 1, 8), ExceptionKind.EXTRA, time(10), time(12)),
        ),
        pause=Pause(date(2027, 2, 1), review=date(2027, 3, 1), reason="Geen begeleider"),
    )
    editor, url = clients["redactie_katwijk"], f"{URL}{activity.id}"
    page = editor.get(url).text
    said = re.search(r"data-st-sentence>([^<]+)", page)
    assert said is not None

    assert editor.post(url, data=as_shown(page)).status_code == 303

    again = re.search(r"data-st-sentence>([^<]+)", editor.get(url).text)
    assert again is not None
    assert again[1] == said[1]
    assert "tijdelijk gestopt vanaf 1 februari 2027" in said[1]


def moved_and_paused(scopes: Scopes) -> Activity:
    """Tuesdays at ten, of which one is moved to another day and room, and that stop for some weeks."""
    activity = planned(
        scopes,
        exceptions=(Exceptional(date(2027, 1, 5), ExceptionKind.MOVE, to_day=date(2027, 1, 6), room="Leeszaal"),),
        pause=Pause(date(2027, 1, 10), date(2027, 1, 20), reason="De vloer is nat"),
    )
    with scopes.work() as scope:
        service.publish(scope, activity.id)
    return activity


def test_a_moved_date_has_its_own_day_and_room_and_keeps_them_when_the_rule_changes(
    scopes: Scopes, clock: Clock
) -> None:
    activity = moved_and_paused(scopes)
    with scopes.reading() as scope:
        moved = scope.session.scalars(select(Session).where(Session.room == "Leeszaal")).one()
    with scopes.work() as scope:
        row = scope.session.get_one(Activity, (scope.tenant_id, activity.id))
        offer = replace(offers.of(row), lines=(shelf.TUESDAYS,))
        service.revise(scope, activity.id, offer, version=row.version)
    with scopes.reading() as scope:
        after = scope.session.get_one(Session, (scope.tenant_id, moved.id))
        assert f"{after.starts_at.astimezone(now.AMSTERDAM):%d-%m %H.%M}" == "06-01 14.00"
        assert after.room == "Leeszaal"


def test_paused_dates_are_told_as_such_everywhere_and_go_on_again_when_the_pause_is_lifted(
    client: PageClient, scopes: Scopes, clock: Clock
) -> None:
    activity = moved_and_paused(scopes)
    with scopes.reading() as scope:
        assert [one for one in starts(scope) if "2027-01" in one] == [
            "2027-01-06 10:00 planned",
            "2027-01-12 10:00 paused",
            "2027-01-19 10:00 paused",
            "2027-01-26 10:00 planned",
        ]
    event = ical(client)["2027-01-12"]
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 0)
    items: Any = client.get("/b/katwijk/agenda.json").json
    told = {item["_stelsel"]["begin"][:10]: item for item in items["items"]}
    assert told["2027-01-12"]["_stelsel"]["status"] == "gestopt"
    agenda = client.get("/b/katwijk/agenda?dag=2027-01-12").text
    assert "Tijdelijk gestopt" in agenda
    assert "De vloer is nat" in agenda
    clock.set(now.at(date(2027, 1, 11), time(9)))
    assert (
        "Tijdelijk gestopt tot en met dinsdag 19 januari." in client.get(f"/b/katwijk/activiteiten/{activity.id}").text
    )

    with scopes.work() as scope:
        row = scope.session.get_one(Activity, (scope.tenant_id, activity.id))
        service.revise(scope, activity.id, replace(offers.of(row), pause=None), version=row.version)

    event = ical(client)["2027-01-12"]
    assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", 1)
    with scopes.reading() as scope:
        assert not scope.session.scalars(select(Session).where(Session.state == SessionState.PAUSED)).all()
        assert not projection.drift(scope)


def test_what_saving_will_do_is_told_before_it_is_done(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    activity = planned(scopes, entry=Entry.SIGN_UP, capacity=10)
    with scopes.work() as scope:
        service.publish(scope, activity.id)
    with scopes.work() as scope:
        first, second, *_rest = scope.session.scalars(select(Session).order_by(Session.starts_at))
        first.taken, second.taken = 3, 1
    editor, url = clients["redactie_katwijk"], f"{URL}{activity.id}"
    data = as_shown(editor.get(url).text)
    assert "Als u dit bewaart" not in editor.post(url, data=data | {"stap": ["bekijk"]}).text

    other = data | {"lines-0-frequency": ["even_weeks"], "lines-0-begins": ["14.00"], "lines-0-ends": ["16.00"]}
    page = editor.post(url, data=other | {"stap": ["bekijk"]}).text

    told = parse(page).find("h3", string="Als u dit bewaart")
    assert told is not None
    said = [line.text for line in told.find_next_sibling("ul").find_all("li")]  # type: ignore[union-attr]
    assert "dinsdag 15 december, 10.00 uur: gaat niet door, met 1 aangemelde" in said
    assert "4 aangemelden krijgen bericht" in said
    moved = next(int(line.split()[0]) for line in said if "verhuizen" in line)
    asked = editor.post(url, data=other)
    assert asked.status_code == 200
    yes = {"akkoord": [agreement(asked.text)]}
    with scopes.work() as scope:
        scope.session.get_one(Session, (scope.tenant_id, first.id)).taken = 4
    again = editor.post(url, data=other | yes)
    assert "5 aangemelden krijgen bericht" in again.text, "something else would happen now: it is asked again"
    with scopes.reading() as scope:
        assert not scope.session.scalars(select(Session).where(Session.sequence > 0)).all()
    text_only = data | {"title": ["Taalcafé aan zee"]}
    assert editor.post(url, data=text_only).status_code == 303, "a text asks nothing"
    other["version"] = as_shown(editor.get(url).text)["version"]

    assert editor.post(url, data=other | {"akkoord": [agreement(again.text)]}).status_code == 303

    with scopes.reading() as scope:
        after = scope.session.scalars(select(Session)).all()
        assert sum(one.state is SessionState.PLANNED and one.sequence == 1 for one in after) == moved
        assert sum(one.state is SessionState.CANCELLED for one in after) == 1


def agreement(html: str) -> str:
    """What the button that says yes bears."""
    button = parse(html).select_one("button[name=akkoord]")
    assert button is not None
    return str(button["value"])


def ical(client: PageClient) -> dict[str, Any]:
    """The events of the library's calendar, by their day."""
    calendar = Calendar.from_ical(client.get("/b/katwijk/agenda.ics").get_data())
    events: list[Any] = calendar.walk("VEVENT")
    return {f"{event['DTSTART'].dt:%Y-%m-%d}": event for event in events}


def test_dates_in_a_school_year_that_is_not_known_are_tentative(
    client: PageClient, scopes: Scopes, clock: Clock
) -> None:
    """In the data of this test spring 2027 is not settled: those dates are planned, and say so."""
    line = Line(Frequency.WEEKLY, time(10), time(12), date(2026, 12, 1), weekdays=(2,), not_in_school_holidays=True)
    activity = planned(scopes, lines=(line,))
    with scopes.work() as scope:
        service.publish(scope, activity.id)
    with scopes.reading() as scope:
        found = scope.session.scalars(select(Session).order_by(Session.starts_at)).all()
        doubtful = [one for one in found if one.is_tentative]
        assert doubtful
        assert doubtful[0].starts_at.date() == date(2027, 2, 9)
        assert "2026-12-22 10:00 planned" not in starts(scope), "Christmas is known"

    page = client.get(f"/b/katwijk/sessies/{doubtful[0].id}").text

    assert "Onder voorbehoud" in page
