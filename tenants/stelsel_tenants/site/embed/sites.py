"""Sites that may frame the agenda: a library names them, one by one (SECURITY P-20)."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlsplit

from sqlalchemy import func, select

from stelsel import audit
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web.security import allow_framing, valid_origin
from stelsel_tenants.site.embed.models import EmbedSite

View = TypeVar("View", bound=Callable[..., Any])

MOST = 20
"""Sites of one library: they all stand in a header of each answer."""
PORT = 443
"""Goes without saying."""


class NoSite(Refused):
    field = "origin"
    message = _("Vul het adres van de site in, zoals https://www.voorbeeld.nl.")


class NotSafe(Refused):
    field = "origin"
    message = _("Alleen een site met https mag uw agenda laten zien. Kijk of het adres ook met https werkt.")


class TooMany(Refused):
    field = "origin"
    message = _("U hebt al %(number)s sites genoemd. Haal er eerst een weg.", number=MOST)


@dataclass(frozen=True, slots=True)
class Site:
    id: uuid.UUID
    origin: str


def origin(typed: str) -> str:
    """What stands before the path of an address that somebody pasted. Raises NoSite, NotSafe."""
    address = typed if "://" in typed else f"https://{typed}"
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port
    except ValueError:
        raise NoSite from None
    if parts.scheme == "http":
        raise NotSafe
    found = f"https://{host}" + (f":{port}" if port not in (None, PORT) else "")
    if parts.scheme != "https" or parts.username or "." not in host or not valid_origin(found):
        raise NoSite
    return found


def allow(scope: Scope, typed: str) -> EmbedSite:
    """Let a site show the agenda in a frame. Raises NoSite, NotSafe, TooMany; one that is there already, Known."""
    site = EmbedSite(origin=origin(typed))
    if (scope.session.scalar(select(func.count()).select_from(EmbedSite)) or 0) >= MOST:
        raise TooMany
    scope.session.add(site)
    scope.session.flush()
    audit.record(scope, "embed_site.allowed", site)
    return site


def drop(scope: Scope, site_id: uuid.UUID) -> None:
    """From now on it may no longer. Raises NoResultFound."""
    site = scope.session.get_one(EmbedSite, (scope.tenant_id, site_id))
    audit.record(scope, "embed_site.dropped", site)
    scope.session.delete(site)


def named(scope: Scope) -> list[Site]:
    """The sites of this library, by name."""
    statement = select(EmbedSite.id, EmbedSite.origin).order_by(EmbedSite.origin)
    return [Site(*row) for row in scope.session.execute(statement)]


def framed(view: View) -> View:
    """Let the named sites frame the answer. Stands above `kept.page`: an answer without a body says it too."""

    @wraps(view)
    def enter(scope: Scope, **values: Any) -> Any:
        # looked at once more: whatever wrote the row, nothing else gets into a header
        if found := [site.origin for site in named(scope) if valid_origin(site.origin)]:
            allow_framing(found)
        return view(scope, **values)

    return enter  # type: ignore[return-value] # the same view with the same arguments
