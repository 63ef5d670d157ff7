"""The first page of the workroom: what waits, whether the space is ready, what happens today."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from stelsel import clock as now
from stelsel.audit.models import AuditEntry
from stelsel.tenancy import Scope
from stelsel_tenants.activities import service as activities
from stelsel_tenants.activities.models import Frequency, Session
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.schedule import Line
from stelsel_tenants.libraries import branches, profile
from stelsel_tenants.libraries.branch import ACCESS, BranchFacts
from stelsel_tenants.libraries.hours import Hours, Span
from stelsel_tenants.libraries.models import Branch, BranchKind, Fact
from stelsel_tenants.libraries.profile import ProfileFacts
from stelsel_tenants.partners.models import Partnership, PartnershipState
from stelsel_tenants.workroom import readiness
from stelsel_tenants.workroom.readiness import Known, Step
from tests.site.shelf import organisation
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

URL = "/b/katwijk/beheer/"


def offer(scope: Scope, title: str, **facts: Any) -> Offer:
    branch_id = scope.session.scalars(select(Branch.id).where(Branch.kind == BranchKind.MAIN)).one()
    line = Line(Frequency.WEEKLY, begins=time(14), ends=time(16), since=date(2026, 11, 1), weekdays=(2,))
    return Offer(title=title, branch_id=branch_id, concept_slug="taalcafe", **({"lines": (line,)} | facts))


def partner(scope: Scope, slug: str, state: PartnershipState) -> None:
    scope.session.add(Partnership(organisation_id=organisation(scope, slug), state=state, since=date(2026, 1, 1)))


def uncounted(scope: Scope, activity: Any, days_ago: int) -> None:
    day = now.today() - timedelta(days=days_ago)
    spot = {"activity_id": activity.id, "branch_id": activity.branch_id, "concept_slug": activity.concept_slug}
    scope.session.add(Session(**spot, starts_at=now.at(day, time(19)), ends_at=now.at(day, time(20))))


def done(text: str) -> int:
    return text.count('<li class="is-done"')


def test_a_new_library_sees_what_to_do_first(clients: Clients, clock: Clock) -> None:
    page = clients["beheer_katwijk"].get(URL).text
    assert "Goedemorgen Beheer" in page
    assert "Dinsdag 1 december, week 49 (oneven)." in page
    assert "Er wacht niets op u" in page
    assert "0 van 7 gedaan" in page
    assert page.count('<li class="is-next"') == 1
    assert re.search(r'is-next".*?Naam en contact', page, re.S)
    clock.forward(hours=9)
    clients["beheer_katwijk"].sign_in("beheer_katwijk")
    assert "Goedenavond" in clients["beheer_katwijk"].get(URL).text


def test_the_checklist_follows_the_facts_to_the_end(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    manager = clients["beheer_katwijk"]
    with scopes.work() as scope:
        facts = ProfileFacts(name="Bibliotheek Katwijk", phone="+31715163000", accent="#0077a8")
        profile.present(scope, facts, version=0)
    assert done(manager.get(URL).text) == 2

    with scopes.work() as scope:
        main = scope.session.scalars(select(Branch)).one()
        full = BranchFacts(
            name=main.name,
            kind=BranchKind.MAIN,
            place="Katwijk",
            street="Schimmelpenninckstraat 10",
            postcode="2221EP",
            access=dict.fromkeys(ACCESS, Fact.NO),
            hours=Hours({2: (Span(time(10), time(17)),)}),
        )
        branches.revise(scope, main.id, full, version=main.version)
    assert done(manager.get(URL).text) == 4

    with scopes.work() as scope:
        activities.publish(scope, activities.plan(scope, offer(scope, "Taalcafé")).id)
        partner(scope, "belastingdienst", PartnershipState.ACTIVE)
    page = manager.get(URL).text
    assert done(page) == 6
    assert "De agenda klopt" in page

    assert manager.post(f"{URL}agenda-bekeken").status_code == 303
    page = manager.get(URL).text
    assert "Uw ruimte is klaar</h2>" in page
    assert "7 van 7 gedaan" in page
    with scopes.reading() as scope:
        assert "readiness.ticked" in scope.session.scalars(select(AuditEntry.deed)).all()


def test_what_waits_stands_there_with_its_age_and_today_beside_it(
    clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    with scopes.work() as scope:
        activity = activities.plan(scope, offer(scope, "Taalcafé"))
        activities.publish(scope, activity.id)
        uncounted(scope, activity, 3)
        uncounted(scope, activity, 1)
        activities.plan(scope, offer(scope, "Voorlezen in het Turks", lines=()))
        partner(scope, "walkentalk", PartnershipState.INVITED)
    page = clients["redactie_katwijk"].get(URL).text
    first = re.search(r"Tel de bezoekers: Taalcafé.*?</li>", page, re.S)
    assert first is not None
    assert "3 dagen oud" in first[0]
    assert "is-now" in first[0]
    assert "1 dag oud" in page
    assert "Concept: Voorlezen in het Turks" in page
    assert "Walk&amp;Talk heeft nog niet geantwoord" in page
    assert "Vandaag is er één moment." in page
    assert "momenten staan nu op deze plekken" in page
    clock.forward(hours=5)
    assert "nu bezig" in clients["redactie_katwijk"].get(URL).text


def test_each_role_sees_only_what_it_can_do(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        activities.plan(scope, offer(scope, "Voorlezen"))
    desk = clients["balie_katwijk"].get(URL).text
    assert "Concept:" not in desk
    assert "Nieuwe activiteit" not in desk
    assert "/beheer/profiel" not in desk
    assert "Concept: Voorlezen" in clients["redactie_katwijk"].get(URL).text
    assert "/beheer/profiel" not in clients["redactie_katwijk"].get(URL).text
    assert "/beheer/profiel" in clients["beheer_katwijk"].get(URL).text


def test_the_page_asks_the_same_number_of_questions_for_two_and_for_twenty(
    clients: Clients, scopes: Scopes, clock: Clock, count_queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    def more(number: int) -> None:
        with scopes.work() as scope:
            for one in range(number):
                activity = activities.plan(scope, offer(scope, f"Taalcafé {one}"))
                activities.publish(scope, activity.id)
                uncounted(scope, activity, 1)
                activities.plan(scope, offer(scope, f"Concept {one}"))

    manager = clients["beheer_katwijk"]
    more(2)
    with count_queries() as few:
        manager.get(URL)
    more(10)
    with count_queries() as many:
        page = manager.get(URL).text
    assert page.count("Tel de bezoekers") == 8
    assert "En nog 4 momenten om te tellen" in page
    assert len(few) == len(many)


def test_closed_to_the_wrong_role_and_the_wrong_library(clients: Clients, clock: Clock) -> None:
    for role in ("beheer", "redactie", "balie", "directie"):
        assert clients[f"{role}_katwijk"].get(URL).status_code == 200
        assert clients[f"{role}_venlo"].get(URL).status_code == 404
    assert clients["bezoeker"].get(URL).status_code == 303
    assert clients["balie_katwijk"].post(f"{URL}agenda-bekeken").status_code == 403
    assert clients["redactie_venlo"].post(f"{URL}agenda-bekeken").status_code == 404


@pytest.mark.parametrize(
    ("known", "next_one"),
    [
        (Known(), "profile"),
        (Known(frozenset({Step.CONTACT, Step.COLOUR})), "branch"),
        (Known(frozenset(Step) - {Step.BRANCH, Step.ACCESS}), "branch"),
    ],
)
def test_one_step_is_lit(known: Known, next_one: str) -> None:
    step = readiness.next_step(readiness.points(known))
    assert step is not None
    assert step.goes_to == next_one


@pytest.mark.parametrize("role", ["beheer", "redactie", "balie", "directie"])
def test_nothing_on_it_leads_to_a_closed_door(role: str, clients: Clients, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        activity = activities.plan(scope, offer(scope, "Taalcafé"))
        activities.publish(scope, activity.id)
        uncounted(scope, activity, 1)
    visitor = clients[f"{role}_katwijk"]
    page = visitor.get(URL).text
    ways = {
        way for way in re.findall(r'href="(/b/katwijk/[^"#]*)', page) if not way.endswith((".ics", ".atom", ".json"))
    }
    assert len(ways) > 3
    assert [way for way in ways if visitor.get(way).status_code >= 400] == []
    assert ("Tel de bezoekers" in page) is (role != "directie")
    assert "Alles is geteld" not in page, "it is not, whoever counts it"


def test_in_english_a_month_has_its_capital(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        uncounted(scope, activities.plan(scope, offer(scope, "Taalcafé")), 1)
    page = clients["redactie_katwijk"].get(f"{URL}?taal=en").text
    said = re.findall(r"\b\d{1,2} ([A-Za-z]+ember)\b", page)
    assert len(said) > 1
    assert [month for month in said if month[0].islower()] == []
