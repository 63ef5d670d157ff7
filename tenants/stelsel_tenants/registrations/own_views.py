"""The own page behind a link: see, change, cancel, answer an offer, be forgotten. Opening it changes nothing."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.access.models import Link, LinkPurpose
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.tenancy import Scope
from stelsel.web import own_page
from stelsel.web.own_page import unkept
from stelsel.web.security import by_origin
from stelsel_tenants.activities import events
from stelsel_tenants.registrations import changing, queries, waiting
from stelsel_tenants.registrations.forms import SeatsForm

bp = Blueprint("own", __name__, url_prefix="/aanmelding", template_folder="templates")


@bp.get("/<token>")
@requires(Permission.OPEN_LINK)
def own(scope: Scope, token: str) -> ResponseReturnValue:
    """A page that mail scanners may open: only its buttons change something."""
    with own_page.behind(scope, token, LinkPurpose.SIGN_UP, reading=True) as (here, link):
        return _page(here, link, token)


@bp.post("/<token>")
@by_origin
@requires(Permission.OPEN_LINK)
def take_back(scope: Scope, token: str) -> ResponseReturnValue:
    return _do(scope, token, changing.take_back)


@bp.post("/<token>/aantal")
@by_origin
@requires(Permission.OPEN_LINK)
def seats(scope: Scope, token: str) -> ResponseReturnValue:
    with own_page.behind(scope, token, LinkPurpose.SIGN_UP) as (here, link):
        mine = queries.own(here, link.object_id)
        form = SeatsForm(mine.terms.group_most, mine.seats)
        if not form.validate():
            return _page(here, link, token, form)
        try:
            with unit_of_work(here):
                changing.change_seats(here, link.object_id, form.seats.data)
        except Refused as refusal:
            form.show(refusal)
            return _page(here, link, token, form)
    return _to(token)


@bp.post("/<token>/aannemen")
@by_origin
@requires(Permission.OPEN_LINK)
def accept(scope: Scope, token: str) -> ResponseReturnValue:
    return _do(scope, token, waiting.accept)


@bp.post("/<token>/afslaan")
@by_origin
@requires(Permission.OPEN_LINK)
def decline(scope: Scope, token: str) -> ResponseReturnValue:
    return _do(scope, token, waiting.decline)


@bp.post("/<token>/wissen")
@by_origin
@requires(Permission.OPEN_LINK)
def erase(scope: Scope, token: str) -> ResponseReturnValue:
    with own_page.behind(scope, token, LinkPurpose.SIGN_UP) as (here, link):
        with unit_of_work(here):
            changing.erase(here, link.object_id)
        return redirect(url_for("registrations.erased", slug=here.library.slug), 303)


@bp.get("/<token>.ics")
@requires(Permission.OPEN_LINK)
def calendar(scope: Scope, token: str) -> ResponseReturnValue:
    """The dates of this sign-up for a calendar; they follow when something changes."""
    with own_page.behind(scope, token, LinkPurpose.SIGN_UP, reading=True) as (here, link):
        mine = queries.own(here, link.object_id)
        dates = events.calendar(here, [one.id for one in mine.dates])
        answer = Response(dates, content_type="text/calendar; charset=utf-8")
        answer.headers.set("Content-Disposition", "inline", filename="aanmelding.ics")
        answer.cache_control.no_store = True
        return answer


def _do(scope: Scope, token: str, command: Callable[[Scope, Any], Any]) -> ResponseReturnValue:
    with own_page.behind(scope, token, LinkPurpose.SIGN_UP) as (here, link):
        try:
            with unit_of_work(here):
                command(here, link.object_id)
        except Refused as refusal:
            return _page(here, link, token, refused=refusal)
    return _to(token)


def _page(
    here: Scope, link: Link, token: str, form: SeatsForm | None = None, *, refused: Refused | None = None
) -> Response:
    mine = queries.own(here, link.object_id)
    form = form or SeatsForm(mine.terms.group_most, mine.seats)
    status = refused.status if refused else form.status
    body = render_template("registrations/own.html", own=mine, form=form, refused=refused, token=token)
    return unkept(body, status)


def _to(token: str) -> ResponseReturnValue:
    return redirect(url_for("own.own", token=token), 303)
