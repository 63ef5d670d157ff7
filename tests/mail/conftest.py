"""A mail server on this machine that keeps what it gets, and letters to send to it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader
from pydantic import SecretStr

from stelsel.config import Settings
from tests.support.network import free_port

LETTERS = {
    "mail/tests.txt": (
        '{% extends "mail/letter.txt" %}\n'
        "{% block subject %}Uw aanmelding: {{ what }}{% endblock %}\n"
        "{% block body %}Dag {{ who }},\n\nKijk op {{ link('/aanmelding/abc') }}.{% endblock %}\n"
    ),
    "mail/tests_own.txt": '{% extends "mail/letter.txt" %}{% block subject %}Eigen{% endblock %}',
    "mail/tests_own.html": '{% extends "mail/letter.html" %}{% block content %}<h1>{{ who }}</h1>{% endblock %}',
    "mail/tests_bare.txt": "Geen onderwerp",
}


@dataclass
class Server:
    """`answer` is what it says to each letter: None takes it."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    receivers: list[list[str]] = field(default_factory=list)
    answer: str | None = None
    refuse: set[str] = field(default_factory=set)

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        if address in self.refuse:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 -- aiosmtpd's name
        if self.answer is not None:
            return self.answer
        letter = message_from_bytes(envelope.content, policy=default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        self.receivers.append(envelope.rcpt_tos)
        return "250 OK"


@pytest.fixture
def server() -> Iterator[Server]:
    """A mail server that runs."""
    kept = Server(port=free_port())
    controller = Controller(kept, hostname="127.0.0.1", port=kept.port)
    controller.start()
    yield kept
    controller.stop()


@pytest.fixture
def letters(app: Flask) -> Iterator[Flask]:
    """The application with letters that only tests have."""
    loader = app.jinja_env.loader
    app.jinja_env.loader = ChoiceLoader([DictLoader(LETTERS), *([loader] if loader else [])])
    yield app
    app.jinja_env.loader = loader


@pytest.fixture
def sending(letters: Flask, server: Server) -> Iterator[Flask]:
    """The application, told where the mail server is."""
    before: Settings = letters.extensions["stelsel.settings"]
    url = SecretStr(f"smtp://127.0.0.1:{server.port}")
    letters.extensions["stelsel.settings"] = before.model_copy(update={"smtp_url": url})
    yield letters
    letters.extensions["stelsel.settings"] = before
