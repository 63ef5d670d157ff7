"""A partnership ends: the rights stop in the same second, the activities are seen to, the counts stay (C5, P-7)."""

import re
import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from stelsel import clock as now
from stelsel.mail import Letter
from stelsel_tenants.activities.fitting import NotAPartner
from stelsel_tenants.activities.models import Activity, ActivityState, Session, SessionState
from stelsel_tenants.partners import ending, jobs, queries
from stelsel_tenants.partners.ending import Fate
from stelsel_tenants.partners.models import Partnership, PartnershipState, Side, SlotRequest
from stelsel_tenants.site.library import partners
from tests.partners.deals import TERMS, fates, partnership, work_together
from tests.site import shelf
from tests.support.client import Clients, PageClient
from tests.support.fixtures import Clock
from tests.support.race import race
from tests.support.scopes import Scopes
from tests.support.stores import Store

URL = "/b/katwijk/beheer/partners/"
OWN = "/partner/bibliotheken/katwijk"
LAST = date(2026, 12, 10)
LINE = now.end_of(LAST)
"""The first instant at which nothing may be done any more: midnight in Amsterdam after the last day."""
Outbox = Callable[[], list[Letter]]
RunJobs = Callable[[], int]


def doors(partner: PageClient, session_id: uuid.UUID) -> list[int]:
    """What the doors to a library answer to somebody of a partner: to read, to write, to ask."""
    count = f"/partner/tellen/katwijk/{session_id}"
    return [
        partner.get(count).status_code,
        partner.post(count, data={"aanwezig": "7", "weggestuurd": ""}).status_code,
        partner.get(f"{OWN}/plek/").status_code,
    ]


def test_rights_stop_by_the_clock_and_not_by_a_job(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    session_id = work_together(scopes)
    with scopes.work() as scope:
        ending.end(scope, partnership(scopes).id, by=Side.LIBRARY, last_day=LAST)

    clock.set(LINE - timedelta(hours=1))
    partner = clients["partner_belastingdienst"]
    assert partner.get("/partner/").status_code == 200, "somebody is signed in, and stays so"
    clock.set(LINE - timedelta(seconds=1))
    assert doors(partner, session_id) == [200, 303, 200]
    assert "Spreekuur katwijk" in partner.get("/partner/agenda").text

    clock.set(LINE)
    assert doors(partner, session_id) == [404, 404, 404]
    assert "Spreekuur katwijk" not in partner.get("/partner/agenda").text
    assert "Gestopt" in partner.get("/partner/bibliotheken").text
    with scopes.reading() as scope:
        assert scope.session.get_one(Session, (scope.tenant_id, session_id)).present == 7, "the count stays"
        assert queries.choices(scope) == []
        assert not partners.helpers(scope, [])
    assert partnership(scopes).state is PartnershipState.ACTIVE, "no job has run"


def test_at_its_end_the_activities_are_seen_to_as_was_chosen(
    clients: Clients, scopes: Scopes, outbox: Outbox, run_jobs: RunJobs, clock: Clock
) -> None:
    work_together(scopes)
    editor = clients["redactie_katwijk"]
    with scopes.work() as scope:
        theirs = shelf.partner(scope)
        second = shelf.published(scope, "Inloop", organisation_id=theirs, leader="Els", concept_slug="belastinghulp")
        shelf.give_out(scope, shelf.sessions(scope, second)[0].id)
        draft = shelf.planned(scope, "Concept", organisation_id=theirs).id
    url = f"{URL}{partnership(scopes).id}/stoppen"
    page = editor.get(url).text
    assert "Spreekuur katwijk" in page
    assert "1 persoon is aangemeld" in page
    with scopes.reading() as scope:
        first = scope.session.scalars(select(Activity.id).where(Activity.title == "Spreekuur katwijk")).one()
    data = {"when": "on_a_day", "last_day": LAST.isoformat(), "reason": "Het project is klaar."}
    data |= {f"fate-{first}": "stop", f"fate-{second}": "take_over"}

    assert editor.post(url, data=data).status_code == 303
    run_jobs()
    letters = {one.receiver: one for one in outbox() if one.template == "partnership-ending"}
    assert sorted(letters) == [
        "beheer@katwijk.stelsel.test",
        "partner@belastingdienst.stelsel.test",
        "redactie@katwijk.stelsel.test",
    ]
    told = letters["partner@belastingdienst.stelsel.test"].text
    for expected in ("10 december 2026", "Het project is klaar.", "Inloop: de bibliotheek gaat ermee door"):
        assert expected in told, expected
    assert "Tot en met" in editor.get(URL).text

    clock.set(LINE)
    run_jobs()
    run_jobs()
    with scopes.reading() as scope:
        kept = {one.id: one for one in scope.session.scalars(select(Activity))}
        assert kept[first].state is ActivityState.WITHDRAWN
        assert kept[first].organisation_id == theirs, "what was held there stays the partner's"
        assert (kept[second].state, kept[second].organisation_id) == (ActivityState.PUBLISHED, None)
        assert kept[second].leader == "", "who led it for the partner leads it no more"
        assert kept[draft].organisation_id is None
        ahead = [one for one in shelf.sessions(scope, second) if one.starts_at > now.now()]
        assert ahead
        assert {one.organisation_id for one in ahead} == {None}
        assert not [one for one in shelf.sessions(scope, first) if one.starts_at > now.now()]
    assert partnership(scopes).state is PartnershipState.ENDED
    over = [one for one in outbox() if "is gestopt" in one.subject]
    assert len(over) == 3, "one letter to each, though the job ran twice"


@pytest.mark.parametrize("fate", list(Fate))
def test_at_once_is_at_once(clients: Clients, scopes: Scopes, clock: Clock, fate: Fate) -> None:
    session_id = work_together(scopes)
    partner, editor = clients["partner_belastingdienst"], clients["redactie_katwijk"]
    assert partner.get(f"/partner/tellen/katwijk/{session_id}").status_code == 200
    url = f"{URL}{partnership(scopes).id}/stoppen"

    assert editor.post(url, data={"when": "at_once", **fates(scopes, fate)}).status_code == 303

    assert partner.get(f"/partner/tellen/katwijk/{session_id}").status_code == 404
    assert editor.post(url, data={"when": "at_once"}).status_code == 409
    with scopes.reading() as scope:
        activity = scope.session.scalars(select(Activity)).one()
        states = {one.state for one in scope.session.scalars(select(Session))}
    if fate is Fate.TAKE_OVER:
        assert (activity.state, activity.organisation_id) == (ActivityState.PUBLISHED, None)
        assert states == {SessionState.PLANNED}
    else:
        assert activity.state is ActivityState.WITHDRAWN


def test_a_partner_ends_it_too_and_the_library_chooses_until_then(
    clients: Clients, scopes: Scopes, run_jobs: RunJobs, clock: Clock
) -> None:
    work_together(scopes)
    partner, editor = clients["partner_belastingdienst"], clients["redactie_katwijk"]
    data = {"when": "on_a_day", "last_day": LAST.isoformat(), "reason": "Geen mensen.", **fates(scopes, "stop")}
    assert partner.post(f"{OWN}/stoppen", data=data).status_code == 303
    url = f"{URL}{partnership(scopes).id}"
    assert "Geen mensen." in editor.get(url).text
    later = {"when": "on_a_day", "last_day": "2026-12-11", **fates(scopes, "take_over")}
    refused = editor.post(f"{url}/stoppen", data=later)
    assert refused.status_code == 422
    assert "geen latere" in refused.text
    assert "heeft de samenwerking gestopt" in editor.post(f"{url}/doorgaan", follow_redirects=True).text

    assert editor.post(f"{url}/stoppen", data=later | {"last_day": LAST.isoformat()}).status_code == 303
    clock.set(LINE)
    run_jobs()

    with scopes.reading() as scope:
        activity = scope.session.scalars(select(Activity)).one()
    assert (activity.state, activity.organisation_id) == (ActivityState.PUBLISHED, None)


def test_who_ended_it_may_go_on_before_that_day(
    clients: Clients, scopes: Scopes, run_jobs: RunJobs, clock: Clock
) -> None:
    session_id = work_together(scopes)
    partner = clients["partner_belastingdienst"]
    data = {"when": "on_a_day", "last_day": LAST.isoformat(), **fates(scopes, "stop")}
    partner.post(f"{OWN}/stoppen", data=data)
    assert "gaat gewoon door" in partner.post(f"{OWN}/doorgaan", follow_redirects=True).text
    clock.set(LINE)
    run_jobs()

    assert partnership(scopes).state is PartnershipState.ACTIVE
    clients["partner_belastingdienst"].sign_in("partner_belastingdienst")
    assert doors(clients["partner_belastingdienst"], session_id) == [200, 303, 200]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"when": ""}, "Kies"),
        ({"last_day": ""}, "Vul dit in"),
        ({"last_day": "2026-11-30"}, "01-12-2026"),
        ({"last_day": "30-02-2027"}, "bestaat"),
        ({"fate": "burn"}, ""),
    ],
)
def test_bad_input_ends_nothing(
    clients: Clients, scopes: Scopes, clock: Clock, wrong: dict[str, str], message: str
) -> None:
    work_together(scopes)
    data = {"when": "on_a_day", "last_day": LAST.isoformat(), **fates(scopes, wrong.get("fate", "stop"))}

    answer = clients["redactie_katwijk"].post(f"{URL}{partnership(scopes).id}/stoppen", data=data | wrong)

    assert answer.status_code == 422
    assert re.search(message, answer.text, re.IGNORECASE)
    assert partnership(scopes).ends_at is None


def test_an_agreed_end_comes_by_itself_also_when_the_job_was_lost(
    scopes: Scopes, outbox: Outbox, run_jobs: RunJobs, clock: Clock
) -> None:
    work_together(scopes)
    with scopes.work() as scope:
        one = scope.session.scalars(select(Partnership)).one()
        one.ends_at = LINE
    clock.set(LINE + timedelta(hours=6))
    with scopes.app.app_context():
        jobs.daily(scopes.tenant().id)
    assert partnership(scopes).state is PartnershipState.ENDED
    with scopes.reading() as scope:
        assert scope.session.scalars(select(Activity.state)).one() is ActivityState.WITHDRAWN


def test_it_may_begin_anew_also_before_anybody_saw_to_its_end(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    work_together(scopes)
    with scopes.work() as scope:
        ending.end(scope, partnership(scopes).id, by=Side.LIBRARY, last_day=LAST)
    clock.set(LINE)
    partner = clients["partner_belastingdienst"]
    data = {"does": "Opnieuw.", "themes": ["tax"]}

    assert partner.post("/partner/bibliotheken/nieuw/katwijk", data=data).status_code == 303

    one = partnership(scopes)
    assert (one.state, one.ends_at, one.proposed_by) == (PartnershipState.INVITED, None, Side.PARTNER)
    with scopes.reading() as scope:
        assert scope.session.scalars(select(Activity.organisation_id)).one() is None, "its end was seen to first"


def test_a_library_plans_nothing_in_the_name_of_who_left(scopes: Scopes, clock: Clock) -> None:
    work_together(scopes)
    with scopes.work() as scope:
        theirs = shelf.partner(scope)
        ending.end(scope, partnership(scopes).id, by=Side.LIBRARY, last_day=LAST)
        shelf.planned(scope, "Nog net", organisation_id=theirs)
    clock.set(LINE)
    with pytest.raises(NotAPartner), scopes.work() as scope:
        shelf.planned(scope, "Te laat", organisation_id=theirs)


@pytest.mark.long
def test_what_a_partner_does_while_it_ends_is_whole_or_not_there(store: Store, scopes: Scopes, clock: Clock) -> None:
    work_together(scopes)
    one = partnership(scopes)
    calls = [[str(one.id), str(one.organisation_id), number] for number in range(10)]

    outcomes = race(store, "tests.partners.racer:end_or_ask", calls)

    assert outcomes[0] == "ended"
    assert set(outcomes[1:]) <= {"asked", "Stopped"}
    with scopes.reading() as scope:
        made = list(scope.session.scalars(select(SlotRequest)))
    assert len(made) == outcomes.count("asked")
    assert all(slot.answered_at is not None for slot in made), "what was asked before is answered by the end"
    assert TERMS.does == partnership(scopes).does
