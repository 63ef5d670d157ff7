"""The history of an activity: who changed what, and back to any version."""

import uuid

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from stelsel.access import Permission, requires
from stelsel.i18n import _
from stelsel.tenancy import Hat, Organisation, Scope
from stelsel.web.query import Query
from stelsel_tenants.activities import comparison, history, queries
from stelsel_tenants.activities.forms import ActivityForm
from stelsel_tenants.activities.history import Step
from stelsel_tenants.activities.models import Activity
from stelsel_tenants.activities.views import bp
from stelsel_tenants.libraries.comparison import Difference

DEEDS = {
    "activity.planned": _("Gemaakt"),
    "activity.revised": _("Veranderd"),
    "activity.published": _("Gepubliceerd"),
    "activity.withdrawn": _("Ingetrokken"),
    "activity.publication_planned": _("Gekozen wanneer het verschijnt"),
    "activity.publication_stopped": _("Het verschijnt niet meer vanzelf"),
    "activity.publication_refused": _("Niet gepubliceerd: er stond iets in de weg"),
    "activity.text-taken": _("Landelijke tekst overgenomen"),
    "activity.text-kept": _("Eigen tekst gehouden"),
    "activity.dates_skipped": _("Data overgeslagen: de ruimte was bezet"),
    "activity.date_taken_in": _("Een overgeslagen datum weer opgenomen"),
    "activity.room_renamed": _("De ruimte heet anders"),
    "activity.rooms_released": _("Ruimtes vrijgegeven: het concept bleef twee weken liggen"),
    "activity.asked": _("De partner vraagt het te publiceren"),
    "activity.declined": _("Niet goedgekeurd"),
    "activity.offer_followed": _("De tekst van de partner gevolgd"),
    "activity.leader_left": _("De begeleider is gestopt"),
    "session.cancelled": _("Een datum afgezegd"),
    "session.moved": _("Een datum verzet"),
    "session.restored": _("Een datum gaat toch door"),
}


@bp.get("/<uuid:activity_id>/geschiedenis")
@requires(Permission.TENANT_ACTIVITIES)
def past(scope: Scope, activity_id: uuid.UUID) -> ResponseReturnValue:
    activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id))
    number = Query().page()
    found = history.steps(scope, activity_id, number)
    shown = found[: history.PAGE]
    return render_template(
        "activities/history.html",
        activity=activity,
        rows=list(zip(shown, map(_who, shown), _changes(scope, shown), strict=True)),
        deeds=DEEDS,
        newest=history.newest(scope, activity_id),
        number=number,
        has_next=len(found) > history.PAGE,
    )


def _who(step: Step) -> str:
    if step.who is not None:
        return step.who
    return str(_("Vanzelf") if step.hat is Hat.SYSTEM else _("Iemand die hier niet meer werkt"))


def _changes(scope: Scope, steps: list[Step]) -> list[list[Difference]]:
    """Of each step the fields that became something else: what stood there, and what came. A fixed number of
    statements: names of branches and partners are those of today, also of those that are closed or gone."""
    offers = [offer for step in steps for offer in (step.said, step.before) if offer]
    givers = {offer.organisation_id for offer in offers}
    names = select(Organisation.id, Organisation.name).where(Organisation.id.in_([one for one in givers if one]))
    branches = dict(queries.branches(scope, closed=True))
    form = ActivityForm(
        branches=list(branches.items()),
        concepts=queries.concepts(scope),
        partners=[(key, name) for key, name in scope.session.execute(names)],
        rooms=(),
    )
    return [
        comparison.between(form, step.before, step.said, branches) if step.said and step.before else []
        for step in steps
    ]
