"""The judge in the browser lets a good page pass and finds each fault."""

from collections.abc import Iterator

import pytest
from flask import Flask, Response, request
from playwright.sync_api import Browser

from tests.support.browser import Visitor
from tests.support.site import Site

pytestmark = pytest.mark.browser

SHELL = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Proef</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head>
<body><main><h1>Proef</h1>{}</main></body></html>"""
PAGES = {
    "good": "<p>Goed</p>",
    "without-alt": '<img src="/picture" width="10" height="10">',
    "wide": "<table><tr><td><pre>" + "breed" * 60 + "</pre></td></tr></table>",
    "foreign": '<p><img alt="" src="http://stelsel.example/x.png"></p>',
    "inline-script": "<script>document.title = 'x'</script>",
    "missing-file": '<script src="/not-there"></script>',
    "broken-script": '<script src="/broken"></script>',
}
OWN = "default-src 'self'; img-src 'self' data: http://stelsel.example"


@pytest.fixture(scope="module")
def proof() -> Iterator[Site]:
    site = Site(lambda _url: make())
    yield site
    site.close()


def make() -> Flask:
    app = Flask("proof")

    @app.get("/<name>")
    def page(name: str) -> Response | tuple[str, int]:
        if name == "broken":
            return Response("missing.name", mimetype="text/javascript")
        if name not in PAGES:
            return SHELL.format("<p>Weg</p>"), 404
        return Response(SHELL.format(PAGES[name]), headers={"Content-Security-Policy": OWN})

    @app.get("/who")
    def who() -> str:
        return SHELL.format(f"<p>{request.headers.get('Cookie', 'niemand')}</p>")

    return app


@pytest.fixture
def visitor(chromium_browser: Browser, proof: Site) -> Visitor:
    return Visitor(chromium_browser, proof)


def test_a_good_page_passes_and_is_remembered(visitor: Visitor, proof: Site) -> None:
    visitor("/good")
    assert visitor.close() == []
    assert "page" in proof.visited


@pytest.mark.parametrize(("name", "fault"), [("without-alt", "image-alt"), ("wide", "wider than 320 px")])
def test_what_the_eye_or_the_ear_would_meet_fails_at_once(visitor: Visitor, name: str, fault: str) -> None:
    with pytest.raises(AssertionError, match=fault):
        visitor(f"/{name}")
    visitor.close()


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("foreign", "a request to another host"),
        ("inline-script", "CSP: script-src"),
        ("missing-file", "404: "),
        ("broken-script", "script: "),
    ],
)
def test_what_the_browser_complains_of_is_told_at_the_end(visitor: Visitor, name: str, fault: str) -> None:
    visitor(f"/{name}")
    assert any(said.startswith(fault) for said in visitor.close())


def test_an_answer_of_another_kind_than_expected_fails(visitor: Visitor) -> None:
    with pytest.raises(AssertionError, match="404, not 200"):
        visitor("/nowhere")
    visitor.close()


def test_the_real_site_opens_for_a_visitor_and_for_somebody(visit: Visitor) -> None:
    assert "Inloggen" in visit("/inloggen").title()
    page = visit("/account/", as_role="redactie_katwijk", width=1280)
    assert page.url == f"{visit.site.url}/account/"
    assert {"identity.sign_in_page", "account.overview"} <= visit.site.visited
