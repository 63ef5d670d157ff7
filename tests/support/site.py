"""The site as a browser sees it: the application behind a real socket, on the database of the test."""

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from flask import Flask, Response, request
from werkzeug.serving import WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

HTML = "text/html"


class Quiet(WSGIRequestHandler):
    """Nobody reads a line per request in the middle of a test run."""

    protocol_version = "HTTP/1.1"

    def log(self, kind: str, message: str, *arguments: object) -> None:
        pass


class Site:
    """A served application. It remembers which endpoints a browser opened as a page."""

    def __init__(self, make: Callable[[str], Flask]) -> None:
        """Serve what `make` gives for the address that was free."""
        self._server = make_server("localhost", 0, _nothing_yet, threaded=True, request_handler=Quiet)
        self.url = f"http://localhost:{self._server.server_port}"
        self.app = make(self.url)
        self.visited: set[str] = set()
        self.app.after_request(self._remember)
        self._server.app = partial(_whole, self.app)
        self._thread = threading.Thread(target=self._server.serve_forever, name="site", daemon=True)
        self._thread.start()

    def _remember(self, response: Response) -> Response:
        opened = request.headers.get("Sec-Fetch-Dest") == "document"
        if opened and request.endpoint and response.status_code == 200 and response.mimetype == HTML:
            self.visited.add(request.endpoint)
        return response

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _whole(app: Flask, environment: "WSGIEnvironment", start: "StartResponse") -> list[bytes]:
    """Every answer is read and closed before a byte of it is sent: this server forgets to close what it was sending
    when the browser goes to another page."""
    answer = app(environment, start)
    try:
        return list(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()


def _nothing_yet(_environment: object, _start: object) -> list[bytes]:
    raise RuntimeError("the site is being opened")


def pages(app: Flask) -> set[str]:
    """Endpoints that can be opened with GET."""
    return {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set())}
