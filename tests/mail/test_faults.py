"""P-37: whatever happens on the way to the mail server, the outbox keeps the letter, and it is sent once."""

import time
from collections.abc import Iterator

import pytest
from flask import Flask
from pydantic import SecretStr
from sqlalchemy import select

from stelsel import mail
from stelsel.config import Settings
from stelsel.jobs.worker import Worker
from stelsel.mail import Letter, LetterState, smtp
from stelsel.mail.jobs import HOLD
from tests.mail.conftest import Server
from tests.support.faulty import Fault, Proxy
from tests.support.fixtures import Clock
from tests.support.load import load
from tests.support.scopes import Scopes

PATIENCE, CONVERSATION = 1.5, 3.0
MANY = 200


@pytest.fixture
def way(sending: Flask, server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    """The way to the mail server, with less patience than usual."""
    monkeypatch.setattr(smtp, "PATIENCE", PATIENCE)
    monkeypatch.setattr(smtp, "CONVERSATION", CONVERSATION)
    before: Settings = sending.extensions["stelsel.settings"]
    with Proxy(("127.0.0.1", server.port)) as proxy:
        url = SecretStr(f"smtp://127.0.0.1:{proxy.port}")
        sending.extensions["stelsel.settings"] = before.model_copy(update={"smtp_url": url})
        yield proxy
    sending.extensions["stelsel.settings"] = before


@pytest.mark.parametrize("how_many", [1, pytest.param(load(MANY), marks=pytest.mark.long)])
@pytest.mark.parametrize("fault", Fault)
def test_a_letter_outlives_a_fault(
    sending: Flask, scopes: Scopes, clock: Clock, server: Server, way: Proxy, fault: Fault, how_many: int
) -> None:
    for number in range(how_many):
        with scopes.work() as scope:
            receiver = f"noor{number}@voorbeeld.stelsel.test"
            mail.queue(scope, to=receiver, template="tests", key=f"fault:{number}", who="Noor", what="spreekuur")
    way.fault = fault
    began = time.monotonic()
    Worker(sending).run_due()
    print(f"{fault}: {how_many} letters, {(time.monotonic() - began) / how_many:.1f} s each")
    with scopes.identity() as scope:
        assert set(scope.session.scalars(select(Letter.state))) == {LetterState.WAITING}
    assert server.letters == []

    way.fault = None
    clock.forward(minutes=1)
    Worker(sending).run_due()
    assert sorted(to for receivers in server.receivers for to in receivers) == sorted(
        f"noor{number}@voorbeeld.stelsel.test" for number in range(how_many)
    )


def test_nobody_else_sends_a_letter_that_is_still_being_sent() -> None:
    """Two sendings with their own patience, the conversation and the connection before it fit in the hold."""
    assert HOLD.total_seconds() > smtp.CONVERSATION + 3 * smtp.PATIENCE
