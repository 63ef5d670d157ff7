"""A sign-in that ended under a form: nothing typed is lost, and nothing is sent by itself."""

import json
import time
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import select

from stelsel.identity import kept
from stelsel.identity.models import User
from tests.identity.desk import PASSWORD, give_password, sign_in
from tests.support.client import Clients, PageClient
from tests.support.fixtures import Clock
from tests.support.pages import parse
from tests.support.scopes import Scopes
from tests.support.world import PEOPLE

FORM = "/b/katwijk/beheer/mensen/uitnodigen"
TYPED = {"name": 'Jan "de <Lange>" van Dam', "email": "jan@katwijk.example", "role": "editor"}
MANAGER = PEOPLE["beheer_katwijk"]


@pytest.fixture
def manager(clients: Clients, scopes: Scopes, clock: Clock) -> PageClient:
    """The manager of Katwijk, signed in with a password, and then away for too long."""
    give_password(scopes, MANAGER)
    client = clients["bezoeker"]
    sign_in(client, MANAGER)
    clock.forward(hours=9)
    return client


def hidden(text: str, form: int = 0) -> dict[str, str]:
    fields = parse(text).select("form")[form].select("input[type=hidden]")
    return {str(field["name"]): str(field["value"]) for field in fields}


def names(scopes: Scopes) -> list[str]:
    from stelsel.identity.models import Invitation

    with scopes.identity() as scope:
        return list(scope.session.scalars(select(Invitation.name)))


def test_what_was_typed_comes_back_after_signing_in_and_is_sent_by_a_button(
    manager: PageClient, scopes: Scopes
) -> None:
    ended = manager.post(FORM, data=TYPED)
    assert ended.status_code == 401
    assert "te lang weg" in ended.text
    assert "is niet weg" in ended.text
    packed = hidden(ended.text)["kept"]

    wrong = sign_in(manager, MANAGER, "iets heel anders dan dat", kept=packed)
    assert wrong.status_code == 422
    assert hidden(wrong.text)["kept"] == packed, "a typing error in the password loses nothing either"

    back = sign_in(manager, MANAGER, kept=packed)
    assert back.status_code == 200
    assert "Uw tekst is bewaard" in back.text
    assert names(scopes) == [], "nothing is sent by itself"
    form = parse(back.text).select_one("form")
    assert form is not None
    assert (form["action"], form["method"]) == (FORM, "post")
    fields = hidden(back.text)
    token = fields.pop("csrf_token")
    assert fields == TYPED

    sent = manager.post(str(form["action"]), data={**fields, "csrf_token": token}, token=False)
    assert sent.status_code == 303
    assert names(scopes) == [TYPED["name"]]


def test_a_form_token_that_ended_with_the_sign_in_loses_nothing_either(manager: PageClient) -> None:
    manager.delete_cookie("stelsel")
    ended = manager.post(FORM, data={**TYPED, "csrf_token": "of a session that is gone"}, token=False)
    assert ended.status_code == 401
    back = sign_in(manager, MANAGER, kept=hidden(ended.text)["kept"])
    assert hidden(back.text)["name"] == TYPED["name"]


def test_passwords_and_files_are_not_carried(manager: PageClient, app: Flask) -> None:
    typed = {"current": "een", "password": PASSWORD, "nieuw_wachtwoord": PASSWORD, "note": "een paar woorden"}
    ended = manager.post("/account/wachtwoord", data=typed)
    with app.app_context():
        text = kept.unpack(hidden(ended.text)["kept"])
    assert text is not None
    assert dict(text.fields) == {"current": "een", "note": "een paar woorden"}
    assert PASSWORD not in json.dumps(hidden(ended.text))


def test_what_is_too_much_is_said_before_it_is_lost(manager: PageClient) -> None:
    ended = manager.post(FORM, data={"name": "x" * (kept.LONGEST + 1)})
    assert ended.status_code == 401
    assert "te veel om te bewaren" in ended.text
    assert len(ended.text) < 50_000
    assert "te veel om te bewaren" in sign_in(manager, MANAGER, kept=hidden(ended.text)["kept"]).text


def test_somebody_else_who_signs_in_does_not_see_it(manager: PageClient, account: User) -> None:
    packed = hidden(manager.post(FORM, data=TYPED).text)["kept"]
    other = sign_in(manager, kept=packed)
    assert other.status_code == 303
    assert TYPED["email"] not in other.text


@pytest.mark.parametrize("forged", ["x", "eyJhIjoxfQ.aaaa.bbbb", "", "." * 5000])
def test_a_carried_text_that_we_did_not_sign_is_ignored(manager: PageClient, forged: str) -> None:
    assert sign_in(manager, MANAGER, kept=forged).status_code == 303


def test_a_carried_text_ends_after_two_hours(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        packed = kept.pack(kept.Kept("/account/", (("name", "Noor"),)))
        assert kept.unpack(packed) is not None
        signed = packed.rpartition(".")[2]  # its last letter holds bits that mean nothing
        assert kept.unpack(packed.replace(signed, ("B" if signed[0] == "A" else "A") + signed[1:])) is None
        later = time.time() + kept.HOURS * 3600 + 2
        monkeypatch.setattr(time, "time", lambda: later)
        assert kept.unpack(packed) is None


def test_another_site_cannot_lay_words_in_somebodys_mouth(manager: PageClient) -> None:
    answer = manager.post(FORM, data=TYPED, headers={"Origin": "https://boos.example"}, token=False)
    assert answer.status_code == 400
    assert TYPED["email"] not in answer.text


def test_a_program_gets_a_problem_instead_of_a_page(manager: PageClient) -> None:
    answer = manager.post(FORM, data=urlencode(TYPED), headers={"Accept": "application/json"})
    assert answer.status_code in {400, 401}
    assert answer.mimetype == "application/problem+json"
