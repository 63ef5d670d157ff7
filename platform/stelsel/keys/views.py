"""Keys of a library, and of a partner organisation: the same page in two workrooms."""

import uuid

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.access.requires import signed_in
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.keys import forms, queries, service
from stelsel.keys.forms import KeyForm
from stelsel.keys.models import Right
from stelsel.keys.service import NEEDS, Place
from stelsel.tenancy import Hat, Scope
from stelsel.web.button import press
from stelsel.web.own_page import unkept

bp = Blueprint("keys", __name__, url_prefix="/b/<slug>/beheer/koppelingen", template_folder="templates")
partner = Blueprint("partner_keys", __name__, url_prefix="/partner/koppelingen")


@bp.get("/")
@requires(Permission.TENANT_KEYS)
def overview(scope: Scope) -> ResponseReturnValue:
    return _overview(scope)


@bp.route("/nieuw", methods=["GET", "POST"])
@requires(Permission.TENANT_KEYS)
def new(scope: Scope) -> ResponseReturnValue:
    return _new(scope)


@bp.post("/<uuid:key_id>/intrekken")
@requires(Permission.TENANT_KEYS)
def revoke(scope: Scope, key_id: uuid.UUID) -> ResponseReturnValue:
    return _revoke(scope, key_id)


@partner.get("/")
@requires(Permission.PARTNER_KEYS)
def partner_overview(scope: Scope) -> ResponseReturnValue:
    return _overview(scope)


@partner.route("/nieuw", methods=["GET", "POST"])
@requires(Permission.PARTNER_KEYS)
def partner_new(scope: Scope) -> ResponseReturnValue:
    return _new(scope)


@partner.post("/<uuid:key_id>/intrekken")
@requires(Permission.PARTNER_KEYS)
def partner_revoke(scope: Scope, key_id: uuid.UUID) -> ResponseReturnValue:
    return _revoke(scope, key_id)


def _overview(scope: Scope) -> ResponseReturnValue:
    place = _place(scope)
    with _people(scope, reading=True) as people:
        rows = queries.keys(people, place)
    return render_template("keys/overview.html", rows=rows, words=forms.SHORT, **_frame(scope))


def _new(scope: Scope) -> ResponseReturnValue:
    place = _place(scope)
    form = KeyForm([right for right in Right if place.may(signed_in(), *NEEDS[right])])
    if form.validate_on_submit():
        try:
            with _people(scope) as people, unit_of_work(people):
                said = {"name": form.name.data, "rights": form.rights.data, "last_day": form.last_day.data}
                key, told = service.make(people, place, **said, by=signed_in())
                name = key.name
        except Refused as refusal:
            form.show(refusal)
        else:
            return _told(scope, name, told)
    return render_template("keys/new.html", form=form, **_frame(scope)), form.status


def _told(scope: Scope, name: str, told: str) -> Response:
    """The secret stands in this one answer and nowhere else."""
    return unkept(render_template("keys/made.html", name=name, told=told, **_frame(scope)))


def _revoke(scope: Scope, key_id: uuid.UUID) -> ResponseReturnValue:
    place, there = _place(scope), _to(scope, "overview")
    with _people(scope) as people:
        return press(
            people, lambda: service.revoke(people, key_id, place), to=there, done=_("De sleutel werkt niet meer.")
        )


def _place(scope: Scope) -> Place:
    if scope.organisation_id is not None:
        return Place(organisation_id=scope.organisation_id)
    return Place(tenant_id=scope.tenant_id)


def _people(scope: Scope, *, reading: bool = False) -> Scope:
    """Keys are found before any tenant is: read and changed in an identity scope, under the name of who is here.

    The place's own scope lets go first: what the menu counted in it would hold SQLite's one place for writing.
    """
    scope.session.rollback()
    people = Scope.identity(why="keys", reading=reading)
    people.actor = signed_in().actor(Hat.PARTNER if scope.organisation_id else Hat.MEMBER)
    return people


def _frame(scope: Scope) -> dict[str, object]:
    """In which of the two workrooms the page stands, and its addresses."""
    shell = "shell/partner.html" if scope.organisation_id else "shell/work.html"
    return {"shell": shell, "to": lambda name, **values: _to(scope, name, **values)}


def _to(scope: Scope, name: str, **values: object) -> str:
    if scope.organisation_id is None:
        return url_for(f"keys.{name}", slug=scope.library.slug, **values)  # type: ignore[arg-type]  # parts of an address
    return url_for(f"partner_keys.partner_{name}", **values)  # type: ignore[arg-type]  # as above
