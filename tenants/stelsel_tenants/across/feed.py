"""All that a partner gives anywhere, for calendars and readers: the published dates of all libraries, and no draft."""

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from stelsel.access import Permission, requires
from stelsel.errors import NotFound
from stelsel.tenancy import Organisation, Scope
from stelsel.web import kept
from stelsel_tenants.finder import feeds
from stelsel_tenants.site.feeds import answers
from stelsel_tenants.site.feeds.answers import Head

bp = Blueprint("partner_feed", __name__)


@bp.get(f"/partners/<partner>/agenda.<{answers.KINDS}:kind>")
@requires(Permission.OPEN_READ)
@kept.page
def agenda(scope: Scope, partner: str, kind: str) -> ResponseReturnValue:
    found = scope.session.scalar(select(Organisation).where(Organisation.slug == partner))
    if found is None:
        raise NotFound
    path = f"/partners/{found.slug}/agenda"
    base = current_app.config["BASE_URL"]
    head = Head(name=found.name, owner=f"partners/{found.slug}", path=path, pairs=(), page_url=f"{base}/partners")
    return answers.answer(kind, head, feeds.of_partner(scope, found.id))
