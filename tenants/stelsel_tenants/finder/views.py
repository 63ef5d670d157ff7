"""The finder and the lists of the network, by address. All of it is kept: nothing is told finer than a day."""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.tenancy import Scope
from stelsel.text import fold, identifier
from stelsel.web import kept, page
from stelsel.web.query import Query
from stelsel_tenants.finder import feeds, links, network, organisation, wish
from stelsel_tenants.finder import home as front
from stelsel_tenants.finder.kinds import kinds
from stelsel_tenants.finder.search import search
from stelsel_tenants.organisations.words import LANGUAGES
from stelsel_tenants.site import addresses

bp = Blueprint("finder", __name__, template_folder="templates")
bp.context_processor(links.given)


PICTURE = "/stelsel.png"


@bp.get("/")
@requires(Permission.OPEN_READ)
@kept.page
def home(scope: Scope) -> ResponseReturnValue:
    page.update(image=PICTURE)
    return render_template(
        "finder/home.html",
        home=front.home(scope),
        kinds=kinds(scope),
        questions=links.questions(),
        website=links.structured(),
    )


@bp.get("/zoeken")
@requires(Permission.OPEN_READ)
@kept.page
def find(scope: Scope) -> ResponseReturnValue:
    found = search(scope, wish.read(Query()))
    # In the links of the page stands what we made of it: of a postcode four digits. No search engine keeps a search.
    page.update(query=found.wish.pairs, indexed=not found.wish.place, image=PICTURE)
    if found.shown:
        page.update(feeds=addresses.feeds("/zoeken", feeds.pairs(found.wish)))
    return render_template(
        "finder/find.html",
        found=found,
        ask_for=links.ask_for(found.wish),
        at=links.at,
        by_mail=links.by_mail(found.wish),
        distances=links.distances(found.wish, found.km),
        narrowing=links.narrowing(found.wish),
        times=links.times(),
    )


@bp.get("/bibliotheken")
@requires(Permission.OPEN_READ)
@kept.page
def libraries(scope: Scope) -> ResponseReturnValue:
    typed = Query().text("zoek", max=wish.LONGEST_PLACE)
    every = network.members(scope)
    found = [one for one in every if one.is_meant(fold(typed))] if typed else every
    groups = network.by_province(found)
    page.update(image=PICTURE, indexed=not typed)
    return render_template(
        "finder/libraries.html",
        every=len(every),
        net_pills=links.provinces(groups),
        number=len(found),
        provinces=groups,
        typed=typed,
    )


@bp.get("/partners")
@requires(Permission.OPEN_READ)
@kept.page
def partners(scope: Scope) -> ResponseReturnValue:
    page.update(image=PICTURE)
    return render_template("finder/partners.html", questions=network.questions(scope))


@bp.get("/partners/<slug>")
@requires(Permission.OPEN_READ)
def partner(scope: Scope, slug: str) -> ResponseReturnValue:
    """Not kept: what it says of itself is no library's, and moves no revision."""
    if (now := organisation.went_on(scope, identifier(slug) or slug)) is not None:
        return redirect(links.to(f"/partners/{now}"), 301)
    shown = organisation.shown(scope, slug)
    languages = [LANGUAGES.get(code, code) for code in shown.organisation.languages]
    return render_template("finder/organisation.html", shown=shown, languages=languages)
