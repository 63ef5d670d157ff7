"""A key is shown once, opens what its maker may do now, and nothing after its end."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from stelsel import clock as now
from stelsel.audit import AuditEntry
from stelsel.identity.models import Membership, User
from stelsel.keys import secret, service
from stelsel.keys.models import ApiKey, RequestCount, Right
from stelsel.keys.service import Place
from stelsel.tenancy import Tenant
from stelsel_admin.demo import programs
from tests.api.programs import Program, key_of, library_key, partner_key
from tests.site import shelf
from tests.support.client import Clients, PageClient
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes
from tests.support.world import PEOPLE

URL = "/b/katwijk/beheer/koppelingen/"
PARTNER = "/partner/koppelingen/"
TOLD = re.compile(r"stl_[0-9A-Za-z]{38}")
NOWHERE = f"/libraries/katwijk/activities/{uuid.UUID(int=5)}"
"""An activity that is not there: 404 with a key that works, 401 with one that does not."""


def made(client: PageClient, url: str, **data: Any) -> str:
    """Make a key on the page; the key that is told."""
    answer = client.post(
        f"{url}nieuw", data={"name": "Onze website", "rights": ["read"], "last_day": "2027-06-30"} | data
    )
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    [told] = set(TOLD.findall(answer.text))
    return str(told)


def status(app: Flask, key: str) -> int:
    return Program(app, key).get(NOWHERE).status_code


def test_a_manager_makes_a_key_sees_it_once_and_takes_it_back(
    app: Flask, clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    manager = clients["beheer_katwijk"]
    key = made(manager, URL, rights=["activities:write", "counts:write"])
    page = manager.get(URL).text
    assert "Onze website" in page
    assert key[: secret.SHOWN] in page
    assert key not in page, "nobody sees it again"
    assert "Werkt tot en met 30 juni 2027" in page
    assert "Nog niet gebruikt" in page
    assert status(app, key) == 404, "it opens the library"
    assert "Laatst gebruikt op 1 december 2026" in manager.get(URL).text

    with scopes.identity(reading=True) as scope:
        row = scope.session.scalars(select(ApiKey)).one()
        assert key not in repr({name: getattr(row, name) for name in ApiKey.__dataclass_fields__})
    assert manager.post(f"{URL}{row.id}/intrekken").status_code == 303
    assert status(app, key) == 401
    assert "Ingetrokken" in manager.get(URL).text
    with scopes.reading() as scope:
        deeds = set(scope.session.scalars(select(AuditEntry.deed)))
    assert {"key.made", "key.revoked"} <= deeds


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"name": ""}, "Vul dit in."),
        ({"rights": []}, "Kies een antwoord."),
        ({"rights": ["alles"]}, "Kies een van de antwoorden"),
        ({"last_day": "2026-11-30"}, "van vandaag tot over twee jaar"),
        ({"last_day": "2028-12-02"}, "van vandaag tot over twee jaar"),
        ({"last_day": "9999-12-31"}, "Vul iets in"),
    ],
)
def test_a_wrong_key_is_refused_beside_its_field(
    clients: Clients, clock: Clock, data: dict[str, Any], words: str
) -> None:
    sent = {"name": "Onze website", "rights": ["read"], "last_day": "2027-06-30"} | data
    answer = clients["beheer_katwijk"].post(f"{URL}nieuw", data=sent)
    assert answer.status_code == 422
    assert words in answer.text
    assert not TOLD.search(answer.text)


def test_twenty_keys_are_enough(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    for _ in range(service.MOST):
        library_key(scopes)
    answer = clients["beheer_katwijk"].post(
        f"{URL}nieuw", data={"name": "Nog een", "rights": ["read"], "last_day": "2027-06-30"}
    )
    assert answer.status_code == 422
    assert "al 20 sleutels" in answer.text


@pytest.mark.parametrize("who", ["redactie_katwijk", "balie_katwijk", "directie_katwijk"])
def test_only_a_manager_makes_keys_of_a_library(clients: Clients, who: str) -> None:
    assert clients[who].get(URL).status_code == 403
    assert clients["beheer_venlo"].get(URL).status_code == 404


def test_another_librarys_key_cannot_be_taken_back(app: Flask, clients: Clients, scopes: Scopes, clock: Clock) -> None:
    key = library_key(scopes, "venlo")
    with scopes.identity(reading=True) as scope:
        key_id = scope.session.scalars(select(ApiKey.id)).one()
    assert clients["beheer_katwijk"].post(f"{URL}{key_id}/intrekken").status_code == 303
    assert clients["partner_belastingdienst"].post(f"{PARTNER}{key_id}/intrekken").status_code == 303
    assert Program(app, key).get(NOWHERE.replace("katwijk", "venlo")).status_code == 404, "it still works"


def test_a_partner_makes_a_key_for_what_a_partner_may(
    app: Flask, clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    partner = clients["partner_belastingdienst"]
    assert "Activiteiten maken" not in partner.get(f"{PARTNER}nieuw").text
    sent = {"name": "Planning", "rights": ["activities:write"], "last_day": "2027-06-30"}
    assert partner.post(f"{PARTNER}nieuw", data=sent).status_code == 422
    key = made(partner, PARTNER, rights=["counts:write"])
    there = f"/libraries/katwijk/sessions/{uuid.UUID(int=5)}/count"
    asked = Program(app, key)
    assert asked.put(there, {"present": 1}).get_json()["detail"].startswith("Deze sleutel is niet van"), (
        "no partnership, no library"
    )
    with scopes.work() as scope:
        shelf.partner(scope)
    assert asked.put(there, {"present": 1}).get_json()["detail"] == "We kunnen dit niet vinden."
    assert "Planning" not in clients["partner_walkentalk"].get(PARTNER).text
    assert key[: secret.SHOWN] in partner.get(PARTNER).text


# -- what ends with its maker ----------------------------------------------------------------------------------------


def _leave(scopes: Scopes) -> None:
    with scopes.identity() as scope:
        user = scope.session.scalars(select(User).where(User.email == PEOPLE["beheer_katwijk"])).one()
        scope.session.delete(scope.session.scalars(select(Membership).where(Membership.user_id == user.id)).one())


def _close_account(scopes: Scopes) -> None:
    with scopes.identity() as scope:
        scope.session.scalars(select(User).where(User.email == PEOPLE["beheer_katwijk"])).one().active = False


def _close_library(scopes: Scopes) -> None:
    with scopes.national() as scope:
        tenant = scope.session.scalars(select(Tenant).where(Tenant.slug == "katwijk")).one()
        tenant.state, tenant.closed_at = "closed", now.now()  # type: ignore[assignment]  # as the database keeps it


@pytest.mark.parametrize("end", [_leave, _close_account, _close_library])
def test_a_key_is_dead_when_its_maker_is_nobody_here(
    app: Flask, scopes: Scopes, clock: Clock, end: Callable[[Scopes], None]
) -> None:
    key = library_key(scopes)
    assert status(app, key) == 404
    end(scopes)
    assert status(app, key) == 401
    assert Program(app, key).get("/libraries").status_code == 401, "also where everybody may read"


def test_a_key_never_does_more_than_its_maker_may(app: Flask, scopes: Scopes, clock: Clock) -> None:
    key = library_key(scopes)
    with scopes.identity() as scope:
        user = scope.session.scalars(select(User).where(User.email == PEOPLE["beheer_katwijk"])).one()
        scope.session.scalars(select(Membership).where(Membership.user_id == user.id)).one().role = "desk"  # type: ignore[assignment]  # as the database keeps it
    answer = Program(app, key).get(NOWHERE)
    assert answer.status_code == 403
    assert "redactie" in answer.get_json()["who"]
    counted = Program(app, key).put(f"/libraries/katwijk/sessions/{uuid.UUID(int=5)}/count", {"present": 1})
    assert counted.status_code == 404, "counting is the desk's"


def test_nobody_gives_a_right_that_they_have_not(scopes: Scopes, clock: Clock) -> None:
    place = Place(tenant_id=scopes.tenant("katwijk").id)
    with pytest.raises(service.NotYours):
        key_of(scopes, "balie_katwijk", place, Right.ACTIVITIES)
    with pytest.raises(service.NotYours):
        key_of(scopes, "beheer_venlo", place, Right.READ)


def test_a_key_ends_at_midnight_after_its_last_day(app: Flask, scopes: Scopes, clock: Clock) -> None:
    key = library_key(scopes)
    last = now.today() + timedelta(days=365)
    clock.set(now.end_of(last) - timedelta(seconds=1))
    assert status(app, key) == 404
    clock.set(now.end_of(last))
    assert status(app, key) == 401


def test_keys_are_forgotten_a_year_later(scopes: Scopes, clock: Clock, run_jobs: Callable[[], int]) -> None:
    library_key(scopes)
    with scopes.identity() as scope:
        scope.session.add(RequestCount(caller="x", begins_at=now.now()))
    clock.forward(days=300)
    with scopes.identity() as scope:
        service.tidy(scope)
        assert len(scope.session.scalars(select(ApiKey.id)).all()) == 1
        assert scope.session.scalars(select(RequestCount)).all() == []
    clock.forward(days=431)
    with scopes.identity() as scope:
        service.tidy(scope)
        assert scope.session.scalars(select(ApiKey.id)).all() == []


# -- what it looks like ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "Basic c2xldXRlbA==",
        "Bearer",
        "Bearer ",
        "Bearer stl_",
        "Bearer stl_" + "a" * 38,
        "Bearer " + "x" * 100_000,
        "Bearer stl_ééé",
        "stl_" + "a" * 38,
        "",
    ],
)
def test_what_is_no_key_opens_nothing(app: Flask, said: str) -> None:
    answer = Program(app).get("/libraries", headers={"Authorization": said.encode().decode("latin-1")})
    assert answer.status_code == 401
    assert said not in answer.text or not said


@given(at=st.integers(4, 41), sign=st.sampled_from(secret.SIGNS))
def test_a_typing_mistake_is_seen_without_asking_the_database(at: int, sign: str) -> None:
    key = secret.make()
    wrong = key[:at] + sign + key[at + 1 :]
    assert secret.is_whole(key)
    assert secret.is_whole(wrong) == (wrong == key)


def test_no_two_keys_are_alike() -> None:
    keys = {secret.make() for _ in range(1000)}
    assert len(keys) == 1000
    assert all(TOLD.fullmatch(key) for key in keys)


def test_a_key_that_is_sent_passes_kept_pages_by(app: Flask, scopes: Scopes, clock: Clock) -> None:
    """Else one that was taken back would still be answered from memory."""
    from werkzeug.test import Client

    from stelsel.wsgi import wrap

    front = Client(wrap(app))
    key = library_key(scopes)
    assert front.get("/api/v1/libraries").status_code == 200
    sent = {"Authorization": f"Bearer {key}"}
    assert front.get("/api/v1/libraries", headers=sent).status_code == 200
    with scopes.identity() as scope:
        scope.session.scalars(select(ApiKey)).one().revoked_at = now.now()
    assert front.get("/api/v1/libraries", headers=sent).status_code == 401
    assert front.get("/api/v1/libraries").status_code == 200


def test_a_partner_key_reads_what_everybody_reads(app: Flask, scopes: Scopes, clock: Clock) -> None:
    assert Program(app, partner_key(scopes)).get("/libraries").status_code == 200


def test_the_keys_of_the_demo_stand_on_the_pages(app: Flask, clients: Clients, clock: Clock) -> None:
    with app.app_context():
        programs.of_others(now.today())
    library = clients["beheer_venlo"].get(URL.replace("katwijk", "venlo")).text
    assert "Zaalplanning (voorbeeld)" in library
    assert "Nog niet gebruikt" in library
    assert "Ingetrokken" in clients["partner_walkentalk"].get(PARTNER).text
