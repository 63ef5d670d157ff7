"""An editor plans, publishes, changes and withdraws; nothing typed is lost."""

import re
from collections.abc import Callable
from datetime import date, time

import pytest
from sqlalchemy import select

from stelsel import clock as now
from stelsel.tenancy import Scope
from stelsel_tenants.activities import service
from stelsel_tenants.activities.models import Activity, ActivityState, Entry, Frequency, Session, SessionState
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.schedule import Line
from stelsel_tenants.libraries.models import Branch
from tests.site import shelf
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

URL = "/b/katwijk/beheer/activiteiten/"
OF_A_RULE = {"frequency", "weekdays", "begins", "ends", "since", "until", "not_on_public_holidays"}
TUESDAYS = Line(Frequency.WEEKLY, begins=time(10), ends=time(12), since=date(2026, 12, 1), weekdays=(2,))


def filled_in(scope: Scope, **changes: object) -> dict[str, object]:
    branch = scope.session.scalars(select(Branch)).one()
    facts: dict[str, object] = {
        "version": "0",
        "title": "Hulp bij uw belastingaangifte",
        "concept_slug": "belastinghulp",
        "branch_id": str(branch.id),
        "language": "nl",
        "entry": "walk_in",
        "frequency": "weekly",
        "weekdays": ["2"],
        "begins": "10.00",
        "ends": "12.00",
        "since": "2026-12-01",
        "not_on_public_holidays": "1",
    } | changes
    return {f"lines-0-{name}" if name in OF_A_RULE else name: value for name, value in facts.items()}


def planned(scopes: Scopes, **facts: object) -> Activity:
    with scopes.work() as scope:
        branch = scope.session.scalars(select(Branch)).one()
        values = {"title": "Taalcafé", "concept_slug": "taalcafe", "lines": (TUESDAYS,)} | facts
        return service.plan(scope, Offer(branch_id=branch.id, **values))  # type: ignore[arg-type]


def starts(scope: Scope) -> list[str]:
    found = scope.session.scalars(select(Session).order_by(Session.starts_at))
    return [f"{one.starts_at.astimezone(now.AMSTERDAM):%Y-%m-%d %H:%M} {one.state}" for one in found]


def test_an_editor_plans_and_publishes(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    editor = clients["redactie_katwijk"]
    with scopes.reading() as scope:
        answer = editor.post(f"{URL}nieuw", data=filled_in(scope))
    assert answer.status_code == 303

    page = editor.get(answer.location)
    assert "Concept" in page.text
    assert editor.post(f"{answer.location}/publiceren").status_code == 303

    assert "Iedere dinsdag, 10.00 tot 12.00 uur" in editor.get(URL).text
    with scopes.reading() as scope:
        made = starts(scope)
    assert made[0] == "2026-12-08 10:00 planned", "today's ten o'clock has begun, so it is not made any more"
    assert "2027-03-30 10:00 planned" in made, "the wall clock stays across the clock change"
    assert not [one for one in made if one.startswith("2027-04-27")], "King's Day is a holiday"


def test_a_mistake_keeps_what_was_typed(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    with scopes.reading() as scope:
        data = filled_in(scope, title="Een mooie titel", since="2027-02-30", weekdays=[])
    answer = clients["redactie_katwijk"].post(f"{URL}nieuw", data=data)

    assert answer.status_code == 422
    assert 'value="Een mooie titel"' in answer.text
    assert 'value="2027-02-30"' in answer.text
    assert "<title>Fout:" in answer.text
    with scopes.reading() as scope:
        assert scope.session.scalars(select(Activity)).all() == []


def test_a_rule_of_the_command_stands_at_its_field(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    with scopes.reading() as scope:
        data = filled_in(scope, until="2026-11-01", capacity="12")
    answer = clients["redactie_katwijk"].post(f"{URL}nieuw", data=data)

    assert answer.status_code == 422
    assert re.search(r'id="capacity-error".*hoort bij aanmelden', answer.text, re.S)


def test_the_second_of_two_tabs_sees_both_versions_and_chooses(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    activity = planned(scopes)
    editor, url = clients["redactie_katwijk"], f"{URL}{activity.id}"
    with scopes.reading() as scope:
        first = filled_in(scope, version="1", title="Van tabblad één")
        second = filled_in(scope, version="1", title="Van tabblad twee")

    assert editor.post(url, data=first).status_code == 303
    refused = editor.post(url, data=second)

    assert refused.status_code == 409
    assert "Van tabblad één" in refused.text
    assert "Van tabblad twee" in refused.text
    version = re.search(r'name="version"[^>]*value="(\d+)"', refused.text)
    assert version is not None
    assert editor.post(url, data=second | {"version": version[1]}).status_code == 303
    assert "Van tabblad twee" in editor.get(url).text


def test_two_tabs_compare_a_price_as_it_is_typed(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    activity = planned(scopes)
    editor, url = clients["redactie_katwijk"], f"{URL}{activity.id}"
    with scopes.reading() as scope:
        first = filled_in(scope, version="1", cost_cents="7,50")
        second = filled_in(scope, version="1", cost_cents="12")
    assert editor.post(url, data=first).status_code == 303
    refused = editor.post(url, data=second)
    assert refused.status_code == 409
    assert "7,50" in refused.text
    assert "12,00" in refused.text


def test_a_changed_schedule_moves_sessions_and_keeps_their_identity(scopes: Scopes, clock: Clock) -> None:
    activity = planned(scopes)
    with scopes.work() as scope:
        service.publish(scope, activity.id)
    with scopes.reading() as scope:
        before = {one.id: one.sequence for one in scope.session.scalars(select(Session))}
    with scopes.work() as scope:
        row = scope.session.get_one(Activity, (scope.tenant_id, activity.id))
        offer = Offer(title="Taalcafé", branch_id=row.branch_id, concept_slug="taalcafe", lines=(shelf.TUESDAYS,))
        service.revise(scope, activity.id, offer, version=row.version)
    with scopes.reading() as scope:
        after = {one.id: one for one in scope.session.scalars(select(Session))}

    kept = before.keys() & after.keys()
    assert kept == before.keys()
    assert all(after[one].sequence == 1 for one in kept)
    assert all(one.starts_at.astimezone(now.AMSTERDAM).hour == 14 for one in after.values())


def test_a_date_without_a_place_in_the_new_schedule_is_cancelled_where_people_come(
    scopes: Scopes, clock: Clock
) -> None:
    activity = planned(scopes, entry=Entry.SIGN_UP, capacity=10)
    with scopes.work() as scope:
        service.publish(scope, activity.id)
    with scopes.work() as scope:
        first = scope.session.scalars(select(Session).order_by(Session.starts_at)).first()
        assert first is not None
        first.taken = 2
        taken_id = first.id
    with scopes.work() as scope:
        service.withdraw(scope, activity.id)
    with scopes.reading() as scope:
        left = scope.session.scalars(select(Session)).all()
        assert [(one.id, one.state) for one in left] == [(taken_id, SessionState.CANCELLED)]
        assert scope.session.scalars(select(Activity)).one().state is ActivityState.WITHDRAWN


def test_rolling_twice_is_rolling_once(scopes: Scopes, clock: Clock) -> None:
    activity = planned(scopes)
    with scopes.work() as scope:
        service.publish(scope, activity.id)
    clock.forward(days=30)
    for _night in range(2):
        with scopes.work() as scope:
            service.roll(scope, activity.id)
    with scopes.reading() as scope:
        made = starts(scope)
    assert len(made) == len(set(made))
    assert made[-1] > "2028-01-"


def test_the_overview_asks_the_same_number_of_questions_for_two_and_for_twenty(
    clients: Clients, scopes: Scopes, clock: Clock, count_queries: object
) -> None:
    editor = clients["redactie_katwijk"]
    for number in range(2):
        planned(scopes, title=f"Taalcafé {number}")
    with count_queries() as few:  # type: ignore[operator]
        editor.get(URL)
    for number in range(18):
        planned(scopes, title=f"Meer {number}")
    with count_queries() as many:  # type: ignore[operator]
        editor.get(URL)
    assert len(few) == len(many)


def test_closed_to_the_wrong_role_and_the_wrong_library(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    activity = planned(scopes)
    assert clients["redactie_katwijk"].get(f"{URL}{activity.id}").status_code == 200
    assert clients["balie_katwijk"].get(f"{URL}{activity.id}").status_code == 403
    assert clients["redactie_venlo"].get(f"{URL}{activity.id}").status_code == 404
    assert clients["redactie_venlo"].get(f"/b/venlo/beheer/activiteiten/{activity.id}").status_code == 404


def test_a_branch_that_closes_has_no_sessions_after_its_last_day(scopes: Scopes, clock: Clock) -> None:
    activity = planned(scopes)
    with scopes.work() as scope:
        scope.session.scalars(select(Branch)).one().closed_on = date(2026, 12, 20)
    with scopes.work() as scope:
        service.publish(scope, activity.id)
    with scopes.reading() as scope:
        assert starts(scope) == ["2026-12-08 10:00 planned", "2026-12-15 10:00 planned"]
    clock.set(now.at(date(2026, 12, 21), time(9)))
    with scopes.work() as scope, pytest.raises(service.ClosedBranch):
        service.publish(scope, activity.id)


def test_two_tabs_that_change_only_the_schedule_conflict_too(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    activity = planned(scopes)
    editor, url = clients["redactie_katwijk"], f"{URL}{activity.id}"
    with scopes.reading() as scope:
        first = filled_in(scope, version="1", title="Taalcafé", concept_slug="taalcafe", weekdays=["3"])
    assert editor.post(url, data=first).status_code == 303
    assert editor.post(url, data=first | {"lines-0-weekdays": ["4"]}).status_code == 409


def test_a_draft_is_published_by_itself_at_its_moment(
    clients: Clients, scopes: Scopes, clock: Clock, run_jobs: Callable[[], int]
) -> None:
    activity = planned(scopes)
    editor, url = clients["redactie_katwijk"], f"{URL}{activity.id}"
    later = f"{url}/publiceren-op"
    assert "vanaf nu" in editor.post(later, data={"day": "2026-12-01", "moment": "09.59"}).text
    assert editor.post(later, data={"day": "2026-12-03", "moment": "9.00"}).status_code == 303
    assert editor.post(later, data={"day": "2026-12-04", "moment": "9.00"}).status_code == 303
    assert "vanzelf op vrijdag 4 december, 9.00 uur" in editor.get(url).text

    clock.forward(days=2, hours=20)
    run_jobs()
    with scopes.reading() as scope:
        assert starts(scope) == [], "the moment that was set first no longer holds"
    clock.forward(hours=4)
    run_jobs()
    with scopes.reading() as scope:
        assert scope.session.scalars(select(Activity)).one().state is ActivityState.PUBLISHED
        assert starts(scope)
    editor.sign_in("redactie_katwijk")
    assert editor.post(later, data={"day": "2026-12-08", "moment": "9.00"}).status_code == 409


def test_what_stands_in_the_way_of_a_planned_publication_is_told(
    clients: Clients, scopes: Scopes, clock: Clock, run_jobs: Callable[[], int]
) -> None:
    activity = planned(scopes)
    editor, url = clients["redactie_katwijk"], f"{URL}{activity.id}"
    assert editor.post(f"{url}/publiceren-op", data={"day": "2026-12-03", "moment": "9.00"}).status_code == 303
    with scopes.work() as scope:
        scope.session.scalars(select(Branch)).one().closed_on = date(2026, 12, 2)

    clock.forward(days=2)
    run_jobs()
    editor.sign_in("redactie_katwijk")
    assert "Op donderdag 3 december, 9.00 uur is dit niet gepubliceerd. De vestiging" in editor.get(url).text
    assert editor.post(f"{url}/publiceren-op/stop").status_code == 303
    assert "niet gepubliceerd" not in editor.get(url).text
