"""Feeds, by address. They are kept pages: an unchanged one is answered with 304 and without a look at its rows."""

import uuid

from flask import Blueprint, Response, current_app, request
from flask.typing import ResponseReturnValue

from stelsel import clock
from stelsel.access import Permission, requires
from stelsel.tenancy import Scope
from stelsel.web import kept
from stelsel.web.query import Query
from stelsel_tenants.site import addresses, choices
from stelsel_tenants.site.feeds import atom, entries, ical, json_feed

bp = Blueprint("feeds", __name__, url_prefix="/b/<slug>")


@bp.get("/agenda.ics")
@requires(Permission.SITE_READ)
@kept.page
def agenda_ics(scope: Scope) -> ResponseReturnValue:
    found = entries.entries(scope, choices.read(Query()))
    return _calendar(ical.write(scope.library.name, _page(scope), found), "agenda.ics")


@bp.get("/agenda.atom")
@requires(Permission.SITE_READ)
@kept.page
def agenda_atom(scope: Scope) -> ResponseReturnValue:
    wanted = choices.read(Query())
    found = entries.entries(scope, wanted)
    tag = ":".join((scope.library.slug, *(f"{name}={value}" for name, value in wanted.feed_pairs)))
    midnight = clock.start_of(clock.today())
    return Response(
        atom.write(scope.library.name, _own(), _page(scope), tag, midnight, found), mimetype="application/atom+xml"
    )


@bp.get("/agenda.json")
@requires(Permission.SITE_READ)
@kept.page
def agenda_json(scope: Scope) -> ResponseReturnValue:
    found = entries.entries(scope, choices.read(Query()))
    feed = json_feed.write(scope.library.name, _own(), _page(scope), found)
    return Response(current_app.json.dumps(feed), mimetype="application/feed+json")


@bp.get("/sessies/<uuid:session_id>.ics")
@requires(Permission.SITE_READ)
@kept.page
def session_ics(scope: Scope, session_id: uuid.UUID) -> ResponseReturnValue:
    """One date, to put into a calendar by itself."""
    found = entries.entry(scope, session_id)
    return _calendar(ical.write(found.title, found.url, [found]), f"sessie-{session_id}.ics")


def _calendar(body: bytes, name: str) -> Response:
    answer = Response(body, content_type="text/calendar; charset=utf-8")
    answer.headers.set("Content-Disposition", "inline", filename=name)
    return answer


def _own() -> str:
    """The address that was asked for, on the base host."""
    query = request.query_string.decode("ascii", "ignore")
    return f"{current_app.config['BASE_URL']}{request.path}" + (f"?{query}" if query else "")


def _page(scope: Scope) -> str:
    return f"{addresses.base(scope.library)}/agenda"
