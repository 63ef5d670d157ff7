"""What people who signed up get to know: moved, cancelled, reminded, once each; and what they can do themselves."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select

from stelsel import mail
from stelsel.config import Settings
from stelsel.mail import Letter, smtp
from stelsel_tenants.activities import fitting
from stelsel_tenants.activities import service as activities
from stelsel_tenants.activities.models import Entry, Frequency, Session
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.schedule import Line
from stelsel_tenants.libraries.models import Branch, Profile
from stelsel_tenants.registrations import retention
from stelsel_tenants.registrations.models import Registration
from tests.registrations.people import address, letters, own_link, person, revise, sign_up, states, taken
from tests.support.client import Clients, PageClient
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

MakeSession = Callable[..., uuid.UUID]
RunJobs = Callable[..., object]
TUESDAYS = Line(Frequency.WEEKLY, begins=time(14), ends=time(16), since=date(2026, 12, 8), weekdays=(2,))


@pytest.fixture
def publish(scopes: Scopes, clock: Clock) -> Callable[..., list[uuid.UUID]]:
    """An activity with these facts; the ids of its sessions from 8 December on, Tuesdays at 14.00."""

    def make(**facts: object) -> list[uuid.UUID]:
        with scopes.work() as scope:
            branch = scope.session.scalars(select(Branch)).one()
            told = {"entry": Entry.SIGN_UP, "capacity": 3, "lines": (TUESDAYS,)} | facts
            offer = Offer("Klik en tik", branch.id, "belastinghulp", **told)  # type: ignore[arg-type]
            activities.publish(scope, activities.plan(scope, offer).id)
            return list(scope.session.scalars(select(Session.id).order_by(Session.starts_at)))

    return make


def events(letter: Letter) -> tuple[str, list[tuple[str, int, str]]]:
    """METHOD, and of each event its UID, SEQUENCE and STATUS."""
    calendar = Calendar.from_ical(letter.calendar)
    found = [(str(one["uid"]), int(str(one["sequence"])), str(one["status"])) for one in calendar.walk("VEVENT")]
    return str(calendar["method"]), found


def test_who_signed_up_is_told_of_the_old_and_the_new_time_and_keeps_the_place(
    client: PageClient, scopes: Scopes, publish: Callable[..., list[uuid.UUID]], run_jobs: RunJobs, clock: Clock
) -> None:
    first = publish()[0]
    sign_up(client, first, "Samira")
    method, before = events(letters(scopes, "Samira")["signed-up"])
    assert (method, before) == ("REQUEST", [(f"sessie-{first}@stelsel.invalid", 0, "CONFIRMED")])

    clock.forward(minutes=5)
    revise(scopes, lines=(replace(TUESDAYS, begins=time(15), ends=time(17)),))
    for _twice in range(2):
        run_jobs()

    told = letters(scopes, "Samira")["moved"]
    assert "Eerst was het: dinsdag 8 december, 14.00 uur" in told.text
    assert "Nu is het: dinsdag 8 december 2026, 15.00" in told.text
    assert events(told) == ("REQUEST", [(before[0][0], 1, "CONFIRMED")])
    assert states(scopes) == {"Samira": "confirmed"}
    assert taken(scopes, first) == 1

    revise(scopes, title="Klik en tik verder")
    run_jobs()
    with scopes.identity() as scope:
        assert scope.session.scalars(select(Letter.template).order_by(Letter.queued_at)).all() == ["signed-up", "moved"]


def test_who_signed_up_is_told_that_it_is_off_with_the_reason_and_the_next_dates(
    client: PageClient, scopes: Scopes, publish: Callable[..., list[uuid.UUID]], run_jobs: RunJobs, clock: Clock
) -> None:
    first = publish(capacity=1)[0]
    sign_up(client, first, "Samira", "Bilal")
    clock.forward(minutes=5)
    with scopes.work() as scope:
        activities.cancel(scope, first, reason="De trainer is ziek.")
    run_jobs()

    told = letters(scopes, "Samira")["cancelled"]
    assert "De trainer is ziek." in told.text
    assert "dinsdag 15 december" in told.text
    assert events(told)[0] == "CANCEL"
    assert "De trainer is ziek." in letters(scopes, "Bilal")["cancelled"].text, "who waits is told too"
    assert states(scopes)["Bilal"] == "cancelled"
    clock.forward(days=7)
    run_jobs()
    assert "reminder" not in letters(scopes, "Samira")


def test_a_letter_brings_its_dates_in_a_form_that_calendars_take_over(
    app: object, client: PageClient, scopes: Scopes, publish: Callable[..., list[uuid.UUID]]
) -> None:
    sign_up(client, publish()[0], "Samira")
    made = smtp.message(letters(scopes, "Samira")["signed-up"], app.extensions["stelsel.settings"])  # type: ignore[attr-defined]
    part = next(one for one in made.walk() if one.get_content_type() == "text/calendar")
    assert part.get_param("method") == "REQUEST"
    assert Calendar.from_ical(part.get_content())["method"] == "REQUEST"


def test_a_reminder_comes_once_and_goes_along_when_it_is_moved(
    client: PageClient, scopes: Scopes, publish: Callable[..., list[uuid.UUID]], run_jobs: RunJobs, clock: Clock
) -> None:
    first = publish()[0]
    sign_up(client, first, "Samira")
    clock.forward(hours=1)
    revise(scopes, lines=(replace(TUESDAYS, begins=time(18), ends=time(20)),))
    run_jobs()
    with scopes.reading() as scope:
        starts_at = scope.session.get_one(Session, (scope.tenant_id, first)).starts_at

    clock.set(starts_at - timedelta(hours=24, minutes=1))
    run_jobs()
    assert "reminder" not in letters(scopes, "Samira"), "not by the old time"
    for _twice in range(2):
        clock.forward(minutes=2)
        run_jobs()
    assert "18.00" in letters(scopes, "Samira")["reminder"].text
    with scopes.identity() as scope:
        assert scope.session.scalars(select(Letter.template)).all().count("reminder") == 1


def test_who_left_only_a_mobile_number_is_reminded_by_a_text_message_that_says_little(
    client: PageClient,
    scopes: Scopes,
    app: Flask,
    publish: Callable[..., list[uuid.UUID]],
    run_jobs: RunJobs,
    clock: Clock,
    outbox: Callable[[], list[Letter]],
    texted: None,
) -> None:
    first = publish()[0]
    for name, number in {"Els": "06 12345678", "Bilal": "071 5551234", "Nur": "+32 470 12 34 56"}.items():
        sign_up(client, first, name, email="", telefoon=number)
    assert "krijgt u een sms" in client.get(address(first).replace("aanmelden", "aangemeld")).text
    with scopes.reading() as scope:
        starts_at = scope.session.get_one(Session, (scope.tenant_id, first)).starts_at
    clock.set(starts_at - timedelta(hours=24))
    run_jobs()
    run_jobs()

    sent = {one.receiver: one for one in outbox()}
    assert set(sent) == {"31612345678@sms.voorbeeld.nl", "32470123456@sms.voorbeeld.nl"}, "no landline, and each once"
    letter = sent["31612345678@sms.voorbeeld.nl"]
    assert letter.text.count("\n") == 1
    assert letter.text.startswith("Bibliotheek Katwijk: u bent aangemeld voor dinsdag 8 december, 14.00 uur.")
    assert "klik en tik" not in letter.text.casefold()
    made = smtp.message(letter, app.extensions["stelsel.settings"])
    assert made.get_content_type() == "text/plain"
    assert made["To"] == "31612345678@sms.voorbeeld.nl"

    clock.forward(days=20)
    run_jobs()
    assert "31612345678@sms.voorbeeld.nl" not in {one.receiver for one in outbox()}, "forgotten with the sign-up"


@pytest.fixture
def texted(app: Flask) -> Iterator[None]:
    """A provider of text messages is set."""
    usual: Settings = app.extensions["stelsel.settings"]
    app.extensions["stelsel.settings"] = usual.model_copy(update={"sms_domain": "sms.voorbeeld.nl"})
    yield
    app.extensions["stelsel.settings"] = usual


def test_without_a_provider_nobody_gets_a_text_message(
    client: PageClient,
    publish: Callable[..., list[uuid.UUID]],
    run_jobs: RunJobs,
    clock: Clock,
    outbox: Callable[[], list[Letter]],
) -> None:
    first = publish()[0]
    sign_up(client, first, "Els", email="", telefoon="06 12345678")
    assert "sms" not in client.get(address(first).replace("aanmelden", "aangemeld")).text
    clock.forward(days=6, hours=4)
    run_jobs()
    assert outbox() == []


def test_a_course_is_signed_up_for_as_a_whole_and_a_new_date_belongs_to_it(
    client: PageClient, scopes: Scopes, publish: Callable[..., list[uuid.UUID]], run_jobs: RunJobs, clock: Clock
) -> None:
    three = replace(TUESDAYS, until=date(2026, 12, 23))
    dates = publish(entry=Entry.COURSE, capacity=2, lines=(three,))
    assert len(dates) == 3
    assert "22 december" in client.get(address(dates[0])).text, "all dates stand there"
    sign_up(client, dates[1], "Samira", aantal="2")
    sign_up(client, dates[0], "Samira", "Bilal", sleutel="otherwise")
    assert states(scopes) == {"Samira": "confirmed", "Bilal": "waiting"}
    assert [taken(scopes, one) for one in dates] == [2, 2, 2]

    revise(scopes, lines=(replace(three, until=date(2027, 1, 6)),))
    with scopes.reading() as scope:
        assert set(scope.session.scalars(select(Session.taken))) == {2}
        assert len(scope.session.scalars(select(Session.id)).all()) > 3

    client.post(f"{own_link(scopes, 'Samira')}/aantal", data={"aantal": "1"})
    assert states(scopes)["Bilal"] == "offered"
    clock.forward(days=8)  # the first is over: who leaves now frees what is still to come
    client.post(own_link(scopes, "Samira"))
    assert [taken(scopes, one) for one in dates] == [2, 1, 1]


def test_an_appointment_is_a_time_of_ones_own_and_no_time_is_given_twice(
    client: PageClient, scopes: Scopes, publish: Callable[..., list[uuid.UUID]]
) -> None:
    first = publish(entry=Entry.APPOINTMENT, capacity=1, slot_minutes=40)[0]
    page = client.get(address(first)).text
    assert [at in page for at in ("14.00", "14.40", "15.20")] == [True, True, True]
    starts = "2026-12-08 13:40:00+00:00"

    assert client.post(address(first), data=person("Samira")).status_code == 422, "no time chosen"
    sign_up(client, first, "Samira", tijd=starts)
    assert "Klik en tik" in letters(scopes, "Samira")["signed-up"].text
    assert "14.40" in letters(scopes, "Samira")["signed-up"].text
    refused = client.post(address(first), data=person("Bilal", tijd=starts))
    assert refused.status_code == 422
    sign_up(client, first, "Bilal", tijd="2026-12-08 13:00:00+00:00")
    sign_up(client, first, "Els", tijd="2026-12-08 14:20:00+00:00")
    sign_up(client, first, "Noor")
    assert states(scopes)["Noor"] == "waiting"
    assert taken(scopes, first) == 3

    client.post(own_link(scopes, "Samira"))
    assert states(scopes)["Noor"] == "offered"
    assert "14.40" in letters(scopes, "Noor")["offer"].text


def test_one_may_be_forgotten_at_once(
    app: Flask,
    client: PageClient,
    scopes: Scopes,
    publish: Callable[..., list[uuid.UUID]],
    run_jobs: Callable[[], int],
    outbox: Callable[[], list[Letter]],
) -> None:
    first = publish()[0]
    sign_up(client, first, "Samira")
    run_jobs()
    link = own_link(scopes)
    page = client.post(f"{link}/wissen", follow_redirects=True)

    assert "Uw gegevens zijn gewist" in page.text
    assert client.get(link).status_code == 410
    with scopes.reading() as scope:
        row = scope.session.scalars(select(Registration)).one()
        assert (row.name, row.email, row.contact_key, row.state) == (None, None, None, "cancelled")
    assert taken(scopes, first) == 0
    run_jobs()
    with app.app_context():
        mail.jobs.erase(None)
    assert outbox() == [], "nor is it known any more to which address letters went"


def test_the_own_page_gives_its_dates_to_a_calendar(
    client: PageClient, scopes: Scopes, publish: Callable[..., list[uuid.UUID]]
) -> None:
    first = publish()[0]
    sign_up(client, first, "Samira")
    answer = client.get(f"{own_link(scopes)}.ics")
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert [str(one["uid"]) for one in Calendar.from_ical(answer.data).walk("VEVENT")] == [
        f"sessie-{first}@stelsel.invalid"
    ]


def test_names_are_kept_as_long_as_the_library_says(
    client: PageClient, scopes: Scopes, publish: Callable[..., list[uuid.UUID]], clock: Clock
) -> None:
    first = publish()[0]
    with scopes.work() as scope:
        scope.session.add(Profile(keep_days=3))
    sign_up(client, first, "Samira")
    with scopes.reading() as scope:
        ends_at = scope.session.get_one(Session, (scope.tenant_id, first)).ends_at
    clock.set(ends_at + timedelta(days=3, seconds=1))
    with scopes.reading() as scope:
        assert len(retention.due(scope)) == 1


def test_how_one_takes_part_stays_while_people_are_signed_up(
    client: PageClient, clients: Clients, scopes: Scopes, publish: Callable[..., list[uuid.UUID]]
) -> None:
    sign_up(client, publish()[0], "Samira")
    with pytest.raises(fitting.PeopleSignedUp):
        revise(scopes, entry=Entry.COURSE)
    with pytest.raises(fitting.PeopleSignedUp):
        revise(scopes, entry=Entry.WALK_IN, capacity=None)
