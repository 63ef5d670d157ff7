"""What waits to be taken in: every row of it is shown before anything is written."""

import uuid
from collections import Counter
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.importing import Outcome, Table
from stelsel.tenancy import Scope
from stelsel.web.forms import Form
from stelsel.web.query import Query
from stelsel_tenants.sources import from_table, merge, reading, service, words
from stelsel_tenants.sources.forms import columns_form
from stelsel_tenants.sources.models import Source, WaitingFile
from stelsel_tenants.sources.reading import File

bp = Blueprint("waiting", __name__, url_prefix="/b/<slug>/beheer/importeren/wachtend", template_folder="templates")

PAGE = 100
"""Rows on one page (SECURITY P-18)."""


@bp.get("/<uuid:waiting_id>")
@requires(Permission.TENANT_PUBLISH)
def preview(scope: Scope, waiting_id: uuid.UUID) -> ResponseReturnValue:
    waiting = service.waiting(scope, waiting_id)
    file = reading.parsed(waiting.content, waiting.kind)
    return _page(scope, waiting, file, _columns(file, waiting, sent=False))


@bp.post("/<uuid:waiting_id>")
@requires(Permission.TENANT_PUBLISH)
def take_in(scope: Scope, waiting_id: uuid.UUID) -> ResponseReturnValue:
    """Yes to all that is not refused, in one unit of work."""
    waiting = service.waiting(scope, waiting_id)
    content, kind, chosen, source_id = waiting.content, waiting.kind, waiting.columns, waiting.source_id
    scope.session.rollback()  # reading may take seconds, and holds up nobody
    file = reading.parsed(content, kind)
    with unit_of_work(scope):
        source = scope.session.get_one(Source, (scope.tenant_id, source_id))
        done = service.take_in(scope, waiting_id, reading.said(scope, source, file, chosen))
    flash(
        _(
            "Klaar: %(added)s nieuw, %(changed)s veranderd, %(same)s gelijk, %(refused)s geweigerd.",
            added=done.get(Outcome.ADDED, 0),
            changed=done.get(Outcome.CHANGED, 0),
            same=done.get(Outcome.SAME, 0),
            refused=done.get(Outcome.REFUSED, 0),
        )
    )
    return redirect(url_for("activities.overview", slug=scope.library.slug), 303)


@bp.post("/<uuid:waiting_id>/kolommen")
@requires(Permission.TENANT_PUBLISH)
def columns(scope: Scope, waiting_id: uuid.UUID) -> ResponseReturnValue:
    """Which column of the file is which of ours."""
    waiting = service.waiting(scope, waiting_id)
    file = reading.parsed(waiting.content, waiting.kind)
    form = _columns(file, waiting, sent=True)
    if form is None or not form.validate():
        return _page(scope, waiting, file, form)
    with unit_of_work(scope):
        service.point_out(scope, waiting_id, {name: form[name].data for name in from_table.COLUMNS if form[name].data})
    return redirect(url_for("waiting.preview", slug=scope.library.slug, waiting_id=waiting_id), 303)


@bp.post("/<uuid:waiting_id>/weg")
@requires(Permission.TENANT_PUBLISH)
def discard(scope: Scope, waiting_id: uuid.UUID) -> ResponseReturnValue:
    with unit_of_work(scope):
        service.discard(scope, waiting_id)
    flash(_("Er is niets ingelezen."))
    return redirect(url_for("sources.overview", slug=scope.library.slug), 303)


def _columns(file: File, waiting: WaitingFile, *, sent: bool) -> Form | None:
    """The choice of columns; what is no table has none."""
    if not isinstance(file, Table):
        return None
    return columns_form(file.columns, waiting.columns or from_table.guessed(file.columns), sent=sent)


def _page(scope: Scope, waiting: WaitingFile, file: File, form: Form | None) -> ResponseReturnValue:
    source = scope.session.get_one(Source, (scope.tenant_id, waiting.source_id))
    query = Query()
    number, only = query.page(), query.choice("alleen", Outcome)
    problem, steps, over = "", [], 0
    try:
        said = reading.said(scope, source, file, waiting.columns)
        steps, over = merge.steps(scope, source, said), said.over
    except Refused as refusal:
        problem = refusal.message
    counts = Counter(step.outcome for step in steps)
    shown = [step for step in steps if only is None or step.outcome is only]
    values: dict[str, Any] = {
        "counts": counts,
        "rows": shown[(number - 1) * PAGE : number * PAGE],
        "filters": list(_filters(scope, waiting, counts, only)),
        "has_next": len(shown) > number * PAGE,
        "number": number,
        "only": only,
        "over": over,
        "problem": problem,
    }
    status = 200 if form is None else form.status
    return render_template(
        "sources/preview.html", waiting=waiting, source=source, form=form, words=words, **values
    ), status


def _filters(
    scope: Scope, waiting: WaitingFile, counts: Counter[Outcome], only: Outcome | None
) -> Iterator[tuple[str, str, bool]]:
    for outcome, word in ((None, _("Alles")), *((outcome, word) for outcome, (word, _tone) in words.OUTCOMES.items())):
        if outcome is None or counts[outcome]:
            number = counts.total() if outcome is None else counts[outcome]
            url = url_for("waiting.preview", slug=scope.library.slug, waiting_id=waiting.id, alleen=outcome)
            yield f"{word} {number}", url, only is outcome
