"""How much may come in, for whom, and by which method (SECURITY P-5, P-18)."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request
from werkzeug.exceptions import BadRequest, MethodNotAllowed, NotFound, RequestEntityTooLarge, SecurityError

from stelsel.config import Settings
from stelsel.web.strict_json import StrictJson

MEBIBYTE = 1024 * 1024
BODY = MEBIBYTE
UPLOAD = 20
FIELDS = 1_000
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")

View = TypeVar("View", bound=Callable[..., Any])


def takes_uploads(megabytes: int = UPLOAD) -> Callable[[View], View]:
    """Let one route take a larger body than the others. Above or below `requires`, as you like."""

    def mark(view: View) -> View:
        vars(view)["largest_body"] = megabytes * MEBIBYTE
        return view

    return mark


def trusted_hosts(settings: Settings) -> list[str]:
    """Our own host and those below it (tenants'). On a loopback base URL its other names are ours too."""
    hosts = [settings.host, f".{settings.host}"]
    return hosts if settings.is_public else [*hosts, "localhost", "127.0.0.1"]


def init_app(app: Flask, settings: Settings) -> None:
    """Refuse at the door. Comes before whatever reads the body."""
    app.config["TRUSTED_HOSTS"] = trusted_hosts(settings)
    app.config["MAX_CONTENT_LENGTH"] = BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = BODY
    app.config["MAX_FORM_PARTS"] = FIELDS
    app.json = StrictJson(app)
    app.before_request(_at_the_door)


def _at_the_door() -> None:
    if isinstance(request.routing_exception, SecurityError) or not request.host:
        raise SecurityError
    if request.method not in METHODS:
        raise MethodNotAllowed(list(METHODS))
    if not request.path.isprintable():
        # also /static: a NUL in a file's name is an error of the system, not of ours
        raise NotFound
    view = current_app.view_functions.get(request.endpoint or "")
    request.max_content_length = getattr(view, "largest_body", BODY)
    if request.mimetype == "application/x-www-form-urlencoded":
        _check_form(request.get_data(parse_form_data=False))


def _check_form(body: bytes) -> None:
    """Werkzeug counts the fields of multipart bodies only, and reads one that is no UTF-8 as an empty form."""
    if body.count(b"&") >= FIELDS:
        raise RequestEntityTooLarge
    try:
        body.decode()
    except UnicodeDecodeError:
        raise BadRequest from None
