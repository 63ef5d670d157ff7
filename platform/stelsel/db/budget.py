"""One request waits for the database so long in all, however many questions it asks (SECURITY P-37).

The limit of one answer (`db.patience`) does not bound a page that asks twenty: with two seconds before each, a page
would hold its thread for most of a minute, and a handful of visitors would hold them all. Work outside a request
(jobs, commands) has its own pace and no limit in all.
"""

from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

REQUEST = 10.0
"""Seconds: twice what one statement may take."""

SPENT = "this request waited for the database long enough"


@dataclass
class Budget:
    """Seconds of waiting that are left."""

    left: float


of_request: ContextVar[Budget | None] = ContextVar("budget", default=None)


class Budgeted:
    """WSGI middleware: what is behind it waits for the database at most `seconds` while it makes its answer."""

    def __init__(self, app: "WSGIApplication", seconds: float = REQUEST) -> None:
        self.app = app
        self.seconds = seconds

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        token = of_request.set(Budget(self.seconds))
        try:
            return self.app(environ, start_response)
        finally:
            of_request.reset(token)
