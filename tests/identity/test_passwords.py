"""What a password may be, and how it is kept (SECURITY P-11)."""

import pytest
from flask import Flask
from flask_security.utils import hash_password

from stelsel.identity import passwords, security
from stelsel.identity.models import User
from stelsel.identity.passwords import WeakPassword
from tests.identity.desk import EMAIL, OTHER, PASSWORD, is_in, letters, sign_in
from tests.support.client import Clients, PageClient
from tests.support.scopes import Scopes

PERSON = {"email": "j.devries@katwijk.example", "name": "Noor de Vries"}

GOOD = (
    PASSWORD,
    OTHER,
    "correct horse battery staple",
    "ΑΒΓδεζηθικλμν ξοπ",
    "🐘🦒🐎🦓🐂🐄🦬🐖🐏🐑🦙🐐",
    "k7#Qz!m2Vb9&tL",
    "fietsen langs het water in mei",
    "fiets kraan 7 " * 9 + "xy",
)
WEAK = (
    "kort",
    "elf tekens!",
    "wachtwoord12",
    "Wachtwoord2027!",
    "W@chtw00rd2027",
    "welkom12345678",
    "Welkom-Bibliotheek",
    "bibliotheek2026",
    "stelsel stelsel",
    "zomerzomer2027",
    "aaaaaaaaaaaa",
    "abcabcabcabc",
    "123456789012",
    "qwertyuiop12",
    "asdfghjklasdf",
    "abcdefghijkl",
    "12 12 12 12 12",
    "06-5183 29 74 0",
    "j.devries2027!",
    "VRIES en meer dan dat",
    "x" * 129,
)


@pytest.mark.parametrize("password", GOOD)
def test_long_passwords_of_any_kind_are_fine(password: str) -> None:
    passwords.check(password, **PERSON)


@pytest.mark.parametrize("password", WEAK)
def test_what_a_guesser_tries_first_is_refused_without_repeating_it(password: str) -> None:
    with pytest.raises(WeakPassword) as refusal:
        passwords.check(password, **PERSON)
    assert password not in str(refusal.value)


def test_the_longest_password_is_judged_at_once() -> None:
    passwords.check(("testwachtwoord" * 9)[:120] + "qz7Kxv~B", **PERSON)


def test_passwords_are_kept_as_argon2id_with_19_mib_and_two_passes(app: Flask) -> None:
    with app.app_context():
        kept = security.hashed(PASSWORD)
        assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
        assert security.hashed(PASSWORD) != kept
        assert security.matches(PASSWORD, kept)
        assert not security.matches(OTHER, kept)


@pytest.mark.parametrize("scheme", ["argon2", "pbkdf2_sha512"])
def test_an_old_hash_is_made_anew_at_the_next_sign_in(
    app: Flask, client: PageClient, account: User, scopes: Scopes, scheme: str
) -> None:
    with app.app_context():
        context = app.extensions["security"].pwd_context
        less = {"memory_cost": 1024, "time_cost": 1} if scheme == "argon2" else {"rounds": 1000}
        old = context.handler(scheme).using(**less).hash(security.normal(PASSWORD))
    with scopes.identity() as scope:
        scope.session.get_one(User, account.id).password = old
    assert sign_in(client, password=OTHER).status_code == 422
    assert sign_in(client).status_code == 303
    with scopes.identity() as scope:
        kept = scope.session.get_one(User, account.id).password or ""
    assert kept != old
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_blanks_and_accents_are_part_of_a_password(client: PageClient, account: User, scopes: Scopes) -> None:
    sign_in(client)
    spelled = "  één café in de avondzon  "
    changed = client.post("/account/wachtwoord", data={"current": PASSWORD, "password": spelled})
    assert changed.status_code == 303
    client.post("/uitloggen")
    assert sign_in(client, password=spelled.strip()).status_code == 422
    other_keyboard = "  e\u0301e\u0301n cafe\u0301 in de avondzon  "
    assert sign_in(client, password=other_keyboard).status_code == 303


def test_changing_the_password_signs_out_every_other_device(
    clients: Clients, app: Flask, account: User, scopes: Scopes
) -> None:
    here, elsewhere = clients["bezoeker"], PageClient(app, app.response_class, use_cookies=True)
    sign_in(here)
    sign_in(elsewhere)

    wrong = here.post("/account/wachtwoord", data={"current": OTHER, "password": OTHER})
    assert wrong.status_code == 422
    assert "niet uw wachtwoord van nu" in wrong.text
    weak = here.post("/account/wachtwoord", data={"current": PASSWORD, "password": "redactie en nog veel meer"})
    assert weak.status_code == 422
    assert "staat in dit wachtwoord" in weak.text
    assert is_in(elsewhere), "a refused change signs nobody out"

    assert here.post("/account/wachtwoord", data={"current": PASSWORD, "password": OTHER}).status_code == 303
    assert is_in(here)
    assert not is_in(elsewhere)
    assert sign_in(elsewhere).status_code == 422
    assert sign_in(elsewhere, password=OTHER).status_code == 303
    assert [letter.subject for letter in letters(scopes, EMAIL)] == ["Uw wachtwoord is veranderd"]


def test_hashes_of_a_known_and_an_unknown_account_cost_the_same(app: Flask) -> None:
    """The decoy has the parameters of now, so checking against it is the same work."""
    with app.app_context():
        assert not security.matches(PASSWORD, None)
        decoy = app.extensions["stelsel.decoy"]
        assert decoy.split("$")[1:4] == hash_password("x").split("$")[1:4]


@pytest.mark.parametrize("length", [129, 5000, 20_000])
def test_a_password_longer_than_any_can_be_is_a_wrong_one(client: PageClient, clients: Clients, length: int) -> None:
    assert sign_in(client, password=PASSWORD + "x" * length).status_code == 422
    typed = {"current": "x" * length, "password": OTHER}
    assert clients["redactie_katwijk"].post("/account/wachtwoord", data=typed).status_code == 422
