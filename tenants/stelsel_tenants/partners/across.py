"""A partner organisation over all its libraries: `/partner/`. It sees its own rows and no others."""

import uuid

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel import clock
from stelsel.access import Permission, requires
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Organisation, Scope
from stelsel_tenants.partners import acting, queries, standing
from stelsel_tenants.registrations import CountForm, counting
from stelsel_tenants.registrations import queries as registrations

bp = Blueprint("partner", __name__, url_prefix="/partner", template_folder="templates")


@bp.get("/")
@requires(Permission.PARTNER_HOME)
def home(scope: Scope) -> ResponseReturnValue:
    rows = queries.libraries(scope)
    soon = queries.sessions(scope, first=clock.start_of(clock.today()), limit=8)
    return render_template("partner/home.html", organisation=_organisation(scope), rows=rows, soon=soon)


@bp.get("/agenda")
@requires(Permission.PARTNER_HOME)
def agenda(scope: Scope) -> ResponseReturnValue:
    rows = queries.sessions(scope, first=clock.start_of(clock.today()))
    return render_template("partner/agenda.html", organisation=_organisation(scope), rows=rows)


@bp.route("/tellen/<library>/<uuid:session_id>", methods=["GET", "POST"])
@requires(Permission.PARTNER_SESSIONS)
def count(scope: Scope, library: str, session_id: uuid.UUID) -> ResponseReturnValue:
    with acting.at(scope, library) as at:
        standing.see(at, session_id)
        moment = registrations.moment(at, session_id)
        form = CountForm(data={"present": moment.present, "turned_away": moment.turned_away})
        if form.validate_on_submit():
            try:
                with unit_of_work(at):
                    standing.hold(at, scope.organisation_id)
                    counting.count(
                        at,
                        session_id,
                        present=form.present.data,
                        turned_away=form.turned_away.data,
                        reason=form.reason.data or "",
                    )
            except Refused as refusal:
                form.show(refusal)
            else:
                flash(_("Bewaard. De bibliotheek ziet dit ook."))
                return redirect(url_for("partner.agenda"), 303)
        page = {"moment": moment, "library": at.library, "organisation": _organisation(scope)}
        return render_template("partner/count.html", form=form, **page), form.status


def _organisation(scope: Scope) -> Organisation:
    if "partner_organisation" not in g:
        g.partner_organisation = scope.session.get_one(Organisation, scope.organisation_id)
    found: Organisation = g.partner_organisation
    return found
