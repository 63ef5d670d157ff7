"""A client that judges every page it is given, and sends what a browser would send along."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urljoin, urlsplit

from flask import Flask, got_request_exception, session
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from stelsel import identity
from stelsel.db import unit_of_work
from stelsel.identity import service, sign_ins
from stelsel.tenancy import Scope
from tests.support import pages
from tests.support.world import PEOPLE

PROMISED_HEADERS = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy")
SAFE = {"GET", "HEAD", "OPTIONS"}


class PageClient(FlaskClient):
    """A visitor with a cookie jar.

    Every HTML answer is judged (`pages.faults`); a 5xx fails the test with what caused it, save inside
    `faults_expected()`. A form is sent with its token, save with `token=False`.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._faults_expected = False

    def open(self, *arguments: Any, token: bool = True, **options: Any) -> TestResponse:
        """Ask for a page. `token=False`: as a forged form would."""
        method = str(options.get("method", "GET")).upper()
        if token and method not in SAFE:
            options["headers"] = {"X-CSRFToken": self._token(), **dict(options.get("headers") or {})}
        caused: list[BaseException] = []

        def look(_sender: Flask, exception: BaseException, **_rest: Any) -> None:
            caused.append(exception)

        # A context of its own: inside a test's, two requests would share one `g`, and with it the signed-in person.
        with self.application.app_context(), got_request_exception.connected_to(look, self.application):
            response = super().open(*arguments, **options)
        if response.status_code >= 500 and not self._faults_expected:
            raise AssertionError(f"{response.request.path}: {response.status}") from next(iter(caused), None)
        self._judge(response)
        return response

    @contextmanager
    def faults_expected(self) -> Iterator[None]:
        """Inside it a 5xx is what the test wants to see."""
        self._faults_expected = True
        try:
            yield
        finally:
            self._faults_expected = False

    def sign_in(self, who: str) -> None:
        """Become one of `world.PEOPLE`, by a real sign-in row and its cookie, without the cost of a password."""
        with self.application.app_context(), Scope.identity(why="tests") as scope, unit_of_work(scope):
            user = service.find(scope, PEOPLE[who])
            assert user is not None, who
            token = sign_ins.begin(scope, user.id)
        with self.session_transaction() as kept:
            kept[identity.COOKIE_KEY] = token

    def _token(self) -> str:
        with self.application.test_request_context():
            with self.session_transaction() as kept:
                session.update(kept)
                token = generate_csrf()
                kept.update(session)
            return str(token)

    def _judge(self, response: TestResponse) -> None:
        if response.mimetype != "text/html" or response.status_code in {204, 304} or not response.data:
            return
        if 300 <= response.status_code < 400:
            return
        fragment = response.request.headers.get("HX-Request") == "true" or response.request.args.get("vorm") == "lijst"
        found = pages.faults(
            response.text, fragment=fragment, tokenless=lambda action: self._by_origin(response.request.path, action)
        )
        found += [f"no header {name}" for name in PROMISED_HEADERS if name not in response.headers]
        assert not found, f"{response.request.method} {response.request.path}: {'; '.join(found)}"

    def _by_origin(self, page: str, action: str) -> bool:
        """True for a form in a page that caches keep: its address is checked by where the request comes from."""
        adapter = self.application.url_map.bind("localhost")
        try:
            endpoint, _values = adapter.match(urlsplit(urljoin(page, action)).path, method="POST")
        except (HTTPException, RequestRedirect):
            return False
        return bool(getattr(self.application.view_functions[endpoint], "checked_by_origin", False))


class Clients(dict[str, PageClient]):
    """Signed-in clients by the name of their person (`world.PEOPLE`), made when asked for; `bezoeker` is nobody."""

    def __init__(self, app: Flask) -> None:
        super().__init__()
        self._app = app

    def __missing__(self, who: str) -> PageClient:
        client = PageClient(self._app, self._app.response_class, use_cookies=True)
        if who != "bezoeker":
            client.sign_in(who)
        self[who] = client
        return client

    def sign_in(self, people: Iterable[str]) -> None:
        """These, at once."""
        for who in sorted(set(people)):
            self.setdefault(who, self[who])
