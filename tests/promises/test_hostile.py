"""P-17 and P-18: whatever is typed, in whichever form or address, is answered with a page of ours and never a fault."""

import itertools
import re
from collections.abc import Iterator

import pytest
from flask import Flask

from tests.edge import hostile
from tests.isolation.walk import OWN, doors
from tests.promises.asking import ask
from tests.promises.forms import Shown, filled
from tests.promises.roles import fitting
from tests.support.client import Clients

QUERY_NAMES = ("bij", "dag", "grootte", "jaar", "maand", "organisatie", "pagina", "periode", "provincie", "q", "search",
    "soort", "stand", "taal", "van", "wanneer", "week", "zoek",
)  # fmt: skip

NASTY = [
    *(text for text in hostile.TEXTS if len(text) < 100_000),
    *hostile.NUMBERS,
    *hostile.DAYS,
    *hostile.CLOCKS,
    "9" * 30,
    "-1",
    '"',
    "NEAR(",
    "%",
    "_",
    "' OR 1=1 --",
    "{{7*7}}",
    "../../etc/passwd",
    "x" * 20_000,
]


def nasty(start: int) -> Iterator[str]:
    """Another part of the corpus each time, so that all of it is met."""
    return itertools.islice(itertools.cycle(NASTY), start, None)


def sent(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")


@pytest.mark.only_on("sqlite")  # what reaches PostgreSQL has passed the same fields; see tests/edge/test_text.py
def test_no_form_breaks(network: Flask, clients: Clients, every_form: list[Shown]) -> None:
    """Of each form everything at once, and of each route each field by itself: a line that can be repeated once."""
    found, turn, tried, met = [], 0, 0, set[tuple[str, str]]()
    for form in every_form:
        alone = {(form.endpoint, re.sub(r"\d+", "n", name)): name for name in sorted(form.offered)}
        new = [name for known, name in alone.items() if known not in met]
        met.update(alone)
        for names in ([name] for name in (*new, "*")):
            fields: dict[str, list[str]] = filled(form)
            spoilt = sorted(form.offered) if names == ["*"] else names
            values = nasty(turn)
            turn, tried = turn + len(spoilt), tried + 1
            fields.update({name: [next(values)] for name in spoilt})
            if status := answered(clients, form, fields):
                found.append(f"{form} {names} {[fields[name][0][:30] for name in names if name in fields]}: {status}")
    assert found == []
    assert tried > 200


def answered(clients: Clients, form: Shown, fields: dict[str, list[str]]) -> int:
    """The status if it is one that no input may give."""
    data = {name: [sent(value) for value in values] for name, values in fields.items()}
    client, cookie_name = clients[form.who], "stelsel"
    cookie = client.get_cookie(cookie_name)
    if form.method == "GET":
        answer = ask(client, form.address.partition("?")[0], query_string=fields_of(fields))
    else:
        body = {name: [value.decode("utf-8", "replace") for value in values] for name, values in data.items()}
        answer = ask(client, form.address, method="POST", token=True, data=body, content_type=form.content_type)
        if cookie is not None:
            client.set_cookie(cookie_name, cookie.value)
    return answer.status_code if answer.status_code >= 500 else 0


def fields_of(fields: dict[str, list[str]]) -> dict[str, list[str]]:
    """A query as a client may write it: what is no text is left as question marks by the sender."""
    return {name: [value.encode("utf-8", "replace").decode() for value in values] for name, values in fields.items()}


@pytest.mark.only_on("sqlite")  # as above
def test_no_address_breaks(network: Flask, clients: Clients) -> None:
    found = []
    for turn, door in enumerate(doors(network)):
        if door.method != "GET":
            continue
        who = fitting(door.permission)[0]
        values = nasty(turn * len(QUERY_NAMES))
        query = {name: [next(values).encode("utf-8", "replace").decode()[:2000]] for name in QUERY_NAMES}
        raw = ask(clients[who], door.address(OWN), query_string="q=%ff&zoek=%00&pagina=%ed%a0%80&dag[]=1&dag=1&dag=2")
        told = ask(clients[who], door.address(OWN), query_string=query)
        odd = ask(clients[who], door.address("%ff%00%ed%a0%80"), query_string={"pagina": "9" * 30})
        found += [f"{who} {door}: {answer.status_code}" for answer in (raw, told, odd) if answer.status_code >= 500]
    assert found == []
