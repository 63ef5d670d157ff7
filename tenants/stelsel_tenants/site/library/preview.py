"""The activity's page before it is published, for who works on it."""

import uuid
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from stelsel import clock
from stelsel.access import Permission, requires
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Activity, ActivityState
from stelsel_tenants.site import places
from stelsel_tenants.site.library import links, maps, offer

bp = Blueprint("preview", __name__, url_prefix="/b/<slug>/beheer/activiteiten", template_folder="../templates")
bp.context_processor(links.given)


@bp.get("/<uuid:activity_id>/voorbeeld")
@requires(Permission.TENANT_ACTIVITIES)
def activity(scope: Scope, activity_id: uuid.UUID) -> ResponseReturnValue:
    state = scope.session.get_one(Activity, (scope.tenant_id, activity_id)).state
    shown = offer.draft(scope, activity_id)
    return render_template(
        "site/preview.html",
        about=places.about(scope),
        channels=_channels(scope, is_published=state is ActivityState.PUBLISHED),
        state=state,
        map=maps.of(scope, [shown.place]),
        shown=shown,
        today=clock.today(),
    )


def _channels(scope: Scope, *, is_published: bool) -> list[dict[str, Any]]:
    """Where the activity appears, or why it does not yet (FEATURES D11)."""
    path = f"/b/{scope.library.slug}"
    channels = (
        (_("Uw eigen site"), f"{path}/agenda", _("Agenda, pagina van de activiteit, pagina van de vestiging")),
        (_("De zoeker van alle bibliotheken"), "/zoeken", _("Voor wie op postcode of plaats zoekt")),
        (_("Agenda's van bezoekers"), f"{path}/agenda.ics", _("iCalendar, Atom en JSON")),
        (_("Zoekmachines"), "", _("Ieder moment met dag, tijd, plaats en kosten")),
    )
    end, tone = (_("Staat erop"), "ok") if is_published else (_("Na publiceren"), "warn")
    return [{"title": title, "url": url, "note": note, "end": end, "tone": tone} for title, url, note in channels]
