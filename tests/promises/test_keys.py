"""P-3: what a program is shown. The keys of all JSON that is answered, to whom, stand in json_keys.txt: a change of
that file is a change of what leaves the house, and is read as such."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.isolation.walk import OWN, doors
from tests.promises.asking import ask
from tests.promises.roles import EVERYBODY, fitting
from tests.support.client import Clients

SNAPSHOT = Path(__file__).with_name("json_keys.txt")
ASKED = {
    "branches.spot": "plaats=Katwijk&postcode=2225",
    "branches.around": "lat=52.2&lon=4.4",
    "oembed.describe": "url=http://localhost/b/katwijk/",
    "profile.colour": "kleur=0077a8",
}
"""What an address needs to be told."""
DESCRIBING = {"api_pages.description"}
"""What tells of answers and is none; tests/api holds it against them."""
FEEDS = [("bezoeker", "/b/katwijk/agenda.json"), ("bezoeker", "/zoeken.json?bij=2225")]
"""One of several forms of an address, of which a walk over the routes takes the first."""
FOR_SEARCH_ENGINES = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
PROGRAM = {"Accept": "application/json"}

pytestmark = pytest.mark.only_on("sqlite")  # what a page shows is the same on every database


def keys(value: Any, at: str = "") -> Iterator[str]:
    """The path of everything that has a value: `[].place.name`."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from keys(inner, f"{at}.{name}" if at else name)
    elif isinstance(value, list) and value:
        for inner in value:
            yield from keys(inner, f"{at}[]")
    else:
        yield at


def told(answer: TestResponse) -> list[tuple[str, Any]]:
    """The JSON of an answer, with the kind of it: its own, or what stands in a page for search engines."""
    if (answer.mimetype or "").endswith("json"):
        return [(f"{answer.status_code} {answer.mimetype}", answer.get_json(force=True))]
    if answer.mimetype != "text/html":
        return []
    return [("200 in a page", json.loads(found)) for found in FOR_SEARCH_ENGINES.findall(answer.text)]


Found = dict[str, dict[str, dict[str, set[str]]]]
"""Keys by route, kind of answer, and who asked."""


def shown_to(app: Flask, clients: Clients, pages: list[tuple[str, str]]) -> Found:
    """Every route and page is asked by somebody who may; where that gives JSON, and where a program is refused, by
    everybody."""
    found: Found = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    adapter, rules = app.url_map.bind("localhost"), {}
    for door in doors(app):
        if door.rule.endpoint in DESCRIBING:
            continue
        address = door.address(OWN)
        query = ASKED.get(door.rule.endpoint)
        rules[door.method, f"{address}?{query}" if query else address] = (str(door), fitting(door.permission)[0])
    for who, address in pages:
        rule, _values = adapter.match(urlsplit(address).path, method="GET", return_rule=True)
        rules["GET", address] = (f"GET {rule.rule}", who)

    def note(method: str, address: str, route: str, who: str) -> bool:
        said = told(ask(clients[who], address, method=method, headers=PROGRAM))
        for kind, value in said:
            found["refused" if kind.endswith("problem+json") else route][kind][who] |= set(keys(value))
        return bool(said)

    for (method, address), (route, first) in rules.items():
        if note(method, address, route, first) and method == "GET":
            for who in EVERYBODY:
                note(method, address, route, who)
    return found


def written(found: Found) -> str:
    """One line per key; people who are shown the same stand together."""
    lines = []
    for route in sorted(found):
        for kind in sorted(found[route]):
            alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
            for who in EVERYBODY:
                if who in found[route][kind]:
                    alike[tuple(sorted(found[route][kind][who]))].append(who)
            for names, people in alike.items():
                lines += ["", f"{route}, {kind}", f"to {_people(people)}", *(f"    {name}" for name in names)]
    return "\n".join(lines).lstrip() + "\n"


def _people(who: Iterable[str]) -> str:
    return "everybody" if set(who) == set(EVERYBODY) else ", ".join(who)


def test_a_program_is_shown_what_was_reviewed(
    network: Flask, clients: Clients, real_pages: list[tuple[str, str]], tmp_path: Path
) -> None:
    said = written(shown_to(network, clients, [*real_pages, *FEEDS]))
    beside = tmp_path / SNAPSHOT.name
    beside.write_text(said, "utf-8")
    assert said == SNAPSHOT.read_text("utf-8"), f"read what changed; if it is meant, keep {beside}"
