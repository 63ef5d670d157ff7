"""Where the feeds of a page stand, and how others may show it."""

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import current_app, request

from stelsel.i18n import _
from stelsel.tenancy import TenantRef
from stelsel.web.page import Feed
from stelsel_tenants.site.choices import Wanted

Pairs = Sequence[tuple[str, str]]
KINDS = (
    ("ics", "text/calendar", _("Agenda voor uw eigen kalender (iCalendar)")),
    ("atom", "application/atom+xml", _("Agenda als Atom")),
    ("json", "application/feed+json", _("Agenda als JSON Feed")),
)


def of(tenant: TenantRef, wanted: Wanted | None = None) -> tuple[Feed, ...]:
    """The three feeds of a library, or of what was chosen of it."""
    return feeds(f"/b/{tenant.slug}/agenda", wanted.pairs if wanted else ())


def feeds(path: str, pairs: Pairs) -> tuple[Feed, ...]:
    """The three feeds that stand beside a page, with its choices."""
    return tuple(
        Feed(title=str(title), url=feed(path, kind, pairs), type=media_type) for kind, media_type, title in KINDS
    )


def feed(path: str, kind: str, pairs: Pairs) -> str:
    """The whole address of one, on the base host."""
    return f"{current_app.config['BASE_URL']}{path}.{kind}{query(pairs)}"


def here(tenant: TenantRef, wanted: Wanted | None = None) -> Feed:
    """Where another site finds how to show the page at hand (oEmbed discovery)."""
    page = f"{current_app.config['BASE_URL']}{request.path}{query(wanted.pairs if wanted else ())}"
    address = f"{current_app.config['BASE_URL']}/oembed?{urlencode([('format', 'json'), ('url', page)])}"
    return Feed(title=tenant.name, url=address, type="application/json+oembed")


def query(pairs: Pairs) -> str:
    """'?vestiging=…&soort=tax': the choices that agenda and feeds share; "" for none."""
    return f"?{urlencode(pairs)}" if pairs else ""


def base(tenant: TenantRef) -> str:
    """The whole address of a library, without a slash at its end."""
    return f"{current_app.config['BASE_URL']}/b/{tenant.slug}"
