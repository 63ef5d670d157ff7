"""P-20: every answer bears the headers: each route, each kind of refusal, files and redirects. And P-9: what a
shared cache may keep has no cookie, token or nonce in it."""

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from stelsel.web.headers import POLICY
from tests.isolation.walk import OWN, doors
from tests.promises.asking import ask
from tests.promises.roles import fitting
from tests.support.client import Clients

pytestmark = pytest.mark.only_on("sqlite")  # headers are the same on every database

TELLS_VERSIONS = {"Server", "X-Powered-By", "X-AspNet-Version", "Via", "X-Runtime"}
VERSION = re.compile(r"(?i)(?:werkzeug|gunicorn|flask|python|sqlalchemy|sqlite|postgresql)[/ ]?\d")
SECRETS = ('name="csrf_token"', "nonce=")


def faults(answer: TestResponse) -> list[str]:
    """What the headers of an answer lack, or tell too much."""
    headers = answer.headers
    policy = dict(part.partition(" ")[::2] for part in headers.get("Content-Security-Policy", "").split("; "))
    found = [name for name in POLICY if name not in policy]
    found += [f"{name} {value}" for name, value in policy.items() if re.search(r"unsafe|https?:|\*|data:", value)]
    for name in ("default-src", "base-uri", "frame-ancestors"):
        found += [] if policy.get(name) == "'none'" else [f"{name} {policy.get(name)}"]
    wanted = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "X-Frame-Options": "DENY",
    }
    found += [f"{name}: {headers.get(name)}" for name, value in wanted.items() if headers.get(name) != value]
    found += [f"no {name}" for name in ("Permissions-Policy", "Cache-Control") if not headers.get(name)]
    found += [f"{name} is told" for name in TELLS_VERSIONS if name in headers]
    if (answer.mimetype or "").startswith("text/") and "charset=utf-8" not in headers["Content-Type"].lower():
        found.append(f"{headers['Content-Type']} without a charset")
    if said := VERSION.search(f"{headers}{answer.get_data(as_text=True) if answer.mimetype == 'text/html' else ''}"):
        found.append(f"a version: {said[0]}")
    return found + keeping(answer)


def keeping(answer: TestResponse) -> list[str]:
    """What is wrong with how long an answer is kept, and by whom."""
    cache = answer.cache_control
    if "Cache-Control" in answer.headers and not (cache.public or cache.no_cache):
        return [] if cache.no_store or cache.private else [f"neither public nor no-store: {cache}"]
    page = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
    found = [f"{secret} in what everybody keeps" for secret in SECRETS if secret in page]
    return [*found, "a cookie in what everybody keeps"] if "Set-Cookie" in answer.headers else found


def test_every_route_bears_the_headers(network: Flask, clients: Clients) -> None:
    found, kinds = {}, set()
    for door in doors(network):
        for who in dict.fromkeys([*fitting(door.permission)[:1], "bezoeker"]):
            answer = ask(clients[who], door.address(OWN), method=door.method)
            kinds.add(answer.status_code)
            if wrong := faults(answer):
                found[f"{who} {door} {answer.status_code}"] = wrong
    assert found == {}
    assert kinds >= {200, 303, 400, 404}, "pages, redirects and refusals were all among them"


@pytest.mark.parametrize(
    ("method", "address", "headers", "status"),
    [
        ("GET", "/nergens", {}, 404),
        ("GET", "/%00", {}, 404),
        ("GET", "/b/katwijk/beheer/mensen/", {}, 303),
        ("GET", "/b/katwijk", {}, 308),
        ("PUT", "/healthz", {}, 405),
        ("TRACE", "/", {}, 405),
        ("POST", "/inloggen", {"Origin": "https://elders.example"}, 400),
        ("GET", "/", {"Host": "elders.example"}, 400),
        ("GET", "/static/nergens.css", {}, 404),
        ("GET", "/static/../pyproject.toml", {}, 404),
        ("OPTIONS", "/zoeken", {}, 200),
        ("HEAD", "/zoeken", {}, 200),
    ],
)
def test_refusals_bear_them_too(
    network: Flask, clients: Clients, method: str, address: str, headers: dict[str, str], status: int
) -> None:
    answer = ask(clients["bezoeker"], address, method=method, headers=headers)
    assert (answer.status_code, faults(answer)) == (status, [])


def test_files_bear_them_too(network: Flask, clients: Clients) -> None:
    page = ask(clients["bezoeker"], "/").text
    files = set(re.findall(r'(?:href|src)="(/static/[^"#?]+)', page))
    assert files
    assert {file: faults(ask(clients["bezoeker"], file)) for file in files} == {file: [] for file in files}


def test_a_fault_of_ours_bears_them_too(network: Flask, clients: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    def raising(**_values: object) -> None:
        raise RuntimeError("werkzeug/3.1")

    monkeypatch.setitem(network.view_functions, "finder.partners", raising)
    answer = ask(clients["bezoeker"], "/partners")
    assert (answer.status_code, faults(answer)) == (500, [])
