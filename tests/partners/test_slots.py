"""A partner asks for a slot; the library gives it as asked, in part or otherwise (FEATURES C18)."""

import uuid
from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from stelsel.mail import Letter
from stelsel_tenants.activities.models import Activity, ActivityState, Frequency
from stelsel_tenants.activities.schedule import Line, on_dates
from stelsel_tenants.libraries.models import Room
from stelsel_tenants.partners import ending, jobs
from stelsel_tenants.partners.models import Side, SlotRequest, SlotState
from stelsel_tenants.partners.slots import Wish, line_of
from tests.partners.deals import partnership, work_together
from tests.site import shelf
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

OWN = "/partner/bibliotheken/katwijk/plek/"
URL = "/b/katwijk/beheer/partners/plekken/"
Outbox = Callable[[], list[Letter]]
RunJobs = Callable[[], int]


def wanted(scopes: Scopes, **other: Any) -> dict[str, Any]:
    """What the form of a slot sends: Thursdays from 14.00 to 16.00, three weeks long."""
    with scopes.reading() as scope:
        branch_id = str(shelf.main_branch(scope).id)
    line = {
        "frequency": "weekly",
        "weekdays": ["4"],
        "begins": "14:00",
        "ends": "16:00",
        "since": "2026-12-03",
        "until": "2026-12-17",
    }
    return {
        "title": "Spreekuur toeslagen",
        "concept_slug": "belastinghulp",
        "branch_id": branch_id,
        "room": "",
        "note": "Wij nemen zelf een laptop mee.",
        **{f"lines-0-{name}": value for name, value in line.items()},
    } | other


def asked(clients: Clients, scopes: Scopes, **other: Any) -> uuid.UUID:
    """A slot that waits for the library."""
    work_together(scopes)
    assert clients["partner_belastingdienst"].post(OWN, data=wanted(scopes, **other)).status_code == 303
    with scopes.reading() as scope:
        return scope.session.scalars(select(SlotRequest.id)).one()


def slot(scopes: Scopes) -> SlotRequest:
    with scopes.reading() as scope:
        return scope.session.scalars(select(SlotRequest)).one()


def room(scopes: Scopes, *, taken: bool = True) -> None:
    """A room that is one thing's at a time; on Thursday 10 December somebody else has it."""
    with scopes.work() as scope:
        branch = shelf.main_branch(scope)
        scope.session.add(Room(branch_id=branch.id, name="Zaal", folded="zaal", number=1))
        scope.session.flush()
        if taken:
            lines = (on_dates(time(15), time(17), date(2026, 12, 10)),)
            shelf.published(scope, "Geheime vergadering", room="Zaal", lines=lines)


def test_a_slot_is_given_as_asked(
    clients: Clients, scopes: Scopes, outbox: Outbox, run_jobs: RunJobs, clock: Clock
) -> None:
    slot_id = asked(clients, scopes)
    partner, editor = clients["partner_belastingdienst"], clients["redactie_katwijk"]
    run_jobs()
    told = [one for one in outbox() if one.template == "slot-asked"]
    assert {one.receiver for one in told} == {"beheer@katwijk.stelsel.test", "redactie@katwijk.stelsel.test"}
    assert "Iedere donderdag, 14.00 tot 16.00 uur" in told[0].text
    assert "Belastingdienst vraagt een plek" in editor.get("/b/katwijk/beheer/partners/").text
    page = editor.get(f"{URL}{slot_id}").text
    assert "Wij nemen zelf een laptop mee." in page

    data = {**wanted(scopes), "outside_hours": "1", "answer": "Welkom."}
    assert editor.post(f"{URL}{slot_id}", data=data).status_code == 303

    with scopes.reading() as scope:
        activity = scope.session.get_one(Activity, (scope.tenant_id, slot(scopes).activity_id))
        assert activity.state is ActivityState.PUBLISHED
        assert activity.organisation_id == partnership(scopes).organisation_id
        starts = [one.starts_at.date() for one in shelf.sessions(scope, activity.id)]
    assert starts == [date(2026, 12, 3), date(2026, 12, 10), date(2026, 12, 17)]
    assert "Helemaal zoals u vroeg." in partner.get(f"{OWN}{slot_id}").text
    assert "Spreekuur toeslagen" in partner.get("/partner/agenda").text
    run_jobs()
    [letter] = [one for one in outbox() if one.template == "slot-answered"]
    assert letter.receiver == "partner@belastingdienst.stelsel.test"
    assert "Welkom." in letter.text
    assert editor.post(f"{URL}{slot_id}", data=data).status_code == 409, "a second yes gives nothing"
    with scopes.reading() as scope:
        assert len(list(scope.session.scalars(select(Activity).where(Activity.title == "Spreekuur toeslagen")))) == 1


def test_a_slot_is_given_otherwise_and_the_differences_are_told(
    clients: Clients, scopes: Scopes, outbox: Outbox, run_jobs: RunJobs, clock: Clock
) -> None:
    slot_id = asked(clients, scopes)
    part = {"lines-0-until": "2026-12-10", "lines-0-begins": "15:00", "room": "Leestafel", "outside_hours": "1"}

    assert clients["redactie_katwijk"].post(f"{URL}{slot_id}", data=wanted(scopes) | part).status_code == 303

    page = clients["partner_belastingdienst"].get(f"{OWN}{slot_id}").text
    for expected in ("Leestafel", "15.00 tot 16.00 uur", "14.00 tot 16.00 uur", "Anders"):
        assert expected in page, expected
    run_jobs()
    [letter] = [one for one in outbox() if one.template == "slot-answered"]
    assert "15.00 tot 16.00 uur" in letter.text
    with scopes.reading() as scope:
        assert len(shelf.sessions(scope, slot(scopes).activity_id or uuid.uuid4())) == 2


def test_a_clash_is_shown_to_both_and_names_nobody_to_the_partner(
    clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    room(scopes)
    work_together(scopes)
    partner, editor = clients["partner_belastingdienst"], clients["redactie_katwijk"]
    data = wanted(scopes, room="Zaal")

    question = partner.post(OWN, data=data)
    assert question.status_code == 422
    assert "Zaal is bezet, 15.00 – 17.00" in question.text
    assert "Geheime vergadering" not in question.text
    key = question.text.split('name="gezien" value="')[1].split('"')[0]
    assert partner.post(OWN, data=data | {"gezien": key}).status_code == 303
    slot_id = slot(scopes).id
    assert "Zaal is bezet" in partner.get(f"{OWN}{slot_id}").text
    assert "Geheime vergadering" not in partner.get(f"{OWN}{slot_id}").text

    assert "Geheime vergadering" in editor.get(f"{URL}{slot_id}").text
    refused = editor.post(f"{URL}{slot_id}", data=data | {"outside_hours": "1"})
    assert refused.status_code == 422
    skip = refused.text.split('name="overslaan" value="')[1].split('"')[0]
    assert editor.post(f"{URL}{slot_id}", data=data | {"outside_hours": "1", "overslaan": skip}).status_code == 303
    assert "1 datum is overgeslagen" in partner.get(f"{OWN}{slot_id}").text


def test_looking_at_the_dates_asks_for_nothing(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    work_together(scopes)
    page = clients["partner_belastingdienst"].post(OWN, data=wanted(scopes) | {"stap": "bekijk"})
    assert page.status_code == 200
    assert "Iedere donderdag" in page.text
    with scopes.reading() as scope:
        assert not list(scope.session.scalars(select(SlotRequest)))


def test_no_has_a_reason(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    slot_id = asked(clients, scopes)
    editor = clients["redactie_katwijk"]
    assert editor.post(f"{URL}{slot_id}/afwijzen", data={"reason": " "}).status_code == 422
    assert editor.post(f"{URL}{slot_id}/afwijzen", data={"reason": "Dan zijn we dicht."}).status_code == 303
    assert "Dan zijn we dicht." in clients["partner_belastingdienst"].get(f"{OWN}{slot_id}").text


def test_what_was_taken_back_is_not_given(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    slot_id = asked(clients, scopes)
    assert clients["partner_walkentalk"].post(f"{OWN}{slot_id}/intrekken").status_code == 404
    clients["partner_belastingdienst"].post(f"{OWN}{slot_id}/intrekken")

    refused = clients["redactie_katwijk"].post(f"{URL}{slot_id}", data=wanted(scopes) | {"outside_hours": "1"})

    assert refused.status_code == 409
    assert "intussen ingetrokken" in refused.text
    with scopes.reading() as scope:
        assert not list(scope.session.scalars(select(Activity).where(Activity.title == "Spreekuur toeslagen")))


def test_a_form_that_was_open_when_it_ended_writes_nothing(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    work_together(scopes)
    partner = clients["partner_belastingdienst"]
    assert partner.get(OWN).status_code == 200
    with scopes.work() as scope:
        ending.end(scope, partnership(scopes).id, by=Side.LIBRARY, last_day=None)

    refused = partner.post(OWN, data=wanted(scopes))

    assert refused.status_code == 409
    assert "Uw samenwerking met deze bibliotheek is gestopt. Er is niets bewaard." in refused.text
    assert "Wij nemen zelf een laptop mee." in refused.text, "nothing typed is lost"
    with scopes.reading() as scope:
        assert not list(scope.session.scalars(select(SlotRequest)))


def test_what_waits_when_it_ends_is_closed_by_that(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    slot_id = asked(clients, scopes)
    with scopes.work() as scope:
        ending.end(scope, partnership(scopes).id, by=Side.LIBRARY, last_day=date(2026, 12, 2))
    clock.set(partnership(scopes).ends_at or clock_fails())
    editor = clients["redactie_katwijk"]
    late = editor.post(f"{URL}{slot_id}", data=wanted(scopes) | {"outside_hours": "1"})
    assert late.status_code == 422
    assert "U kunt geen plek meer geven" in late.text
    with scopes.app.app_context():
        jobs.daily(scopes.tenant().id)
    assert slot(scopes).state is SlotState.DECLINED


def clock_fails() -> Any:
    raise AssertionError("this partnership has no end")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"title": ""}, "Vul dit in"),
        ({"branch_id": str(uuid.uuid4())}, "Kies een van de antwoorden"),
        ({"lines-0-weekdays": []}, "dag"),
        ({"lines-0-begins": "25:00"}, "tijd"),
        ({"lines-0-until": "2026-12-01"}, "laatste dag"),
        ({"lines-0-since": "2020-01-02", "lines-0-until": "2020-01-30"}, "geen enkele datum"),
    ],
)
def test_bad_input_is_said_beside_its_field(
    clients: Clients, scopes: Scopes, clock: Clock, wrong: dict[str, Any], message: str
) -> None:
    work_together(scopes)
    answer = clients["partner_belastingdienst"].post(OWN, data=wanted(scopes) | wrong)
    assert answer.status_code == 422
    assert message in answer.text
    assert "laptop" in answer.text


def test_who_waits_for_ten_days_reminds_once(
    clients: Clients, scopes: Scopes, outbox: Outbox, run_jobs: RunJobs, clock: Clock
) -> None:
    asked(clients, scopes, **{"lines-0-until": "2027-03-01"})
    for later in (9, 1, 1, 1):
        clock.forward(days=later)
        with scopes.app.app_context():
            jobs.daily(scopes.tenant().id)
        run_jobs()
    reminded = [one for one in outbox() if one.subject == "Belastingdienst wacht op een plek bij u"]
    assert len(reminded) == 2, "once to each of the two who go about partners"


def test_a_slot_is_of_its_partner_and_its_library(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    slot_id = asked(clients, scopes)
    work_together(scopes, "venlo", "walkentalk")
    assert clients["partner_belastingdienst"].get(f"{OWN}{slot_id}").status_code == 200
    assert clients["partner_walkentalk"].get(f"{OWN}{slot_id}").status_code == 404
    assert clients["partner_walkentalk"].get(f"/partner/bibliotheken/venlo/plek/{slot_id}").status_code == 404
    for step in ("", "/afwijzen"):
        assert clients["redactie_venlo"].get(f"/b/venlo/beheer/partners/plekken/{slot_id}{step}").status_code == 404
        assert clients["balie_katwijk"].get(f"{URL}{slot_id}{step}").status_code == 403


def _at(first: int, last: int) -> st.SearchStrategy[time]:
    times = st.times(min_value=time(first), max_value=time(last))
    return times.map(lambda at: at.replace(second=0, microsecond=0))


DAYS = st.dates(date(2026, 12, 1), date(2027, 12, 31))
TIMES = {"begins": _at(8, 11), "ends": _at(12, 17)}
WEEKDAYS = st.sets(st.integers(1, 7), min_size=1).map(lambda days: tuple(sorted(days)))
HOLIDAYS = {"not_in_school_holidays": st.booleans(), "not_on_public_holidays": st.booleans()}
WEEKLY = st.builds(
    Line,
    frequency=st.sampled_from([Frequency.WEEKLY, Frequency.ODD_WEEKS, Frequency.EVEN_WEEKS]),
    since=DAYS,
    until=st.none() | st.dates(date(2028, 1, 1), date(2028, 6, 1)),
    weekdays=WEEKDAYS,
    **TIMES,
    **HOLIDAYS,
)
MONTHLY = st.builds(
    Line,
    frequency=st.just(Frequency.MONTHLY),
    since=DAYS,
    times=st.none() | st.integers(2, 40),
    weekdays=WEEKDAYS,
    nths=st.sets(st.sampled_from([1, 2, 3, 4, 5, -1]), min_size=1).map(lambda nths: tuple(sorted(nths))),
    **TIMES,
    **HOLIDAYS,
)
LOOSE = st.builds(
    lambda begins, ends, days: on_dates(begins, ends, *days), days=st.sets(DAYS, min_size=1, max_size=60), **TIMES
)


@given(WEEKLY | MONTHLY | LOOSE)
def test_the_rule_in_words_is_the_rule_and_fits_its_column(line: Line) -> None:
    wish = Wish(uuid.UUID(int=1), line)
    assert line_of(wish.rule) == line
    assert len(wish.rule) <= 2000
