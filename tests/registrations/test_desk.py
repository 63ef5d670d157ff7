"""The desk counts: more than registered, more than there is room for, and never capped."""

import uuid
from collections.abc import Callable
from datetime import date
from itertools import pairwise

from sqlalchemy import select

from stelsel.mail import Letter
from stelsel.tenancy import Scope
from stelsel_admin.dashboards import proof
from stelsel_admin.dashboards.models import MonthFigures
from stelsel_tenants.activities.events import Tally, session_counted
from stelsel_tenants.activities.models import Session, SessionState
from stelsel_tenants.registrations.models import Registration
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

DESK = "/b/katwijk/beheer/balie"


def test_104_come_where_70_signed_up(clients: Clients, scopes: Scopes, make_session: Callable[..., uuid.UUID]) -> None:
    session_id = make_session(capacity=80)
    with scopes.work() as scope:
        scope.session.get_one(Session, (scope.tenant_id, session_id)).taken = 70
    desk = clients["balie_katwijk"]
    assert "Hulp bij toeslagen" in desk.get(DESK).text

    heard: list[tuple[Tally, Tally]] = []

    def listen(_scope: Scope, *, session: Session, before: Tally, after: Tally) -> None:
        heard.append((before, after))

    with session_counted.connected_to(listen):
        for step, times in (("5", 20), ("1", 5), ("-1", 1)):
            for _time in range(times):
                assert desk.post(f"{DESK}/{session_id}/erbij", data={"erbij": step}).status_code == 303

    page = desk.get(f"{DESK}/{session_id}").text
    assert "104" in page
    assert "24 meer dan er plaatsen zijn" in page
    assert heard[0][0] == Tally()
    assert heard[-1][1].present == 104
    assert heard[-1][1].registered == 70
    assert all(one[1] == other[0] for one, other in pairwise(heard)), "each begins where one ended"


def test_a_tick_counts_and_can_be_undone(
    clients: Clients, scopes: Scopes, make_session: Callable[..., uuid.UUID]
) -> None:
    session_id = make_session(capacity=10)
    form = {"naam": "Els", "email": "els@voorbeeld.nl", "aantal": "2", "sleutel": "a"}
    clients["bezoeker"].post(f"/b/katwijk/sessies/{session_id}/aanmelden", data=form)
    with scopes.reading() as scope:
        registration_id = scope.session.scalars(select(Registration.id)).one()
    desk, url = clients["balie_katwijk"], f"{DESK}/{session_id}"

    for _twice in range(2):
        desk.post(f"{url}/namen/{registration_id}", data={"er": "1"})
    desk.post(f"{url}/erbij", data={"erbij": "1"})
    with scopes.reading() as scope:
        session = scope.session.get_one(Session, (scope.tenant_id, session_id))
        assert (session.present, session.registered_present, session.state) == (3, 2, SessionState.HELD)
    assert desk.post(url, data={"aanwezig": "1", "weggestuurd": ""}).status_code == 422, "fewer than the names ticked"

    desk.post(f"{url}/namen/{registration_id}", data={"er": "0"})
    with scopes.reading() as scope:
        session = scope.session.get_one(Session, (scope.tenant_id, session_id))
        assert (session.present, session.registered_present) == (1, 0)


def test_nobody_came_is_something_else_than_not_counted(
    clients: Clients, scopes: Scopes, make_session: Callable[..., uuid.UUID], clock: Clock
) -> None:
    session_id = make_session(capacity=10)
    clock.forward(days=1)
    desk = clients["balie_katwijk"]
    assert "Nog niet geteld" in desk.get(DESK).text

    desk.post(f"{DESK}/{session_id}", data={"aanwezig": "0", "weggestuurd": "2"})

    assert "Nog niet geteld" not in desk.get(DESK).text
    with scopes.reading() as scope:
        session = scope.session.get_one(Session, (scope.tenant_id, session_id))
        assert (session.present, session.turned_away, session.state) == (0, 2, SessionState.HELD)


def test_tomorrow_is_not_counted_today(
    clients: Clients, scopes: Scopes, make_session: Callable[..., uuid.UUID]
) -> None:
    make_session(capacity=10)
    with scopes.reading() as scope:
        later = scope.session.scalars(select(Session.id).order_by(Session.starts_at.desc())).first()
    refused = clients["balie_katwijk"].post(f"{DESK}/{later}", data={"aanwezig": "5", "weggestuurd": ""})

    assert refused.status_code == 409
    assert "op een latere dag" in refused.text


def test_what_did_not_take_place_is_not_held_with_nobody_there(
    clients: Clients,
    scopes: Scopes,
    make_session: Callable[..., uuid.UUID],
    clock: Clock,
    outbox: Callable[[], list[Letter]],
    run_jobs: Callable[[], int],
) -> None:
    session_id = make_session(capacity=10)
    form = {"naam": "Els", "email": "els@voorbeeld.nl", "aantal": "1", "sleutel": "a"}
    clients["bezoeker"].post(f"/b/katwijk/sessies/{session_id}/aanmelden", data=form)
    desk, url = clients["balie_katwijk"], f"{DESK}/{session_id}"
    early = desk.post(f"{url}/niet-gehouden", data={"reden_niet": "Ziek"})
    assert early.status_code == 409
    assert "moet nog beginnen" in early.text
    assert 'value="Ziek"' in early.text
    run_jobs()
    letters = len(outbox())

    clock.forward(days=1)
    desk.sign_in("balie_katwijk")
    desk.post(url, data={"aanwezig": "0", "weggestuurd": "2"})
    desk.post(f"{url}/afsluiten", data={"vrijwilligers": "1", "minuten": "60"})
    assert "hulp was ziek" not in desk.get(f"/b/katwijk/sessies/{session_id}").text
    assert desk.post(f"{url}/niet-gehouden", data={"reden_niet": ""}).status_code == 422
    for _twice in range(2):
        assert desk.post(f"{url}/niet-gehouden", data={"reden_niet": "De hulp was ziek."}).status_code == 303
    run_jobs()

    assert len(outbox()) == letters, "it is over: there is nothing to tell by mail"
    assert "De hulp was ziek." in desk.get(url).text
    assert "De hulp was ziek." in clients["bezoeker"].get(f"/b/katwijk/sessies/{session_id}").text
    assert "STATUS:CANCELLED" in clients["bezoeker"].get(f"/b/katwijk/sessies/{session_id}.ics").text
    assert "Nog niet geteld" not in desk.get(DESK).text
    assert desk.post(f"{url}/erbij", data={"erbij": "1"}, follow_redirects=True).text.count("gaat niet door")
    assert figures(scopes) == {"cancelled": 1, "held": 0, "present": 0, "turned_away": 0}

    assert desk.post(f"{url}/toch-gehouden").status_code == 303
    desk.post(url, data={"aanwezig": "4"})
    assert figures(scopes) == {"cancelled": 0, "held": 1, "present": 4, "turned_away": 0}
    somebody = desk.post(f"{url}/niet-gehouden", data={"reden_niet": "Toch niet"})
    assert somebody.status_code == 409
    assert "Er zijn al mensen geteld" in somebody.text


def figures(scopes: Scopes) -> dict[str, int]:
    """What the network says of Katwijk in December, once it is sure that this is what the sessions say."""
    with scopes.reading() as scope:
        assert list(proof.verify(scope)) == []
        [row] = scope.session.scalars(select(MonthFigures).where(MonthFigures.month == date(2026, 12, 1)))
        return {name: getattr(row, name) for name in ("cancelled", "held", "present", "turned_away")}


def test_the_desk_of_another_library_is_not_there(clients: Clients, make_session: Callable[..., uuid.UUID]) -> None:
    session_id = make_session()
    assert clients["balie_katwijk"].get(f"{DESK}/{session_id}").status_code == 200
    assert clients["balie_venlo"].get(f"{DESK}/{session_id}").status_code == 404
    assert clients["balie_venlo"].get(f"/b/venlo/beheer/balie/{session_id}").status_code == 404
    assert clients["directie_katwijk"].get(f"{DESK}/{session_id}").status_code == 403
