"""oEmbed 1.0: somebody pastes an address of ours into another site, and the agenda stands there.

What is told is made of what the address names. Nothing is fetched from it, and none of it is repeated.
"""

import re
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from flask import Blueprint, Response, current_app
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from werkzeug.datastructures import MultiDict

from stelsel.access import Permission, requires
from stelsel.errors import NotFound
from stelsel.i18n import _
from stelsel.tenancy import Scope, Tenant, TenantKind, TenantState
from stelsel.web import kept
from stelsel.web.format import moment
from stelsel.web.query import Query
from stelsel_tenants.site import addresses, choices
from stelsel_tenants.site.models import PublishedBranch, PublishedSession

bp = Blueprint("oembed", __name__)

WIDTH, HEIGHT, LEAST = 640, 480, 120
"""Pixels of a frame that nobody gave a size, and the smallest."""
LARGEST = 4_000
LONGEST = 2_000
AN_HOUR = 3_600
_PAGE = re.compile(r"/(?P<what>activiteiten|vestigingen|sessies)/(?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
_FRAME = Markup(
    '<iframe src="{src}" title="{title}" width="{width}" height="{height}" loading="lazy"></iframe>'
    '<p><a href="{page}">{title}</a></p>'
)
"""The link stands there too: a site that the library did not name sees no frame."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What an address names: its own page, and what stands in the frame."""

    library: str
    title: str
    root: str
    path: str = "/"
    pairs: tuple[tuple[str, str], ...] = ()

    @property
    def page(self) -> str:
        return f"{self.root}{self.path}"

    @property
    def frame(self) -> str:
        return f"{self.root}/insluiten{addresses.query(self.pairs)}"


@bp.get("/oembed")
@requires(Permission.OPEN_MACHINE)
@kept.page
def describe(scope: Scope) -> ResponseReturnValue:
    query = Query()
    if query.text("format", max=10) not in {"", "json"}:
        return Response(str(_("Dit adres antwoordt in JSON: format=json.")), 501, mimetype="text/plain")
    try:
        shown = find(scope, query.args.get("url", ""))
    except (NotFound, NoResultFound):
        # our page for this would repeat the address, in its links to other languages
        return Response(str(NotFound.message), 404, mimetype="text/plain")
    size = {
        name: min(query.whole(f"max{name}", default, low=LEAST, high=LARGEST), default)
        for name, default in (("width", WIDTH), ("height", HEIGHT))
    }
    told: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": shown.title,
        "author_name": shown.library,
        "author_url": f"{shown.root}/",
        "provider_name": "Stelsel",
        "provider_url": current_app.config["BASE_URL"],
        "cache_age": AN_HOUR,
        "html": _FRAME.format(src=shown.frame, page=shown.page, title=shown.title, **size),
    }
    return Response(current_app.json.dumps(told | size), mimetype="application/json")


def find(scope: Scope, url: str) -> Shown:
    """What an address of ours names. Raises NotFound or NoResultFound for any other."""
    slug, path, query = _split(url)
    tenant = scope.session.execute(
        select(Tenant.id, Tenant.name).where(
            Tenant.slug == slug, Tenant.kind == TenantKind.LIBRARY, Tenant.state == TenantState.ACTIVE
        )
    ).one()
    root = f"{current_app.config['BASE_URL']}/b/{slug}"
    if path in {"", "/", "/agenda"}:
        wanted = choices.read(Query(MultiDict(query)))
        title = str(_("Agenda van %(name)s", name=tenant.name))
        return Shown(tenant.name, title, root, path or "/", wanted.pairs if path == "/agenda" else ())
    asked = _PAGE.fullmatch(path)
    if asked is None:
        raise NotFound
    title, pairs = _named(scope, tenant.id, asked["what"], uuid.UUID(asked["id"]))
    return Shown(tenant.name, title, root, path, pairs)


def _named(scope: Scope, tenant_id: int, what: str, key: uuid.UUID) -> tuple[str, tuple[tuple[str, str], ...]]:
    if what == "vestigingen":
        branch = select(PublishedBranch.name).where(PublishedBranch.tenant_id == tenant_id, PublishedBranch.id == key)
        return scope.session.execute(branch).scalar_one(), (("vestiging", str(key)),)
    row = PublishedSession
    its_own = row.id if what == "sessies" else row.activity_id
    statement = select(row.title, row.activity_id, row.starts_at).where(row.tenant_id == tenant_id, its_own == key)
    found = scope.session.execute(statement.order_by(row.starts_at.desc(), row.id).limit(1)).one()
    title = f"{found.title}, {moment(found.starts_at)}" if what == "sessies" else found.title
    return title, (("activiteit", str(found.activity_id)),)


def _split(url: str) -> tuple[str, str, list[tuple[str, str]]]:
    """(slug, path below the library's address, what stands behind the question mark)."""
    base = urlsplit(current_app.config["BASE_URL"])
    try:
        parts = urlsplit(url[:LONGEST])
        query = parse_qsl(parts.query, max_num_fields=20)
    except ValueError:
        raise NotFound from None
    if parts.scheme != base.scheme:
        raise NotFound
    slug = parts.netloc.removesuffix(f".{base.netloc}")
    own_host = parts.netloc != base.netloc and slug != parts.netloc
    if own_host and not parts.path.startswith("/b/"):
        return slug, parts.path, query
    below = re.fullmatch(r"/b/([a-z0-9-]{1,40})(/.*)?", parts.path)
    if below is None or not (own_host or parts.netloc == base.netloc):
        raise NotFound
    return below[1], below[2] or "/", query
