"""The organisation behind a partner, in the workroom of a library: what is known of it, who says so, what is double."""

import uuid
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Organisation, Scope
from stelsel.web.query import Query
from stelsel.web.security import takes_uploads
from stelsel_tenants.organisations import pages, proposing
from stelsel_tenants.organisations.keeping import By, Keeper
from stelsel_tenants.organisations.pages import Doors
from stelsel_tenants.partners import recognising
from stelsel_tenants.partners.forms import DoubleForm
from stelsel_tenants.partners.models import Partnership

bp = Blueprint("partner_organisations", __name__, url_prefix="/b/<slug>/beheer/partners", template_folder="templates")


@bp.get("/lijkt-op")
@requires(Permission.TENANT_PARTNERS)
def alike(scope: Scope) -> ResponseReturnValue:
    """While a name is typed: what it may be, in words."""
    query = Query()
    found = recognising.alike(scope, query.text("naam"), query.text("kvk"), query.text("website"))
    return jsonify(
        kop=str(_("Bedoelt u een van deze?")),
        gevonden=[{"naam": one.name, "waarom": ", ".join(map(str, one.words))} for one in found],
        raad=str(_("Kies haar dan in de lijst hierboven. Zo blijft zij één organisatie voor alle bibliotheken.")),
    )


@bp.route("/<uuid:partnership_id>/organisatie", methods=["GET", "POST"])
@requires(Permission.TENANT_PARTNERS)
def facts(scope: Scope, partnership_id: uuid.UUID) -> ResponseReturnValue:
    organisation_id = _of(scope, partnership_id)
    return pages.facts(
        scope, organisation_id, _keeper(scope), _doors(scope, partnership_id), partnership_id=partnership_id
    )


@bp.post("/<uuid:partnership_id>/organisatie/logo")
@takes_uploads(6)
@requires(Permission.TENANT_PARTNERS)
def logo(scope: Scope, partnership_id: uuid.UUID) -> ResponseReturnValue:
    organisation_id = _of(scope, partnership_id)
    return pages.logo(
        scope, organisation_id, _keeper(scope), _doors(scope, partnership_id), partnership_id=partnership_id
    )


@bp.post("/<uuid:partnership_id>/organisatie/logo/weg")
@requires(Permission.TENANT_PARTNERS)
def no_logo(scope: Scope, partnership_id: uuid.UUID) -> ResponseReturnValue:
    return pages.no_logo(scope, _of(scope, partnership_id), _keeper(scope), _doors(scope, partnership_id))


@bp.route("/<uuid:partnership_id>/dubbel", methods=["GET", "POST"])
@requires(Permission.TENANT_PARTNERS)
def double(scope: Scope, partnership_id: uuid.UUID) -> ResponseReturnValue:
    """Say that this organisation is another under a second name. The national body merges."""
    organisation = scope.session.get_one(Organisation, _of(scope, partnership_id))
    found = recognising.alike(scope, organisation.name, organisation.kvk or "", organisation.website or "")
    form = DoubleForm([(one.id, one.name) for one in found if one.id != organisation.id])
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                proposing.wish(scope, organisation.id, form.met.data, reason=form.reason.data)
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Gevraagd. Het landelijk bureau kijkt of het er één is."))
            return redirect(url_for("partners.edit", slug=scope.library.slug, partnership_id=partnership_id), 303)
    values = {"organisation": organisation, "partnership_id": partnership_id}
    return render_template("partners/double.html", form=form, **values), form.status


def _of(scope: Scope, partnership_id: uuid.UUID) -> uuid.UUID:
    return scope.session.get_one(Partnership, (scope.tenant_id, partnership_id)).organisation_id


def _keeper(scope: Scope) -> Keeper:
    return Keeper(By.LIBRARY, scope.tenant_id)


def _doors(scope: Scope, partnership_id: uuid.UUID) -> Doors:
    here: dict[str, Any] = {"slug": scope.library.slug, "partnership_id": partnership_id}
    return Doors(
        template="partners/organisation.html",
        facts=url_for(".facts", **here),
        logo=url_for(".logo", **here),
        no_logo=url_for(".no_logo", **here),
        back=url_for("partners.edit", **here),
    )
