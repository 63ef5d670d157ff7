"""The libraries of the network."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, RoleName, requires
from stelsel.access.requires import signed_in
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.identity import invitations
from stelsel.tenancy import Hat, Scope
from stelsel.web.button import press
from stelsel.web.query import Query
from stelsel_admin.network import queries, service, staff
from stelsel_admin.network.forms import ManagerForm, close_form, invite_form
from stelsel_admin.network.queries import Kind

bp = Blueprint("network", __name__, url_prefix="/landelijk", template_folder="templates")


@bp.get("/bibliotheken")
@requires(Permission.NATIONAL_NETWORK)
def overview(scope: Scope) -> ResponseReturnValue:
    query = Query()
    kind, search = query.choice("staat", Kind, Kind.ALL), query.text("zoek")
    listed = queries.libraries(scope, kind=kind, search=search, page=query.page())
    counts = queries.counts(scope)
    with _people(scope, reading=True) as people:
        known = staff.staff(people, [row.id for row in listed.rows])
    return render_template(
        "network/overview.html", listed=listed, counts=counts, staff=known, kind=kind, kinds=Kind, search=search
    )


@bp.route("/bibliotheken/uitnodigen", methods=["GET", "POST"])
@requires(Permission.NATIONAL_NETWORK)
def invite(scope: Scope) -> ResponseReturnValue:
    form = invite_form(queries.provinces(scope))
    if form.validate_on_submit():
        facts = {name: form.data[name] for name in ("name", "place", "slug")}
        try:
            with unit_of_work(scope):
                service.invite(scope, province_code=form.data["province"], **facts)
        except Refused as refusal:
            form.show(refusal)
        else:
            return _invited(scope, form.data["slug"], form)
    return render_template("network/invite.html", form=form), form.status


@bp.get("/bibliotheken/<library>")
@requires(Permission.NATIONAL_NETWORK)
def library(scope: Scope, library: str) -> ResponseReturnValue:
    return _page(scope, library, ManagerForm())


@bp.post("/bibliotheken/<library>/uitnodigen")
@requires(Permission.NATIONAL_NETWORK)
def invite_manager(scope: Scope, library: str) -> ResponseReturnValue:
    form = ManagerForm()
    if form.validate_on_submit():
        return _invited(scope, library, form)
    return _page(scope, library, form)


@bp.route("/bibliotheken/<library>/sluiten", methods=["GET", "POST"])
@requires(Permission.NATIONAL_NETWORK)
def close(scope: Scope, library: str) -> ResponseReturnValue:
    found = queries.library(scope, library)
    form = close_form(queries.heirs(scope, found.id))
    if form.validate_on_submit():
        where = {"closed_on": form.data["closed_on"], "successor_id": form.data["successor"]}
        try:
            service.check_closing(scope, found.id, **where)
            # People first: if what follows fails, doing it again ends as it should.
            with _people(scope) as people, unit_of_work(people):
                staff.end_all(people, found.id)
            with unit_of_work(scope):
                service.close(scope, found.id, reason=form.data["reason"], **where)
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("%(name)s is gesloten. De gegevens zijn bewaard.", name=found.name))
            return redirect(url_for(".library", library=library), 303)
    return render_template("network/close.html", form=form, row=found), form.status


@bp.post("/bibliotheken/<library>/heropenen")
@requires(Permission.NATIONAL_NETWORK)
def reopen(scope: Scope, library: str) -> ResponseReturnValue:
    found = queries.library(scope, library)
    done = _("%(name)s is weer open. Nodig een beheerder uit: niemand heeft er nu een rol.", name=found.name)
    return press(scope, lambda: service.reopen(scope, found.id), to=url_for(".library", library=library), done=done)


def _page(scope: Scope, slug: str, form: ManagerForm) -> ResponseReturnValue:
    """A library's own page, with the form that invites somebody."""
    row = queries.library(scope, slug)
    life = queries.steps(scope, row.id)
    with _people(scope, reading=True) as people:
        known, pending = staff.staff(people, [row.id])[row.id], staff.pending_until(people, row.id)
    return (
        render_template("network/library.html", row=row, life=life, staff=known, pending_until=pending, form=form),
        form.status,
    )


def _invited(scope: Scope, slug: str, form: Any) -> ResponseReturnValue:
    """Send the invitation; a refusal is shown on the library's own page, as the library is there by now."""
    found = queries.library(scope, slug)
    try:
        with _people(scope) as people, unit_of_work(people):
            invitations.invite(
                people,
                email=form.email.data,
                name=form.person.data,
                role=RoleName.MANAGER,
                by=signed_in(),
                tenant_id=found.id,
            )
    except Refused as refusal:
        refused = ManagerForm()
        refused.show(refusal)
        return _page(scope, slug, refused)
    flash(_("De uitnodiging voor %(name)s is verstuurd.", name=found.name))
    return redirect(url_for(".library", library=slug), 303)


def _people(scope: Scope, *, reading: bool = False) -> Scope:
    """People are read and changed in an identity scope, under the name of who works here.

    The national scope lets go first: what was read in it would hold SQLite's one place for writing.
    """
    scope.session.rollback()
    people = Scope.identity(why="network", reading=reading)
    people.actor = signed_in().actor(Hat.NATIONAL)
    return people
