"""Kept pages: a public page is rendered once for each revision of what it shows, and then answered before Flask.

A view says that its page may be kept:

    @bp.get("/agenda")
    @requires(Permission.SITE_READ)
    @kept.page
    def agenda(scope): ...

Its ETag is made of the revision, the Amsterdam day, the language and the build; an unchanged page is answered with
304 and without rendering. `KeptPages` stands in front of the application in each worker: for visitors without a
cookie or a key it looks at most once a second whether the revision moved, so a page is at most one second old.

Such a page says nothing finer than a day (times are absolute), has no form token, and reads no session.
"""

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, TypeVar

from flask import Flask, Response, make_response, request
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from stelsel import clock
from stelsel.i18n import LANGUAGES, language
from stelsel.tenancy import Scope, Tenant
from stelsel.web import assets

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

View = TypeVar("View", bound=Callable[..., Any])

MARK = "stelsel.kept"
LEASE = 1.0
"""Seconds that a page is answered without asking whether it still holds."""
OUTAGE = 24 * 60 * 60.0
"""Seconds that a page is shown while the database cannot say whether it still holds (SECURITY P-9, P-37)."""
AGAIN_AFTER = 1.0
"""Seconds until an absent database is asked again: not every visitor waits for it."""
CACHES = f"public, max-age=0, s-maxage={LEASE:.0f}, stale-if-error={OUTAGE:.0f}"
"""The same to other caches: a browser asks each time, a front server once a second (RFC 9111), and while the
application is away it shows what it has for a day (RFC 5861)."""
MOST_BYTES = 32 * 1024 * 1024
LARGEST = 2 * 1024 * 1024
"""Bytes of one page: a feed of some 2,500 sessions."""
PERSONAL = frozenset({"HTTP_COOKIE", "HTTP_AUTHORIZATION"})
"""What says who asks: whoever sends it is answered by the application."""
PASSING = frozenset({"x-request-id", "date", "content-length", "set-cookie", "ratelimit", "ratelimit-policy"})
"""Headers of one answer, not of the page."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a page rests on: a tenant's revision, or the network's (tenant_id None), on one day."""

    tenant_id: int | None
    revision: int
    day: str


def page(view: View) -> View:
    """Mark a public GET page as one that may be kept. Stands below `requires`."""

    @wraps(view)
    def enter(scope: Scope, **values: Any) -> Any:
        basis = Basis(scope.tenant.id if scope.tenant else None, _revision(scope), clock.today().isoformat())
        tag = _tag(basis)
        if tag in request.if_none_match:
            answer = Response(status=304)
        else:
            answer = make_response(view(scope, **values))
            if answer.status_code != 200:
                return answer
        answer.set_etag(tag)
        answer.headers["Cache-Control"] = CACHES
        answer.vary.add("Accept-Language")
        request.environ[MARK] = basis
        return answer

    return enter  # type: ignore[return-value] # the same view with the same arguments


def _revision(scope: Scope) -> int:
    if scope.tenant is not None:
        return scope.tenant.revision
    return network_revision(scope)


def network_revision(scope: Scope) -> int:
    """Grows with every change that any library publishes."""
    return int(scope.session.scalar(select(func.sum(Tenant.revision) + func.count())) or 0)


def _tag(basis: Basis) -> str:
    parts = (basis.tenant_id, basis.revision, basis.day, language(), assets.build_id(), request.full_path)
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:24]


@dataclass(slots=True)
class _Kept:
    status: str
    headers: list[tuple[str, str]]
    body: bytes
    etag: str
    basis: Basis
    checked: float


@dataclass(slots=True)
class _Seen:
    """A revision as it was read a moment ago; shared by all pages that rest on it."""

    basis: Basis
    checked: float


@dataclass
class KeptPages:
    """WSGI middleware: answers kept pages, and keeps what the application marks."""

    app: Flask
    lease: float = LEASE
    pages: "OrderedDict[tuple[str, ...], _Kept]" = field(default_factory=OrderedDict)
    seen: dict[int | None, _Seen] = field(default_factory=dict)
    size: int = 0
    failed: float = field(default=float("-inf"))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or not PERSONAL.isdisjoint(environ):
            return self.app(environ, start_response)
        key = _key(environ)
        kept = self.pages.get(key)
        if kept is not None and self._holds(kept):
            return _answer(kept, environ, start_response)
        return self._ask(key, environ, start_response)

    def _holds(self, kept: _Kept) -> bool:
        moment = time.monotonic()
        if moment - kept.checked < self.lease:
            return True
        if moment - self.failed < AGAIN_AFTER:
            return moment - kept.checked < OUTAGE
        try:
            seen = self._now(kept.basis.tenant_id, moment)
        except (DBAPIError, PoolTimeout):
            self.failed = time.monotonic()  # now, and not before it was waited for
            return moment - kept.checked < OUTAGE
        if seen.basis != kept.basis:
            return False
        kept.checked = seen.checked
        return True

    def _now(self, tenant_id: int | None, moment: float) -> _Seen:
        seen = self.seen.get(tenant_id)
        if seen is None or moment - seen.checked >= self.lease:
            with self.app.app_context(), Scope.network(why="is the kept page still true") as scope:
                if tenant_id is None:
                    revision = network_revision(scope)
                else:
                    revision = scope.session.scalar(select(Tenant.revision).where(Tenant.id == tenant_id)) or 0
            seen = _Seen(Basis(tenant_id, revision, clock.today().isoformat()), moment)
            self.seen[tenant_id] = seen
        return seen

    def _ask(
        self, key: tuple[str, ...], environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        environ.pop(MARK, None)
        conditional = "HTTP_IF_NONE_MATCH" in environ or environ["REQUEST_METHOD"] == "HEAD"
        told: list[Any] = []

        def listen(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            told[:] = [status, headers]
            return start_response(status, headers, exc_info)

        body = self.app(environ, listen)
        basis = environ.get(MARK)
        if basis is None or conditional or not told or not told[0].startswith("200"):
            return body
        whole = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        self._keep(key, told[0], told[1], whole, basis)
        return [whole]

    def _keep(
        self, key: tuple[str, ...], status: str, headers: list[tuple[str, str]], body: bytes, basis: Basis
    ) -> None:
        names = {name.lower(): value for name, value in headers}
        if len(body) > LARGEST or "set-cookie" in names:
            return
        lasting = [(name, value) for name, value in headers if name.lower() not in PASSING]
        kept = _Kept(status, lasting, body, names.get("etag", ""), basis, time.monotonic())
        with self.lock:
            before = self.pages.pop(key, None)
            self.size += len(body) - (len(before.body) if before else 0)
            self.pages[key] = kept
            while self.size > MOST_BYTES:
                _oldest, gone = self.pages.popitem(last=False)
                self.size -= len(gone.body)


def _key(environ: "WSGIEnvironment") -> tuple[str, ...]:
    """Everything that an answer may depend on: where, what, in which language (SECURITY P-9)."""
    wanted = environ.get("HTTP_ACCEPT_LANGUAGE", "")
    return (
        environ["wsgi.url_scheme"],
        environ.get("HTTP_HOST", ""),
        environ.get("PATH_INFO", ""),
        environ.get("QUERY_STRING", ""),
        _language(wanted),
        environ.get("HTTP_ACCEPT", "") if "json" in environ.get("HTTP_ACCEPT", "") else "",
    )


@lru_cache(maxsize=512)
def _language(wanted: str) -> str:
    """The one of our languages that a browser likes best, as `i18n.language` finds it, without building a request."""
    return parse_accept_header(wanted, LanguageAccept).best_match(LANGUAGES, LANGUAGES[0]) or LANGUAGES[0]


def _answer(kept: _Kept, environ: "WSGIEnvironment", start_response: "StartResponse") -> list[bytes]:
    if kept.etag and kept.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        headers = [pair for pair in kept.headers if pair[0].lower() not in ("content-type", "content-language")]
        start_response("304 Not Modified", headers)
        return []
    start_response(kept.status, [*kept.headers, ("Content-Length", str(len(kept.body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [kept.body]
