"""What every answer says about itself, errors and files too (SECURITY P-20)."""

import re
import secrets
from collections.abc import Iterable

from flask import Flask, Response, g
from flask.sessions import SecureCookieSessionInterface, SessionMixin

from stelsel.config import Settings

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}

UNUSED = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone")
PERMISSIONS = ", ".join(f"{feature}=()" for feature in (*UNUSED, "midi", "payment", "usb"))

YEAR = 365 * 24 * 60 * 60

# Nothing here can end a directive or begin another.
_ORIGIN = re.compile(r"https://[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::[0-9]{1,5})?")


def for_a_year(answer: Response) -> Response:
    """What stands behind an address that changes with it: everybody may keep it for a year."""
    answer.cache_control.public, answer.cache_control.immutable = True, True
    answer.cache_control.max_age = YEAR
    return answer


def valid_origin(text: str) -> bool:
    """An https origin that may stand in `frame-ancestors`: "https://www.voorbeeld.nl", no path, no wildcard."""
    return _ORIGIN.fullmatch(text) is not None


def allow_framing(origins: Iterable[str]) -> None:
    """Let the answer at hand be framed by these https origins. Only for a page without form, token and cookie.

    Raises ValueError for anything that is not a plain https origin.
    """
    allowed = list(origins)
    if not all(valid_origin(origin) for origin in allowed):
        raise ValueError("a site that may frame is written https://name")
    g.frame_ancestors = allowed


def csp_nonce() -> str:
    """The nonce of the answer at hand, for scripts of Flask-Admin. An answer that has one is kept by nobody."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


def policy() -> str:
    """The Content-Security-Policy of the answer at hand."""
    directives = dict(POLICY)
    if "csp_nonce" in g:
        for name in ("script-src", "style-src"):
            directives[name] += f" 'nonce-{g.csp_nonce}'"
    if ancestors := g.get("frame_ancestors"):
        directives["frame-ancestors"] = " ".join(ancestors)
        directives["form-action"] = "'none'"
    return "; ".join(f"{name} {value}" for name, value in directives.items())


class UnkeptSessions(SecureCookieSessionInterface):
    """What a session was read for is one person's: no cache keeps it (P-9). This is the last that touches an
    answer, after every hook; only here is known whether a cookie goes out."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        super().save_session(app, session, response)
        if session.accessed or "Set-Cookie" in response.headers:
            response.headers["Cache-Control"] = "no-store"


def init_app(app: Flask, settings: Settings) -> None:
    """Add the headers to every answer, whoever made it; `csp_nonce` in templates."""
    app.session_interface = UnkeptSessions()
    app.jinja_env.globals["csp_nonce"] = csp_nonce

    @app.after_request
    def secure(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", policy())
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "same-origin"  # with no-referrer no form arrives over https
        headers["Permissions-Policy"] = PERMISSIONS
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if "frame_ancestors" not in g:
            headers["X-Frame-Options"] = "DENY"
        if settings.is_https:
            headers["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"
        if (response.mimetype or "").startswith("text/") and "charset" not in response.mimetype_params:
            headers["Content-Type"] = f"{headers['Content-Type']}; charset=utf-8"
        if "csp_nonce" in g or "Cache-Control" not in headers:
            headers["Cache-Control"] = "no-store"
        for tells_versions in ("Server", "X-Powered-By"):
            headers.pop(tells_versions, None)
        return response
