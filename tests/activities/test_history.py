"""Who changed what, and back to any version: nothing is saved before somebody says so."""

import re
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import Tag
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from stelsel import clock as now
from stelsel_tenants.activities import history, one_date, service, sessions, taken
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities.history_views import DEEDS
from stelsel_tenants.activities.models import Activity, Entry, ExceptionKind, Frequency, Mode
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.schedule import Exceptional, Line, Pause, on_dates
from stelsel_tenants.activities.versions import ActivityVersion
from stelsel_tenants.libraries import rooms
from stelsel_tenants.libraries.rooms import RoomFacts
from tests.site import shelf
from tests.site.shelf import main_branch
from tests.support.browser import Visitor
from tests.support.client import Clients, PageClient
from tests.support.fixtures import Clock
from tests.support.pages import parse
from tests.support.scopes import Scopes

WORK = "/b/katwijk/beheer/activiteiten"


def revise(scopes: Scopes, activity_id: uuid.UUID, **changes: Any) -> None:
    with scopes.work() as scope:
        activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id))
        service.revise(scope, activity_id, replace(offers.of(activity), **changes), version=activity.version)


@pytest.fixture
def course(scopes: Scopes, clock: Clock) -> uuid.UUID:
    """An activity that was made, published, changed twice, of which one date was moved, and withdrawn."""
    with scopes.work() as scope:
        shelf.opened(scope)
        activity_id = shelf.published(scope, "Taalcafé", capacity=8, entry=Entry.SIGN_UP)
    clock.forward(minutes=5)
    revise(scopes, activity_id, title="Praatcafé", capacity=12)
    clock.forward(minutes=5)
    revise(scopes, activity_id, lines=(replace(shelf.TUESDAYS, begins=time(15), ends=time(17)),))
    with scopes.work() as scope:
        session = shelf.sessions(scope, activity_id)[2]
        one_date.change(scope, session.id, replace(one_date.of(session), begins=time(16), ends=time(18)))
        service.withdraw(scope, activity_id)
    return activity_id


def form_of(page: str) -> dict[str, str]:
    """What a browser would send of the editor, its buttons apart."""
    form = parse(page).select_one("form[data-st-schedule]")
    assert form is not None
    given = {str(one["name"]): str(one.get("value", "")) for one in form.select("input") if _is_sent(one)}
    chosen = {str(one["name"]): one.select_one("option[selected]") for one in form.select("select")}
    texts = {str(one["name"]): one.get_text().strip() for one in form.select("textarea")}
    return given | texts | {name: str(option["value"]) for name, option in chosen.items() if option}


def _is_sent(control: Tag) -> bool:
    return control.get("type") not in ("radio", "checkbox") or control.has_attr("checked")


def test_the_page_tells_what_was_done_and_what_became_of_each_field(clients: Clients, course: uuid.UUID) -> None:
    page = clients["redactie_katwijk"].get(f"{WORK}/{course}/geschiedenis").text
    deeds = re.findall(r'<h2 class="st-h3">(.*?)</h2>', page)
    assert deeds == ["Ingetrokken", "Een datum verzet", "Veranderd", "Veranderd", "Gepubliceerd", "Gemaakt"]
    assert "<del>Taalcafé</del>" in page
    assert "<ins>Praatcafé</ins>" in page
    assert "<del>8</del>" in page
    assert "<ins>12</ins>" in page
    moved, times = re.findall(r"<ins>(.*?)</ins>", page)[:2]
    assert "16.00" in moved
    assert "15.00" in times
    assert page.count("Zet deze versie terug") == 3
    assert page.count("Zo is het nu") == 1


def test_a_version_is_put_back_by_the_ordinary_form(clients: Clients, scopes: Scopes, course: uuid.UUID) -> None:
    editor = clients["redactie_katwijk"]
    page = editor.get(f"{WORK}/{course}?versie=1")
    assert "Dit is versie 1. Er is nog niets bewaard." in page.text
    with scopes.reading() as scope:
        assert scope.session.get_one(Activity, (scope.tenant_id, course)).title == "Praatcafé", "looking saves nothing"

    saved = editor.post(f"{WORK}/{course}", data=form_of(page.text))
    assert saved.status_code == 303, saved.text
    with scopes.reading() as scope:
        activity = scope.session.get_one(Activity, (scope.tenant_id, course))
        now, first = offers.of(activity), history.said(scope, activity, 1)
        assert (now, history.newest(scope, course)) == (first, 5)
    assert editor.get(f"{WORK}/{course}?versie=99").status_code == 404
    assert clients["balie_katwijk"].get(f"{WORK}/{course}/geschiedenis").status_code == 403
    assert clients["redactie_venlo"].get(f"{WORK}/{course}/geschiedenis").status_code == 404


def test_what_a_room_changes_is_a_step_of_its_own(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    """Skipped at night, taken in again, another name: the next who saves is not said to have done it."""
    far = now.now() + sessions.HORIZON + timedelta(days=14)
    tuesday = far.date() - timedelta(days=far.date().weekday() - 1)
    lines = (on_dates(time(9), time(10), date(2026, 12, 3)), replace(shelf.TUESDAYS, since=tuesday, until=None))
    with scopes.work() as scope:
        first = shelf.published(scope, "Taalcafé", room="Zaal", lines=(replace(shelf.TUESDAYS, until=None),))
        second = shelf.published(scope, "Leeskring", room="Zaal", lines=lines)
        zaal = rooms.add(scope, main_branch(scope).id, RoomFacts("Zaal"))
        zaal_id, version = zaal.id, zaal.version
    clock.forward(days=25)
    for activity_id in (first, second):
        with scopes.work() as scope:
            service.roll(scope, activity_id)
    with scopes.work() as scope:
        rooms.revise(scope, zaal_id, RoomFacts("Grote zaal"), version=version)
        service.withdraw(scope, first)
    with scopes.work() as scope:
        taken.take_in(scope, second, tuesday)

    page = clients["redactie_katwijk"].get(f"{WORK}/{second}/geschiedenis").text
    assert re.findall(r'<h2 class="st-h3">(.*?)</h2>', page)[:3] == [
        "Een overgeslagen datum weer opgenomen",
        "De ruimte heet anders",
        "Data overgeslagen: de ruimte was bezet",
    ]
    assert "<ins>Grote zaal</ins>" in page
    with scopes.reading() as scope:
        activity = scope.session.get_one(Activity, (scope.tenant_id, second))
        number = history.newest(scope, second)
        assert history.said(scope, activity, number) == offers.of(activity)


def test_every_deed_on_an_activity_is_told_in_words() -> None:
    room = Path(history.__file__).parent
    written = "".join(file.read_text("utf-8") for file in room.glob("*.py"))
    deeds = set(re.findall(r'record\(scope, "(activity\.[\w-]+)", activity', written))
    assert "activity.rooms_released" in deeds
    assert deeds <= DEEDS.keys()


def test_saving_the_same_is_no_version(scopes: Scopes, course: uuid.UUID) -> None:
    revise(scopes, course)
    with scopes.reading() as scope:
        assert history.newest(scope, course) == 4


def test_the_page_goes_on_where_it_is_full_and_asks_the_same_number_of_questions(
    clients: Clients, scopes: Scopes, course: uuid.UUID, count_queries: Callable[[], Any]
) -> None:
    editor: PageClient = clients["redactie_katwijk"]
    path = f"{WORK}/{course}/geschiedenis"
    editor.get(path)
    with count_queries() as few:
        editor.get(path)
    for number in range(20):
        revise(scopes, course, title=f"Titel {number}")
    with count_queries() as many:
        page = editor.get(path).text
    assert len(many) == len(few)
    assert page.count("<h2") >= history.PAGE
    assert "<del>Taalcafé</del>" not in page
    assert "<del>Taalcafé</del>" in editor.get(f"{path}?pagina=2").text


DAYS = st.dates(date(2026, 1, 1), date(2028, 1, 1))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
LINES = st.builds(
    Line, st.sampled_from(Frequency), TIMES, TIMES, since=DAYS, weekdays=st.just((2, 4)), dates=st.tuples(DAYS)
)
OTHERS = st.builds(Exceptional, DAYS, st.sampled_from(ExceptionKind), reason=st.text(max_size=9), branch_id=st.uuids())
OFFERS = st.builds(
    Offer,
    title=st.text(max_size=20),
    branch_id=st.uuids(),
    concept_slug=st.just("taalcafe"),
    text=st.text(max_size=50),
    entry=st.sampled_from(Entry),
    mode=st.sampled_from(Mode),
    lines=st.lists(LINES, max_size=2).map(tuple),
    exceptions=st.lists(OTHERS, max_size=2, unique_by=lambda one: one.day).map(
        lambda found: tuple(sorted(found, key=lambda one: one.day))
    ),
    pause=st.none() | st.builds(Pause, DAYS, st.none() | DAYS, st.none() | DAYS, st.just("Vakantie")),
)


@given(OFFERS)
def test_what_is_written_down_is_read_as_it_was(offer: Offer) -> None:
    written = history.OFFERS.dump_python(offer, mode="json")
    assert history.OFFERS.validate_python(written | {"no longer there": 1}) == offer
    del written["kept_seats"]
    assert history.OFFERS.validate_python(written) == offer, "what came later is as it usually is"


@pytest.mark.browser
def test_the_history_on_a_phone_and_on_a_desk(visit: Visitor, scopes: Scopes, course: uuid.UUID) -> None:
    visit.at_each_width(f"{WORK}/{course}/geschiedenis", as_role="redactie_katwijk")
    page = visit(f"{WORK}/{course}/geschiedenis", as_role="redactie_katwijk")
    page.get_by_role("link", name="Zet deze versie terug").last.click()
    page.get_by_label("Titel").wait_for()
    assert page.get_by_label("Titel").input_value() == "Taalcafé"
    page.get_by_role("button", name="Bewaar", exact=True).click()
    page.get_by_text("Bewaard.").wait_for()
    with scopes.reading() as scope:
        assert scope.session.scalar(select(func.max(ActivityVersion.number))) == 5
