"""A foreign server that the application may reach as `kalender.test`, and how a library reads from it."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.support.client import Clients, PageClient
from tests.support.fixtures import Clock
from tests.support.foreign import Foreign, resolving
from tests.support.scopes import Scopes

IMPORT = "/b/katwijk/beheer/importeren"
SOURCE = re.compile(rf'href="({IMPORT}/[0-9a-f-]{{36}})"')


@pytest.fixture
def foreign(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Foreign]:
    with Foreign() as server:
        settings = app.extensions["stelsel.settings"]
        allowing = settings.model_copy(update={"outbound_allow": f"kalender.test:{server.port}"})
        monkeypatch.setitem(app.extensions, "stelsel.settings", allowing)
        resolving(monkeypatch, kalender=["127.0.0.1"], eigen=["10.0.0.1"])
        yield server


@pytest.fixture
def editor(clients: Clients, clock: Clock) -> PageClient:
    return clients["redactie_katwijk"]


@pytest.fixture
def terms(scopes: Scopes) -> dict[str, str]:
    """What the forms of this room ask beside the file or the address."""
    from tests.site.shelf import main_branch

    with scopes.reading() as scope:
        return {"branch_id": str(main_branch(scope).id), "concept_slug": "taalcafe"}


@pytest.fixture
def subscribed(foreign: Foreign, editor: PageClient, terms: dict[str, str]) -> Callable[..., str]:
    """Add the calendar that `foreign` gives, and say yes to it; returns the source's address."""

    def add(content: bytes, **more: str) -> str:
        foreign.says(content, etag='"een"')
        form = terms | {
            "address": f"http://kalender.test:{foreign.port}/agenda.ics",
            "name": "Agenda van de site",
            "contact": "redactie@katwijk.stelsel.test",
        }
        sent = editor.post(f"{IMPORT}/adres", data=form | more)
        assert sent.status_code == 303, sent.text
        assert editor.post(sent.location).status_code == 303
        [link] = set(SOURCE.findall(editor.get(f"{IMPORT}/").text))
        return str(link)

    return add
