"""Activities come in from calendars and files: shown first, followed afterwards, never at the cost of what is here."""

import io
import uuid
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from stelsel import clock as house_clock
from stelsel.importing import calendars
from stelsel.jobs import registry
from stelsel.mail import Letter
from stelsel_tenants.activities import checks
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities import service as activities
from stelsel_tenants.activities.models import Activity, ActivityState, Frequency, Session
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.sources import schedules
from stelsel_tenants.sources.models import Imported, Source, WaitingFile
from tests.importing.test_calendars import event
from tests.sources.conftest import IMPORT
from tests.sources.made import BAD, BRANCH, CORPUS, HEAD, ROW
from tests.support.client import Clients, PageClient
from tests.support.fixtures import Clock
from tests.support.foreign import Foreign
from tests.support.scopes import Scopes

WEEKLY = ("DTSTART;TZID=Europe/Amsterdam:20261208T100000", "DURATION:PT2H", "RRULE:FREQ=WEEKLY")


def calendar(title: str = "Inloop", *more: str) -> bytes:
    return event(*WEEKLY, *more).replace("SUMMARY:Iets", f"SUMMARY:{title}").encode()


def upload(editor: PageClient, terms: dict[str, str], content: bytes, name: str = "agenda.ics") -> str:
    """Send a file; returns the address of its preview."""
    sent = editor.post(f"{IMPORT}/bestand", data=terms | {"file": (io.BytesIO(content), name)})
    assert sent.status_code == 303, sent.text
    return str(sent.location)


def later(clock: Clock, editor: PageClient, **step: float) -> None:
    """The clock goes on, and the editor signs in anew."""
    clock.forward(**step)
    editor.sign_in("redactie_katwijk")


def letters(outbox: Callable[[], list[Letter]]) -> list[Letter]:
    """Those of this room; each sign-in from somewhere else sends one too."""
    return [letter for letter in outbox() if letter.template == "source-fails"]


def offered(scopes: Scopes) -> dict[str, Offer]:
    with scopes.reading() as scope:
        return {one.title: offers.of(one) for one in scope.session.scalars(select(Activity))}


def only(scopes: Scopes) -> Activity:
    with scopes.reading() as scope:
        return scope.session.scalars(select(Activity)).one()


def the_source(scopes: Scopes) -> Source:
    with scopes.reading() as scope:
        return scope.session.scalars(select(Source)).one()


def test_a_file_is_shown_row_by_row_before_anything_is_written(
    editor: PageClient, terms: dict[str, str], scopes: Scopes, clock: Clock
) -> None:
    preview = upload(editor, terms, (CORPUS / "google.ics").read_bytes())

    page = editor.get(preview).text
    assert "3 nieuw, 0 veranderd" in page
    assert "1 moment is al geweest" in page
    assert "1e en 3e maandag" in page
    assert offered(scopes) == {}

    assert editor.post(preview).status_code == 303
    found = offered(scopes)
    assert set(found) == {"Taalcafé", "Gamelab", "Rondleiding op een andere tijd"}
    [rule] = found["Taalcafé"].lines
    assert (rule.frequency, rule.weekdays, rule.nths, rule.until) == (Frequency.MONTHLY, (1,), (1, 3), None)
    assert [one.day for one in found["Taalcafé"].exceptions] == [date(2026, 12, 21)]
    assert only_states(scopes) == {ActivityState.DRAFT}
    assert editor.get(preview).status_code == 409


def only_states(scopes: Scopes) -> set[ActivityState]:
    with scopes.reading() as scope:
        return set(scope.session.scalars(select(Activity.state)))


def test_the_source_wins_on_what_nobody_here_touched(
    editor: PageClient, terms: dict[str, str], scopes: Scopes, clock: Clock
) -> None:
    editor.post(upload(editor, terms, calendar("Inloop", "DESCRIPTION:Oude uitleg", "LOCATION:Zaal 1")))
    activity = only(scopes)
    with scopes.work() as scope:
        here = scope.session.get_one(Activity, (scope.tenant_id, activity.id))
        mine = offers.of(here)
        activities.revise(scope, here.id, replace(mine, text="Eigen uitleg"), version=here.version)

    later = calendar("Open inloop", "DESCRIPTION:Nieuwe uitleg", "LOCATION:Zaal 2", "EXDATE;VALUE=DATE:20261215")
    preview = upload(editor, terms, later)
    page = editor.get(preview).text
    assert "Verandert:" in page
    assert "Hier aangepast, dus blijft:" in page
    editor.post(preview)

    [(title, now)] = offered(scopes).items()
    assert (title, now.text, now.room) == ("Open inloop", "Eigen uitleg", "Zaal 2")
    assert [one.day for one in now.exceptions] == [date(2026, 12, 15)]

    assert "Er verandert niets" in editor.get(upload(editor, terms, later)).text


def test_the_same_file_weeks_later_changes_nothing(
    editor: PageClient, terms: dict[str, str], scopes: Scopes, clock: Clock
) -> None:
    for content in ((CORPUS / "outlook.ics").read_bytes(), (CORPUS / "apple.ics").read_bytes()):
        editor.post(upload(editor, terms, content))
    before = {title: len(offer.lines) for title, offer in offered(scopes).items()}
    later(clock, editor, days=9)
    for content in ((CORPUS / "outlook.ics").read_bytes(), (CORPUS / "google.ics").read_bytes()):
        page = editor.get(upload(editor, terms, content)).text
        assert "0 veranderd" in page or "Er verandert niets" in page
    assert {title: len(offer.lines) for title, offer in offered(scopes).items()} == before


def test_a_list_says_which_rows_come_in(
    editor: PageClient, terms: dict[str, str], scopes: Scopes, clock: Clock
) -> None:
    preview = upload(editor, terms, f"{HEAD}\n{ROW}\n{BAD}\n{ROW}".encode("cp1252"), "lijst.csv")

    page = editor.get(preview).text
    assert "1 nieuw, 0 veranderd" in page
    assert "2 geweigerd" in page
    assert "Dit rooster kennen we niet" in page
    assert "Regel 3" in page
    assert "twee keer" in page
    assert editor.get(f"{preview}?alleen=refused").text.count("Regel ") == 2

    editor.post(preview)
    assert only(scopes).extern_id == "a1"
    changed = "\n".join([HEAD, ROW.replace("Taalcafé;Taalcafé", "Praten;Taalcafé")]).encode()
    assert "0 nieuw, 1 veranderd" in editor.get(upload(editor, terms, changed, "lijst.csv")).text


def test_columns_are_known_by_name_or_pointed_out(
    editor: PageClient, terms: dict[str, str], scopes: Scopes, clock: Clock
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Kenmerk", "Wat", "Soort", "Locatie", "Rooster", "Aanvang", "Einde", "Datum"])
    sheet.append(
        [
            7,
            "Taal",
            "Taalcafé",
            BRANCH,
            "elke week op dinsdag",
            house_clock.now().time().replace(tzinfo=None, second=0),
            "12.00",
            date(2026, 12, 1),
        ]
    )
    kept = io.BytesIO()
    book.save(kept)
    preview = upload(editor, terms, kept.getvalue(), "lijst.xlsx")

    page = editor.get(preview).text
    assert "Kies nog de kolom voor: titel." in page

    chosen = {"extern_id": "kenmerk", "titel": "wat", "soort": "soort", "vestiging": "locatie", "rooster": "rooster",
              "begintijd": "aanvang", "eindtijd": "einde", "van": "datum"}  # fmt: skip
    assert editor.post(f"{preview}/kolommen", data=chosen | {"titel": ""}).status_code == 422
    assert editor.post(f"{preview}/kolommen", data=chosen).status_code == 303
    assert "1 nieuw" in editor.get(preview).text
    editor.post(preview)
    assert only(scopes).extern_id == "7"


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"\0" * 60 * 1024 * 1024)
    return made.getvalue()


def entities() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("xl/workbook.xml", b'<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>')
    return made.getvalue()


def far_cell() -> bytes:
    """One cell in the last row and column that there is: all before it would be rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["XFD1048576"] = "ver"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "leeg"),
        (b"PK\x03\x04 stuk", "geen werkblad"),
        (bomb(), "te groot"),
        (entities(), "geen werkblad"),
        (far_cell(), "leeg"),
        (b"BEGIN:VCALENDAR\n", "afgebroken"),
        (b"a;b\n\0", "geen tekstbestand"),
        (b"x" * (5 * 1024 * 1024 + 1), "ten hoogste 5 MB"),
    ],
    ids=["empty", "half a zip", "zip bomb", "entities", "a far cell", "half a calendar", "no text", "too large"],
)
def test_a_file_that_cannot_be_read_is_refused_at_its_field(
    content: bytes, reason: str, editor: PageClient, terms: dict[str, str], scopes: Scopes, clock: Clock
) -> None:
    page = editor.post(f"{IMPORT}/bestand", data=terms | {"file": (io.BytesIO(content), "../../etc/passwd")})
    page.request.environ["wsgi.input"].close()  # a large body is a file of the client
    assert (page.status_code, reason in page.text) == (422, True)
    with scopes.reading() as scope:
        assert scope.session.scalar(select(func.count()).select_from(WaitingFile)) == 0


def test_what_waits_is_one_file_for_a_day(
    editor: PageClient, terms: dict[str, str], scopes: Scopes, clock: Clock, run_jobs: Callable[[], int]
) -> None:
    first = upload(editor, terms, calendar())
    second = upload(editor, terms, calendar("Anders"))
    assert editor.get(first).status_code == 409
    assert editor.get(second).status_code == 200

    later(clock, editor, days=1, minutes=1)
    assert editor.post(second).status_code == 409
    assert offered(scopes) == {}
    fetch_all(scopes, run_jobs)
    with scopes.reading() as scope:
        assert scope.session.scalar(select(func.count()).select_from(WaitingFile)) == 0


def fetch_all(scopes: Scopes, run_jobs: Callable[[], int]) -> None:
    """Six hours are over."""
    with scopes.app.app_context():
        registry.find("sources.fetch-library-all").function(None)
    run_jobs()


def test_an_address_is_followed_and_what_is_gone_is_a_proposal(
    editor: PageClient,
    subscribed: Callable[..., str],
    foreign: Foreign,
    scopes: Scopes,
    clock: Clock,
    run_jobs: Callable[[], int],
) -> None:
    subscribed(calendar(), publishes="1")
    assert only(scopes).state is ActivityState.PUBLISHED
    with scopes.reading() as scope:
        assert (scope.session.scalar(select(func.count()).select_from(Session)) or 0) > 50

    foreign.says(calendar("Open inloop"), etag='"twee"')
    later(clock, editor, hours=6)
    fetch_all(scopes, run_jobs)
    assert 'If-None-Match: "een"' in foreign.asked[-1]
    assert only(scopes).title == "Open inloop"

    foreign.says(event("DTSTART:20270105T100000", "DURATION:PT1H").replace("UID:een", "UID:twee").encode())
    later(clock, editor, hours=6)
    fetch_all(scopes, run_jobs)
    assert {*offered(scopes)} == {"Open inloop", "Iets"}
    page = editor.get(f"{IMPORT}/").text
    assert "Verdwenen uit de agenda" in page
    with scopes.reading() as scope:
        gone = scope.session.scalars(select(Imported).where(Imported.gone_at.is_not(None))).one()

    assert editor.post(f"{IMPORT}/verdwenen/{gone.id}", data={"besluit": "intrekken"}).status_code == 303
    with scopes.reading() as scope:
        states = {one.title: one.state for one in scope.session.scalars(select(Activity))}
    assert states["Open inloop"] is ActivityState.WITHDRAWN
    fetch_all(scopes, run_jobs)
    assert "Verdwenen uit de agenda" not in editor.get(f"{IMPORT}/").text


def test_what_was_kept_is_not_proposed_again(
    editor: PageClient,
    subscribed: Callable[..., str],
    foreign: Foreign,
    scopes: Scopes,
    clock: Clock,
    run_jobs: Callable[[], int],
) -> None:
    subscribed(calendar())
    foreign.says(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    fetch_all(scopes, run_jobs)
    with scopes.reading() as scope:
        gone = scope.session.scalars(select(Imported)).one()
    editor.post(f"{IMPORT}/verdwenen/{gone.id}", data={"besluit": "laten"})
    fetch_all(scopes, run_jobs)
    assert "Verdwenen uit de agenda" not in editor.get(f"{IMPORT}/").text
    assert editor.post(f"{IMPORT}/verdwenen/{gone.id}", data={"besluit": "laten"}).status_code == 303


def test_a_broken_source_keeps_its_data_and_tells_once_after_three_times(
    editor: PageClient,
    subscribed: Callable[..., str],
    foreign: Foreign,
    scopes: Scopes,
    clock: Clock,
    run_jobs: Callable[[], int],
    outbox: Callable[[], list[Letter]],
) -> None:
    address = subscribed(calendar())
    foreign.says(b"<html>geheim</html>", status="500 Stuk")
    for turn in range(1, 6):
        later(clock, editor, minutes=5)
        editor.post(f"{address}/nu")
        run_jobs()
        assert len(letters(outbox)) == (1 if turn >= 3 else 0)

    [letter] = letters(outbox)
    assert letter.receiver == "redactie@katwijk.stelsel.test"
    assert "sinds dinsdag 1 december" in letter.text
    assert "fout 500" in letter.text
    assert address in letter.text
    page = editor.get(f"{IMPORT}/").text
    assert "Lukt niet sinds dinsdag 1 december" in page
    assert "geheim" not in page
    assert {*offered(scopes)} == {"Inloop"}

    foreign.says(status="304 Not Modified")
    editor.post(f"{address}/nu")
    run_jobs()
    assert "Lukt niet" not in editor.get(f"{IMPORT}/").text
    assert the_source(scopes).failures == 0


def test_a_calendar_that_makes_no_sense_any_more_changes_nothing(
    editor: PageClient,
    subscribed: Callable[..., str],
    foreign: Foreign,
    scopes: Scopes,
    clock: Clock,
    run_jobs: Callable[[], int],
) -> None:
    address = subscribed(calendar())
    foreign.says(b"<html>Log in</html>")
    editor.post(f"{address}/nu")
    run_jobs()
    assert "geen agenda" in editor.get(f"{IMPORT}/").text
    with scopes.reading() as scope:
        assert scope.session.scalars(select(Imported.gone_at)).all() == [None]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("https://eigen.test/agenda.ics", "open internet"),
        ("webcal://eigen.test/agenda.ics", "open internet"),
        ("http://127.1/agenda.ics", "open internet"),
        ("file:///etc/passwd", "geen adres"),
        ("agenda", "geen adres"),
        ("http://kalender.test:{port}/", "geen agenda"),
    ],
)
def test_an_address_that_gives_no_calendar_is_refused_at_its_field(
    address: str,
    reason: str,
    editor: PageClient,
    terms: dict[str, str],
    foreign: Foreign,
    scopes: Scopes,
    clock: Clock,
) -> None:
    foreign.says(b"<html>geheim</html>")
    typed = address.format(port=foreign.port)
    form = terms | {"address": typed, "name": "Agenda", "contact": "iemand@katwijk.stelsel.test"}
    page = editor.post(f"{IMPORT}/adres", data=form)
    assert (page.status_code, reason in page.text, "geheim" in page.text) == (422, True, False)
    assert f'value="{typed}"' in page.text
    with scopes.reading() as scope:
        assert scope.session.scalars(select(Source)).all() == []


def test_a_source_ends_and_what_came_from_it_stays(
    editor: PageClient, subscribed: Callable[..., str], scopes: Scopes, clock: Clock
) -> None:
    address = subscribed(calendar())
    form = {"name": "Andere naam", "contact": "n@katwijk.stelsel.test", "branch_id": str(only(scopes).branch_id),
            "concept_slug": "ido", "publishes": "1"}  # fmt: skip
    assert editor.post(address, data=form).status_code == 303
    assert (the_source(scopes).name, the_source(scopes).publishes) == ("Andere naam", True)

    assert editor.post(f"{address}/verwijderen").status_code == 303
    assert {*offered(scopes)} == {"Inloop"}
    with scopes.reading() as scope:
        assert scope.session.scalars(select(Source)).all() == []


def test_no_to_a_new_calendar_leaves_nothing_and_so_does_no_answer(
    editor: PageClient,
    terms: dict[str, str],
    foreign: Foreign,
    scopes: Scopes,
    clock: Clock,
    run_jobs: Callable[[], int],
) -> None:
    foreign.says(calendar())
    form = terms | {"address": f"http://kalender.test:{foreign.port}/", "name": "Proef", "contact": "n@k.stelsel.test"}
    preview = editor.post(f"{IMPORT}/adres", data=form).location
    assert editor.post(f"{IMPORT}/adres", data=form).status_code == 409  # the same address once more
    assert editor.post(f"{preview}/weg").status_code == 303
    with scopes.reading() as scope:
        assert scope.session.scalars(select(Source)).all() == []

    assert editor.post(f"{IMPORT}/adres", data=form).status_code == 303
    later(clock, editor, days=1, minutes=1)
    fetch_all(scopes, run_jobs)
    with scopes.reading() as scope:
        assert scope.session.scalars(select(Source)).all() == []


def test_a_place_that_names_a_branch_is_there(
    editor: PageClient, terms: dict[str, str], scopes: Scopes, clock: Clock
) -> None:
    from stelsel_tenants.libraries.models import Branch

    with scopes.work() as scope:
        haven = Branch(name="Haven", place="Katwijk", municipality_code="GM0537", lat=52.2, lon=4.4)
        scope.session.add(haven)
        scope.session.flush()
        haven_id = haven.id
    editor.post(
        upload(
            editor,
            terms,
            calendar(
                "Inloop", "LOCATION:Bibliotheek Haven\\, Kade 2", "CATEGORIES:IDO,Informatiepunt Digitale Overheid"
            ),
        )
    )
    activity = only(scopes)
    assert (activity.branch_id, activity.room, activity.concept_slug) == (haven_id, "", "ido")


def test_pages_ask_the_same_number_of_questions_for_two_and_for_twenty(
    editor: PageClient, terms: dict[str, str], scopes: Scopes, clock: Clock, count_queries: Callable[..., object]
) -> None:
    counts = []
    for number in (2, 20):
        rows = [ROW.replace("a1;", f"a{place};") for place in range(number)]
        content = "\n".join([HEAD, *rows]).encode()
        editor.post(upload(editor, terms, content, "lijst.csv"))
        preview = upload(editor, terms, content, "lijst.csv")
        with count_queries() as seen:  # type: ignore[attr-defined]
            editor.get(preview)
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(("who", "status"), [("balie_katwijk", 403), ("beheer_venlo", 404)])
def test_closed_to_the_wrong_role_and_the_wrong_library(
    who: str, status: int, clients: Clients, editor: PageClient, terms: dict[str, str], clock: Clock
) -> None:
    preview = upload(editor, terms, calendar())
    assert clients[who].get(preview).status_code == status
    assert clients[who].post(preview).status_code == status
    assert clients[who].get(f"{IMPORT}/").status_code == status


RULES = st.sampled_from(
    [
        "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=TU,TH", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY;BYDAY=1TU,3TU",
        "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYMONTHDAY=15", "FREQ=DAILY;INTERVAL=3", "FREQ=DAILY;COUNT=9",
        "FREQ=WEEKLY;COUNT=5", "FREQ=WEEKLY;UNTIL=20270330", "FREQ=YEARLY;BYWEEKNO=1,3,5,7;BYDAY=WE",
    ]
)  # fmt: skip


@given(RULES, st.lists(st.integers(0, 300), max_size=6), st.integers(6, 20), st.integers(1, 4))
def test_a_schedule_gives_exactly_the_dates_of_its_calendar(
    rule: str, left_out: list[int], hour: int, length: int
) -> None:
    with house_clock.frozen(house_clock.at(date(2026, 12, 1), time(5))):
        first, last = schedules.window()
        away = ",".join(f"{first + timedelta(days=days):%Y%m%d}" for days in left_out)
        lines = [f"DTSTART;TZID=Europe/Amsterdam:20261124T{hour:02}0000", f"DURATION:PT{length}H", f"RRULE:{rule}"]
        content = event(*lines, *([f"EXDATE;VALUE=DATE:{away}"] if away else []))
        found = calendars.read(content.encode(), first=first, last=last).series
        for series in found:
            said = schedules.of(series)
            offer = Offer("Iets", uuid.uuid4(), "ido", lines=said.lines, exceptions=said.exceptions)
            checks.check(offer)
            assert [(one.starts_at, one.ends_at) for one in schedules.coming(offer)] == [
                (one.starts_at, one.ends_at) for one in series.dates
            ]
