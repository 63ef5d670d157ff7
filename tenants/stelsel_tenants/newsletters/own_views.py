"""Behind the link in a letter: say yes, choose something else, stop. Opening it changes nothing.

A POST to the link itself stops: that is what a mail program sends for its own button (RFC 8058). It has no session and
no token, nor is either needed: it says no word about where it comes from, which `by_origin` takes for no other site's
page, and who knows the address of the link may stop. It is answered at once, as such a request follows no redirect.
"""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.access.models import Link, LinkPurpose
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.tenancy import Scope
from stelsel.web import own_page
from stelsel.web.security import by_origin
from stelsel_tenants.finder.kinds import kinds
from stelsel_tenants.newsletters import near_views, readers, service, views
from stelsel_tenants.newsletters.about import About
from stelsel_tenants.newsletters.forms import AboutForm, AgendaForm, NearForm
from stelsel_tenants.newsletters.models import Subscription

bp = Blueprint("subscription", __name__, url_prefix="/nieuwsbrief", template_folder="templates")
PURPOSE = LinkPurpose.NEWSLETTER


@bp.get("/<token>")
@requires(Permission.OPEN_LINK)
def own(scope: Scope, token: str) -> ResponseReturnValue:
    with own_page.behind(scope, token, PURPOSE, reading=True) as (here, link):
        return _page(here, link, token)


@bp.post("/<token>")
@by_origin
@requires(Permission.OPEN_LINK)
def stop(scope: Scope, token: str) -> ResponseReturnValue:
    with own_page.behind(scope, token, PURPOSE) as (here, link):
        with unit_of_work(here):
            service.stop(here, link.object_id)
        return own_page.unkept(render_template("newsletters/stopped.html"))


@bp.post("/<token>/bevestigen")
@by_origin
@requires(Permission.OPEN_LINK)
def confirm(scope: Scope, token: str) -> ResponseReturnValue:
    with own_page.behind(scope, token, PURPOSE) as (here, link), unit_of_work(here):
        service.confirm(here, link.object_id)
    return redirect(url_for("subscription.own", token=token), 303)


@bp.post("/<token>/waarover")
@by_origin
@requires(Permission.OPEN_LINK)
def change(scope: Scope, token: str) -> ResponseReturnValue:
    with own_page.behind(scope, token, PURPOSE) as (here, link):
        form = _form(here, link)
        if not form.validate():
            return _page(here, link, token, form)
        try:
            with unit_of_work(here):
                service.change(here, link.object_id, form.about(here))
        except Refused as refusal:
            form.show(refusal)
            return _page(here, link, token, form)
    return redirect(url_for("subscription.own", token=token), 303)


def _page(here: Scope, link: Link, token: str, form: AboutForm | None = None) -> ResponseReturnValue:
    one = _mine(here, link)
    name = _kinds(here, one)[1].get(one.kind, one.kind)
    form = form or _form(here, link)
    body = render_template("newsletters/own.html", about=name, form=form, one=one, token=token)
    return own_page.unkept(body, form.status)


def _form(here: Scope, link: Link) -> AboutForm:
    """What can be chosen, also what it is about now and is offered no more."""
    one = _mine(here, link)
    offered, names = _kinds(here, one)
    if one.kind:
        offered.setdefault(one.kind, names.get(one.kind, one.kind))
    return (NearForm if one.place else AgendaForm)(offered.items(), About.of(one))


def _kinds(here: Scope, one: Subscription) -> tuple[dict[str, Any], dict[str, Any]]:
    """What there is to choose from, and the words for what may have been chosen."""
    if not one.place:
        return dict(views.kinds(here)), readers.about(here)
    found = kinds(here)
    return dict(near_views.choices(found)), {"": NearForm.everything, **found.names}


def _mine(here: Scope, link: Link) -> Subscription:
    return here.session.get_one(Subscription, (here.tenant_id, link.object_id))
