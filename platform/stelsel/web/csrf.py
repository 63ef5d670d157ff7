"""Nothing forged (SECURITY P-5): a writing request comes from our own page and bears its token.

A page that stood open too long is not a forgery: the same address is then answered as a GET would be, with what
was typed in its form and a message above it. Nothing is written, as nothing is by a GET.
"""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from stelsel.config import Settings
from stelsel.web import messages

WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})

HOURS = 12
"""A token lives as long as a sign-in can."""

protect = CSRFProtect()
exempt = protect.exempt
"""For routes that no browser's cookie opens: webhooks, the API with a key."""

View = TypeVar("View", bound=Callable[..., Any])


class Forged(CSRFError):  # type: ignore[misc] # Flask-WTF ships no types
    """A writing request from another site."""

    description = messages.FROM_ELSEWHERE


def by_origin(view: View) -> View:
    """For a form in a page that caches keep, where a token would be everybody's: the browser's word on where the
    request comes from is enough, as no cookie stands behind it."""
    vars(view)["checked_by_origin"] = True
    return view


def comes_from_here() -> bool:
    """What the browser says. No word at all means no browser of today, and then no other site's page either."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def init_app(app: Flask, settings: Settings) -> None:
    """Check every writing request but those of exempt routes; `csrf_token()` in templates."""
    app.config["WTF_CSRF_TIME_LIMIT"] = HOURS * 3600
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    # Flask-WTF asks https requests for a referrer, which some people's browsers never send; see comes_from_here
    app.config["WTF_CSRF_SSL_STRICT"] = False
    app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
    app.config["SESSION_COOKIE_HTTPONLY"] = True
    app.config["SESSION_COOKIE_SECURE"] = settings.is_https
    app.config["SESSION_COOKIE_NAME"] = "__Host-stelsel" if settings.is_https else "stelsel"
    protect.init_app(app)
    app.before_request(_check)
    app.after_request(_say_expired)


def _check() -> None:
    if request.method not in WRITING or not request.endpoint or protect._is_exempt():
        return
    if not comes_from_here():
        raise Forged
    if getattr(current_app.view_functions[request.endpoint], "checked_by_origin", False):
        g.csrf_valid = True
        return
    if not current_app.config["WTF_CSRF_ENABLED"]:
        return
    try:
        protect.protect()
    except CSRFError:
        if request.mimetype not in FORMS or not _answer_as_get():
            raise CSRFError(messages.EXPIRED) from None


def _answer_as_get() -> bool:
    """Make this a GET of the same address, if there is one."""
    adapter = current_app.create_url_adapter(request)
    try:
        rule, values = adapter.match(method="GET", return_rule=True) if adapter else (None, {})
    except (HTTPException, RequestRedirect):
        return False
    if rule is None:
        return False
    request.method = request.environ["REQUEST_METHOD"] = "GET"
    request.url_rule, request.view_args = rule, dict(values)
    g.csrf_expired = True
    return True


def _say_expired(response: Response) -> Response:
    """The form is back, but what was asked was not done."""
    if g.get("csrf_expired", False):
        if response.status_code < 300:
            response.status_code = 400
        response.headers["Cache-Control"] = "no-store"
        response.headers.pop("ETag", None)
    return response
