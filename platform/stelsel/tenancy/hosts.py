"""A library's own host: `katwijk.<domain>/agenda` is `/b/katwijk/agenda`. The path form always works too.

Tenant hosts are public: signing in and signed-in work happen on the base host only, so here no cookie comes in and
none goes out (SECURITY P-10).
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from stelsel.config import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SHARED = ("/static/", "/t/", "/b/", "/api/")
"""Addresses that mean the same on every host."""
HOME_ONLY = ("/inloggen", "/uitloggen", "/wachtwoord", "/account", "/partner/", "/landelijk", "/subsidies", "/admin")


class TenantHosts:
    """WSGI middleware: the host names the tenant, the path becomes the one that the application knows."""

    def __init__(self, app: "WSGIApplication", settings: Settings) -> None:
        self.app = app
        self.base_url = settings.base_url.rstrip("/")
        self.domain = f".{settings.host}"

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        slug = self._slug(environ)
        if slug is None:
            return self.app(environ, start_response)
        path = environ.get("PATH_INFO", "") or "/"
        if path.startswith(HOME_ONLY) or "/beheer" in path:
            return self._home(path, environ, start_response)
        environ.pop("HTTP_COOKIE", None)
        if not path.startswith(SHARED):
            environ["PATH_INFO"] = f"/b/{slug}{path}"
        return self.app(environ, _without_cookies(start_response))

    def _slug(self, environ: "WSGIEnvironment") -> str | None:
        host = environ.get("HTTP_HOST", "").rsplit(":", 1)[0].lower()
        name = host.removesuffix(self.domain)
        return name if host.endswith(self.domain) and name else None

    def _home(self, path: str, environ: "WSGIEnvironment", start_response: "StartResponse") -> list[bytes]:
        query = environ.get("QUERY_STRING", "")
        target = self.base_url + quote(path, safe="/-._~") + (f"?{query}" if query else "")
        start_response("303 See Other", [("Location", target), ("Content-Length", "0"), ("Cache-Control", "no-store")])
        return []


def _without_cookies(start_response: "StartResponse") -> "StartResponse":
    send: Callable[..., Any] = start_response

    def answer(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        return send(status, [pair for pair in headers if pair[0].lower() != "set-cookie"], exc_info)

    return answer
