"""The application as gunicorn serves it, in a process of its own: for what must be killed, cut off or filled up."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from tests.support.network import free_port
from tests.support.stores import SECRET

WEB = ("stelsel.serve", "web")
"""gunicorn alone, with its workers as children."""
ALL = ("stelsel", "serve", "--worker")
"""The watch, with gunicorn and the worker as its children."""
START = 90.0
HANGS = 120.0
"""Seconds after which a request is taken to hang for ever. No promise: only a stop."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` is 0 when the connection broke, which acknowledges nothing; `seconds` is how long it took."""

    status: int
    headers: Mapping[str, str]
    text: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Site:
    """A site that is being served. `process` is its eldest process: gunicorn's own, or the watch."""

    port: int
    process: subprocess.Popen[bytes]

    def ask(self, path: str, data: Mapping[str, str] | None = None, *, language: str = "nl") -> Answer:
        """GET, or POST with `data`, as a visitor without a cookie. Raises TimeoutError when it hangs."""
        headers = {
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept-Language": language,
        }
        began = time.monotonic()
        with closing(HTTPConnection("localhost", self.port, timeout=HANGS)) as connection:
            try:
                connection.request("POST" if data else "GET", path, urlencode(data or {}), headers)
                answer = connection.getresponse()
                text = answer.read().decode()
            except TimeoutError:
                raise
            except (HTTPException, OSError):
                return Answer(0, {}, "", time.monotonic() - began)
        return Answer(answer.status, dict(answer.headers), text, time.monotonic() - began)

    def children(self) -> list[int]:
        """The process ids of the children of `process`."""
        return children(self.process.pid)


@contextmanager
def serving(url: str, folder: Path, *, command: tuple[str, ...] = WEB) -> Iterator[Site]:
    """Serve the database at `url` with one web process of four threads; `folder` holds the other data."""
    port = free_port()
    settings = {**environment(url, folder, port=port), "PORT": str(port), "STELSEL_WORKERS": "1"}
    with subprocess.Popen([sys.executable, "-m", *command], env=settings) as process:
        site = Site(port, process)
        try:
            deadline = time.monotonic() + START
            while site.ask("/healthz").status != 200:
                assert process.poll() is None, "it ended before it served"
                assert time.monotonic() < deadline, "it does not serve"
                time.sleep(0.2)
            yield site
        finally:
            process.terminate()


def environment(url: str, folder: Path, *, port: int = 8000) -> dict[str, str]:
    """What a process of the application is told."""
    return {
        **os.environ,
        "STELSEL_DATABASE_URL": url,
        "STELSEL_SECRET_KEY": SECRET,
        "STELSEL_DATA_DIR": str(folder),
        "STELSEL_BASE_URL": f"http://localhost:{port}",
        "STELSEL_LOG_LEVEL": "error",
    }


def children(process: int) -> list[int]:
    """The process ids of the children of a process; none when it has ended."""
    try:
        return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []
