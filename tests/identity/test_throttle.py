"""Guessing is slowed, and tells nothing (SECURITY P-14, P-15)."""

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from unittest.mock import patch

import pytest
from flask import Flask
from flask_security.utils import verify_password
from itsdangerous import TimestampSigner
from sqlalchemy import select

from stelsel.audit import AuditEntry
from stelsel.errors import Refused
from stelsel.identity import security, signing_in, throttle
from stelsel.identity.models import Attempt, ResetWish, User
from stelsel.jobs import Job
from tests.identity.desk import EMAIL, OTHER, do_jobs, letters, sign_in
from tests.identity.guesser import NETWORK
from tests.support.client import PageClient
from tests.support.databases import Postgresql, Sqlite
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

NOBODY = "niemand@katwijk.stelsel.test"
Counter = Callable[[], AbstractContextManager[list[str]]]


def fail(client: PageClient, times: int, **more: str) -> list[int]:
    return [sign_in(client, password=OTHER, **more).status_code for _ in range(times)]


def test_after_ten_failures_guessing_waits_longer_each_time(clock: Clock, client: PageClient, account: User) -> None:
    assert fail(client, 10) == [422] * 10
    slowed = sign_in(client)
    assert slowed.status_code == 429, "the right password waits too, or guessing would go on"
    assert slowed.headers["Retry-After"] == "30"
    assert "Wacht even" in slowed.text
    assert EMAIL in slowed.text, "what was typed stays"

    clock.forward(seconds=31)
    assert fail(client, 2) == [422, 429]
    clock.forward(seconds=31)
    assert fail(client, 1) == [429]
    clock.forward(seconds=30)
    assert sign_in(client).status_code == 303


def test_a_success_wipes_out_the_failures_before_it(clock: Clock, client: PageClient, account: User) -> None:
    for _day in range(2):
        assert fail(client, 9) == [422] * 9
        assert sign_in(client).status_code == 303
        client.post("/uitloggen")


def test_after_a_quiet_quarter_the_count_begins_anew(clock: Clock, client: PageClient, account: User) -> None:
    fail(client, 9)
    clock.forward(minutes=16)
    assert fail(client, 2) == [422] * 2
    assert sign_in(client).status_code == 303


def test_who_guesses_elsewhere_locks_nobody_out(clock: Clock, client: PageClient, account: User) -> None:
    fail(client, 11, from_="203.0.113.9")
    assert sign_in(client, from_="203.0.113.200").status_code == 429, "the same network"
    assert sign_in(client, from_="198.51.100.1").status_code == 303


def test_one_account_that_is_slowed_does_not_slow_its_neighbours(
    clock: Clock, client: PageClient, account: User
) -> None:
    fail(client, 11, email=NOBODY)
    assert sign_in(client).status_code == 303


@pytest.mark.long
def test_two_hundred_people_sign_in_from_one_address(app: Flask, account: User, scopes: Scopes) -> None:
    for number in range(200):
        client = PageClient(app, app.response_class, use_cookies=True)
        if number % 4 == 0:
            assert fail(client, 1) == [422], "some mistype"
        assert sign_in(client).status_code == 303


@pytest.mark.parametrize(
    ("one", "same", "other"),
    [("192.0.2.1", "192.0.2.254", "192.0.3.1"), ("2001:db8:1:2::1", "2001:db8:1:ffff::1", "2001:db8:2::1")],
)
def test_a_network_is_a_24_or_a_48(one: str, same: str, other: str) -> None:
    assert throttle.network(one) == throttle.network(same) != throttle.network(other)
    assert throttle.network("::ffff:192.0.2.1") == throttle.network("192.0.2.9")
    assert throttle.network(None) == throttle.network("no address") == ""


def test_the_delay_grows_to_a_quarter_of_an_hour() -> None:
    assert [throttle.delay(count) for count in (0, 9)] == [timedelta(), timedelta()]
    assert [throttle.delay(count).total_seconds() for count in (10, 11, 12, 13, 14, 15, 1000)] == [
        30,
        60,
        120,
        240,
        480,
        900,
        900,
    ]


def test_four_workers_at_once_check_no_more_than_twelve_of_two_hundred_guesses(
    database: Sqlite | Postgresql, account: User, client: PageClient
) -> None:
    command = [sys.executable, "-m", "tests.identity.guesser", database.url, "4", "50"]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=120).stdout
    checked = int(said.rsplit("checked ", 1)[1])
    if isinstance(database, Postgresql):
        database.everything_changed()
    assert throttle.FREE <= checked <= 12
    assert sign_in(client, from_=NETWORK).status_code == 429
    assert sign_in(client, from_="198.51.100.1").status_code == 303, "the owner elsewhere gets in"


def test_the_table_names_neither_account_nor_network(client: PageClient, account: User, scopes: Scopes) -> None:
    fail(client, 1, from_="192.0.2.1")
    with scopes.identity() as scope:
        kept = scope.session.scalars(select(Attempt)).one()
    said = " ".join(str(value) for value in (kept.key, kept.failures))
    assert EMAIL not in said
    assert "192.0.2" not in said


def test_slowing_down_is_in_the_audit_trail_once(
    clock: Clock, client: PageClient, account: User, scopes: Scopes
) -> None:
    fail(client, 13)
    with scopes.scheme() as scope:
        deeds = scope.session.scalars(select(AuditEntry.deed).where(AuditEntry.deed == "person.sign_in_slowed")).all()
    assert len(deeds) == 1


def test_an_unknown_address_costs_the_same_hash_and_the_same_statements(
    app: Flask, account: User, count_queries: Counter
) -> None:
    seen: dict[str, tuple[list[str], int]] = {}
    for email in (EMAIL, NOBODY):
        with app.app_context():
            security.matches("warm", None)
            with (
                count_queries() as statements,
                patch("stelsel.identity.security.verify_password", wraps=verify_password) as hashing,
                pytest.raises(Refused),
            ):
                signing_in.enter(email, OTHER, address=None)
        seen[email] = (statements, hashing.call_count)
    assert seen[EMAIL] == seen[NOBODY]
    assert seen[EMAIL][1] == 1


def test_the_page_says_the_same_to_a_known_and_an_unknown_address(client: PageClient, account: User) -> None:
    with patch.object(TimestampSigner, "get_timestamp", return_value=int(time.time())):  # or a token tells the second
        known = sign_in(client, password=OTHER).text.replace(EMAIL, "…")
        unknown = sign_in(client, email=NOBODY, password=OTHER).text.replace(NOBODY, "…")
    assert known == unknown


def test_asking_for_a_new_password_is_the_same_for_a_known_and_an_unknown_address(
    app: Flask, client: PageClient, account: User, scopes: Scopes, count_queries: Counter
) -> None:
    answers, statements = [], []
    for email in (EMAIL, NOBODY):
        with count_queries() as seen:
            answers.append(client.post("/wachtwoord-vergeten", data={"email": email}).text)
        statements.append(list(seen))
    assert answers[0] == answers[1]
    assert statements[0] == statements[1]
    with scopes.identity() as scope:
        assert len(scope.session.scalars(select(Job.id).where(Job.name == "identity.reset")).all()) == 2
    do_jobs(app)
    assert len(letters(scopes, EMAIL)) == 1
    assert letters(scopes, NOBODY) == []
    with scopes.identity() as scope:
        assert scope.session.scalars(select(ResetWish)).all() == [], "who asked is forgotten"


def test_asking_too_often_is_slowed_too(clock: Clock, client: PageClient, account: User) -> None:
    def ask() -> int:
        return client.post("/wachtwoord-vergeten", data={"email": EMAIL}).status_code

    assert [ask() for _ in range(11)] == [200] * 10 + [429]
