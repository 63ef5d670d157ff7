"""Questions at the desk: one page, a few taps, with one hand. It works without script and at 320 px."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from stelsel.access import Permission, requires
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel.text import identifier
from stelsel_tenants.activities import queries as activities
from stelsel_tenants.partners import queries as partners
from stelsel_tenants.questions import queries, service, words
from stelsel_tenants.questions.forms import Next, QuestionForm

bp = Blueprint("asking", __name__, url_prefix="/b/<slug>/beheer/balie/vragen", template_folder="templates")


@bp.route("", methods=["GET", "POST"], strict_slashes=False)
@requires(Permission.TENANT_DESK)
def ask(scope: Scope) -> ResponseReturnValue:
    form = QuestionForm(
        branches=activities.branches(scope),
        partners=partners.choices(scope),
        sessions=queries.going_on(scope),
        shown=request.args,
    )
    if form.validate_on_submit():
        try:
            with unit_of_work(scope):
                service.record(scope, form.asked(), question_id=form.sent)
        except Refused as refusal:
            form.show(refusal)
        else:
            return _on(scope, bewaard=form.sent, **form.carried(request.form.get("daarna") == Next.SAME))
    just = queries.just_recorded(scope, identifier(request.args.get("bewaard")))
    page = {
        "just": just,
        "needs": words.NEEDS,
        "next": Next,
        "same": just is not None and "bezoek" in request.args,
        "topics": words.TOPICS,
    }
    return render_template("questions/ask.html", form=form, **page), form.status


@bp.post("/<uuid:question_id>/terughalen")
@requires(Permission.TENANT_DESK)
def take_back(scope: Scope, question_id: uuid.UUID) -> ResponseReturnValue:
    try:
        with unit_of_work(scope):
            taken = service.take_back(scope, question_id)
            kept = {"vestiging": taken.branch_id, "kanaal": taken.channel.value, "bezoek": taken.visit_id}
    except Refused as refusal:
        flash(refusal.message, "error")
        return _on(scope)
    flash(_("Teruggehaald. Deze vraag telt niet mee."))
    return _on(scope, **kept)


def _on(scope: Scope, **values: Any) -> ResponseReturnValue:
    return redirect(url_for("asking.ask", slug=scope.library.slug, **values), 303)
