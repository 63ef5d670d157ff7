"""A library's public pages, by address."""

import uuid
from typing import Any

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from stelsel import clock
from stelsel.access import Permission, requires
from stelsel.tenancy import Scope
from stelsel.web import kept, page
from stelsel.web.query import Query
from stelsel.web.shelf import shelf
from stelsel_tenants.site import addresses, choices, places
from stelsel_tenants.site.choices import Wanted
from stelsel_tenants.site.library import agenda as lines
from stelsel_tenants.site.library import choosing, links, maps, month, offer, partners, periods, picture, structured

bp = Blueprint("library", __name__, url_prefix="/b/<slug>", template_folder="../templates")
bp.context_processor(links.given)


@bp.get("/")
@requires(Permission.SITE_READ)
@kept.page
def home(scope: Scope) -> ResponseReturnValue:
    branches, about = places.branches(scope), places.about(scope)
    period = periods.coming(clock.today())
    found = lines.lines(scope, period, Wanted(), branches)
    page.update(feeds=(*addresses.of(scope.library), addresses.here(scope.library)), image=_logo(scope))
    return render_template(
        "site/home.html",
        about=about,
        branches=branches,
        days=lines.by_day(found[: lines.MOST]),
        data=structured.library(scope.library, about, branches),
        period=period,
        shelf=shelf(scope.library.slug),
        wanted=Wanted(),
        **_near(scope, found, period, Wanted(), branches),
    )


@bp.get("/agenda")
@requires(Permission.SITE_READ)
@kept.page
def agenda(scope: Scope) -> ResponseReturnValue:
    query = Query()
    wanted, period = choices.read(query), periods.read(query, clock.today())
    branches = places.branches(scope)
    found = lines.lines(scope, period, wanted, branches)
    page.update(feeds=(*addresses.of(scope.library, wanted), addresses.here(scope.library, wanted)))
    return render_template(
        "site/agenda.html",
        branches=branches,
        choices=choosing.offered(scope),
        days=lines.by_day(found[: lines.MOST]),
        month=month.days(scope, found, period, wanted, branches) if period.kind is periods.Kind.MONTH else {},
        more=len(found) > lines.MOST,
        period=period,
        wanted=wanted,
        **_near(scope, found, period, wanted, branches),
    )


@bp.get("/activiteiten/<uuid:activity_id>")
@requires(Permission.SITE_READ)
@kept.page
def activity(scope: Scope, activity_id: uuid.UUID) -> ResponseReturnValue:
    return _activity(scope, offer.shown(scope, activity_id))


@bp.get("/sessies/<uuid:session_id>")
@requires(Permission.SITE_READ)
@kept.page
def session(scope: Scope, session_id: uuid.UUID) -> ResponseReturnValue:
    """The activity's page, about this date. A date that was long ago leads to the activity."""
    activity_id, is_told = offer.of_session(scope, session_id)
    if not is_told:
        shown = offer.shown(scope, activity_id)
        return redirect(f"/b/{scope.library.slug}/activiteiten/{shown.id}", 302)
    return _activity(scope, offer.shown(scope, activity_id, session_id))


@bp.get("/vestigingen")
@requires(Permission.SITE_READ)
@kept.page
def branches(scope: Scope) -> ResponseReturnValue:
    found = places.branches(scope)
    return render_template("site/branches.html", branches=found, map=maps.of(scope, found), **_today())


@bp.get("/vestigingen/<uuid:branch_id>")
@requires(Permission.SITE_READ)
@kept.page
def branch(scope: Scope, branch_id: uuid.UUID) -> ResponseReturnValue:
    found = places.branch(scope, branch_id)
    wanted = Wanted(branch_id=branch_id)
    page.update(feeds=(*addresses.of(scope.library, wanted), addresses.here(scope.library)))
    return render_template(
        "site/branch.html",
        branch=found,
        data=structured.branch(scope.library, found),
        days=lines.by_day(lines.coming_at(scope, found)),
        later=clock.today() + periods.WEEK,
        map=maps.of(scope, [found]),
        wanted=wanted,
        **_today(),
    )


@bp.get("/netwerk")
@requires(Permission.SITE_READ)
@kept.page
def network(scope: Scope) -> ResponseReturnValue:
    found = partners.helpers(scope, places.branches(scope))
    questions = partners.questions(found)
    return render_template(
        "site/network.html",
        about=places.about(scope),
        helpers=found,
        hours=partners.table(found),
        questions=questions,
        small=picture.tree(questions),
        until=clock.today() + partners.AHEAD,
        wide=picture.radial(questions),
    )


@bp.get("/contact")
@requires(Permission.SITE_READ)
@kept.page
def contact(scope: Scope) -> ResponseReturnValue:
    about, found = places.about(scope), places.branches(scope)
    return render_template("site/contact.html", about=about, branches=found, **_today())


def _activity(scope: Scope, shown: offer.Shown) -> ResponseReturnValue:
    feeds = addresses.of(scope.library, Wanted(activity_id=shown.id))
    page.update(feeds=(*feeds, addresses.here(scope.library)))
    return render_template(
        "site/activity.html",
        about=places.about(scope),
        data=structured.activity(scope.library, shown),
        map=maps.of(scope, [shown.place]),
        shown=shown,
        **_today(),
    )


def _near(
    scope: Scope, found: list[lines.Line], period: periods.Period, wanted: Wanted, branches: list[places.Place]
) -> dict[str, Any]:
    """What an empty agenda offers: the first time after these days, else the first without the choices made."""
    near = apart = None
    if not found:
        near = lines.nearest(scope, max(period.first, clock.today()), wanted, branches)
        apart = lines.nearest(scope, max(period.first, clock.today()), Wanted(), branches) if wanted.pairs else None
    return {"near": near, "apart": apart, **_today()}


def _today() -> dict[str, Any]:
    return {"today": clock.today()}


def _logo(scope: Scope) -> str:
    mark = scope.library.logo_hash
    return f"/b/{scope.library.slug}/logo-{mark}.png" if mark else ""
