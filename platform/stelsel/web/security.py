"""The door of the house in one call: limits first, then forgery, then the headers of every answer."""

from flask import Flask

from stelsel.config import Settings
from stelsel.web import csrf, headers, limits
from stelsel.web.csrf import by_origin, exempt
from stelsel.web.headers import allow_framing, csp_nonce, valid_origin
from stelsel.web.limits import takes_uploads
from stelsel.web.own_paths import safe_next

__all__ = [
    "allow_framing",
    "by_origin",
    "csp_nonce",
    "exempt",
    "init_app",
    "safe_next",
    "takes_uploads",
    "valid_origin",
]


def init_app(app: Flask) -> None:
    """Call this before any room adds a hook of its own, so that nothing runs before the limits."""
    settings: Settings = app.extensions["stelsel.settings"]
    headers.init_app(app, settings)  # hooks after a request run last first: the headers see what the others did
    limits.init_app(app, settings)
    csrf.init_app(app, settings)
