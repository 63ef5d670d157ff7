"""The site that browsers read closes what it sends, also when the browser goes to another page meanwhile."""

import socket
import threading

from flask import Flask, Response

from tests.support.faulty import AT_ONCE
from tests.support.site import Site

ANSWERS = 20


def test_an_answer_that_nobody_waits_for_is_closed() -> None:
    closed = threading.Semaphore(0)
    app = Flask("proof")

    @app.get("/file")
    def file() -> Response:
        response = Response(status=304)
        response.call_on_close(closed.release)
        return response

    site = Site(lambda _url: app)
    try:
        for _answer in range(ANSWERS):
            browser = socket.create_connection(("localhost", int(site.url.rpartition(":")[2])))
            browser.sendall(b"GET /file HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert browser.recv(10)
            # No goodbye: what Chromium does with an answer that it no longer wants.
            browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
            browser.close()
            assert closed.acquire(timeout=5)
    finally:
        site.close()
