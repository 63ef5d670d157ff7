"""Answers for machines: short, plain, never kept."""

import hmac
from datetime import timedelta
from ipaddress import ip_address

from flask import Blueprint, Response, current_app, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST

from stelsel import clock
from stelsel.access import Permission, requires
from stelsel.config import Settings
from stelsel.db import probe
from stelsel.errors import NotFound
from stelsel.health import metrics
from stelsel.i18n import LANGUAGES
from stelsel.tenancy import Scope

bp = Blueprint("health", __name__)

PLAIN = "text/plain; charset=utf-8"
CONTACT_IS_CURRENT = timedelta(days=180)
NOT_INDEXED = (
    "/account/",
    "/admin/",
    "/aanmelding/",
    "/b/*/beheer",
    "/controle/",
    "/inloggen",
    "/landelijk",
    "/metrics",
    "/partner/",
    "/subsidies/",
    "/uitloggen",
    "/webhooks/",
)
FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP")


@bp.get("/healthz")
@requires(Permission.OPEN_MACHINE)
def alive(_scope: Scope) -> ResponseReturnValue:
    """The process answers; nothing else is asked, so that an outage of the database restarts nobody."""
    return _plain("ok\n")


@bp.get("/readyz")
@requires(Permission.OPEN_MACHINE)
def ready(_scope: Scope) -> ResponseReturnValue:
    """Requests can be served: the database answers and has run every migration."""
    fault = probe.fault(_settings().url)
    if fault is None:
        return _plain("ok\n")
    answer = _plain(f"{fault}\n", status=503)
    answer.headers["Retry-After"] = "5"
    return answer


@bp.get("/metrics")
@requires(Permission.OPEN_MACHINE)
def figures(_scope: Scope) -> ResponseReturnValue:
    """For the machine itself, or for who knows the token; for others it is not there."""
    if not _may_read_figures(_settings()):
        raise NotFound
    return _plain(metrics.page(), content_type=CONTENT_TYPE_LATEST)


@bp.get("/.well-known/security.txt")
@requires(Permission.OPEN_MACHINE)
def security(_scope: Scope) -> ResponseReturnValue:
    """RFC 9116. It expires half a year from today: a site that still answers still reads its mail."""
    settings = _settings()
    expires = clock.end_of(clock.today() + CONTACT_IS_CURRENT)
    lines = (
        f"Contact: {settings.security_contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(LANGUAGES)}",
        f"Canonical: {settings.base_url.rstrip('/')}/.well-known/security.txt",
    )
    return _plain("\n".join(lines) + "\n")


@bp.get("/robots.txt")
@requires(Permission.OPEN_MACHINE)
def robots(_scope: Scope) -> ResponseReturnValue:
    """Public pages may be found; workrooms and private links have nothing for a search engine."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_INDEXED)]
    return _plain("\n".join([*lines, "", f"Sitemap: {_settings().base_url.rstrip('/')}/sitemap.xml"]) + "\n")


def _may_read_figures(settings: Settings) -> bool:
    if settings.metrics_token is not None:
        wanted = f"Bearer {settings.metrics_token.get_secret_value()}"
        return hmac.compare_digest(request.headers.get("Authorization", "").encode(), wanted.encode())
    # Behind a front server on the same machine everybody seems to come from it; then it says so in a header.
    return _is_this_machine(request.remote_addr) and not any(name in request.headers for name in FORWARDED)


def _is_this_machine(address: str | None) -> bool:
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False


def _settings() -> Settings:
    settings: Settings = current_app.extensions["stelsel.settings"]
    return settings


def _plain(text: str | bytes, *, status: int = 200, content_type: str = PLAIN) -> Response:
    answer = Response(text, status=status, content_type=content_type)
    answer.headers["Cache-Control"] = "no-store"
    return answer
