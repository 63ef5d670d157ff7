"""P-3: only declared fields are written. Every form that anybody is shown is sent twice: as a browser would, and with
every column of every table besides. The database must not see the difference."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import JSON, Boolean, Column, Enum, Float, Integer, Uuid

from stelsel.db.types import UtcDateTime
from tests.isolation.walk import FOREIGN, OWN, doors
from tests.promises.asking import ask
from tests.promises.forms import BY_KEY, NOT_CARRIED_OUT, Shown, filled, unshown
from tests.promises.rows import Copy, tables
from tests.support.client import Clients
from tests.support.scopes import Scopes

pytestmark = pytest.mark.only_on("sqlite")  # what a form takes is the same on every database

WORD = "gesmokkeld"


def smuggled(column: Column[Any], tenant_id: int) -> str:
    """A value that a column would take, and that nobody sent on purpose."""
    kind = column.type
    if isinstance(kind, Enum):
        return str(kind.enums[-1])
    if isinstance(kind, Boolean):
        return "1"
    if isinstance(kind, Integer):
        return str(tenant_id) if "tenant" in column.name else "77"
    simple: list[tuple[Any, str]] = [
        (Uuid, str(FOREIGN)), (Float, "51.77"), (UtcDateTime, "2031-03-03T03:03"), (JSON, f'{{"{WORD}": 1}}'),
    ]  # fmt: skip
    for of, value in simple:
        if isinstance(kind, of):
            return value
    python = kind.python_type
    return {date: "2031-03-03", time: "03:03", datetime: "2031-03-03T03:03"}.get(python, WORD)


def extras(tenant_id: int) -> dict[str, list[str]]:
    """Every column name that there is, with a value for each of its types."""
    found: dict[str, list[str]] = {}
    for table in tables():
        for column in table.columns:
            values = found.setdefault(column.name, [])
            if (value := smuggled(column, tenant_id)) not in values:
                values.append(value)
    return found


@pytest.fixture
def forms(network: Flask, every_form: list[Shown]) -> list[Shown]:
    return [form for form in [*every_form, *unshown(network, every_form)] if form.method == "POST"]


@pytest.fixture
def outcome(app: Flask, clients: Clients, forms: list[Shown], copy: Copy) -> Callable[..., tuple[Any, ...]]:
    """What becomes of the database, from the same beginning each time, and what was answered."""

    def send(form: Shown, added: dict[str, list[str]], **sent: Any) -> tuple[Any, ...]:
        client, name = clients[form.who], app.config["SESSION_COOKIE_NAME"]
        cookie = client.get_cookie(name)
        query = {**form.asked, **added}
        answer = ask(client, form.path, method="POST", token=True, query_string=query, **sent)
        if cookie is not None:
            client.set_cookie(name, cookie.value)  # also after signing out
        said = copy.changes(OWN, FOREIGN)
        copy.put_back()
        return answer.status_code, said

    return send


def differing(plain: tuple[Any, ...], hostile: tuple[Any, ...]) -> list[object]:
    """The answers where they differ, else the rows that do."""
    if plain[0] != hostile[0]:
        return [plain[0], hostile[0]]
    names = plain[1].keys() | hostile[1].keys()
    return [(plain[1].get(name), hostile[1].get(name)) for name in names if plain[1].get(name) != hostile[1].get(name)]


def test_nothing_undeclared_is_written(
    network: Flask, forms: list[Shown], outcome: Callable[..., tuple[Any, ...]], scopes: Scopes
) -> None:
    columns, found, carried_out = extras(scopes.tenant("venlo").id), {}, set()
    for form in forms:
        added = {name: values for name, values in columns.items() if name not in form.offered | form.asked.keys()}
        plain = outcome(form, {}, data=filled(form), content_type=form.content_type)
        hostile = outcome(form, added, data={**filled(form), **added}, content_type=form.content_type)
        if plain[0] == 303 or plain[1]:
            carried_out.add(form.endpoint)
        if plain != hostile:
            found[str(form)] = differing(plain, hostile)
    assert len(columns) > 200
    assert found == {}
    assert {
        door.rule.endpoint for door in doors(network) if door.method == "POST" and door.permission.reach != BY_KEY
    } - carried_out == set(NOT_CARRIED_OUT)
