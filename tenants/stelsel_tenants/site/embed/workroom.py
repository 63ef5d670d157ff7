"""Schermen en insluiten, in the workroom: addresses and code to copy, and the sites that may frame the agenda."""

import uuid
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel import clock
from stelsel.access import Permission, requires
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.site import addresses, places
from stelsel_tenants.site.choices import Wanted
from stelsel_tenants.site.embed import sites
from stelsel_tenants.site.embed.forms import SiteForm
from stelsel_tenants.site.places import Place
from stelsel_tenants.site.screen import board
from stelsel_tenants.site.screen.board import Row

bp = Blueprint("elsewhere", __name__, url_prefix="/b/<slug>/beheer/schermen", template_folder="../templates")


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen that may hang somewhere. `rows` is what its preview shows."""

    name: str
    url: str
    rows: list[Row]


@bp.route("", methods=["GET", "POST"])
@requires(Permission.TENANT_PUBLISH)
def overview(scope: Scope) -> ResponseReturnValue:
    form = SiteForm()
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                site = sites.allow(scope, form.origin.data)
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("%(origin)s mag uw agenda nu laten zien.", origin=site.origin))
            return _back(scope)
    base = addresses.base(scope.library)
    page = {"base": base, "now": clock.now(), "screens": _screens(scope, base), "sites": sites.named(scope)}
    return render_template("site/elsewhere.html", form=form, **page), form.status


@bp.post("/sites/<uuid:site_id>/weg")
@requires(Permission.TENANT_PUBLISH)
def drop(scope: Scope, site_id: uuid.UUID) -> ResponseReturnValue:
    with unit_of_work(scope):
        sites.drop(scope, site_id)
    flash(_("Weggehaald. Die site laat uw agenda niet meer zien."))
    return _back(scope)


def _screens(scope: Scope, base: str) -> list[Screen]:
    """One of the whole library, then one of each branch where there are more."""
    branches, shown = places.branches(scope), board.previews(scope)
    each = branches if len(branches) > 1 else []
    return [
        Screen(str(_("Hele bibliotheek")), f"{base}/scherm", shown.get(None, [])),
        *(Screen(one.name, f"{base}/scherm{_of(one)}", shown.get(one.id, [])) for one in each),
    ]


def _of(place: Place) -> str:
    return addresses.query(Wanted(branch_id=place.id).pairs)


def _back(scope: Scope) -> ResponseReturnValue:
    return redirect(url_for("elsewhere.overview", slug=scope.library.slug), 303)
