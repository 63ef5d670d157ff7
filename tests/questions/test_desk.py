"""The desk writes down what is asked: once, never who asked, and it may be taken back for ten minutes."""

import re
import uuid
from collections.abc import Callable
from datetime import date, time

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from stelsel import clock as clocks
from stelsel.audit import AuditEntry
from stelsel.jobs import registry
from stelsel.tenancy import Organisation
from stelsel_tenants.activities.models import Theme
from stelsel_tenants.partners import service as partners
from stelsel_tenants.partners.service import Terms
from stelsel_tenants.questions.models import Body, Channel, Half, HelpQuestion, Kind, Topic
from tests.questions.conftest import Form
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

DESK = "/b/katwijk/beheer/balie/vragen"
Kept = Callable[[], list[HelpQuestion]]
Question = Callable[..., Form]


def test_a_topic_and_minutes_are_enough(clients: Clients, question: Question, kept: Kept) -> None:
    answer = clients["balie_katwijk"].post(DESK, data=question())

    assert answer.status_code == 303
    (one,) = kept()
    assert (one.topic, one.minutes, one.kind, one.body) == (Topic.DIGID, 15, Kind.CONTACT, Body.LOGIUS)
    assert (one.day, one.half, one.channel) == (date(2026, 12, 1), Half.MORNING, Channel.DESK)
    assert (one.referred_body, one.referred_organisation_id, one.session_id) == (None, None, None)


def test_questions_of_one_visitor_share_a_visit_and_the_next_visitor_has_another(
    clients: Clients, question: Question, kept: Kept
) -> None:
    desk = clients["balie_katwijk"]
    again = desk.post(DESK, data=question(kanaal="phone", daarna="zelfde")).location or ""
    page = desk.get(again).text
    visit = re.search(r'name="bezoek"[^>]*value="([^"]+)"', page)
    assert visit is not None
    assert "Nog een vraag van dezelfde bezoeker" in page
    assert re.search(r'value="phone"[^>]*checked', page), "how it came is remembered"
    other = desk.post(DESK, data=question(onderwerp="tax", bezoek=visit[1], daarna="volgende")).location or ""
    assert visit[1] not in desk.get(other).text.split("<form", 2)[2], "the form is for somebody else"
    desk.post(DESK, data=question(onderwerp="work"))

    digid, tax, work = kept()
    assert str(digid.visit_id) == visit[1] == str(tax.visit_id) != str(work.visit_id)


def test_what_is_chosen_goes_before_what_is_usual_and_somebody_is_sent_on(
    clients: Clients, question: Question, kept: Kept, scopes: Scopes
) -> None:
    with scopes.work() as scope:
        partner = scope.session.scalars(select(Organisation).where(Organisation.slug == "walkentalk")).one().id
        other = scope.session.scalars(select(Organisation).where(Organisation.slug == "belastingdienst")).one().id
        partners.begin(scope, partner, Terms(does="", themes=(Theme.WORK,)))
    desk = clients["balie_katwijk"]
    desk.post(DESK, data=question(soort="referral", organisatie="none", verwezen=str(partner)))
    desk.post(DESK, data=question(onderwerp="tax", organisatie="cak", verwezen="municipality", moment=""))

    digid, tax = kept()
    assert (digid.kind, digid.body, digid.referred_organisation_id) == (Kind.REFERRAL, None, partner)
    assert (tax.kind, tax.body, tax.referred_body) == (Kind.CONTACT, Body.CAK, Body.MUNICIPALITY)
    stranger = desk.post(DESK, data=question(verwezen=str(other)))
    assert stranger.status_code == 422, "who is no partner here is not sent to"
    assert len(kept()) == 2


def test_a_tap_that_is_sent_twice_is_one_question(clients: Clients, question: Question, kept: Kept) -> None:
    desk, tap = clients["balie_katwijk"], question()
    for _time in range(3):
        assert desk.post(DESK, data=tap).status_code == 303
    assert desk.post(DESK, data=tap | {"onderwerp": "tax"}).status_code == 303

    (one,) = kept()
    assert str(one.id) == tap["tik"]
    assert one.topic is Topic.DIGID


@pytest.mark.parametrize(
    ("om", "day", "half"),
    [
        ("2026-11-30T18:30:00.000Z", date(2026, 11, 30), Half.EVENING),
        ("2026-11-30T23:30:00Z", date(2026, 12, 1), Half.MORNING),
        ("2026-12-09T09:00:00Z", date(2026, 12, 1), Half.MORNING),
        ("2026-10-01T09:00:00Z", date(2026, 12, 1), Half.MORNING),
        ("2026-11-30T18:30:00", date(2026, 12, 1), Half.MORNING),
        ("gisteren", date(2026, 12, 1), Half.MORNING),
    ],
)
def test_what_waited_on_a_device_counts_for_when_it_was_tapped(
    clients: Clients, question: Question, kept: Kept, om: str, day: date, half: Half
) -> None:
    clients["balie_katwijk"].post(DESK, data=question(om=om))

    (one,) = kept()
    assert (one.day, one.half) == (day, half)


@pytest.mark.parametrize(
    ("dag", "dagdeel", "words"),
    [
        ("2026-12-02", "morning", "moet nog komen"),
        ("2026-12-01", "afternoon", "moet nog komen"),
        ("2025-11-01", "morning", "meer dan een jaar geleden"),
        ("2026-11-30", "", "Kies ook het deel van de dag"),
        ("", "evening", "moet nog komen"),
        ("gisteren", "morning", "Vul een dag in"),
    ],
)
def test_no_question_is_of_the_future_or_of_long_ago(
    clients: Clients, question: Question, kept: Kept, dag: str, dagdeel: str, words: str
) -> None:
    refused = clients["balie_katwijk"].post(DESK, data=question(dag=dag, dagdeel=dagdeel, verwezen="uwv"))

    assert refused.status_code == 422
    assert words in refused.text
    assert re.search(r'value="digid"[^>]*checked', refused.text)
    assert re.search(r'value="uwv" *selected|selected value="uwv"', refused.text), "nothing is lost"
    assert kept() == []
    right = question(dag="2026-12-01", dagdeel="morning")
    assert clients["balie_katwijk"].post(DESK, data=right).status_code == 303


def test_it_is_taken_back_within_ten_minutes(clients: Clients, question: Question, kept: Kept, clock: Clock) -> None:
    desk = clients["balie_katwijk"]
    first, second = question(), question(onderwerp="tax")
    page = desk.get(desk.post(DESK, data=first).location or "").text
    assert "Bewaard: DigiD, 15 minuten." in page
    back = f"{DESK}/{first['tik']}/terughalen"
    assert back in page

    assert desk.post(back).status_code == 303
    assert kept() == []
    assert desk.post(back).status_code == 404
    later = desk.post(DESK, data=second).location or ""
    clock.forward(minutes=10)
    assert "terughalen" not in desk.get(later).text
    told = desk.post(f"{DESK}/{second['tik']}/terughalen", follow_redirects=True)
    assert "tot tien minuten na het bewaren" in told.text
    assert len(kept()) == 1


def test_no_more_is_kept_than_half_a_day_and_the_trail_names_no_question(
    app: Flask,
    clients: Clients,
    question: Question,
    kept: Kept,
    scopes: Scopes,
    clock: Clock,
    run_jobs: Callable[[], object],
) -> None:
    tap = question()
    clients["balie_katwijk"].post(DESK, data=tap)
    assert kept()[0].recorded_at is not None
    with scopes.reading() as scope:
        said = scope.session.execute(select(AuditEntry.deed, AuditEntry.object_kind, AuditEntry.object_id)).all()
    assert ("question.recorded", "branch") in [(row.deed, row.object_kind) for row in said]
    assert not any(tap["tik"] in row.object_id for row in said)

    clock.set(clocks.at(date(2026, 12, 2), time(2, 50)))
    with app.app_context():
        registry.find("questions.forget-all").function(None)
    run_jobs()

    (one,) = kept()
    assert one.recorded_at is None
    assert (one.day, one.half) == (date(2026, 12, 1), Half.MORNING)


def test_the_questions_of_another_library_are_not_there(
    clients: Clients, question: Question, kept: Kept, branch_id: str
) -> None:
    tap = question()
    clients["balie_katwijk"].post(DESK, data=tap)

    for path in (f"{DESK}/{tap['tik']}/terughalen", f"/b/venlo/beheer/balie/vragen/{tap['tik']}/terughalen"):
        assert clients["balie_venlo"].post(path).status_code == 404
    assert len(kept()) == 1
    theirs = clients["balie_venlo"].post("/b/venlo/beheer/balie/vragen", data=question(vestiging=branch_id))
    assert theirs.status_code == 422, "a branch of Katwijk is no choice in Venlo"
    assert clients["directie_katwijk"].get(DESK).status_code == 403
    assert clients["bezoeker"].get(DESK).status_code == 303


NAMES = ("onderwerp", "minuten", "kanaal", "vestiging", "verwezen", "organisatie", "soort", "moment", "dag", "dagdeel")
JUNK = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["digid", "15", "7", "-1", "none", "2026-12-01", str(uuid.UUID(int=7))]),
)


@given(
    answers=st.dictionaries(st.sampled_from((*NAMES, "tik", "bezoek", "om", "daarna")), JUNK, min_size=1, max_size=6)
)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_junk_is_refused_or_written_down_whole(
    clients: Clients, question: Question, kept: Kept, answers: dict[str, str]
) -> None:
    before = len(kept())
    answer = clients["balie_katwijk"].post(DESK, data=question(**answers))

    assert answer.status_code in {303, 422}
    found = kept()
    assert len(found) == before + (answer.status_code == 303)
    assert all(one.minutes in {5, 15, 30, 60} and one.day <= clocks.today() for one in found)
