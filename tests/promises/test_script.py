"""P-21: what people write never runs. Every text column of every tenant table holds markup, past all checks; every page
is opened by everybody who may, and some in a real browser."""

from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Dialog
from sqlalchemy import Column, create_engine
from sqlalchemy.pool import NullPool

from tests.isolation.walk import HOME, OWN, doors
from tests.promises.asking import ask
from tests.promises.roles import EVERYBODY, fitting
from tests.support import pages
from tests.support.browser import Visitor
from tests.support.client import Clients
from tests.support.databases import Postgresql, Sqlite
from tests.support.factories import Rows
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

MARK = "zqscript"
PAYLOADS = (
    f"<img class={MARK} src=x onerror=alert(1)>",
    f"'\"><script class={MARK}>alert(1)</script>",
    f'" autofocus onfocus=alert(1) class="{MARK}',
    f"<svg class={MARK} onload=alert(1)>",
    f'<a class={MARK} href="javascript:alert(1)">x</a>',
    f"[x](javascript:alert(1)) ![y](https://elders.example/{MARK}.png)",
    f'<b class={MARK} hx-get="/uitloggen" hx-trigger="load">x</b>',
    f"</title><script class={MARK}>alert(1)</script>",
    f"]]></script><script class={MARK}>alert(1)</script>",
)


class Hostile(Rows):
    """Rows whose every word is markup; each column has another piece of it."""

    def word(self, column: Column[Any]) -> str:
        if column.name in {"slug", "place", "programme_slug", "concept_slug", "municipality_code", "scheme_slug"}:
            return super().word(column)
        return PAYLOADS[sum(map(ord, f"{column.table.name}.{column.name}")) % len(PAYLOADS)]


@pytest.fixture
def marked(app: Flask, clock: Clock, scopes: Scopes, database: Sqlite | Postgresql) -> Flask:
    engine = create_engine(database.url, poolclass=NullPool)
    with engine.begin() as connection:
        Hostile(connection, scopes.tenant(HOME).id, OWN, MARK).make_all()
    engine.dispose()
    return app


def ran(page: str) -> list[str]:
    """Elements that somebody's text became, and what else is wrong with a page."""
    soup = pages.parse(page)
    made = soup.select(f".{MARK}, [onerror], [onload], [onfocus], [autofocus][class~={MARK}]")
    made += [tag for tag in soup.select("[hx-get]") if MARK in str(tag.get("class"))]
    made += [tag for tag in soup.select("[href], [src]") if "javascript:" in str(tag.get("href"))]
    made += [tag for tag in soup.select("img") if "elders.example" in str(tag.get("src"))]
    return [str(tag)[:100] for tag in made] + [fault for fault in pages.faults(page) if "token" not in fault]


def test_no_text_becomes_an_element(marked: Flask, clients: Clients) -> None:
    found, shown = {}, 0
    for door in doors(marked):
        if door.method != "GET":
            continue
        for who in fitting(door.permission):
            answer = ask(clients[who], door.address(OWN))
            assert answer.status_code < 500, f"{who} {door}"
            if answer.mimetype != "text/html" or answer.status_code != 200:
                continue
            shown += MARK in answer.text
            if wrong := ran(answer.text):
                found[f"{who} {door}"] = wrong
    assert found == {}
    assert shown > 10, "the texts are really on the pages"


@pytest.mark.browser
def test_nothing_runs_in_a_browser(marked: Flask, visit: Visitor) -> None:
    said: list[str] = []

    def told(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    for who, path in (
        ("bezoeker", "/b/katwijk/"),
        ("bezoeker", "/b/katwijk/agenda"),
        ("bezoeker", f"/b/katwijk/vestigingen/{OWN}"),
        ("bezoeker", "/b/katwijk/netwerk"),
        ("bezoeker", "/b/katwijk/contact"),
        ("beheer_katwijk", "/b/katwijk/beheer/activiteiten/"),
        ("beheer_katwijk", f"/b/katwijk/beheer/activiteiten/{OWN}"),
        ("beheer_katwijk", f"/b/katwijk/beheer/aanmeldingen/{OWN}"),
        ("beheer_katwijk", "/b/katwijk/beheer/profiel"),
        ("beheer_katwijk", "/b/katwijk/beheer/mensen/"),
    ):
        page = visit(path, as_role=who, judged=False)
        page.on("dialog", told)
        page.reload()
        assert page.evaluate(f"document.querySelectorAll('.{MARK}').length") == 0, path
    assert said == []


def test_everybody_is_among_the_readers(marked: Flask) -> None:
    assert {who for door in doors(marked) for who in fitting(door.permission)} >= set(EVERYBODY) - {"financien1"}
