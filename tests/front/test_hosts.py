"""A library's own host: public, without cookies, and the same pages as below /b/<slug>/."""

import pytest
from flask import Flask
from werkzeug.test import Client

from stelsel.wsgi import wrap
from tests.support.fixtures import Clock


@pytest.fixture
def visitor(app: Flask, clock: Clock) -> Client:
    return Client(wrap(app))


def test_a_host_is_a_library(visitor: Client) -> None:
    by_host = visitor.get("/agenda", base_url="http://katwijk.localhost")
    by_path = visitor.get("/b/katwijk/agenda", base_url="http://localhost")
    assert by_host.status_code == by_path.status_code == 200
    assert b"Bibliotheek Katwijk" in by_host.data


def test_the_long_address_works_on_the_host_too(visitor: Client) -> None:
    assert visitor.get("/b/katwijk/agenda.ics", base_url="http://katwijk.localhost").status_code == 200


@pytest.mark.parametrize("path", ["/inloggen", "/account/", "/beheer/", "/b/katwijk/beheer/balie", "/landelijk/"])
def test_signed_in_work_happens_at_home(visitor: Client, path: str) -> None:
    answer = visitor.get(f"{path}?x=1", base_url="http://katwijk.localhost")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"http://localhost{path}?x=1"


def test_no_cookie_goes_in_or_out(visitor: Client) -> None:
    answer = visitor.get("/agenda", base_url="http://katwijk.localhost", headers={"Cookie": "stelsel=stolen"})
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


def test_an_unknown_name_is_a_friendly_404_and_another_domain_400(visitor: Client) -> None:
    unknown = visitor.get("/", base_url="http://katwyk.localhost")
    assert unknown.status_code == 404
    assert b"Katwijk" in unknown.data, "the nearest names are offered"
    assert visitor.get("/", base_url="http://evil.example").status_code == 400
    assert visitor.get("/", base_url="http://a.b.localhost").status_code == 404
