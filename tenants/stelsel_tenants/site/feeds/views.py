"""Feeds, by address. They are kept pages: an unchanged one is answered with 304 and without a look at its rows."""

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.tenancy import Scope
from stelsel.web import kept
from stelsel.web.query import Query
from stelsel_tenants.site import choices
from stelsel_tenants.site.feeds import answers, entries, ical

bp = Blueprint("feeds", __name__, url_prefix="/b/<slug>")


@bp.get(f"/agenda.<{answers.KINDS}:kind>")
@requires(Permission.SITE_READ)
@kept.page
def agenda(scope: Scope, kind: str) -> ResponseReturnValue:
    """What is chosen on the page of the agenda, and each activity by itself."""
    wanted = choices.read(Query())
    found = entries.entries(scope, wanted)
    return answers.answer(kind, answers.of_library(scope, wanted, found), found)


@bp.get("/sessies/<uuid:session_id>.ics")
@requires(Permission.SITE_READ)
@kept.page
def session_ics(scope: Scope, session_id: uuid.UUID) -> ResponseReturnValue:
    """One date, to put into a calendar by itself; also one that is off because it was taken away."""
    found = entries.entry(scope, session_id)
    return answers.calendar(ical.write(found.title, found.url, [found]), f"sessie-{session_id}.ics")
