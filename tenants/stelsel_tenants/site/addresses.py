"""Where the feeds of a page stand, and how others may show it."""

from urllib.parse import urlencode

from flask import current_app, request

from stelsel.i18n import _
from stelsel.tenancy import TenantRef
from stelsel.web.page import Feed
from stelsel_tenants.site.choices import Wanted

KINDS = (
    ("ics", "text/calendar", _("Agenda voor uw eigen kalender (iCalendar)")),
    ("atom", "application/atom+xml", _("Agenda als Atom")),
    ("json", "application/feed+json", _("Agenda als JSON Feed")),
)


def of(tenant: TenantRef, wanted: Wanted | None = None) -> tuple[Feed, ...]:
    """The three feeds of a library, or of the branch, kind or partner that a page is about."""
    tail = query(wanted) if wanted else ""
    return tuple(
        Feed(title=str(title), url=f"{base(tenant)}/agenda.{kind}{tail}", type=media_type)
        for kind, media_type, title in KINDS
    )


def here(tenant: TenantRef, wanted: Wanted | None = None) -> Feed:
    """Where another site finds how to show the page at hand (oEmbed discovery)."""
    page = f"{current_app.config['BASE_URL']}{request.path}"
    if wanted and wanted.pairs:
        page += f"?{urlencode(wanted.pairs)}"
    address = f"{current_app.config['BASE_URL']}/oembed?{urlencode([('format', 'json'), ('url', page)])}"
    return Feed(title=tenant.name, url=address, type="application/json+oembed")


def query(wanted: Wanted) -> str:
    """'?vestiging=…&soort=tax': the filters that agenda and feeds share; "" for none."""
    pairs = urlencode(wanted.feed_pairs)
    return f"?{pairs}" if pairs else ""


def base(tenant: TenantRef) -> str:
    """The whole address of a library, without a slash at its end."""
    return f"{current_app.config['BASE_URL']}/b/{tenant.slug}"
