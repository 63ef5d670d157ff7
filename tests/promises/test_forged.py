"""P-5: nothing forged is done, at any route that writes; no link leads to a host that a request named."""

import pytest
from flask import Flask

from stelsel.web.csrf import protect
from tests.isolation.walk import OWN, doors
from tests.promises.asking import ask
from tests.promises.forms import BY_KEY, NOT_CARRIED_OUT, Shown, filled, unshown
from tests.promises.roles import fitting
from tests.promises.rows import Copy
from tests.support.client import Clients

ELSEWHERE = "elders.example"
COOKIE = "stelsel"
TOKEN = "X-CSRFToken"
NOTED = {"sign_in"}
"""That somebody is still there."""
HOSTS = (
    {"Host": ELSEWHERE},
    {"Host": f"localhost.{ELSEWHERE}"},
    {"Host": f"localhost@{ELSEWHERE}"},
)
FORWARDED = {
    "X-Forwarded-Host": ELSEWHERE,
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": f"//{ELSEWHERE}",
    "X-Forwarded-Server": ELSEWHERE,
    "X-Original-URL": f"https://{ELSEWHERE}/",
    "X-Rewrite-URL": "/landelijk/",
    "Forwarded": f"host={ELSEWHERE};proto=https",
}


def forgeries(own: str, other: str, *, by_origin: bool) -> dict[str, dict[str, dict[str, str]]]:
    """What a forged request bears, given the visitor's own token and that of another. `by_origin`: of a form in a
    page that caches keep, which has no token."""
    elsewhere = {
        "another site": {"headers": {TOKEN: own, "Origin": f"https://{ELSEWHERE}"}},
        "a page of no site": {"headers": {TOKEN: own, "Origin": "null"}},
        "another site, says the browser": {"headers": {TOKEN: own, "Sec-Fetch-Site": "cross-site"}},
        "a host beside ours": {"headers": {TOKEN: own, "Sec-Fetch-Site": "same-site"}},
    }
    if by_origin:
        return elsewhere
    return elsewhere | {
        "no token": {},
        "a token that was made up": {"headers": {TOKEN: "verzonnen"}},
        "another visitor's token": {"headers": {TOKEN: other}},
        "another visitor's token, in the form": {"data": {"csrf_token": other}},
    }


@pytest.fixture
def forms(network: Flask, every_form: list[Shown]) -> list[Shown]:
    """One form of every route that writes, sent by its plainest button."""
    posted = [form for form in [*every_form, *unshown(network, every_form)] if form.method == "POST"]
    chosen: dict[str, Shown] = {}
    for form in sorted(posted, key=lambda form: form.pressed):
        chosen.setdefault(form.endpoint, form)
    return list(chosen.values())


@pytest.mark.only_on("sqlite")  # read from the application itself
def test_no_route_that_writes_is_exempt(network: Flask) -> None:
    """What a cookie opens bears a token. The interface for programs is exempt: there who writes bears a key, and a
    cookie opens nothing (tests/api/test_writing.py)."""
    assert protect._exempt_views == set()
    assert {blueprint.name for blueprint in protect._exempt_blueprints} == {"api"}
    writing = [door for door in doors(network) if door.rule.endpoint.startswith("api.") and door.method != "GET"]
    assert writing
    assert {door.permission.reach for door in writing} == {BY_KEY}


@pytest.mark.only_on("sqlite")  # a token is read before any database
def test_nothing_forged_is_done(network: Flask, clients: Clients, forms: list[Shown], copy: Copy) -> None:
    """At each route its own form, first forged in every way, and then as it was shown: that one is carried out."""
    stranger, found, carried_out = clients["redactie_gooi-en-meer"]._token(), [], set()
    for form in forms:
        client, sent = clients[form.who], filled(form)
        own, cookie = client._token(), client.get_cookie(COOKIE)
        by_origin = getattr(network.view_functions[form.endpoint], "checked_by_origin", False)
        for name, bears in forgeries(own, stranger, by_origin=by_origin).items():
            data = {**sent, **bears.get("data", {})}
            answer = ask(client, form.address, method="POST", data=data, headers=bears.get("headers", {}))
            if answer.status_code < 400:
                found.append(f"{form}, {name}: {answer.status_code}")
        if done := set(copy.changes()) - NOTED:
            found.append(f"{form}: {done}")
        answer = ask(client, form.address, method="POST", data=sent, headers={TOKEN: own})
        if answer.status_code == 303 or set(copy.changes()) - NOTED:
            carried_out.add(form.endpoint)
        if cookie is not None:
            client.set_cookie(COOKIE, cookie.value)  # also after signing out
        copy.put_back()
    assert found == []
    writing = {
        door.rule.endpoint for door in doors(network) if door.method != "GET" and door.permission.reach != BY_KEY
    }
    assert writing - carried_out == set(NOT_CARRIED_OUT)


@pytest.mark.only_on("sqlite")  # a host is read before any database
def test_a_host_that_is_not_ours_is_refused_at_every_page(network: Flask, clients: Clients) -> None:
    found = []
    for door in doors(network):
        for headers in HOSTS:
            who = fitting(door.permission)[0]
            answer = ask(clients[who], door.address(OWN), method=door.method, headers=headers)
            if answer.status_code != 400 or ELSEWHERE in answer.text + str(answer.headers):
                found.append(f"{door} {headers}: {answer.status_code}")
    assert found == []


@pytest.mark.only_on("sqlite")  # links are made before any database
def test_no_forwarded_word_reaches_a_page_or_a_redirect(network: Flask, clients: Clients) -> None:
    found = []
    for door in doors(network):
        who = fitting(door.permission)[0]
        answer = ask(clients[who], door.address(OWN), method=door.method, headers=FORWARDED)
        if ELSEWHERE in f"{answer.get_data()!r}{answer.headers}" or answer.status_code >= 500:
            found.append(f"{door}: {answer.status_code}")
    assert found == []
