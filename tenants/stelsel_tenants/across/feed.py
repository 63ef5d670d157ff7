"""All that a partner gives anywhere, for calendars and readers: the published dates of all libraries, and no draft."""

from flask import Blueprint, current_app, redirect, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.errors import NotFound
from stelsel.tenancy import Organisation, Scope
from stelsel.web import kept
from stelsel_tenants.finder import feeds
from stelsel_tenants.organisations import signposts
from stelsel_tenants.site.feeds import answers
from stelsel_tenants.site.feeds.answers import Head

bp = Blueprint("partner_feed", __name__)


@bp.get(f"/partners/<partner>/agenda.<{answers.KINDS}:kind>")
@requires(Permission.OPEN_READ)
@kept.page
def agenda(scope: Scope, partner: str, kind: str) -> ResponseReturnValue:
    found = signposts.stays(scope, partner)
    if found is None:
        raise NotFound
    organisation_id, slug = found
    if slug != partner:
        return redirect(url_for("partner_feed.agenda", partner=slug, kind=kind), 301)
    name = scope.session.get_one(Organisation, organisation_id).name
    base = current_app.config["BASE_URL"]
    head = Head(name, owner=f"partners/{slug}", path=f"/partners/{slug}/agenda", pairs=(), page_url=f"{base}/partners")
    return answers.answer(kind, head, feeds.of_partner(scope, organisation_id))
