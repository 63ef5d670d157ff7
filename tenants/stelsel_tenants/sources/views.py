"""Activities from elsewhere, in the workroom of a library.

All of it asks the right to publish: what comes in may be seen by everybody at once.
"""

import uuid
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from stelsel import outgoing
from stelsel.access import Permission, requires
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.web.button import press
from stelsel.web.security import takes_uploads
from stelsel_tenants.activities import queries as activities
from stelsel_tenants.sources import queries, reading, service
from stelsel_tenants.sources.forms import AddressForm, FileForm, SourceForm
from stelsel_tenants.sources.models import Source
from stelsel_tenants.sources.service import Sent

bp = Blueprint("sources", __name__, url_prefix="/b/<slug>/beheer/importeren", template_folder="templates")


@bp.get("/")
@requires(Permission.TENANT_PUBLISH)
def overview(scope: Scope) -> ResponseReturnValue:
    return render_template("sources/overview.html", rows=queries.overview(scope), gone=queries.gone(scope))


@bp.route("/bestand", methods=["GET", "POST"])
@takes_uploads()
@requires(Permission.TENANT_PUBLISH)
def file(scope: Scope) -> ResponseReturnValue:
    form = FileForm(source=queries.terms_of_files(scope), **_choices(scope))
    if form.validate_on_submit():
        sent = form.file.data
        kind = reading.kind_of(sent.content)
        try:
            scope.session.rollback()  # reading may take seconds, and holds up nobody
            reading.parsed(sent.content, kind)
            with unit_of_work(scope):
                waiting = service.hold(scope, service.files(scope, form.terms()), Sent(sent.name, kind, sent.content))
        except Refused as refusal:
            form.show(refusal)
        else:
            return _to("waiting.preview", scope, waiting_id=waiting.id)
    return render_template("sources/file.html", form=form), form.status


@bp.route("/adres", methods=["GET", "POST"])
@requires(Permission.TENANT_PUBLISH)
def address(scope: Scope) -> ResponseReturnValue:
    form = AddressForm(**_choices(scope), contact=g.person.email)
    if form.validate_on_submit():
        try:
            scope.session.rollback()  # a foreign server may take seconds, and holds up nobody
            answer = outgoing.fetch(form.asked)
            content = answer.content or b""
            kind = reading.kind_of_answer(content)
            reading.parsed(content, kind)
            with unit_of_work(scope):
                source = service.subscribe(
                    scope,
                    name=form.name.data,
                    address=form.asked,
                    contact=form.contact.data,
                    terms=form.terms(),
                )
                sent = Sent(form.name.data, kind, content, answer.etag, answer.last_modified)
                waiting = service.hold(scope, source, sent)
        except Refused as refusal:
            form.show(refusal)
        else:
            return _to("waiting.preview", scope, waiting_id=waiting.id)
    return render_template("sources/address.html", form=form), form.status


@bp.route("/<uuid:source_id>", methods=["GET", "POST"])
@requires(Permission.TENANT_PUBLISH)
def edit(scope: Scope, source_id: uuid.UUID) -> ResponseReturnValue:
    source = scope.session.get_one(Source, (scope.tenant_id, source_id))
    form = SourceForm(source=source, **_choices(scope))
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                service.revise(scope, source_id, name=form.name.data, contact=form.contact.data, terms=form.terms())
        except Refused as refusal:
            form.show(refusal)
        else:
            flash(_("Bewaard."))
            return _to("sources.overview", scope)
    return render_template("sources/edit.html", form=form, source=source), form.status


@bp.post("/<uuid:source_id>/nu")
@requires(Permission.TENANT_PUBLISH)
def try_now(scope: Scope, source_id: uuid.UUID) -> ResponseReturnValue:
    with unit_of_work(scope):
        service.try_now(scope, source_id)
    flash(_("We lezen de agenda nu in. Ververs de pagina over een minuut."))
    return _to("sources.overview", scope)


@bp.post("/<uuid:source_id>/verwijderen")
@requires(Permission.TENANT_PUBLISH)
def remove(scope: Scope, source_id: uuid.UUID) -> ResponseReturnValue:
    with unit_of_work(scope):
        service.remove(scope, source_id)
    flash(_("We lezen dit niet meer in. De activiteiten blijven staan, en zijn nu van uzelf."))
    return _to("sources.overview", scope)


@bp.post("/verdwenen/<uuid:imported_id>")
@requires(Permission.TENANT_PUBLISH)
def settle(scope: Scope, imported_id: uuid.UUID) -> ResponseReturnValue:
    cancel = request.form.get("besluit") == "intrekken"
    done = _("Ingetrokken. Bezoekers zien dit niet meer.") if cancel else _("Het blijft staan, en is nu van uzelf.")
    there = url_for("sources.overview", slug=scope.library.slug)
    return press(scope, lambda: service.settle(scope, imported_id, cancel=cancel), to=there, done=done)


def _choices(scope: Scope) -> dict[str, Any]:
    return {"branches": activities.branches(scope), "concepts": activities.concepts(scope)}


def _to(endpoint: str, scope: Scope, **values: Any) -> ResponseReturnValue:
    return redirect(url_for(endpoint, slug=scope.library.slug, **values), 303)
