"""A tap at the desk is done once, however often it is sent; what is closed is changed with a reason only."""

import uuid
from collections.abc import Callable
from datetime import date
from datetime import time as hour

from sqlalchemy import func, select

from stelsel import clock as time
from stelsel.mail import Letter
from stelsel_tenants.activities.models import Session, SessionState
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.registrations import counting, uncounted
from stelsel_tenants.registrations.models import Registration
from tests.registrations.people import sign_up
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

MakeSession = Callable[..., uuid.UUID]
DESK = "/b/katwijk/beheer/balie"


def session_of(scopes: Scopes, session_id: uuid.UUID) -> Session:
    with scopes.reading() as scope:
        return scope.session.get_one(Session, (scope.tenant_id, session_id))


def test_a_tap_that_is_sent_again_counts_once(clients: Clients, scopes: Scopes, make_session: MakeSession) -> None:
    session_id = make_session(capacity=10)
    sign_up(clients["bezoeker"], session_id, "Samira")
    with scopes.reading() as scope:
        registration_id = scope.session.scalars(select(Registration.id)).one()
    desk, tap = clients["balie_katwijk"], str(uuid.uuid4())

    for _again in range(3):
        assert desk.post(f"{DESK}/{session_id}/erbij", data={"erbij": "5", "tik": tap}).status_code == 303
    desk.post(f"{DESK}/{session_id}/erbij", data={"erbij": "1", "tik": str(uuid.uuid4())})
    came = str(uuid.uuid4())
    for er in ("1", "1", "0"):  # the third is another tap than the first two
        desk.post(f"{DESK}/{session_id}/namen/{registration_id}", data={"er": er, "tik": came})

    found = session_of(scopes, session_id)
    assert (found.present, found.registered_present) == (7, 1)


def test_a_closed_session_is_changed_with_a_reason(clients: Clients, scopes: Scopes, make_session: MakeSession) -> None:
    session_id = make_session(capacity=10)
    desk, url = clients["balie_katwijk"], f"{DESK}/{session_id}"
    desk.post(f"{url}/erbij", data={"erbij": "5"})
    refused = desk.post(f"{url}/afsluiten", data={"vrijwilligers": "", "minuten": "60"})
    assert refused.status_code == 422
    assert "maar geen vrijwilligers" in refused.text
    assert desk.post(f"{url}/afsluiten", data={"vrijwilligers": "2", "minuten": "240"}).status_code == 303

    desk.post(f"{url}/erbij", data={"erbij": "1"})
    again = desk.post(url, data={"aanwezig": "6", "weggestuurd": ""})
    assert again.status_code == 409
    assert 'name="reden"' in again.text
    assert session_of(scopes, session_id).present == 5
    desk.post(url, data={"aanwezig": "6", "weggestuurd": "", "reden": "Er stond nog iemand buiten."})

    found = session_of(scopes, session_id)
    assert (found.present, found.volunteers, found.volunteer_minutes) == (6, 2, 240)
    assert found.count_reason == "Er stond nog iemand buiten."


def test_a_count_that_is_missing_is_asked_for_the_next_working_day_and_a_week_later(
    clients: Clients, scopes: Scopes, make_session: MakeSession, run_jobs: Callable[..., object], clock: Clock
) -> None:
    session_id = make_session(capacity=10)  # Tuesday 1 December; the next ones are counted in time
    with scopes.work() as scope:
        scope.session.scalars(select(Branch)).one().email = "balie@katwijk.example"
    asked = []
    for day in range(2, 10):
        clock.set(time.at(date(2026, 12, day), hour(9)))
        with scopes.work() as scope:
            if day == 9:
                later = scope.session.scalars(select(Session.id).order_by(Session.starts_at)).all()[1]
                counting.count(scope, later, present=1)
            uncounted.ask(scope)
            uncounted.ask(scope)
        with scopes.identity() as scope:
            asked.append(scope.session.scalar(select(func.count()).select_from(Letter)))
    assert asked == [1, 1, 1, 1, 1, 1, 2, 2], "on Wednesday 2, and on Tuesday 8"
    clients["balie_katwijk"].post(f"{DESK}/{session_id}", data={"aanwezig": "0", "weggestuurd": ""})


def test_closing_what_nobody_counted_says_that_nobody_came(
    clients: Clients, scopes: Scopes, make_session: MakeSession
) -> None:
    session_id = make_session(capacity=10)
    clients["balie_katwijk"].post(f"{DESK}/{session_id}/afsluiten", data={"vrijwilligers": "", "minuten": ""})
    found = session_of(scopes, session_id)
    assert (found.state, found.present) == (SessionState.HELD, 0)
